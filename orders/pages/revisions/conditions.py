"""Which revisions a list holds, as conditions of compiled queries.

Each is a tuple of ways: a revision meets at most one of them, and the database finds the revisions of each by
an index of its own. So the ways are counted one by one and added, and of each only a page is read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from clients.rules.accounts import own_accounts
from orders.models import Order
from orders.pages.lists.conditions import together
from orders.pages.lists.filters import SOON, Filters, Ways
from orders.querysets import revision_turns
from orders.querysets.hits import Hits
from orders.querysets.names import ids_of_writers_named
from orders.querysets.orders import orders_revised_by
from orders.querysets.review_window import is_settled, revisions_in_states
from orders.querysets.ways import OfAccount
from orders.states.orders import OPEN_STATES
from orders.states.revision_choices import ACTIVE, RevisionState
from project.base.compiled import Among, Slot
from project.base.viewer import Member, Viewer

from .filters import TABS

#: The values that conditions are made of, by name; what is not asked for is missing.
Given = Mapping[str, Any]
#: Filters whose value is the column's.
COLUMNS = ("state", "severity", "scope", "cause")


def values_of(viewer: Member, wanted: Filters, now: dt.datetime, hits: Hits | None) -> dict[str, Any]:
    """The values of the conditions; `hits` of the words, if any were typed. One small query for a client's
    side and for a typed name."""
    given = wanted.given
    values = {"now": now, "soon": now + SOON, **of_side(wanted.kind.side, viewer)}
    values |= {name: given[name] for name in COLUMNS if given.get(name)} | of_state(given.get("state") or "")
    if days := given.get("asked"):
        values["since"] = now - dt.timedelta(days=int(days))
    if typed := given.get("assignee"):
        values["people"] = ids_of_writers_named(viewer.agency_id, typed)
    return values | ({} if hits is None else {"hits": hits.orders})


def of_state(state: str) -> dict[str, Any]:
    """Of one chosen state, "" for any: marks of the two that depend on the time, which are other conditions
    than the rest."""
    return {state: True} if state in (RevisionState.ANSWERED, RevisionState.ACCEPTED) else {}


def of_side(side: str, viewer: Member) -> dict[str, Any]:
    """What the conditions of a side need: the accounts of a client at hand, since the database knows of each
    how many orders it has."""
    accounts = list(own_accounts(viewer)) if side == "client" else []
    if len(accounts) == 1:
        return {"account": accounts[0]}
    return {"accounts": accounts} if side == "client" else {}


def on_side(side: str, viewer: Viewer, given: Given) -> Ways:
    """The revisions of the viewer on this side: a client's those of their accounts, a writer's those of what
    they write or revise, an editor's those that they were given or whose order they review."""
    here = Q(order__agency_id=viewer.agency_id)  # with which every index of orders begins
    if side == "client":
        return (OfAccount.by("order__account_id", given).also(here & Q(order__receiver=None)),)
    if side == "writer":
        own = Q(order__writer_id=viewer.member_id)
        return here & own, here & Q(order_id__in=orders_revised_by(viewer)) & ~own
    if side == "editor":
        own = Q(order__editor_id=viewer.member_id)
        others = ~own & Order.objects.visible_through(viewer, "order")
        return here & own, here & Q(assignee_id=viewer.member_id) & others
    return (Q(),)


def in_tab(tab: str, side: str, viewer: Viewer, now: Any) -> Ways:
    """The revisions of a tab, which its key names, at `now` (a moment or its slot)."""
    if tab == "mine":
        return revision_turns.mine(side, viewer, now)
    states = next(known.states for known in TABS if known.key == tab)
    found: Ways = revisions_in_states(states, now) if len(states) < len(RevisionState) else (Q(),)
    if side != "desk" and set(states) <= set(ACTIVE):
        # True of each, and found by the side's open orders.
        found = tuple(way & Q(order__state__in=OPEN_STATES) for way in found)
    return found


def due(which: str, now: Slot, soon: Slot) -> Q:
    """The revisions that are late, or due soon: in work, and no question to the client rests their clock."""
    until = Q(due_at__lte=now) if which == "late" else Q(due_at__gt=now, due_at__lte=soon)
    runs = Q(state__in=revision_turns.IN_WORK, paused_at=None, order__state__in=revision_turns.RUNS)
    return runs & until


def asked_for(which: str, given: Given) -> Ways:
    """The revisions that the reader's filters leave; `which` of DUE_WORDS, or ""."""
    narrowed = due(which, given["now"], given["soon"]) if which else Q()
    columns = [name for name in COLUMNS if name in given and not (name == "state" and "accepted" in given)]
    narrowed &= Q(**{name: given[name] for name in columns})
    if "since" in given:
        narrowed &= Q(asked_at__gte=given["since"])
    if "hits" in given:
        narrowed &= Q(Among("order_id", given["hits"]))
    ways: Ways = (narrowed,)
    if "answered" in given:
        ways = (narrowed & ~is_settled(given["now"]),)
    elif "accepted" in given:
        ways = together((narrowed,), _accepted(given))
    if "people" not in given:
        return ways
    people = given["people"]
    others = Q(Among("order__writer_id", people), assignee=None)
    return together(ways, (Q(Among("assignee_id", people)), others))


def _accepted(given: Given) -> Ways:
    """The accepted revisions: those that are stored so, and those whose review window has ended."""
    return Q(state=given["state"]), is_settled(given["now"])
