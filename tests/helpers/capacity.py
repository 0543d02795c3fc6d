"""What people have set of their capacity, as rows: tests of other things need room, or none."""

from __future__ import annotations

import datetime as dt
from typing import Any

from project.base.viewer import Member
from tests.helpers.cast import START
from writers.models import BlackoutPeriod, EditorWorkload, WriterCapacity
from writers.rules.half_days import morning_of
from writers.states.capacity import MOST_ACTIVE


def capacity(member: Member, **fields: Any) -> WriterCapacity:
    """The writer's settings with these columns, the others as they are or by default."""
    row, _made = WriterCapacity.objects.update_or_create(
        agency=member.agency, member=member.membership, defaults={"changed_at": START, **fields}
    )
    return row


def workload(member: Member, **fields: Any) -> EditorWorkload:
    """The same of an editor."""
    row, _made = EditorWorkload.objects.update_or_create(
        agency=member.agency, member=member.membership, defaults={"changed_at": START, **fields}
    )
    return row


def room(*members: Member) -> None:
    """As many orders at once as anybody can have."""
    for member in members:
        capacity(member, max_active=MOST_ACTIVE)


def away(member: Member, first: dt.date, days: int = 1) -> BlackoutPeriod:
    """A time away of whole days from `first` on."""
    start = morning_of(first)
    return BlackoutPeriod.objects.create(
        agency=member.agency,
        member=member.membership,
        from_half=start,
        to_half=start + 2 * days,
        created_at=START,
    )
