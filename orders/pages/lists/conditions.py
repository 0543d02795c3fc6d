"""Which orders a list holds, as conditions of compiled queries.

Each is a tuple of ways: an order meets at most one of them, and the database finds the orders of each by an
index of its own. So the ways are counted one by one and added, and of each only a page is read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import product
from typing import Any

from django.db.models import Q, Subquery

from agencies.models import Membership
from clients.models import ClientAccount
from clients.rules.accounts import own_accounts
from orders.querysets.hits import Hits, hits_of
from orders.querysets.names import ids_of_clients_named, ids_of_writers_named
from orders.querysets.orders import orders_revised_by, revised, side_of_editor
from orders.querysets.review_window import in_states
from orders.querysets.ways import OfAccount, both
from orders.states.orders import IN_WORK, State
from project.base.compiled import Among, Slot
from project.base.viewer import Member, Viewer

from .filters import ALL_STATES, OWED, SOON, Filters, ListKind, Tab, Ways

#: The values that conditions are made of, by name; what is not asked for is missing.
Given = Mapping[str, Any]
#: The states that begin or end by the clock.
TIMED = (State.PLACED.value, State.OFFERED.value, State.DELIVERED.value, State.COMPLETED.value)


def hits_for(viewer: Member, wanted: Filters) -> Hits:
    """The orders that fit the words of the filters; none without words. One small query with words."""
    return hits_of(viewer, wanted.words) if wanted.words else Hits([], [])


def values_of(viewer: Member, wanted: Filters, now: dt.datetime, hits: Hits) -> dict[str, Any]:
    """The values of the conditions: of the viewer's side, and of what the reader asked for.

    One small query for the side of a client, and one for each typed name.
    """
    given, agency_id = wanted.given, viewer.agency_id
    values = of_viewer(wanted.kind.side, viewer, now)
    values |= of_state(given.get("state") or "")
    if name := given.get("client"):
        values["clients"] = ids_of_clients_named(agency_id, name)
    if name := given.get("writer"):
        values["writers"] = ids_of_writers_named(agency_id, name)
    if wanted.words:
        values["hits"] = hits.orders
    return values


def of_viewer(side: str, viewer: Member, now: dt.datetime) -> dict[str, Any]:
    """What the conditions of a side need of time and viewer: ids at hand find rows where a subquery would
    sort them. One account is another condition than several: its orders lie sorted in an index."""
    values: dict[str, Any] = {"now": now, "soon": now + SOON}
    if side == "client":
        accounts = list(own_accounts(viewer))
        values |= {"account": accounts[0]} if len(accounts) == 1 else {"accounts": accounts}
    return values


def of_state(state: str) -> dict[str, Any]:
    """The values of one chosen state, "" for any. Some of them depend on the time, and are other conditions
    than the rest."""
    return {name: state == name or None for name in TIMED} | {"state": state or None}


def on_side(side: str, viewer: Viewer, given: Given) -> Ways:
    """The orders of the viewer on this side; of a client's, those that they read (orders/rules/texts.py)."""
    if side == "client":
        return (OfAccount.by("account_id", given).also(Q(receiver=None)),)
    if side == "writer":
        own = Q(writer_id=viewer.member_id)
        return own, Q(id__in=orders_revised_by(viewer)) & ~own  # few, by an index of their own
    return (side_of_editor(viewer) & ~Q(requested_by_id=viewer.member_id),) if side == "editor" else (Q(),)


def in_tab(tab: Tab, viewer: Viewer, now: Any) -> Ways:
    """The orders of a tab at `now` (a moment or its slot)."""
    states: Ways = (Q(),) if set(tab.states) == set(ALL_STATES) else in_states(tab.states, now)
    return together(states, tab.ways(viewer, now))


def due(kind: ListKind, which: str, viewer: Viewer, now: Slot, soon: Slot) -> Ways:
    """The orders that are late, or due soon, for the one who looks: the writer has an earlier deadline.

    Once delivered, an order is owed again by the time of its live
    revision, not by the deadlines that were kept.
    """
    deadline, owed = ("writer_deadline", IN_WORK) if kind.side == "writer" else ("client_deadline", OWED)
    until = {"lte": now} if which == "late" else {"gt": now, "lte": soon}
    first = Q(delivered_at=None, **{f"{deadline}__{bound}": at for bound, at in until.items()})
    of_revision = {f"due_at__{bound}": at for bound, at in until.items()}
    again = Q(delivered_at__isnull=False) & revised(viewer.agency_id, **of_revision)
    return Q(state__in=owed) & first, Q(state__in=owed) & again


def asked_for(kind: ListKind, which: str, viewer: Viewer, given: Given) -> Ways:
    """The orders that the reader's filters leave; `which` of DUE_WORDS, or "". `account_key` and `writer_key`
    are public ids; names were turned into ids before."""
    ways: Ways = due(kind, which, viewer, given["now"], given["soon"]) if which else (Q(),)
    ways, narrowed = together(ways, _in_state(given)), Q()
    for column, name in (("account_id", "clients"), ("writer_id", "writers")):
        if name in given:
            narrowed &= Q(Among(column, given[name]))
    if "account_key" in given:
        rows = ClientAccount.objects.filter(agency_id=viewer.agency_id, public_id=given["account_key"])
        narrowed &= Q(account_id=Subquery(rows.values("pk")))
    if "writer_key" in given:
        people = Membership.objects.filter(agency_id=viewer.agency_id, public_id=given["writer_key"])
        narrowed &= Q(writer_id=Subquery(people.values("pk")))
    if "hits" in given:
        narrowed &= Q(Among("id", given["hits"]))
    if "lifted" in given:
        narrowed &= ~Q(Among("id", given["lifted"]))
    return tuple(way & narrowed for way in ways)


def _in_state(given: Given) -> Ways:
    """The orders that are in the chosen state now, if one was chosen."""
    found = Q(state=given["state"]) if "state" in given else Q()
    for state in TIMED:
        if state in given:
            return in_states((state,), given["now"])
    return (found,)


def together(*conditions: Ways) -> Ways:
    """The orders that meet one way of each."""
    return tuple(both(chosen) for chosen in product(*conditions))
