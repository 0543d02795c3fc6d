"""Time off of a writer: added, changed and removed, never overlapping."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from agencies.models import Membership
from project.base.errors import Invalid, NotVisible, require
from project.base.locks import locked
from project.base.viewer import Viewer
from writers.models import BlackoutPeriod
from writers.models.blackouts import FIRST_HALF, LAST_HALF, LONGEST
from writers.rules.blackouts import period_words
from writers.rules.capacity import can_edit_capacity

from .people import locked_writer

#: Periods of one writer that are not over.
MOST = 200


def add_blackout(
    *, actor: Viewer, member: Membership, from_half: int, to_half: int, reason: str, now: dt.datetime
) -> BlackoutPeriod:
    """Note that a writer is away from one half-day until before another (writers.rules.half_days). Orders
    that they have stay with them.

    The very same period again answers with the one that is there. Raises Invalid, by "from_day" or "to_day",
    for one that overlaps another, is too long or ends before it begins, and by "" beyond MOST.
    """
    require(can_edit_capacity(actor, member))
    _require_sound(from_half, to_half)
    with transaction.atomic():
        rows = BlackoutPeriod.objects.filter(agency_id=actor.agency_id, member=locked_writer(actor, member))
        found = rows.filter(from_half=from_half, to_half=to_half).first()
        if found is not None:
            return found
        if rows.filter(to_half__gt=2 * now.date().toordinal()).count() >= MOST:
            raise Invalid({"": _("Remove time off that you no longer need before you add more.")})
        new = BlackoutPeriod(
            agency=actor.agency,
            member=member,
            from_half=from_half,
            to_half=to_half,
            reason=reason,
            created_at=now,
        )
        _unless_overlapping(new, new.save)
    return new


def change_blackout(
    *, actor: Viewer, blackout: BlackoutPeriod, from_half: int, to_half: int, reason: str
) -> BlackoutPeriod:
    """Move a writer's time off, or change its reason. Raises as add_blackout; NotVisible when it is gone."""
    require(can_edit_capacity(actor, blackout.member))
    _require_sound(from_half, to_half)
    with transaction.atomic():
        locked_writer(actor, blackout.member)
        stored = locked(actor, blackout)
        stored.from_half, stored.to_half, stored.reason = from_half, to_half, reason
        _unless_overlapping(stored, stored.save)
    return stored


def remove_blackout(*, actor: Viewer, blackout: BlackoutPeriod) -> None:
    """Let a writer work at this time as at any other. Does nothing when it is gone."""
    require(can_edit_capacity(actor, blackout.member))
    BlackoutPeriod.objects.filter(agency_id=actor.agency_id, pk=blackout.pk).delete()


def _require_sound(from_half: int, to_half: int) -> None:
    if to_half <= from_half:
        raise Invalid({"to_day": _("Choose an end after the start.")})
    if to_half - from_half > LONGEST:
        raise Invalid({"to_day": _("Time off can last at most two years.")})
    if from_half < FIRST_HALF or to_half > LAST_HALF:
        raise Invalid({"from_day": _("Choose dates between 2000 and 2099.")})


def _unless_overlapping(row: BlackoutPeriod, save: Callable[[], None]) -> None:
    """The database itself refuses a second period at the same time."""
    try:
        with transaction.atomic():
            save()
    except IntegrityError as error:
        if "blackoutperiod_no_overlap" not in str(error):
            raise
        raise Invalid({"from_day": _overlap(row)}) from error


def _overlap(row: BlackoutPeriod) -> str:
    others = BlackoutPeriod.objects.filter(agency_id=row.agency_id, member_id=row.member_id)
    meeting = others.filter(from_half__lt=row.to_half, to_half__gt=row.from_half).exclude(pk=row.pk)
    other = meeting.order_by("from_half").first()
    if other is None:
        raise NotVisible()
    when = period_words(other.from_half, other.to_half)
    return _("This overlaps time off that is already there: %(when)s.") % {"when": when}
