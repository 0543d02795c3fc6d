"""A comment on a passage."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from orders.models.passage_comments import COMMENT_LIMIT, PASSAGE_LIMIT
from project.base.fields import BodyField, LineField, WholeNumberField
from project.base.forms import ActionForm

from .reviews import MOST


class CommentForm(ActionForm):
    """`number` is the version that the page showed. Whether something was typed is the action's to say."""

    number = WholeNumberField(label=_("Version"), most=MOST, widget=forms.HiddenInput)
    passage = LineField(
        label=_("Passage"),
        max_length=PASSAGE_LIMIT,
        required=False,
        help_text=_("Select words in the text or type them here."),
        widget=forms.TextInput(attrs={"data-passage-field": ""}),
    )
    text = BodyField(label=_("Comment"), max_length=COMMENT_LIMIT, required=False, rows=2)
