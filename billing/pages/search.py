"""Invoices and credit notes among what the search box finds."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.states.roles import is_staff
from billing.models import Invoice
from billing.rules import number_of
from clients.rules.accounts import is_client
from orders.hooks.search import Found
from orders.querysets.names import ids_of_clients_named
from project.base.compiled import Among, Slot, compiled
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

    def find(self, viewer: Viewer, words: Sequence[str], most: int, orders: Sequence[int]) -> Sequence[Found]:
        """Two queries, each by an index; one that names the number comes first."""
        if not isinstance(viewer, Member) or not (is_staff(viewer) or is_client(viewer)):
            return []
        number = _number(words[-1])
        ways = {
            "number": number or None,
            "accounts": ids_of_clients_named(viewer.agency_id, " ".join(words)) or None,
            "orders": list(orders[:MOST]) or None,
        }
        if not any(ways.values()):  # ways without a value can find nothing
            return []
        found = _invoices(viewer, most=most, **ways)
        read = sorted(found, key=lambda invoice: invoice.number != number)
        return [self._found(invoice, viewer.agency.code) for invoice in read[:most]]

    def _found(self, invoice: Invoice, code: str) -> Found:
        url = reverse("billing:invoice", args=[invoice.number])
        title = f"{title_of(invoice)} {number_of(invoice, code)}"
        return Found(title, url, invoice.buyer_name, id=str(invoice.number))


@compiled
def _invoices(
    viewer: Viewer, most: int, number: Slot | None, accounts: Slot | None, orders: Slot | None
) -> QuerySet[Invoice, Invoice]:
    rows = Invoice.objects.visible_to(viewer)
    ways = (
        None if number is None else Q(number=number),
        None if accounts is None else Q(Among("account_id", accounts)),
        None if orders is None else Q(Among("order_id", orders)),
    )
    few = [rows.filter(way).order_by("-number")[:most] for way in ways if way is not None]
    return few[0].union(*few[1:]).order_by("-number") if few[1:] else few[0]


def _number(word: str) -> int:
    """The number that a word is; 0, which no invoice has, for another."""
    return int(word) if word.isascii() and word.isdigit() and int(word) <= LARGEST else 0
