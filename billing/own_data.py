"""What billing keeps about a person: invoices of the accounts that they pay for, and where these are sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from accounts.hooks import Part, Tie, exported, slices
from agencies.models import Membership
from billing.models import BillingDetails, Invoice, InvoiceMark, ReminderExemption, SentReminder
from clients.models import AccountPerson
from clients.own_data import accounts_alone, paid_by
from clients.querysets import sees_as_client
from clients.rules.accounts import PAYER
from project.base.viewer import Member


class BillingKeeper:
    """Registered in apps.py; see accounts.hooks.Keeper."""

    def parts(self, viewer: Member) -> Iterator[Part]:
        """Nothing for who is no client."""
        if sees_as_client(viewer):
            about = _("Invoices and credit notes for accounts where you are a payer.")
            yield Part("invoices", about, _invoices(viewer), place=50)
            told = _("Payment reminders that you were emailed.")
            yield Part("payment_reminders", told, _reminders(viewer), place=50)

    def ties(self, viewer: Member) -> list[Tie]:
        """An invoice holds nobody: it is kept."""
        return []

    def erase(self, membership: Membership, now: dt.datetime) -> None:
        """Invoices and their reminders are kept; the details for the next one, why one is disputed, and
        exemptions go where nobody else belongs to the account."""
        alone = list(accounts_alone(membership).order_by("pk").values_list("pk", flat=True))
        BillingDetails.objects.filter(account__in=alone).delete()
        ReminderExemption.objects.filter(account__in=alone).delete()
        marks = InvoiceMark.objects.filter(agency_id=membership.agency_id, invoice__account__in=alone)
        marks.exclude(reason="").update(reason="")


def billing_facts(person: AccountPerson) -> dict[str, Any]:
    """Answers clients.hooks.account_facts: to whom invoices go, for payers."""
    details = (
        BillingDetails.objects.filter(account_id=person.account_id).first() if person.role == PAYER else None
    )
    return {"billing": exported(details, "name", "address", "tax_number", "email") if details else None}


def _reminders(viewer: Member) -> Iterator[dict[str, Any]]:
    rows = SentReminder.objects.filter(agency_id=viewer.agency_id, membership_id=viewer.member_id)
    for row in slices(rows.select_related("reminder__invoice")):
        yield exported(row, "at", "reminder__step", "reminder__amount", "reminder__invoice__number")


def _invoices(viewer: Member) -> Iterator[dict[str, Any]]:
    names = [
        field.name
        for field in Invoice._meta.concrete_fields
        if field.remote_field is None and field.name != "id"
    ]
    rows = Invoice.objects.filter(agency_id=viewer.agency_id, account__in=paid_by(viewer))
    for row in slices(rows.select_related("order").prefetch_related("lines", "parts")):
        lines = [exported(line, "position", "label", "detail", "amount") for line in row.lines.all()]
        parts = [exported(part, "due_on", "amount") for part in row.parts.all()]
        yield exported(row, "order__number", *names) | {"lines": lines, "parts": parts}
