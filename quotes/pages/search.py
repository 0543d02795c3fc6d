"""Quotes among what the search box finds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.states.roles import is_staff
from orders.hooks.search import Found, each
from project.base.compiled import Slot, compiled
from project.base.viewer import Viewer
from quotes.models import OrderQuote

from .quote_list import ORDER, narrowed, on_side

#: Words are sought in so many quotes of what the viewer sees, the newest.
NEWEST = 500
COLUMNS = ("number", "version", "account__name", "draft__title", "draft__released")


class QuoteSearch:
    """By number, of the newest also by title and account: for the desk all, for clients their accounts'."""

    title = _("Quotes")
    icon = "file-text"

    def find(self, viewer: Viewer, words: Sequence[str], most: int, orders: Sequence[int]) -> Sequence[Found]:
        side = "desk" if is_staff(viewer) else "client"
        rows = _quotes(viewer, side=side, most=most, number="-".join(words).upper(), **each(words))
        return [self._found(quote, side) for quote in rows]

    def _found(self, quote: Any, side: str) -> Found:
        """With the title that its reader may know: of what was sent, or of a draft that is none yet."""
        name = "quotes:quote" if side == "client" else "quotes:quote_prepare"
        unsent = quote.draft.title if quote.version == 0 and not quote.draft.released else ""
        title = quote.sent_title or unsent or quote.number
        facts = f"{quote.number} · {quote.account.name}"
        return Found(title, reverse(name, args=[quote.number]), facts, id=quote.number)


@compiled
def _quotes(viewer: Viewer, side: str, most: int, number: Slot, **words: Slot) -> QuerySet[OrderQuote, Any]:
    rows = on_side(viewer, side)
    newest = rows.order_by(*ORDER).values("pk")[:NEWEST]
    held = narrowed(rows.filter(pk__in=newest), words.values(), side).values("pk")
    found = rows.filter(Q(pk__in=held) | Q(number=number)).with_sent()
    return found.select_related("account", "draft").only(*COLUMNS).order_by(*ORDER)[:most]
