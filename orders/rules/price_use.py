"""An order keeps the price that it was placed with (catalog.hooks.PriceUse)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import ngettext

from agencies.models import Agency
from catalog.hooks import Reach
from catalog.models import PriceBook
from catalog.pricing.sections import Change, Section
from orders.models import Order
from orders.states.orders import CLOSED_STATES


class OrderPrices:
    """Registered in apps.py."""

    def reach(self, agency: Agency, section: Section, changed: Sequence[Change]) -> Iterator[Reach]:
        yield Reach(Order.objects.filter(agency=agency).exclude(state__in=CLOSED_STATES), _open, place=30)

    def holds(self, book: PriceBook) -> str:
        orders = Order.objects.filter(agency_id=book.agency_id, price_book=book)[:1000].count()
        words = ngettext(
            "%(n)s order was placed at these prices.", "%(n)s orders were placed at these prices.", orders
        )
        return words % {"n": orders} if orders else ""


def _open(count: int) -> str:
    return ngettext(
        "%(n)s open order keeps the price it was placed at.",
        "%(n)s open orders keep the prices they were placed at.",
        count,
    )
