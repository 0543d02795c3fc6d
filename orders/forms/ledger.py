"""Payments and changes of the price, as staff type them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from orders.models.ledger import NOTE_LIMIT
from project.base.fields import AmountField, LineField
from project.base.forms import ActionForm
from project.base.ids import public_id
from project.base.money import LARGEST

from .messages import KEY


class DayField(forms.DateField):
    """A day, from 2000 to 2099."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **options)

    def to_python(self, value: Any) -> dt.date | None:
        if isinstance(value, str) and value.strip() and not re.match(r"20[0-9]{2}-", value.strip()):
            raise ValidationError(_("Choose a date between 2000 and 2099."), code="range")
        return super().to_python(value)


class KeyedForm(ActionForm):
    """A form that writes once: `key` names this very form. A key that
    no form of ours could have is left out."""

    key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("key", public_id())

    def clean_key(self) -> str:
        key = self.cleaned_data["key"]
        return key if KEY.match(key) else ""


class PaymentForm(KeyedForm):
    """A payment as the bank shows it."""

    amount = AmountField(label=_("Amount"), most=LARGEST)
    back = forms.TypedChoiceField(
        label=_("Payment direction"),
        choices=[("", _("Paid by the client")), ("back", _("Returned to the client"))],
        coerce=bool,
        required=False,
        empty_value=False,  # type: ignore[arg-type]  # Django takes what coerce may give
    )
    on = DayField(label=_("Day"))
    note = LineField(
        printed=True,
        label=_("Note"),
        max_length=NOTE_LIMIT,
        required=False,
        help_text=_("For example, the bank’s reference."),
    )
    unusual = forms.BooleanField(
        label=_("This amount is correct, even though it exceeds what is outstanding"), required=False
    )


class ChangeForm(KeyedForm):
    """Another price for an order that has its lines already."""

    amount = AmountField(label=_("Amount (incl. tax)"), most=LARGEST)
    less = forms.TypedChoiceField(
        label=_("Price change"),
        choices=[("less", _("Lower the price")), ("", _("Raise the price"))],
        coerce=bool,
        required=False,
        empty_value=False,  # type: ignore[arg-type]  # Django takes what coerce may give
    )
    note = LineField(
        printed=True,
        label=_("Reason"),
        max_length=NOTE_LIMIT,
        help_text=_("Visible to the client and shown on the invoice."),
    )
