"""Rows of revision requests as the API lists them: on the sides of whoever asks, by the conditions of the
web pages' lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from agencies.rules.agencies import is_editor, is_staff, is_writer
from clients.rules.accounts import is_client, own_accounts
from orders.models import RevisionRequest
from orders.pages.lists.conditions import together
from orders.pages.lists.filters import SOON, Ordering, Tab, Ways
from orders.pages.revisions.conditions import Given, asked_for, due, in_tab, of_side, of_state, on_side
from orders.pages.revisions.filters import TABS, kind_of
from orders.pages.revisions.listing import clock_runs, is_own
from orders.querysets import revision_turns
from orders.rules.review_window import revision_state_at
from orders.states.revision_choices import RevisionState
from project.base.api.fields import moment_text
from project.base.compiled import Slot, compiled
from project.base.errors import Invalid
from project.base.paging import PAGE_SIZE, Reader, cut
from project.base.viewer import Member, Viewer

KINDS = (dt.datetime, int)
#: Rows that the largest page asks for. A page of another size is cut from it, so that each list has two
#: shapes at most.
MOST = 200
PLAIN = ("summary", "severity", "state", "number", "priority", "urgent", "scope", "turn")
FIELDS = (
    *("id", "public_id", *PLAIN, "due_at", "asked_at", "paused_at", "worker"),
    *("order__number", "order__title", "order__state", "order__review_ends_at"),
    *("order__editor_id", "order__account_id"),
    *("assignee__public_id", "assignee__public_name"),
    *("order__writer__public_id", "order__writer__public_name"),
)


def sides_listed(viewer: Viewer) -> tuple[str, ...]:
    """The sides whose revisions the viewer's list holds: of the desk all of them, of others their own."""
    if is_staff(viewer):
        return ("desk",)
    held = {"client": is_client(viewer), "writer": is_writer(viewer), "editor": is_editor(viewer)}
    return tuple(side for side, holds in held.items() if holds)


def order_of(asked: Mapping[str, Any]) -> Ordering:
    """How the list is sorted. Raises Invalid for an order that the rows asked for do not have."""
    found = kind_of("desk").sorts_of(_tab(asked)).get(asked["sort"])
    if found is None:
        raise Invalid(
            {"sort": _("Closed revisions come newest first. Ask for open or answered ones as well.")}
        )
    return found


def _tab(asked: Mapping[str, Any]) -> Tab:
    """The narrowest tab of the page's list that holds what is asked for."""
    if asked.get("mine"):
        return TABS[0]
    states = {asked["status"]} if asked.get("status") else set(RevisionState.values)
    if asked.get("overdue"):
        states &= set(TABS[1].states)
    return next(tab for tab in TABS[1:] if states <= set(tab.states))


def reader_of(viewer: Member, asked: Mapping[str, Any], now: dt.datetime) -> Reader:
    """Reads pages of what `asked` (RevisionFilters) leaves of the viewer's list. One query each, and a small
    one before for a client."""
    sides = sides_listed(viewer)
    given: dict[str, Any] = {"now": now, "soon": now + SOON}
    if "client" in sides:
        given |= of_side("client", viewer)
    names = {
        "state": "status",
        "severity": "severity",
        "scope": "scope",
        "number": "order",
        "person": "assigned_to",
    }
    given |= {name: asked[field] for name, field in names.items() if asked.get(field)}
    given |= of_state(asked.get("status") or "")
    size = PAGE_SIZE if asked["page_size"] <= PAGE_SIZE else MOST
    shape = {"sides": sides, "tab": _tab(asked).key, "order": order_of(asked), "size": size}
    late = {True: "late", False: "in time"}.get(asked.get("overdue"), "")  # type: ignore[arg-type]

    def read(cursor: Sequence[Any] | None, back: bool) -> list[Any]:
        first, last = cursor or (None, None)
        return _revisions(viewer, **shape, late=late, back=back, first=first, last=last, **given)

    return read


