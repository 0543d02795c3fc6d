"""What a list of revisions shows: tab, state, severity, deadline, assignee and more, read from the URL."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from orders.models import Order
from orders.pages.lists.filters import DUE_WORDS, SOON, Filters, ListKind, Ordering, Tab
from orders.querysets import revision_turns
from orders.states.revision_choices import Cause, RevisionState, Scope, Severity
from project.base import query
from project.base.search import MOST_NAMES

R = RevisionState
BY_DUE: Ordering = ("due_at", "id")
NEWEST: Ordering = ("-asked_at", "-id")
PERIODS = {"30": _("Asked for in the last 30 days"), "90": _("Asked for in the last 90 days")}
PENDING = {Scope.PENDING.value: _("Scope to decide")}
TABS = (
    Tab("mine", _("My turn"), tuple(R.values)),
    Tab("open", _("Open"), (R.OPEN, R.IN_PROGRESS)),
    Tab("answered", _("Answered"), (R.ANSWERED,)),
    Tab("closed", _("Closed"), (R.ACCEPTED, R.CANCELLED, R.OUT_OF_SCOPE), closed=True),
    Tab("all", _("All"), tuple(R.values), closed=True),
)
FIELDS: tuple[str, ...] = ("state", "severity", "due")
DESK_FIELDS = (*FIELDS, "assignee", "scope", "cause", "asked")


def kind_of(side: str) -> ListKind:
    """The list of revisions of one side."""
    fields = DESK_FIELDS if side == "desk" else FIELDS
    return ListKind(side=side, tabs=TABS, sorts={"due": BY_DUE, "new": NEWEST}, fields=fields, newest=NEWEST)


def known(tab: Tab) -> dict[str, dict[str, Any]]:
    """The values that a filter may have, with their words. Those of `assignee` are names."""
    return {
        "state": {value: label for value, label in R.choices if value in tab.states},
        "severity": dict(Severity.choices),
        "due": DUE_WORDS,
        "scope": PENDING,
        "cause": dict(Cause.choices),
        "asked": PERIODS,
    }


@dataclass(frozen=True)
class RevisionFilters(Filters):
    """What narrows a list of revisions: state, severity, scope and time, as they stand in the address."""

    @property
    def states(self) -> list[tuple[str, Any]]:
        return list(known(self.tab)["state"].items())

    @property
    def severities(self) -> list[tuple[str, Any]]:
        return list(Severity.choices)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Filters that a link has set and no field of the form shows."""
        return [(name, value) for name in ("scope", "cause", "asked") if (value := self.given.get(name))]

    @property
    def in_words(self) -> list[str]:
        values = known(self.tab)
        return [
            str(values[name][value]) if name in values else value
            for name, value in self.given.items()
            if value
        ]


def read(request: HttpRequest, kind: ListKind) -> RevisionFilters:
    """The filters that stand in the URL; unknown values count as not given."""
    wanted = {name: query.text(request.GET, name) for name in ("tab", "sort", "q", *kind.fields)}
    key, sort = wanted.pop("tab"), wanted.pop("sort")
    tab = next((tab for tab in kind.tabs if tab.key == key), kind.tabs[0])
    values, sorts = known(tab), kind.sorts_of(tab)
    given = {
        name: value if name not in values or value in values[name] else "" for name, value in wanted.items()
    }
    return RevisionFilters(kind, tab, sort if sort in sorts else next(iter(sorts)), given)


def of_tab(rows: QuerySet[Any], tab: Tab, mine: Q) -> QuerySet[Any]:
    """The revisions of a tab; `mine` says which of them wait for the reader."""
    return rows.filter(mine) if tab.key == "mine" else rows.filter(state__in=tab.states)


def due(which: str, now: dt.datetime) -> Q:
    """The revisions that are late, or due soon: in work, and no question to the client rests their clock."""
    until = Q(due_at__lte=now) if which == "late" else Q(due_at__gt=now, due_at__lte=now + SOON)
    running = Q(state__in=revision_turns.IN_WORK, paused_at=None) & ~Q(order__state__in=revision_turns.RESTS)
    return running & until


def narrow(rows: QuerySet[Any], wanted: Filters, agency_id: int, now: dt.datetime, mine: Q) -> QuerySet[Any]:
    """`rows` as the filters want them. A typed name asks one small query."""
    rows, given = of_tab(rows, wanted.tab, mine), wanted.given
    for name in ("state", "severity", "scope", "cause"):
        if value := given.get(name):
            rows = rows.filter(**{name: value})
    if which := given.get("due"):
        rows = rows.filter(due(which, now))
    if days := given.get("asked"):
        rows = rows.filter(asked_at__gte=now - dt.timedelta(days=int(days)))
    if typed := given.get("assignee"):
        rows = rows.filter(worker__in=_people_named(agency_id, typed))
    if words := given["q"]:
        rows = rows.filter(order__in=Order.objects.filter(agency_id=agency_id).matching(agency_id, words))
    return rows


def _people_named(agency_id: int, name: str) -> list[int]:
    found = Membership.objects.filter(agency_id=agency_id, public_name__icontains=name).order_by(
        "public_name", "id"
    )
    return list(found.values_list("pk", flat=True)[:MOST_NAMES])
