"""A quote keeps the price that it was sent with (catalog.hooks.PriceUse)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import ngettext

from agencies.models import Agency
from catalog.hooks import Reach
from catalog.models import PriceBook
from catalog.pricing.sections import Change, Section
from quotes.models import OrderQuote, QuoteVersion
from quotes.states import QuoteState


class QuotePrices:
    """Registered in apps.py."""

    def reach(self, agency: Agency, section: Section, changed: Sequence[Change]) -> Iterator[Reach]:
        yield Reach(OrderQuote.objects.filter(agency=agency, state=QuoteState.SENT), _sent, place=20)

    def holds(self, book: PriceBook) -> str:
        quotes = QuoteVersion.objects.filter(agency_id=book.agency_id, price_book=book)[:1000].count()
        words = ngettext(
            "%(n)s quote was based on these prices.", "%(n)s quotes were based on these prices.", quotes
        )
        return words % {"n": quotes} if quotes else ""


def _sent(count: int) -> str:
    return ngettext(
        "%(n)s quote awaiting an answer keeps its price.",
        "%(n)s quotes awaiting an answer keep their prices.",
        count,
    )
