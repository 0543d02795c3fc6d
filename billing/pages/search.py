"""Invoices and credit notes among what the search box finds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.states.roles import is_staff
from billing.models import Invoice
from billing.rules import number_of
from clients.rules.accounts import is_client
from orders.hooks.search import Found
from orders.querysets.hits import hits_of
from orders.querysets.names import ids_of_clients_named
from project.base.viewer import Member, Viewer

from .invoice_pdf import title_of

#: Orders and accounts whose invoices are read at most.
MOST = 200
LARGEST = 2_147_483_647


class InvoiceSearch:
    """By number, and by the orders and accounts that the words find: for the desk all, for payers their
    accounts'."""

    title = _("Invoices")
    icon = "receipt"

    def find(self, viewer: Viewer, words: Sequence[str], most: int) -> Sequence[Found]:
        """A few queries, each by an index."""
        if not isinstance(viewer, Member) or not (is_staff(viewer) or is_client(viewer)):
            return []
        typed = " ".join(words)
        ways: tuple[dict[str, Any], ...] = (
            {"number": _number(words[-1])},
            {"account_id__in": ids_of_clients_named(viewer.agency_id, typed)},
            {"order_id__in": hits_of(viewer, typed).orders[:MOST]},
        )
        found: dict[int, Invoice] = {}
        for way in (way for way in ways if any(way.values())):  # others can find nothing
            rows = Invoice.objects.visible_to(viewer).filter(**way).select_related("agency")
            found |= {row.pk: row for row in rows.order_by("-number")[:most]}
        return [self._found(invoice) for invoice in list(found.values())[:most]]

    def _found(self, invoice: Invoice) -> Found:
        number = number_of(invoice, invoice.agency.code)
        url = reverse("billing:invoice", args=[invoice.number])
        return Found(f"{title_of(invoice)} {number}", url, invoice.buyer_name)


def _number(word: str) -> int:
    """The number that a word is; 0, which no invoice has, for another."""
    return int(word) if word.isascii() and word.isdigit() and int(word) <= LARGEST else 0
