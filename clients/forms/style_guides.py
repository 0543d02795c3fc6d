"""The style guide of a client account."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.models.style_guides import LINK_LIMIT, TEXT_LIMIT
from project.base.fields import BodyField
from project.base.forms import ActionForm


class StyleGuideForm(ActionForm):
    text = BodyField(
        label=_("Style guide"),
        max_length=TEXT_LIMIT,
        required=False,
        rows=16,
        help_text=_("Rules for every text: names, spelling, tone, words to avoid. You can use Markdown."),
    )
    link = forms.URLField(
        label=_("Link"),
        max_length=LINK_LIMIT,
        required=False,
        assume_scheme="https",
        help_text=_("For a guide that is kept elsewhere. Writer and editor need access to it."),
        error_messages={"invalid": _("Enter an address that starts with https://.")},
    )
