"""What stands on invoices, as it is typed: to whom they are addressed, and who bills."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from agencies.models.letterhead import (
    ADDRESS_LIMIT,
    LONGEST_TERM,
    NAME_LIMIT,
    PAYMENT_LIMIT,
    TAX_NUMBER_LIMIT,
)
from project.base.fields import BodyField, LineField, WholeNumberField
from project.base.forms import ActionForm


class BillingForm(ActionForm):
    """To whom the invoices of a client account are addressed."""

    name = LineField(label=_("Name on invoices"), max_length=NAME_LIMIT, required=False)
    address = BodyField(label=_("Address"), max_length=ADDRESS_LIMIT, required=False, rows=4)
    tax_number = LineField(label=_("Tax number"), max_length=TAX_NUMBER_LIMIT, required=False)


class InvoicingForm(ActionForm):
    """What stands on every invoice of the agency."""

    name = LineField(
        label=_("Legal name"),
        max_length=NAME_LIMIT,
        help_text=_("The company behind the agency, which issues the invoices."),
    )
    address = BodyField(label=_("Address"), max_length=ADDRESS_LIMIT, rows=4)
    tax_number = LineField(label=_("Tax number"), max_length=TAX_NUMBER_LIMIT, required=False)
    payment_days = WholeNumberField(
        label=_("Payment term (days)"),
        least=0,
        most=LONGEST_TERM,
        help_text=_("Enter 0 if invoices are due on the day of issue."),
    )
    payment_text = BodyField(
        label=_("Payment instructions"),
        max_length=PAYMENT_LIMIT,
        required=False,
        rows=3,
        help_text=_("For example, the bank and account number. Shown at the foot of each invoice."),
    )
