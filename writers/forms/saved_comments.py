"""A remark of the comment bank."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from project.base.fields import BodyField, LineField
from project.base.forms import ActionForm
from writers.actions.saved_comments import CommentSaid
from writers.models import SavedComment
from writers.models.feedback_parts import POINT_LIMIT, TAG_LIMIT


class CommentForm(ActionForm):
    """Whether something was typed is the action's to say."""

    issue = BodyField(label=_("Issue"), max_length=POINT_LIMIT, required=False, rows=3)
    suggestion = BodyField(label=_("Suggestion"), max_length=POINT_LIMIT, required=False, rows=3)
    tag = LineField(
        label=_("Tag"),
        max_length=TAG_LIMIT,
        required=False,
        help_text=_("What it is about, such as “citations”."),
    )
    shared = forms.BooleanField(
        label=_("Share with all editors"),
        required=False,
        help_text=_("They can use it in their reviews, but not change it."),
    )

    @property
    def said(self) -> CommentSaid:
        """The remark, once the form is valid."""
        return CommentSaid(**self.cleaned_data)


def stored_words(comment: SavedComment) -> dict[str, Any]:
    """What the form begins with."""
    names = ("issue", "suggestion", "shared")
    tag = comment.tag.name if comment.tag else ""
    return {**{name: getattr(comment, name) for name in names}, "tag": tag}