@compiled
def _revisions(
    viewer: Viewer,
    sides: tuple[str, ...],
    tab: str,
    order: tuple[str, ...],
    size: int,
    late: str,
    back: bool,
    first: Slot | None,
    last: Slot | None,
    **given: Slot,
) -> QuerySet[Any, Any]:
    """The rows of one page. Where there are several ways, of each as many as a page holds; sides may share
    rows, which stand in the page once."""
    rows = RevisionRequest.objects.filter(agency_id=viewer.agency_id)
    ways = [way for side in sides for way in _ways(viewer, side, tab, late, given)]
    if not ways:
        return rows.none()
    cursor = None if first is None else (first, last)
    if len(ways) > 1:
        few = [cut(rows.filter(way), order, cursor, back=back, size=size).values("pk") for way in ways]
        ways, cursor = [Q(pk__in=few[0].union(*few[1:], all=True))], None
    found = revision_turns.with_turn(rows.filter(ways[0]), given["now"])
    return cut(found, order, cursor, back=back, size=size).values(*FIELDS)


def _ways(viewer: Viewer, side: str, tab: str, late: str, given: Given) -> Ways:
    narrowed = asked_for("late" if late == "late" else "", given)
    if late == "in time":
        narrowed = tuple(way & ~due("late", given["now"], given["soon"]) for way in narrowed)
    if "number" in given:
        narrowed = tuple(way & Q(order__number=given["number"]) for way in narrowed)
    people = _given_to(side, given["person"]) if "person" in given else (Q(),)
    return together(on_side(side, viewer, given), in_tab(tab, side, viewer, given["now"]), narrowed, people)


def _given_to(side: str, person: Any) -> Ways:
    """The revisions that a person works on; of a client those of which the client knows."""
    own = Q(assignee=None, order__writer__public_id=person)
    return (own,) if side == "client" else (Q(assignee__public_id=person), own)


def row_of(viewer: Viewer, revision: RevisionRequest, now: dt.datetime) -> dict[str, Any]:
    """One revision as its list has it. One query."""
    rows = revision_turns.with_turn(RevisionRequest.objects.filter(pk=revision.pk), now)
    return rows_for(viewer, now)(rows.values(*FIELDS).get())


def rows_for(viewer: Viewer, now: dt.datetime) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """What makes a row of FIELDS what this viewer reads of it."""
    accounts = own_accounts(viewer) if isinstance(viewer, Member) and is_client(viewer) else {}
    sides, of_desk = [side for side in sides_listed(viewer) if side != "client"], is_staff(viewer)

    def row(facts: Mapping[str, Any]) -> dict[str, Any]:
        of_client = facts["order__account_id"] in accounts
        reads_as = (
            [*sides, "client"] if of_client and is_staff(viewer) else ["client"] if of_client else sides
        )
        return {
            **_plain(facts, now),
            "your_turn": any(is_own(facts, side, viewer.member_id) for side in reads_as),
            "assigned_to": _worker(facts, hides=of_client and not of_desk),
        }

    return row


def _plain(facts: Mapping[str, Any], now: dt.datetime) -> dict[str, Any]:
    """What every reader of a revision reads of it."""
    is_out = facts["state"] == RevisionState.OUT_OF_SCOPE
    return {
        "id": facts["public_id"],
        "order": facts["order__number"],
        "order_title": facts["order__title"],
        **{name: facts[name] for name in PLAIN},
        "state": revision_state_at(facts, now),
        "asked_at": moment_text(facts["asked_at"]),
        "due_at": None if is_out else moment_text(facts["due_at"]),
        "paused": facts["paused_at"] is not None,
        "overdue": clock_runs(facts) and facts["due_at"] <= now,
    }


def _worker(facts: Mapping[str, Any], *, hides: bool) -> dict[str, str] | None:
    """Who works on it. A client knows the order's writer, nobody whom the agency has put there instead."""
    if facts["assignee__public_id"]:
        return None if hides else _person(facts, "assignee")
    return _person(facts, "order__writer")


def _person(facts: Mapping[str, Any], which: str) -> dict[str, str] | None:
    key = facts[f"{which}__public_id"]
    return {"id": key, "name": facts[f"{which}__public_name"]} if key else None
