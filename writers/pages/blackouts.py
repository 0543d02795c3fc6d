"""Time off, prepared for lists."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse

from agencies.models import Membership
from project.base.http import MemberRequest
from project.base.paging import Page, page_of
from writers.models import BlackoutPeriod
from writers.rules.blackouts import length_words, period_words
from writers.rules.capacity import can_edit_capacity
from writers.rules.half_days import half_of
from writers.states.capacity import BlackoutSource

#: Upcoming and past, as their cursors know them.
ORDER, PAST_ORDER, KINDS = ("from_half", "id"), ("-from_half", "-id"), (int, int)
#: Upcoming ones on the page of the capacity.
FIRST_FEW = 5


def zone_half(member: Membership, now: dt.datetime) -> int:
    """The present half-day in the member’s own zone."""
    return half_of(now, member.user.zone or member.agency.zone)


def rows_of(member: Membership, now: dt.datetime, *, past: bool) -> Any:
    """Periods of a member that are over, or those that are not."""
    rows = BlackoutPeriod.objects.filter(agency_id=member.agency_id, member=member)
    half = zone_half(member, now)
    return rows.filter(to_half__lte=half) if past else rows.filter(to_half__gt=half)


def first_few(request: MemberRequest, member: Membership, now: dt.datetime) -> list[dict[str, Any]]:
    """The next ones. One query."""
    may_edit = can_edit_capacity(request.viewer, member)
    rows = rows_of(member, now, past=False).order_by(*ORDER)[:FIRST_FEW]
    return [blackout_row(row, may_edit=may_edit) for row in rows]


def blackouts_page(request: MemberRequest, member: Membership, now: dt.datetime, *, past: bool) -> Page[Any]:
    """A page of upcoming or of past ones. One query."""
    may_edit = can_edit_capacity(request.viewer, member)
    rows = rows_of(member, now, past=past)
    found = page_of(rows, request, order=PAST_ORDER if past else ORDER, kinds=KINDS)
    return found.with_rows([blackout_row(row, may_edit=may_edit) for row in found.rows])


def blackout_row(row: BlackoutPeriod, *, may_edit: bool) -> dict[str, Any]:
    """One period as it is printed."""
    return {
        "when": period_words(row.from_half, row.to_half),
        "length": length_words(row.from_half, row.to_half),
        "reason": row.reason,
        "imported": row.source == BlackoutSource.CALENDAR,
        "edit_url": reverse("writers:blackout", args=[row.public_id]) if may_edit else "",
        "remove_url": reverse("writers:blackout_remove", args=[row.public_id]) if may_edit else "",
    }


def blackouts_url(request: MemberRequest, member: Membership) -> str:
    """The list of the member’s time off: one’s own in the studio, anyone else’s on the desk."""
    if member.pk == request.viewer.member_id:
        return reverse("writers:blackouts")
    return reverse("writers:desk_blackouts", args=[member.public_id])
