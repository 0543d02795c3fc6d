"""Who sees and sets how much work a writer takes, and what their settings and their work come to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from agencies.rules.agencies import is_staff, is_writer
from agencies.states.roles import is_management
from writers.querysets.people import Facts

from .working_time import held_hours

if TYPE_CHECKING:
    from agencies.models import Membership
    from project.base.viewer import Viewer


def can_edit_capacity(viewer: Viewer, member: Membership) -> bool:
    """Writers set their own; managers and owners may set it for them. Support only reads."""
    if member.agency_id != viewer.agency_id:
        return False
    return is_management(viewer) or (is_writer(viewer) and member.pk == viewer.member_id)


def sees_all_capacity(viewer: Viewer) -> bool:
    """The desk sees the capacity of all writers."""
    return is_staff(viewer)


def reaches_capacity(viewer: Viewer) -> bool:
    """Whether there is any capacity that the viewer may see: writers and the desk."""
    return is_writer(viewer) or is_staff(viewer)


def edits_capacity(viewer: Viewer) -> bool:
    """Whether there is any capacity that the viewer may set."""
    return is_writer(viewer) or is_management(viewer)


def sets_efforts(viewer: Viewer) -> bool:
    """Managers and owners say how much work an hour makes of each service."""
    return is_management(viewer)


@dataclass(frozen=True)
class Load:
    """What a writer has in hand beside what they take; a limit of None is none."""

    active: int
    most: int
    hours: Decimal
    most_hours: int | None
    today: int
    most_today: int | None

    @property
    def free_slots(self) -> int:
        """How many orders more they would take at once."""
        return max(0, self.most - self.active)


def load_of(facts: Facts, efforts: dict[int, Decimal], now: dt.datetime) -> Load:
    """The load of one writer, counted from orders."""
    capacity = facts.capacity
    return Load(
        active=facts.active,
        most=capacity.max_active,
        hours=held_hours(facts, efforts),
        most_hours=capacity.max_hours,
        today=facts.given_on(now),
        most_today=capacity.max_per_day,
    )
