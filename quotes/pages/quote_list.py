"""The lists of quotes: of one's own accounts, and of the whole agency at the desk."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from clients.rules.accounts import orders_somewhere
from project.base import formatting, query
from project.base.http import MemberRequest
from project.base.paging import capped_counts, count_words, page_of
from project.base.viewer import Viewer
from quotes.models import OrderQuote
from quotes.pages.quotes import badge_of, title_of, turn_of
from quotes.states import LIVE, WITH_DESK, QuoteState

CLOSED = (QuoteState.DECLINED, QuoteState.EXPIRED, QuoteState.WITHDRAWN)
#: Which side has which tabs, the first being what one comes for: (key, label, states, counted).
TABS: dict[str, tuple[tuple[str, Any, tuple[QuoteState, ...], bool], ...]] = {
    "client": (
        ("open", _("Open"), LIVE, True),
        ("answer", _("Needs an answer"), (QuoteState.SENT,), True),
        ("accepted", _("Accepted"), (QuoteState.ACCEPTED,), False),
        ("ended", _("Ended"), CLOSED, False),
        ("all", _("All"), tuple(QuoteState), False),
    ),
    "desk": (
        ("prepare", _("To prepare"), WITH_DESK, True),
        ("sent", _("With clients"), (QuoteState.SENT,), True),
        ("accepted", _("Accepted"), (QuoteState.ACCEPTED,), False),
        ("ended", _("Ended"), CLOSED, False),
        ("all", _("All"), tuple(QuoteState), False),
    ),
}


def answer(request: MemberRequest, side: str, rows: QuerySet[OrderQuote]) -> HttpResponse:
    """The list as a page. Two queries: one counts, one reads."""
    tabs = TABS[side]
    typed, words = query.text(request.GET, "tab"), " ".join(query.words(request.GET))
    chosen = next((tab for tab in tabs if tab[0] == typed), tabs[0])
    counted = capped_counts(
        request.agency, {key: rows.filter(state__in=states) for key, _l, states, count in tabs if count}
    )
    found = _narrowed(rows.filter(state__in=chosen[2]).with_sent(), words, side)  # type: ignore[attr-defined]
    found = found.select_related("account", "addressee", "draft")
    page = page_of(found, request, order=("-updated_at", "-id"), kinds=[dt.datetime, int])
    context = {
        "page": page.with_rows([_row(request.viewer, quote, request.agency.currency) for quote in page.rows]),
        "tab": chosen[0],
        "words": words,
        "side": side,
        "tabs": [
            {
                "key": key,
                "label": label,
                "url": f"?{urlencode({'tab': key, **({'q': words} if words else {})})}",
                "active": key == chosen[0],
                "count": count_words(counted[key]) if count else None,
            }
            for key, label, _states, count in tabs
        ],
        "may_order": orders_somewhere(request.viewer),
    }
    return render(request, "quotes/list.html", context)


def _narrowed(rows: Any, words: str, side: str) -> Any:
    unsent = (
        Q(version=0) if side == "client" else Q(version=0) & (Q(state__in=LIVE) | Q(draft__released=False))
    )
    for word in words.split():
        title = Q(sent_title__icontains=word) | unsent & Q(draft__title__icontains=word)
        rows = rows.filter(title | Q(number__icontains=word) | Q(account__name__icontains=word))
    return rows


def _row(viewer: Viewer, quote: Any, currency: str) -> dict[str, Any]:
    return {
        "number": quote.number,
        "title": title_of(viewer, quote),
        "account": quote.account.name,
        "addressee": quote.addressee.public_name,
        "badge": badge_of(quote),
        "turn": turn_of(viewer, quote),
        "total": formatting.money(quote.total, currency) if quote.total is not None else "",
        "valid_until": quote.valid_until,
        "open": quote.live,
        "updated_at": quote.updated_at,
    }
