"""Who was at a session, as somebody records it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from cohorts.models import Attendance, CohortMember, Session
from cohorts.rules.sessions import can_organise, why_not_record
from cohorts.states.cohorts import FEATURE
from cohorts.states.sessions import AttendanceStatus
from project.base.errors import NotVisible, WrongState, require
from project.base.features import require_on
from project.base.locks import locked
from project.base.viewer import Member

from .moving import note


def record_attendance(
    *, actor: Member, session: Session, statuses: Mapping[str, str], now: dt.datetime
) -> int:
    """Record who was there: a status by the public id of each member. A row is added for each that differs
    from what is recorded; the earlier ones stay as history. `expected` are those who hold a seat, but for who
    is excused; who did not hold one cannot be a no-show, which is then left out. Returns how many rows were
    added. Raises WrongState before the session has begun, and NotVisible for a member of another class."""
    require(can_organise(actor, session.cohort))
    require_on(actor.agency, FEATURE)
    with transaction.atomic():
        cohort = locked(actor, session.cohort, no_key=True)
        found = locked(actor, session)
        if reason := why_not_record(found, now):
            raise WrongState(reason)
        rows = CohortMember.objects.filter(agency_id=cohort.agency_id, cohort=cohort)
        members = {row.public_id: row for row in rows.filter(public_id__in=statuses)}
        if len(members) != len(statuses):
            raise NotVisible()
        held = set(found.bookings.live().values_list("member_id", flat=True))
        made = Attendance.objects.bulk_create(
            Attendance(
                agency_id=cohort.agency_id,
                cohort=cohort,
                session=found,
                member=members[key],
                status=status,
                expected=expected,
                by_id=actor.member_id,
                at=now,
            )
            for key, status, expected in _changes(found, members, held, statuses)
        )
        if made:
            note(cohort, "attendance", actor=actor, now=now, count=len(made))
    return len(made)


def _changes(
    session: Session, members: Mapping[str, CohortMember], held: set[int], statuses: Mapping[str, str]
) -> list[tuple[str, str, bool]]:
    rows = session.attendances.filter(agency_id=session.agency_id).order_by("pk")
    known = {member: (status, expected) for member, status, expected in rows.values_list(*_COLUMNS)}
    found = []
    for key, status in statuses.items():
        member = members[key].pk
        expected = member in held and status != AttendanceStatus.EXCUSED
        if status == AttendanceStatus.NO_SHOW and not expected:
            continue
        if known.get(member) != (status, expected):
            found.append((key, status, expected))
    return found


_COLUMNS = ("member_id", "status", "expected")
