"""What a list of revisions shows: tab, state, severity, deadline, assignee and more, read from the URL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from orders.pages.lists.filters import DUE_WORDS, Filters, ListKind, Ordering, Tab
from orders.states.revision_choices import Cause, RevisionState, Scope, Severity
from project.base import query

R = RevisionState
BY_DUE: Ordering = ("due_at", "id")
NEWEST: Ordering = ("-asked_at", "-id")
PERIODS = {"30": _("Requested in the last 30 days"), "90": _("Requested in the last 90 days")}
PENDING = {Scope.PENDING.value: _("Scope undecided")}
TABS = (
    Tab("mine", _("Your turn"), tuple(R.values), tone="warn"),
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
    return ListKind(
        side=side,
        tabs=TABS,
        sorts={"due": BY_DUE, "new": NEWEST},
        fields=fields,
        due_tab=1,
        newest=NEWEST,
    )


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

    def words_of(self, name: str, value: str) -> str:
        values = known(self.tab)
        return str(values[name][value]) if name in values else value


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
