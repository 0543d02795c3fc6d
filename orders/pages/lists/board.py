"""The board: the same orders as the desk's table, one column per open state,
each with its first few by what is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from orders.models import Order, RevisionRequest
from orders.pages.lists.listing import Extra, giver_of, respond
from orders.querysets.orders import OrderQuerySet
from orders.querysets.review_window import in_states
from orders.states.orders import State
from project.base import clock
from project.base.compiled import Slot, compiled
from project.base.http import MemberRequest
from project.base.paging import count_words
from project.base.viewer import Viewer

from . import counts, filters, reading, rows
from .conditions import Given, asked_for, hits_for, on_side, together, values_of
from .counts import Beside
from .filters import Filters, ListKind
from .line import line_of
from .rows import OrderRow

#: Orders that a column prints; beyond them it links to the table.
SHOWN = 8
#: What orders a column: when whoever has the turn must have acted.
PLACE = "place"
DUE = {State.DELIVERED: "review_ends_at", State.REVISION_REQUESTED: PLACE}


@dataclass(frozen=True)
class Column:
    """One state: how many orders (capped, in words), the first of
    them, and the address of all in the table."""

    state: str
    label: str
    badge: SafeString
    count: str
    rows: Sequence[OrderRow]
    more: bool
    url: str


def answer(
    request: MemberRequest, kind: ListKind, template: str, *, extra: Extra, beside: Beside = ()
) -> HttpResponse:
    """The board as a page, or for HTMX as its fragment #list. One query
    counts everything, two read all columns."""
    now, wanted = clock.now(), filters.read(request, kind)
    hits, due = hits_for(request.viewer, wanted), wanted.given.get("due", "")
    given = values_of(request.viewer, wanted, now, hits)
    counted = counts.of_board(request.viewer, kind, due, given, beside)
    found = _first(request, kind, due, given)
    givable = any(row.givable for few in found.values() for row in few)
    printed = [
        _column(state, counted[f"{counts.COLUMN}{state}"], found.get(state, []), wanted)
        for state in kind.board
    ]
    context = {
        "columns": printed,
        "filters": wanted,
        "any": bool(found),
        "givable": givable,
        "orders_searched": hits.orders_searched,
        **extra(counted),
    }
    context["tabs"] = line_of(wanted, counted, context["tiles"])
    return respond(request, template, wanted, context)


def _first(request: MemberRequest, kind: ListKind, due: str, given: Given) -> dict[str, list[OrderRow]]:
    """The first rows of every column: each column is cut by itself, so a long one costs no more."""
    facts = sorted(_orders(request.viewer, kind=kind, due=due, **given), key=_place)
    sorted_rows: dict[str, list[OrderRow]] = defaultdict(list)
    giver = giver_of(request.viewer)
    prepared = rows.prepare(request.viewer, facts, side=kind.side, now=given["now"], giver=giver)
    for row in prepared:
        sorted_rows[row.state].append(row)
    return sorted_rows


@compiled
def _orders(viewer: Viewer, kind: ListKind, due: str, **given: Slot) -> QuerySet[Any, Any]:
    orders = Order.objects.filter(agency_id=viewer.agency_id)
    narrowed = together(on_side(kind.side, viewer, given), asked_for(kind, due, viewer, given))
    columns = {state: together(narrowed, in_states((state,), given["now"])) for state in kind.board}
    first, *others = [_few(orders.filter(way), state) for state, ways in columns.items() for way in ways]
    return _with_place(reading.plain(orders.filter(pk__in=first.union(*others, all=True)), kind.side))


def _few(orders: OrderQuerySet, state: str) -> Any:
    due = DUE.get(State(state), "client_deadline")
    found = _with_place(orders) if due == PLACE else orders
    return found.order_by(due, "id").values("pk")[:SHOWN]


def _with_place(orders: Any) -> Any:
    live = RevisionRequest.objects.live().filter(agency_id=OuterRef("agency_id"), order=OuterRef("pk"))
    return orders.annotate(**{PLACE: Subquery(live.values("due_at")[:1])})


def _place(facts: dict[str, Any]) -> tuple[Any, int]:
    """Where a row stands in its column."""
    due = facts[DUE.get(State(facts["state"]), "client_deadline")] or facts["client_deadline"]
    return due, facts["id"]


def _column(state: str, count: int, found: Sequence[OrderRow], wanted: Filters) -> Column:
    return Column(
        state=state,
        label=str(State(state).label),
        badge=rows.state_badge(State(state), get_language() or "en"),
        count=count_words(count),
        rows=found,
        more=count > len(found),
        url=wanted.url(view="", state=state, sort="due"),
    )
