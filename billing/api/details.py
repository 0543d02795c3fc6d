"""What stands on invoices: `/api/v1/billing/invoicing/` who bills, and
`/api/v1/clients/accounts/{id}/billing/` who is billed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework.response import Response

from agencies.models import Letterhead, PaymentReference
from agencies.models.letterhead import (
    ADDRESS_LIMIT,
    BIC_LIMIT,
    DAYS_TO_PAY,
    IBAN_LIMIT,
    LONGEST_TERM,
    NAME_LIMIT,
    PAYMENT_LIMIT,
    TAX_NOTE_LIMIT,
    TAX_NUMBER_LIMIT,
)
from billing.actions.invoices import save_billing_details, save_letterhead
from billing.forms.invoices import BillingForm, InvoicingForm
from billing.models import BillingDetails
from billing.rules import can_edit_invoicing
from billing.views.invoices import billed_account_or_404
from clients.models import ClientAccount
from clients.rules.accounts import sees_accounts
from project.base.api import fields
from project.base.api.bodies import Body, Out, bound
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.resource import Resource

SEES, EDITS = only(sees_accounts), only(can_edit_invoicing)
BUYER = ("name", "address", "tax_number", "email")
SELLER = (
    "name",
    "address",
    "tax_number",
    "payment_days",
    "payment_text",
    "reverse_charge_note",
    "account_holder",
    "iban",
    "bic",
    "reference",
)
UNSAVED = {"payment_days": DAYS_TO_PAY, "reference": PaymentReference.INVOICE.value}


class BillingAddress(Body):
    """To whom the invoices of an account are addressed. Without a name it is the account's."""

    name = fields.Text(max_length=NAME_LIMIT, required=False)
    address = fields.Text(lines=True, max_length=ADDRESS_LIMIT, required=False)
    tax_number = fields.Text(max_length=TAX_NUMBER_LIMIT, required=False)
    email = fields.Text(max_length=254, required=False, help_text="Invoices go there besides the payers.")
    reverse_charge = fields.Flag(
        required=False,
        help_text="Whether the client accounts for the tax. Management says so, and only of a client with a "
        "tax number; without it, it stays.",
    )

    example = {
        "name": "Harbour Books Ltd",
        "address": "2 Pier Road\nBristol",
        "tax_number": "GB 456",
        "email": "accounts@harbour.example",
        "reverse_charge": False,
    }


class BillingAddressOut(Out):
    """To whom the invoices of an account are addressed."""

    name = fields.Text()
    address = fields.Text()
    tax_number = fields.Text()
    email = fields.Text()
    reverse_charge = fields.Flag()

    example = BillingAddress.example


class InvoiceDetails(Body):
    """What stands on every new invoice and quote of the agency."""

    name = fields.Text(max_length=NAME_LIMIT, help_text="The company behind the agency.")
    address = fields.Text(lines=True, max_length=ADDRESS_LIMIT)
    tax_number = fields.Text(max_length=TAX_NUMBER_LIMIT, required=False)
    payment_days = fields.Whole(most=LONGEST_TERM, help_text="0: due on the day of issue.")
    payment_text = fields.Text(lines=True, max_length=PAYMENT_LIMIT, required=False)
    reverse_charge_note = fields.Text(
        max_length=TAX_NOTE_LIMIT, required=False, help_text="For clients who account for the tax."
    )
    account_holder = fields.Text(max_length=NAME_LIMIT, required=False, help_text="Empty: the name.")
    iban = fields.Text(max_length=IBAN_LIMIT + 10, required=False)
    bic = fields.Text(max_length=BIC_LIMIT + 4, required=False)
    reference = fields.Choice(
        choices=PaymentReference.values, required=False, help_text="By which number payments are named."
    )

    example = {
        "name": "Inkwell Writing Ltd",
        "address": "1 Quay Street\nBristol",
        "tax_number": "GB 123",
        "payment_days": 30,
        "payment_text": "By bank transfer",
        "reverse_charge_note": "",
        "account_holder": "",
        "iban": "DE89370400440532013000",
        "bic": "COBADEFFXXX",
        "reference": "invoice",
    }


class InvoiceDetailsOut(Out):
    """What stands on every new invoice and quote of the agency; empty before it is first saved."""

    name = fields.Text()
    address = fields.Text()
    tax_number = fields.Text()
    payment_days = fields.Whole()
    payment_text = fields.Text()
    reverse_charge_note = fields.Text()
    account_holder = fields.Text()
    iban = fields.Text()
    bic = fields.Text()
    reference = fields.Choice(choices=PaymentReference.values)

    example = InvoiceDetails.example


class BillingDetailsViewSet(Resource):
    """Where the invoices of a client account go, for its payers and the desk."""

    def thing(self, key: str) -> ClientAccount:
        return billed_account_or_404(self.http, key)

    def shown(self, thing: ClientAccount) -> dict[str, Any]:
        stored = BillingDetails.objects.filter(account=thing).values(*BUYER).first()
        return {**(stored or dict.fromkeys(BUYER, "")), "reverse_charge": thing.reverse_charge}

    @verb("billing", SEES, BillingAddressOut, method="get")
    def billing(self, request: Any, public_id: str) -> Response:
        """Read to whom the invoices of an account are addressed."""
        return self.ok(self.thing(public_id))

    @billing.mapping.put
    @endpoint(SEES, BillingAddressOut, body=BillingAddress)
    def save(self, request: Any, public_id: str) -> Response:
        """Replace to whom the invoices of an account are addressed. Issued ones stay as they are."""
        account = self.thing(public_id)
        form = bound(BillingForm, self.body, may_reverse="reverse_charge" in self.body)
        save_billing_details(actor=self.viewer, account=account, fields=form.cleaned_data, now=self.now)
        return self.ok(account)


class InvoicingViewSet(Resource):
    """What stands on the agency's invoices."""

    single = True

    def shown(self, thing: Any) -> dict[str, Any]:
        stored = Letterhead.objects.filter(agency=self.http.agency).values(*SELLER).first()
        return dict(stored or {**dict.fromkeys(SELLER, ""), **UNSAVED})

    @endpoint(EDITS, InvoiceDetailsOut)
    def retrieve(self, request: Any) -> Response:
        """Read what stands on the agency’s invoices."""
        return self.ok(None)

    @endpoint(EDITS, InvoiceDetailsOut, body=InvoiceDetails)
    def update(self, request: Any) -> Response:
        """Replace what stands on the agency’s invoices. Issued ones stay as they are."""
        return self._save(self.body)

    @endpoint(EDITS, InvoiceDetailsOut, body=InvoiceDetails, partial=True)
    def partial_update(self, request: Any) -> Response:
        """Change some of what stands on the agency’s invoices."""
        return self._save({**self.shown(None), **self.body})

    def _save(self, said: Mapping[str, Any]) -> Response:
        save_letterhead(actor=self.viewer, fields=bound(InvoicingForm, said).cleaned_data)
        return self.ok(None)
