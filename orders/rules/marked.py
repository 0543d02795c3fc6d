"""Orders that carry a mark: which, and whether anything was done with them."""

from __future__ import annotations

import re

from django.db.models import OuterRef, QuerySet, Subquery

from agencies.hooks import MarkedKind
from agencies.models import Mark, MarkKind
from drafts.models import OrderDraft
from orders.models import LedgerEntry, MarkedOrder, Order, OrderEvent, OrderLine, SearchText
from project.base.hanging import Found

#: The act by which an order came in from elsewhere.
IMPORTED = "import"
#: Under which name its former number is read along.
IMPORTED_AS = "imported_as"
#: An id that was made of a row's values (agencies.rules.imports.external_id).
_MADE_UP = re.compile("#[0-9a-f]{24}")


def is_trial(order: Order) -> bool:
    """Whether an order is for trying out: it counts for no money. One query."""
    rows = MarkedOrder.objects.filter(agency_id=order.agency_id, order=order)
    return rows.filter(mark__kind=MarkKind.TRIAL).exists()


def imported_as() -> Subquery:
    """Of orders.hooks.beside.order_values: the id that an imported order has in the program it came from."""
    rows = MarkedOrder.objects.filter(agency_id=OuterRef("agency_id"), order=OuterRef("pk"))
    return Subquery(rows.values("external_id")[:1])


def is_imported(order: Order) -> bool:
    """Whether an order came from another program. No query."""
    return bool(order.facts and order.facts.values.get(IMPORTED_AS))


def own_number(order: Order) -> str:
    """The number that an imported order had, if it had one. No query."""
    said = order.facts.values.get(IMPORTED_AS) if order.facts else ""
    return "" if not said or _MADE_UP.match(said) else str(said)


def _orders(mark: Mark) -> QuerySet[Order]:
    return Order.objects.filter(agency_id=mark.agency_id, marked__mark=mark)


def _drafts(mark: Mark) -> QuerySet[OrderDraft]:
    """Those of accounts for trying out, whether they became orders or not."""
    return OrderDraft.objects.filter(agency_id=mark.agency_id, account__marked__mark=mark)


def _touched(mark: Mark, found: Found) -> bool:
    events = OrderEvent.objects.filter(agency_id=mark.agency_id, pk__in=found.get(OrderEvent, ()))
    return events.exclude(verb=IMPORTED).exists()


#: By the name under which it is registered.
KINDS = {
    "orders": MarkedKind(
        Order, _orders, (MarkedOrder, OrderEvent, OrderLine, LedgerEntry, SearchText), _touched
    ),
    "drafts": MarkedKind(OrderDraft, _drafts, touched=lambda mark, found: bool(found.get(OrderDraft))),
}
