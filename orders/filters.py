"""What a list shows: tab, state, words and order, read from the URL. Unknown values count as not given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.http import urlencode

from project.base import clock
from project.base.paging import count_words

from .querysets import OrderQuerySet
from .states import CLOSED_STATES, OPEN_STATES, State

MAX_QUERY = 120
SOON = dt.timedelta(hours=24)


@dataclass(frozen=True)
class Tab:
    """One view of a list. `condition(now)` says which orders it holds; closed tabs are not counted."""

    key: str
    label: Any
    condition: Callable[[dt.datetime], Q]
    counted: bool = True


def states(*wanted: str) -> Callable[[dt.datetime], Q]:
    """A condition: the order is in one of these states."""
    return lambda now: Q(state__in=wanted)


def late(now: dt.datetime) -> Q:
    """Not delivered, and the client's deadline is over."""
    return Q(state__in=OWED, client_deadline__lte=now)


def due_soon(now: dt.datetime) -> Q:
    """Not delivered, and less than a day is left."""
    return Q(state__in=OWED, client_deadline__gt=now, client_deadline__lte=now + SOON)


#: States in which the client still waits for the text.
OWED = [state for state in OPEN_STATES if state not in (State.DELIVERED, State.ON_HOLD, State.DISPUTED)]
CLOSED = Tab("closed", "", states(*CLOSED_STATES), counted=False)


@dataclass(frozen=True)
class Filters:
    """What the reader asked for, and what it leads to."""

    tabs: Sequence[Tab]
    tab: Tab
    state: str
    words: str
    sort: str
    sorts: dict[str, tuple[str, ...]]
    now: dt.datetime

    def apply(self, rows: OrderQuerySet, agency_id: int) -> OrderQuerySet:
        """`rows` narrowed to the filters; the order is page_of's business."""
        rows = rows.filter(self.tab.condition(self.now))
        if self.state:
            rows = rows.filter(state=self.state)
        return rows.matching(agency_id, self.words) if self.words else rows

    @property
    def order(self) -> tuple[str, ...]:
        return self.sorts[self.sort]

    @property
    def narrowed(self) -> bool:
        """Whether words or a state were given, so that an empty list says so."""
        return bool(self.words or self.state)

    def url(self, **changes: str) -> str:
        """The same list with other values; empty ones are left out."""
        values = {"tab": self.tab.key, "state": self.state, "q": self.words, "sort": self.sort, **changes}
        defaults = {"tab": self.tabs[0].key, "sort": next(iter(self.sorts))}
        return "?" + urlencode({key: value for key, value in values.items() if value and value != defaults.get(key)})

    def links(self, counts: dict[str, int]) -> list[dict[str, Any]]:
        """The tabs for ui/tabs.html."""
        return [
            {
                "label": tab.label,
                "url": self.url(tab=tab.key, state=""),
                "active": tab is self.tab,
                "count": count_words(counts[tab.key]) if tab.key in counts else None,
            }
            for tab in self.tabs
        ]


NEWEST = ("-placed_at", "-id")
BY_CLIENT = ("client_deadline", "id")
BY_WRITER = ("writer_deadline", "id")
SORTS = {"new": NEWEST, "due": BY_CLIENT}


def read(request: HttpRequest, tabs: Sequence[Tab], sorts: dict[str, tuple[str, ...]] | None = None) -> Filters:
    """The filters that stand in the URL."""
    sorts = sorts or SORTS
    wanted, state, sort = (request.GET.get(name, "") for name in ("tab", "state", "sort"))
    return Filters(
        tabs=tabs,
        tab=next((tab for tab in tabs if tab.key == wanted), tabs[0]),
        state=state if state in State.values else "",
        words=request.GET.get("q", "").strip()[:MAX_QUERY],
        sort=sort if sort in sorts else next(iter(sorts)),
        sorts=sorts,
        now=clock.now(),
    )


def counts(rows: OrderQuerySet, tabs: Sequence[Tab], now: dt.datetime) -> dict[str, int]:
    """How many open orders each counted tab holds, in one query over the open orders alone (a partial index)."""
    wanted = {tab.key: Count("pk", filter=tab.condition(now)) for tab in tabs if tab.counted}
    return rows.order_by().filter(state__in=OPEN_STATES).aggregate(**wanted)
