"""How many orders each tab and tile of a list has, no further than "1,000+", counted by one query."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from operator import add
from typing import Any

from django.db.models import QuerySet

from agencies.models import Agency
from orders.hooks.tiles import Moment
from orders.models import Order
from orders.querysets.review_window import in_states
from project.base.compiled import Slot, compiled
from project.base.paging import CAP, CappedCount
from project.base.viewer import Member, Viewer

from .conditions import Given, asked_for, due, in_tab, on_side, together
from .filters import DUE_WORDS, ListKind, Ways

#: What else is counted, by name: the rows that a viewer has of it at a moment. Made once: part of a shape.
Beside = tuple[tuple[str, Callable[[Viewer, Moment], QuerySet[Any]]], ...]
#: Whether the viewer has ever had an order on this side: 1 or 0.
EVER = "ever"
COLUMN = "column_"
PREFIX = "count_"


def of_list(viewer: Member, kind: ListKind, given: Given, beside: Beside) -> dict[str, int]:
    """The counts by name: of open tabs, `late`, `soon`, `ever` and of what is counted beside. One query."""
    return _named(_counted(viewer, kind=kind, due_of_columns=None, beside=beside, **given)[0])


def of_board(
    viewer: Member, kind: ListKind, due_of_columns: str, given: Given, beside: Beside
) -> dict[str, int]:
    """The same, with `column_<state>` for each column of the board as the filters narrow it; of `DUE_WORDS`
    the chosen one, or ""."""
    counted = _counted(viewer, kind=kind, due_of_columns=due_of_columns, beside=beside, **given)[0]
    return _named(counted)


def _named(counted: Mapping[str, int]) -> dict[str, int]:
    """Without the prefix that keeps the names apart from the columns of an agency."""
    return {name.removeprefix(PREFIX): count for name, count in counted.items()}


@compiled
def _counted(
    viewer: Viewer, kind: ListKind, due_of_columns: str | None, beside: Beside, **given: Slot
) -> QuerySet[Any, Any]:
    own, now = on_side(kind.side, viewer, given), given["now"]
    wanted = {tab.key: together(own, in_tab(tab, viewer, now)) for tab in kind.tabs if not tab.closed}
    if "due" in kind.fields:
        wanted |= {which: together(own, due(kind, which, viewer, now, given["soon"])) for which in DUE_WORDS}
    if due_of_columns is not None:
        narrowed = together(own, asked_for(kind, due_of_columns, viewer, given))
        wanted |= {f"{COLUMN}{state}": together(narrowed, in_states((state,), now)) for state in kind.board}
    columns = {name: _count(viewer, ways) for name, ways in wanted.items()}
    columns |= {name: CappedCount(rows(viewer, now)) for name, rows in beside}
    columns[EVER] = _count(viewer, own, most=0)
    named = {f"{PREFIX}{name}": count for name, count in columns.items()}
    return Agency.objects.filter(pk=viewer.agency_id).values(**named)


def _count(viewer: Viewer, ways: Ways, most: int = CAP) -> Any:
    """Each way is counted by its index, no further than the cap."""
    orders = Order.objects.filter(agency_id=viewer.agency_id)
    return reduce(add, [CappedCount(orders.filter(way), most) for way in ways])
