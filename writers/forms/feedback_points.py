"""A point of an editor's feedback."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from orders.models.passage_comments import PASSAGE_LIMIT
from project.base.fields import BodyField, LineField
from project.base.forms import ActionForm
from writers.actions.feedback_points import PointSaid
from writers.models import FeedbackPoint, SavedComment
from writers.models.feedback_parts import POINT_LIMIT, SECTION_LIMIT, TAG_LIMIT

#: The list of tags that the field suggests.
TAGS_ID = "feedback-tags"


class PointForm(ActionForm):
    """Whether something was typed is the action's to say."""

    passage = LineField(
        label=_("Passage"),
        max_length=PASSAGE_LIMIT,
        required=False,
        help_text=_("Select words in the text or type them here."),
        widget=forms.TextInput(attrs={"data-passage-field": ""}),
    )
    section = LineField(label=_("Section"), max_length=SECTION_LIMIT, required=False)
    issue = BodyField(label=_("Issue"), max_length=POINT_LIMIT, required=False, rows=2)
    suggestion = BodyField(label=_("Suggestion"), max_length=POINT_LIMIT, required=False, rows=2)
    tag = LineField(
        label=_("Tag"),
        max_length=TAG_LIMIT,
        required=False,
        help_text=_("What it is about, such as “citations”."),
        widget=forms.TextInput(attrs={"list": TAGS_ID, "autocomplete": "off"}),
    )

    @property
    def said(self) -> PointSaid:
        """The point, once the form is valid."""
        return PointSaid(**self.cleaned_data)


def typed_point(source: FeedbackPoint | SavedComment, **typed: str) -> dict[str, Any]:
    """What the form begins with to edit a point, or to use a saved comment beside what was `typed`."""
    names = ("issue", "suggestion", "passage", "section")
    words = {name: getattr(source, name) for name in names if hasattr(source, name)}
    return {**typed, **words, "tag": source.tag.name if source.tag else typed.get("tag", "")}
