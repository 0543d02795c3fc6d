"""A delivery: text, files, a note."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from orders.models.deliveries import NOTE_LIMIT, TEXT_LIMIT
from project.base.errors import Invalid
from project.base.fields import BodyField, FilesField

from .drafts import files_hint


class DeliveryForm(forms.Form):
    """Text in Markdown and/or files; whether one of them is there is the action's to say."""

    text = BodyField(label=_("Text"), max_length=TEXT_LIMIT, required=False, rows=20)
    note = BodyField(label=_("Note"), max_length=NOTE_LIMIT, required=False, rows=3)
    files = FilesField(label=_("Files"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["note"].help_text = _("What the editor and the client should know.")
        self.fields["files"].help_text = files_hint()

    def add_refusal(self, refusal: Invalid) -> None:
        """Put what the action refused beside the fields."""
        for name, texts in refusal.errors.items():
            for text in texts:
                self.add_error(name if name in self.fields else None, text)
