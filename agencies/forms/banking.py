"""Bank accounts as they are typed: spaces and small letters do no harm, a wrong digit is found."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum import bic as bics
from stdnum import iban as ibans


class IbanField(forms.CharField):
    """An IBAN, cleaned to capitals without spaces. Country, length and check digits are judged."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=60, **options)

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value) or ""
        if not typed:
            return ""
        if not ibans.is_valid(typed):
            raise ValidationError(
                _("Check the IBAN: a digit is wrong, or it is not complete."), code="invalid"
            )
        return str(ibans.compact(typed))


class BicField(forms.CharField):
    """A BIC of 8 or 11 characters, cleaned to capitals without spaces."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=30, **options)

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value) or ""
        if not typed:
            return ""
        if not bics.is_valid(typed):
            raise ValidationError(_("Check the BIC: it has 8 or 11 letters and digits."), code="invalid")
        return str(bics.compact(typed))
