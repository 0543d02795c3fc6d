"""Payments and changes of the price, as staff type them; and what stands on invoices."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from billing.models.invoices import ADDRESS_LIMIT, LONGEST_TERM, NAME_LIMIT, PAYMENT_LIMIT, TAX_NUMBER_LIMIT
from orders.models.ledger import NOTE_LIMIT
from project.base.fields import AmountField, BodyField, LineField, WholeNumberField
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
            raise ValidationError(_("Please choose a date from 2000 to 2099."), code="range")
        return super().to_python(value)


class KeyedForm(ActionForm):
    """A form that writes once: `key` names this very form. A key that no form of ours could have is left out."""

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
        label=_("Which way"), choices=[("", _("The client paid")), ("back", _("Paid back to the client"))],
        coerce=bool, empty_value=False, required=False,
    )  # fmt: skip
    on = DayField(label=_("Day"))
    note = LineField(
        label=_("Note"), max_length=NOTE_LIMIT, required=False, help_text=_("Such as the bank’s reference.")
    )
    unusual = forms.BooleanField(label=_("It is right, although it is more than is open"), required=False)


class ChangeForm(KeyedForm):
    """Another price for an order that has its lines already."""

    amount = AmountField(label=_("Amount, tax included"), most=LARGEST)
    less = forms.TypedChoiceField(
        label=_("Which way"), choices=[("less", _("Lower the price")), ("", _("Raise the price"))],
        coerce=bool, empty_value=False, required=False,
    )  # fmt: skip
    note = LineField(label=_("Reason"), max_length=NOTE_LIMIT, help_text=_("The client reads it, on the invoice too."))


class BillingForm(ActionForm):
    """To whom the invoices of a client account are addressed."""

    name = LineField(label=_("Name on invoices"), max_length=NAME_LIMIT, required=False)
    address = BodyField(label=_("Address"), max_length=ADDRESS_LIMIT, required=False, rows=4)
    tax_number = LineField(label=_("Tax number"), max_length=TAX_NUMBER_LIMIT, required=False)


class InvoicingForm(ActionForm):
    """What stands on every invoice of the agency."""

    name = LineField(
        label=_("Legal name"), max_length=NAME_LIMIT, help_text=_("Who bills: the company behind the agency.")
    )
    address = BodyField(label=_("Address"), max_length=ADDRESS_LIMIT, rows=4)
    tax_number = LineField(label=_("Tax number"), max_length=TAX_NUMBER_LIMIT, required=False)
    payment_days = WholeNumberField(
        label=_("Days to pay"), least=0, most=LONGEST_TERM, help_text=_("0: due on the day it is issued.")
    )
    payment_text = BodyField(
        label=_("How to pay"), max_length=PAYMENT_LIMIT, required=False, rows=3,
        help_text=_("Bank and account number, for instance. It stands at the foot of each invoice."),
    )  # fmt: skip
