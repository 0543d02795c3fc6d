"""The lists of quotes: of one's own accounts, and of the whole agency at the desk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from clients.rules.accounts import orders_somewhere
from project.base import clock, formatting, marks, query
from project.base.compiled import Slot, compiled
from project.base.http import MemberRequest
from project.base.paging import CappedCount, Reader, count_words, cut, page_of
from project.base.search import holds
from project.base.viewer import Member, Viewer
from quotes.models import OrderQuote, QuoteVersion
from quotes.models.quotes import OrderQuoteQuerySet
from quotes.pages.quotes import title_of, turn_of
from quotes.rules.quotes import judged
from quotes.states import LIVE, QUOTE_TONES, WITH_DESK, QuoteState

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


#: The newest first.
ORDER = ("-updated_at", "-id")
PREFIX = "/orders/quotes/"
NONE = SafeString("–")
States = tuple[QuoteState, ...]


@dataclass(frozen=True)
class QuoteRow:
    """One printed row, with a dash for what there is none of. `addressee` is for the desk, "" for clients."""

    number: str
    url: str
    title: str
    account: str
    addressee: str
    badge: SafeString
    turn: str
    valid: SafeString
    total: str


def answer(request: MemberRequest, side: str) -> HttpResponse:
    """The list of one side as a page. Two queries, one counts, one reads; for clients one more, for their
    accounts."""
    tabs, viewer = TABS[side], request.viewer
    typed, words = query.text(request.GET, "tab"), " ".join(query.words(request.GET))
    chosen = next((tab for tab in tabs if tab[0] == typed), tabs[0])
    counted = dict(_counts(viewer, side=side, now=clock.now())[0])
    rows = _found(viewer, side, chosen[2], words) if words else _reader(viewer, side, chosen[2])
    page = page_of(rows, request, order=ORDER, kinds=[dt.datetime, int])
    context = {
        "page": page.with_rows(
            [_row(viewer, quote, request.agency.currency, side == "desk") for quote in page.rows]
        ),
        "tab": chosen[0],
        "words": words,
        "side": side,
        "tabs": [
            {
                "key": key,
                "label": label,
                "url": f"?{urlencode({'tab': key, **({'q': words} if words else {})})}",
                "active": key == chosen[0],
                "count": count_words(counted[f"count_{key}"]) if count else None,
            }
            for key, label, _states, count in tabs
        ],
        "may_order": side == "client" and orders_somewhere(viewer),
    }
    return render(request, "quotes/list.html", context)


def on_side(viewer: Viewer, side: str) -> OrderQuoteQuerySet:
    """The quotes that one side's list is made of."""
    rows = OrderQuote.objects.all()
    return rows.as_client(viewer) if side == "client" else rows.visible_to(viewer)


def _read(rows: OrderQuoteQuerySet) -> QuerySet[Any]:
    """With what a row is printed from, and nothing else."""
    columns = ("number", "state", "version", "valid_until", "updated_at", "asked_by_id", "agency_id")
    joined = ("account__name", "addressee__public_name", "draft__title", "draft__released")
    return rows.with_sent().select_related("account", "addressee", "draft").only(*columns, *joined)


def _reader(viewer: Member, side: str, states: States) -> Reader:
    def read(cursor: Any, back: bool) -> list[Any]:
        first, last = cursor or (None, None)
        return _page(viewer, side=side, states=states, back=back, first=first, last=last, now=clock.now())

    return read


@compiled
def _page(
    viewer: Viewer, side: str, states: States, back: bool, first: Slot | None, last: Slot | None, now: Slot
) -> QuerySet[Any]:
    rows = _read(in_states(on_side(viewer, side), states, now))
    return cut(rows, ORDER, None if first is None else (first, last), back=back)


def in_states(rows: Any, states: Collection[str], now: Any) -> Any:
    """Those that are in one of these states at `now`: a sent quote whose time is over is expired."""
    over = Q(state=QuoteState.SENT, valid_until__lte=now)
    sent, expired = QuoteState.SENT in states, QuoteState.EXPIRED in states
    if sent == expired:
        return rows.filter(state__in=states)
    return rows.filter(state__in=states).exclude(over) if sent else rows.filter(Q(state__in=states) | over)


def _found(viewer: Member, side: str, states: States, words: str) -> QuerySet[Any]:
    rows = in_states(on_side(viewer, side), states, clock.now())
    found: QuerySet[Any] = narrowed(_read(rows), words.split(), side)
    return found


@compiled
def _counts(viewer: Viewer, side: str, now: Slot) -> QuerySet[Any, Any]:
    rows = on_side(viewer, side)
    columns = {
        f"count_{key}": CappedCount(in_states(rows, states, now))
        for key, _label, states, count in TABS[side]
        if count
    }
    return Agency.objects.filter(pk=viewer.agency_id).values(**columns)


def narrowed(rows: Any, words: Iterable[Any], side: str) -> Any:
    """Those of them that hold all of these words (texts, or slots of a compiled query) where this side may
    read them."""
    unsent = (
        Q(version=0) if side == "client" else Q(version=0) & (Q(state__in=LIVE) | Q(draft__released=False))
    )
    sent = QuoteVersion.objects.filter(
        agency_id=OuterRef("agency_id"), quote=OuterRef("pk"), number=OuterRef("version")
    )
    for word in words:
        title = Exists(sent.filter(holds(word, "title"))) | unsent & holds(word, "draft__title")
        rows = rows.filter(title | holds(word, "number", "account__name"))
    return rows


def _row(viewer: Viewer, quote: Any, currency: str, desk: bool) -> QuoteRow:
    judged(quote, clock.now())
    return QuoteRow(
        number=quote.number,
        url=f"{PREFIX}{quote.number}/",
        title=title_of(viewer, quote) or quote.number,
        account=quote.account.name,
        addressee=quote.addressee.public_name if desk else "",
        badge=_badge(QuoteState(quote.state), get_language() or "en"),
        turn=turn_of(viewer, quote) or NONE,
        valid=marks.deadline(quote.valid_until, done=not quote.live) if quote.valid_until else NONE,
        total=formatting.money(quote.total, currency) if quote.total is not None else NONE,
    )


@lru_cache(maxsize=64)
def _badge(state: QuoteState, language: str) -> SafeString:
    """The state as a badge, in the words of `language`."""
    return marks.badge(str(state.label), QUOTE_TONES[state])
