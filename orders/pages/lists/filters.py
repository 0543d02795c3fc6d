"""What a list shows: tab, state, words, people, deadline and order, read from the
URL. Unknown values count as not given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from orders.states.orders import CLOSED_STATES, OPEN_STATES, State
from project.base import query
from project.base.viewer import Viewer

SOON = dt.timedelta(hours=24)
ALL_STATES = tuple(State.values)
#: States in which the client still waits for a text.
OWED = tuple(state for state in OPEN_STATES if state not in (State.DELIVERED, State.ON_HOLD, State.DISPUTED))

Ordering = tuple[str, ...]
NEWEST: Ordering = ("-placed_at", "-id")
BY_CLIENT: Ordering = ("client_deadline", "id")
BY_WRITER: Ordering = ("writer_deadline", "id")
OLDEST_TEXT: Ordering = ("handed_in_at", "id")
#: The sorting in which late orders stand above the others, and these newest first.
LATE_FIRST = "late"
SORT_WORDS = {
    LATE_FIRST: _("Late orders first"),
    "new": _("Newest first"),
    "due": _("Nearest deadline first"),
    "waiting": _("Longest wait first"),
}
DUE_WORDS = {"late": _("Late"), "soon": _("Due within a day")}


#: Conditions of which a row meets at most one; the database finds the rows of each by an index of its own.
Ways = tuple[Q, ...]


def no_more(viewer: Viewer, now: Any) -> Ways:
    """Of a tab that its states alone narrow."""
    return (Q(),)


@dataclass(frozen=True, eq=False)
class Tab:
    """One view of a list: the rows in `states` that meet one of `ways`, (viewer, now) -> conditions. Made
    once: the shape of a compiled query.

    `closed` says that closed orders are among them: such a tab may be long, so
    it is not counted, and newest first only. `tone` ("warn", "bad") says that its orders wait for the reader;
    a `passing` tab is shown while it holds any.
    """

    key: str
    label: Any
    states: tuple[str, ...]
    ways: Callable[[Viewer, Any], Ways] = no_more
    closed: bool = False
    tone: str = ""
    passing: bool = False


OPEN = Tab("open", _("Open"), tuple(OPEN_STATES))
CLOSED = Tab("closed", _("Closed"), tuple(CLOSED_STATES), closed=True)
EVERY = Tab("all", _("All"), ALL_STATES, closed=True)


@dataclass(frozen=True, eq=False)
class ListKind:
    """What makes one list of orders this list. Made once: the shape of a compiled query.

    `side` (client, writer, editor or desk) decides what a row may print. `sorts` hold on tabs of open orders;
    where closed ones are among them, only the newest first is quick however many there are. `board` names the
    states that `?view=board` sets side by side; without any there is only the table. `due_tab` is the place
    of the tab beside which the line above the list says what is late and due soon. `own` and `plain` are the
    orders and the columns of the list where they are others than those of its side: (viewer) -> ways, and
    (viewer, orders) -> rows.
    """

    side: str
    tabs: Sequence[Tab]
    sorts: Mapping[str, Ordering] = field(default_factory=lambda: {"new": NEWEST, "due": BY_CLIENT})
    fields: tuple[str, ...] = ()
    board: tuple[str, ...] = ()
    due_tab: int = 0
    newest: Ordering = NEWEST
    own: Callable[[Viewer], Ways] | None = None
    plain: Callable[[Viewer, Any], Any] | None = None

    def sorts_of(self, tab: Tab) -> Mapping[str, Ordering]:
        return {"new": self.newest} if tab.closed else self.sorts


@dataclass(frozen=True)
class Chip:
    """One thing that narrows a list: how people say it, and the address of the list without it."""

    words: str
    url: str


@dataclass(frozen=True)
class Filters:
    """What the reader asked for, and what it leads to."""

    kind: ListKind
    tab: Tab
    sort: str
    given: Mapping[str, str]
    board: bool = False

    def __hash__(self) -> int:
        return hash((self.kind, self.tab, self.sort, self.board, tuple(self.given.items())))

    @property
    def words(self) -> str:
        return self.given["q"]

    @property
    def order(self) -> Ordering:
        return self.kind.sorts_of(self.tab)[self.sort]

    @property
    def late_first(self) -> bool:
        """Whether late orders are to be lifted above the others: not where there are no others."""
        return self.sort == LATE_FIRST and not self.given.get("due")

    @property
    def narrowed(self) -> bool:
        """Whether more than a tab was chosen, so that an empty list says so."""
        return any(self.given.values())

    @property
    def states(self) -> list[tuple[str, Any]]:
        """The states that this tab can be narrowed to."""
        return [(value, label) for value, label in State.choices if value in self.tab.states]

    @property
    def sorts(self) -> list[tuple[str, Any]]:
        return [(name, SORT_WORDS[name]) for name in self.kind.sorts_of(self.tab)]

    @property
    def due_words(self) -> list[tuple[str, Any]]:
        return list(DUE_WORDS.items())

    @property
    def chips(self) -> list[Chip]:
        """What narrows the list, for a line above the rows."""
        return [
            Chip(self.words_of(name, value), self.url(**{name: ""}))
            for name, value in self.given.items()
            if value
        ]

    def words_of(self, name: str, value: str) -> str:
        """One filter as people say it."""
        known: Mapping[str, Mapping[str, Any]] = {"state": dict(State.choices), "due": DUE_WORDS}
        names = {"client": _("Client"), "writer": _("Writer")}
        if name in names:
            return f"{names[name]}: {value}"
        return str(known[name][value]) if name in known else value

    @property
    def cleared_url(self) -> str:
        """The address of this tab in this order without any filter."""
        return self.url(**dict.fromkeys(self.given, ""))

    @property
    def table_url(self) -> str:
        """The address of these orders as a table."""
        return self.url(view="")

    @property
    def board_url(self) -> str:
        """The address of the board with these filters; it has no tabs, states or sorting."""
        board = Filters(self.kind, self.kind.tabs[0], next(iter(self.kind.sorts)), self.given, board=True)
        return board.url(state="")

    def url(self, **changes: str) -> str:
        """The query of the same list with other values; what is empty or the default is left out."""
        view = "board" if self.board else ""
        values = {"view": view, "tab": self.tab.key, **self.given, "sort": self.sort, **changes}
        tab = next(tab for tab in self.kind.tabs if tab.key == values["tab"])
        defaults = {"tab": self.kind.tabs[0].key, "sort": next(iter(self.kind.sorts_of(tab)))}
        kept = {name: value for name, value in values.items() if value and value != defaults.get(name)}
        return f"?{urlencode(kept)}"


def read(request: HttpRequest, kind: ListKind) -> Filters:
    """The filters that stand in the URL: `tab`, `sort`, `q`, and those that the list names in `fields`.

    A board has all its states side by side, so neither a tab nor a state narrows it.
    """
    wanted = {name: query.text(request.GET, name) for name in ("tab", "sort", "q", *kind.fields)}
    board = bool(kind.board) and query.text(request.GET, "view") == "board"
    tab = next((tab for tab in kind.tabs if tab.key == wanted["tab"] and not board), kind.tabs[0])
    sorts = kind.sorts_of(tab)
    known = {"state": () if board else tab.states, "due": DUE_WORDS}
    given = {
        name: value if name not in known or value in known[name] else ""
        for name, value in wanted.items()
        if name not in ("tab", "sort")
    }
    return Filters(kind, tab, wanted["sort"] if wanted["sort"] in sorts else next(iter(sorts)), given, board)
