"""A language of the agency in the form of the catalog's part."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.rules.languages import language_code, language_name
from project.base.fields import LineField

from .price_rows import NAME_LENGTH, ThingForm

NO_CODE = gettext_lazy("Enter a language code, such as en-GB or de.")


class LanguageForm(ThingForm):
    """A language: its key is the code that the world knows it by; its name may be left to us."""

    types_key = True

    key = forms.CharField(label=gettext_lazy("Code"), max_length=40, error_messages={"required": NO_CODE})
    name = LineField(label=gettext_lazy("Name"), max_length=NAME_LENGTH, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        attrs = self.fields["key"].widget.attrs
        attrs.update(autocomplete="off", autocapitalize="none", spellcheck="false")
        attrs |= {"readonly": True} if self.stored else {"placeholder": "en-GB"}

    @property
    def numbers(self) -> list[forms.BoundField]:
        return [self["key"]]

    def clean_key(self) -> str:
        typed = str(self.cleaned_data["key"])
        if typed in self.known:
            return typed
        code = language_code(typed)
        if not code:
            raise ValidationError(NO_CODE, code="unknown")
        if code in self.known:
            raise ValidationError(_("This language is on the list already. Edit its row."), code="twice")
        return code

    def clean_name(self) -> str:
        """As it was typed, else the name that the code has for everybody."""
        name = str(self.cleaned_data["name"])
        if code := "" if name else language_code(self.cleaned_data.get("key", "")):
            return language_name(code)[:NAME_LENGTH]
        return name
