"""An editor's correction: the text, and files in the place of others."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.files.types import ACCEPT
from drafts.forms.drafts import files_hint
from orders.models.deliveries import TEXT_LIMIT
from project.base.fields import BodyField, FilesField, WholeNumberField

from .deliveries import FilesOnceForm
from .reviews import MOST


class CorrectionForm(FilesOnceForm):
    """`number` is the version that the page showed, so that nobody corrects another one than they read."""

    number = WholeNumberField(label=_("Version"), most=MOST, widget=forms.HiddenInput)
    text = BodyField(
        label=_("Text"),
        max_length=TEXT_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 20, "spellcheck": "true"}),
    )
    # As in DeliveryForm.
    files = FilesField(label=_("Corrected files"), required=False)  # type: ignore[assignment]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["files"].help_text = _(
            "An uploaded file replaces any file with the same name. %(hint)s"
        ) % {"hint": files_hint()}
        self.fields["files"].widget.attrs["accept"] = ACCEPT
