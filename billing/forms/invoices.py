"""What stands on invoices, as it is typed: to whom they are addressed, and who bills."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms.banking import BicField, IbanField
from agencies.models import PaymentReference
from agencies.models.letterhead import (
    ADDRESS_LIMIT,
    LONGEST_TERM,
    NAME_LIMIT,
    PAYMENT_LIMIT,
    TAX_NOTE_LIMIT,
    TAX_NUMBER_LIMIT,
)
from project.base.fields import BodyField, LineField, MailField, WholeNumberField
from project.base.forms import ActionForm
from project.base.units import DAYS


class BillingForm(ActionForm):
    """To whom the invoices of a client account are addressed."""

    name = LineField(label=_("Name on invoices"), max_length=NAME_LIMIT, required=False, printed=True)
    address = BodyField(label=_("Address"), max_length=ADDRESS_LIMIT, required=False, rows=4, printed=True)
    tax_number = LineField(label=_("Tax number"), max_length=TAX_NUMBER_LIMIT, required=False, printed=True)
    email = MailField(
        label=_("Email address for invoices"),
        required=False,
        help_text=_("Invoices also go to this address, for example to your accounts department."),
    )
    reverse_charge = forms.BooleanField(
        label=_("Reverse charge: the client accounts for the tax"),
        required=False,
        help_text=_(
            "For a business abroad. New prices, quotes and orders then carry no tax, and invoices your note. "
            "It needs the client’s tax number."
        ),
    )

    def __init__(self, data: Any = None, *, may_reverse: bool = False, **options: Any) -> None:
        """`may_reverse`: whether who fills it in says how the client is taxed."""
        super().__init__(data, **options)
        if not may_reverse:
            del self.fields["reverse_charge"]


class InvoicingForm(ActionForm):
    """What stands on every invoice of the agency."""

    name = LineField(
        label=_("Legal name"),
        max_length=NAME_LIMIT,
        printed=True,
        help_text=_("The company behind the agency, which issues the invoices."),
    )
    address = BodyField(label=_("Address"), max_length=ADDRESS_LIMIT, rows=4, printed=True)
    tax_number = LineField(label=_("Tax number"), max_length=TAX_NUMBER_LIMIT, required=False, printed=True)
    reverse_charge_note = LineField(
        label=_("Reverse charge note"),
        max_length=TAX_NOTE_LIMIT,
        required=False,
        printed=True,
        help_text=_("On invoices to clients who account for the tax. Leave empty for the usual sentence."),
    )
    payment_days = WholeNumberField(
        label=_("Payment term (days)"),
        unit=DAYS,
        least=0,
        most=LONGEST_TERM,
        help_text=_("Enter 0 if invoices are due on the day of issue."),
    )
    iban = IbanField(
        label=_("IBAN"),
        required=False,
        help_text=_("Invoices and orders then show how to pay by bank transfer, in euros with a QR code."),
    )
    bic = BicField(label=_("BIC"), required=False)
    account_holder = LineField(
        label=_("Account holder"),
        max_length=NAME_LIMIT,
        required=False,
        printed=True,
        help_text=_("Leave empty if it is the legal name."),
    )
    reference = forms.ChoiceField(
        label=_("Payment reference"),
        choices=PaymentReference.choices,
        initial=PaymentReference.INVOICE,
        required=False,
        help_text=_("The number by which clients name their payments."),
    )
    payment_text = BodyField(
        label=_("Payment instructions"),
        max_length=PAYMENT_LIMIT,
        required=False,
        rows=3,
        printed=True,
        help_text=_("Anything beside the bank transfer, shown at the foot of each invoice."),
    )

    def clean_reference(self) -> str:
        """The invoice number where nothing is said."""
        return self.cleaned_data["reference"] or PaymentReference.INVOICE

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("bic") and not said.get("iban") and "iban" not in self.errors:
            self.add_error("iban", _("Enter the IBAN of the account as well."))
        return said
