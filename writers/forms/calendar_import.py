"""A calendar to import: a file, or its text."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from project.base.fields import BodyField
from project.base.forms import ActionForm
from project.base.text import clean_body
from writers.rules.calendar_import import MOST_TEXT


class CalendarImportForm(ActionForm):
    """One of both. The text of the file is judged like one that was pasted; nothing of it is kept."""

    file = forms.FileField(
        label=gettext_lazy("Calendar file"),
        required=False,
        help_text=gettext_lazy("A file that ends in .ics, up to 200 kB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".ics,text/calendar"}),
    )
    calendar = BodyField(
        label=gettext_lazy("Or paste its text"), required=False, max_length=MOST_TEXT, rows=4
    )

    def clean_file(self) -> str:
        upload: Any = self.cleaned_data["file"]
        if not upload:
            return ""
        if upload.size > MOST_TEXT:
            raise ValidationError(_("Choose a file of no more than 200 kB."), code="large")
        try:
            return clean_body(upload.read(MOST_TEXT + 1).decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise ValidationError(_("Choose a calendar file that ends in .ics."), code="text") from error

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if not self.errors and not typed.get("file") and not typed.get("calendar"):
            raise ValidationError(_("Choose a file or paste the text of a calendar."), code="required")
        return typed

    @property
    def text(self) -> str:
        """What is to be read."""
        return str(self.cleaned_data["file"] or self.cleaned_data["calendar"])
