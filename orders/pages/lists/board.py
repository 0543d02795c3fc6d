"""The board: the same orders as the desk's table, one column per open state,
each with its first few by what is due."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from orders.models import RevisionRequest
from orders.pages.lists.listing import Extra, counts, giver_of, respond
from orders.querysets.orders import OrderQuerySet
from orders.states.orders import State
from project.base import clock
from project.base.http import MemberRequest
from project.base.paging import count_words

from . import filters, rows
from .filters import Filters, ListKind
from .rows import OrderRow

#: Orders that a column prints; beyond them it links to the table.
SHOWN = 8
#: What orders a column: when whoever has the turn must have acted.
DUE = {State.DELIVERED: "review_ends_at", State.REVISION_REQUESTED: "revision_due"}
COUNT = "column_"


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
    request: MemberRequest,
    kind: ListKind,
    orders: OrderQuerySet,
    template: str,
    *,
    extra: Extra,
    **beside: Any,
) -> HttpResponse:
    """The board as a page, or for HTMX as its fragment #list. One query
    counts everything, one reads all columns."""
    now, wanted = clock.now(), filters.read(request, kind)
    narrowed = filters.narrow(orders, wanted, request.agency.pk, now)
    columns = {f"{COUNT}{state}": narrowed.filter(state=state) for state in kind.board}
    counted = counts(request.agency, kind, orders, now, columns | beside)
    found = _first(request, kind, narrowed, now)
    givable = any(row.givable for few in found.values() for row in few)
    printed = [
        _column(state, counted[f"{COUNT}{state}"], found.get(state, []), wanted) for state in kind.board
    ]
    context = {
        "columns": printed,
        "filters": wanted,
        "any": bool(found),
        "givable": givable,
        **extra(counted),
    }
    return respond(request, template, wanted, context)


def _first(
    request: MemberRequest, kind: ListKind, orders: OrderQuerySet, now: dt.datetime
) -> dict[str, list[OrderRow]]:
    """The first rows of every column, in one query: each column is cut
    by itself, so a long one costs no more."""
    first, *others = [_few(orders, state) for state in kind.board]
    chosen = orders.model.objects.filter(agency=request.agency, pk__in=first.union(*others, all=True))
    facts = sorted(rows.values(chosen, kind.side, request.viewer), key=_place)
    sorted_rows: dict[str, list[OrderRow]] = defaultdict(list)
    prepared = rows.prepare(facts, side=kind.side, now=now, giver=giver_of(request.viewer))
    for row, fact in zip(prepared, facts, strict=True):
        sorted_rows[fact["state"]].append(row)
    return sorted_rows


def _few(orders: OrderQuerySet, state: str) -> Any:
    due, found = DUE.get(State(state), "client_deadline"), orders.filter(state=state)
    if due == "revision_due":
        live = RevisionRequest.objects.live().filter(order=OuterRef("pk"))
        found = found.annotate(revision_due=Subquery(live.values("due_at")[:1]))
    return found.order_by(due, "id").values("pk")[:SHOWN]


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
