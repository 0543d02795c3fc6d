"""One list of revisions, whoever reads it: filters, counts, a page of
prepared rows; the page or its fragment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import add
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agencies.models import Agency
from orders.models import RevisionRequest
from orders.pages.lists.conditions import together
from orders.pages.lists.filters import Filters, Ways
from orders.pages.lists.line import line_of, tile
from orders.pages.lists.listing import respond
from orders.pages.lists.rows import NOTHING, PREFIX, turn_words
from orders.querysets import revision_turns
from orders.querysets.hits import hits_of
from orders.rules.review_window import revision_state_at
from orders.rules.revision_policy import can_edit_policy
from orders.states.badges import REVISION_BADGES, SEVERITY_TONES
from orders.states.revision_choices import RevisionState, Scope, Severity
from project.base import clock, marks
from project.base.compiled import Slot, compiled, compiled_by_values
from project.base.http import MemberRequest
from project.base.paging import CAP, CappedCount, Reader, cut, page_of
from project.base.viewer import Member, Viewer

from . import conditions, filters
from .conditions import Given, asked_for, in_tab, on_side

#: Keeps the names of counts apart from the columns of an agency.
COUNT = "count_"
TEMPLATE = "orders/revisions/list.html"
FIELDS = (
    "id",
    "number",
    "summary",
    "severity",
    "state",
    "priority",
    "urgent",
    "due_at",
    "asked_at",
    "paused_at",
    "scope",
    "turn",
    "worker",
    "order__number",
    "order__title",
    "order__state",
    "order__review_ends_at",
    "order__editor_id",
)
#: Only the desk reads who works on it: names of the agency's people are not everybody's.
DESK = ("assignee__public_name", "order__writer__public_name")


@dataclass(frozen=True)
class RevisionRow:
    """One printed row. What its reader may not see is empty, and was not read."""

    order: str
    title: str
    url: str
    number: str
    summary: str
    severity: SafeString
    priority: str
    urgent: bool
    badge: SafeString
    turn: SafeString
    due: SafeString
    assignee: str
    pending: bool
    late: bool


def address_of(order: str, number: int) -> str:
    """Where a revision stands."""
    return f"{PREFIX}{order}/revisions/{number}/"


def answer(request: MemberRequest, side: str) -> HttpResponse:
    """The viewer's list on one side as a page, or for HTMX as its fragment #list.

    One query counts, one reads the page; the values of conditions ask a few small ones.
    """
    now, kind = clock.now(), filters.kind_of(side)
    wanted = filters.read(request, kind)
    hits = hits_of(request.viewer, wanted.words) if wanted.words else None
    given = conditions.values_of(request.viewer, wanted, now, hits)
    counted = _counts(request.viewer, side, given)
    found = page_of(
        _reader(request.viewer, wanted, given),
        request,
        order=wanted.order,
        kinds=[dt.datetime, int],
        key=lambda facts: [facts[name.lstrip("-")] for name in wanted.order],
    )
    page = found.with_rows([_row(facts, side, request.viewer.member_id, now) for facts in found.rows])
    context = {
        "page": page,
        "filters": wanted,
        "side": side,
        "counted": counted,
        "orders_searched": hits.orders_searched if hits else 0,
    }
    tiles = _tiles(counted, side)
    context |= {"tiles": tiles, "tabs": line_of(wanted, counted, tiles)}
    context["may_edit_policy"] = can_edit_policy(request.viewer)
    return respond(request, TEMPLATE, wanted, context)


def _fields(side: str) -> tuple[str, ...]:
    return FIELDS + DESK if side == "desk" else FIELDS


def _reader(viewer: Member, wanted: Filters, given: Given) -> Reader:
    shape = {"side": wanted.kind.side, "tab": wanted.tab.key, "order": tuple(wanted.order)}
    which = wanted.given.get("due", "")
    asked = _past if wanted.tab.closed and wanted.kind.side != "desk" else _revisions

    def read(cursor: Sequence[Any] | None, back: bool) -> list[Any]:
        first, last = cursor or (None, None)
        return asked(viewer, **shape, due=which, back=back, first=first, last=last, **given)

    return read


def _listed(
    viewer: Viewer,
    side: str,
    tab: str,
    order: tuple[str, ...],
    due: str,
    back: bool,
    first: Slot | None,
    last: Slot | None,
    **given: Slot,
) -> QuerySet[Any, Any]:
    """The rows of one page. Where there are several ways, of each as many as a page holds."""
    rows = RevisionRequest.objects.filter(agency_id=viewer.agency_id)
    now = given["now"]
    ways = together(on_side(side, viewer, given), in_tab(tab, side, viewer, now), asked_for(due, given))
    cursor = None if first is None else (first, last)
    if len(ways) > 1:
        few = [cut(rows.filter(way), order, cursor, back=back).values("pk") for way in ways]
        ways, cursor = (Q(pk__in=few[0].union(*few[1:], all=True)),), None
    found = revision_turns.with_turn(rows.filter(ways[0]), now)
    return cut(found, order, cursor, back=back).values(*_fields(side))


#: What one person or account ever had is a handful or thousands: planned for each.
_revisions, _past = compiled(_listed), compiled_by_values(_listed)


def _counts(viewer: Member, side: str, given: Given) -> dict[str, int]:
    """How many there are on each open tab and tile, no further than the cap; `ever`: 1 if any."""
    needed = {name: given[name] for name in ("now", "soon", "account", "accounts") if name in given}
    (counted,) = _counted(viewer, side=side, **needed)
    return {name.removeprefix(COUNT): count for name, count in counted.items()}


@compiled
def _counted(viewer: Viewer, side: str, **given: Slot) -> QuerySet[Any, Any]:
    open_tabs = [tab.key for tab in filters.TABS if not tab.closed]
    wanted = {key: in_tab(key, side, viewer, given["now"]) for key in open_tabs}
    wanted["late"] = asked_for("late", given)
    if side == "desk":
        wanted["pending"] = (Q(state__in=revision_turns.IN_WORK, scope=Scope.PENDING),)
    own, rows = on_side(side, viewer, given), RevisionRequest.objects.filter(agency_id=viewer.agency_id)

    def count(ways: Ways, most: int = CAP) -> Any:
        return reduce(add, [CappedCount(rows.filter(way), most) for way in together(own, ways)])

    columns = {f"{COUNT}{name}": count(ways) for name, ways in wanted.items()}
    columns[f"{COUNT}ever"] = count((Q(),), most=0)
    return Agency.objects.filter(pk=viewer.agency_id).values(**columns)


def _tiles(counted: Mapping[str, int], side: str) -> list[dict[str, Any]]:
    tiles = [
        tile(counted, "late", _("Late"), "?tab=open&due=late", "alarm", "bad"),
    ]
    if side == "desk":
        tiles.append(
            tile(counted, "pending", _("Scope undecided"), "?tab=open&scope=pending", "scale", "warn")
        )
    return tiles


def _row(facts: Mapping[str, Any], side: str, member_id: int, now: dt.datetime) -> RevisionRow:
    language, state, runs = get_language() or "en", revision_state_at(facts, now), clock_runs(facts)
    return RevisionRow(
        order=facts["order__number"],
        title=facts["order__title"],
        url=address_of(facts["order__number"], facts["number"]),
        number=str(facts["number"]),
        summary=facts["summary"],
        severity=severity_badge(facts["severity"], language),
        priority=str(facts["priority"]),
        urgent=facts["urgent"],
        badge=revision_badge(state, language),
        turn=turn_words(facts["turn"], is_own(facts, side, member_id), language),
        due=marks.deadline(facts["due_at"], now=now, done=not runs) if state != "out_of_scope" else NOTHING,
        assignee=facts.get("assignee__public_name") or facts.get("order__writer__public_name") or "",
        pending=facts["scope"] == Scope.PENDING and side == "desk",
        late=runs and facts["due_at"] <= now,
    )


def clock_runs(facts: Mapping[str, Any]) -> bool:
    """Whether the time until its deadline runs: what conditions.due asks the database, asked of one row."""
    runs = facts["state"] in revision_turns.IN_WORK and not facts["paused_at"]
    return runs and facts["order__state"] not in revision_turns.RESTS


def is_own(facts: Mapping[str, Any], side: str, member_id: int) -> bool:
    """What revision_turns.mine asks the database, asked of one row with its turn."""
    if facts["turn"] == "writer" and side in ("writer", "editor"):
        return bool(facts["worker"] == member_id)
    if side == "editor":
        return bool(facts["turn"] == "editor" and facts["order__editor_id"] == member_id)
    return bool(facts["turn"] == side)


@lru_cache(maxsize=64)
def severity_badge(severity: str, language: str) -> SafeString:
    """The severity as a badge, in the words of `language`."""
    return marks.badge(Severity(severity).label, SEVERITY_TONES[Severity(severity)], "flag")


@lru_cache(maxsize=64)
def revision_badge(state: str, language: str) -> SafeString:
    """The state of a revision as a badge, in the words of `language`."""
    tone, icon = REVISION_BADGES[RevisionState(state)]
    return marks.badge(RevisionState(state).label, tone, icon)
