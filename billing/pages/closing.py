"""What is open in money when an agency is to be closed."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.translation import ngettext

from agencies.hooks.closing import ClosingTie
from agencies.models import Agency
from billing.models import OpenInvoice, UnbilledOrder


def open_money(agency: Agency, now: dt.datetime) -> list[ClosingTie]:
    """Invoices that are not paid, and orders with money that no invoice holds. Whoever closes an agency
    decides what becomes of it: the archive holds the ledger. Two queries."""
    unpaid = OpenInvoice.objects.filter(agency=agency).count()
    unbilled = UnbilledOrder.objects.filter(agency=agency).exclude(amount=0).count()
    found = []
    if unpaid:
        words = ngettext("%(n)s invoice is not paid.", "%(n)s invoices are not paid.", unpaid)
        found.append(ClosingTie(words % {"n": unpaid}, reverse("billing:invoices")))
    if unbilled:
        words = ngettext(
            "%(n)s order has amounts that are not invoiced.",
            "%(n)s orders have amounts that are not invoiced.",
            unbilled,
        )
        found.append(ClosingTie(words % {"n": unbilled}, reverse("billing:unbilled")))
    return found
