"""Seats at sessions: booked, moved to another session, given back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from cohorts.models import Booking, Cohort, CohortMember, Session
from cohorts.rules.sessions import can_organise, may_book, why_not_book, why_not_cancel_booking
from cohorts.states.cohorts import FEATURE
from project.base.errors import NotVisible, WrongState, require
from project.base.features import require_on
from project.base.jobs import Urgency, defer
from project.base.locks import locked
from project.base.viewer import Member, Viewer

from .moving import note
from .sessions import locked_class, locked_session


def book_session(*, actor: Member, session: Session, member: CohortMember, now: dt.datetime) -> Booking:
    """A seat for a member, who is told by mail; the one that they have, when they have one. Under the locks
    of the class and the session, so that never more seats are given than there are. Raises WrongState when it
    is full, closed or cancelled, or for another group."""
    require(may_book(actor, member))
    require_on(actor.agency, FEATURE)
    with transaction.atomic():
        stored, found = locked_session(actor, session)
        one = _of_class(stored, member)
        if kept := _kept(found, one):
            return kept
        made = _seated(found, one, actor, now)
        note(stored, "session_book", actor=actor, now=now, member=one)
    return made


def book_many(*, actor: Member, session: Session, members: Sequence[CohortMember], now: dt.datetime) -> int:
    """Seats for all of these, or for nobody: for who runs the session. Who has one keeps it. Returns how many
    are new. Raises WrongState as book_session does."""
    require(can_organise(actor, session.cohort))
    require_on(actor.agency, FEATURE)
    with transaction.atomic():
        stored, found = locked_session(actor, session)
        new = [one for one in (_of_class(stored, each) for each in members) if not _kept(found, one)]
        for one in new:
            _seated(found, one, actor, now)
            note(stored, "session_book", actor=actor, now=now, member=one)
    return len(new)


def cancel_booking(*, actor: Member, booking: Booking, now: dt.datetime) -> Booking:
    """Give a seat back. Does nothing when it was given back before. Raises WrongState once booking has
    closed; for who runs the session, once it is over."""
    require(may_book(actor, booking.member))
    with transaction.atomic():
        stored, session = locked_session(actor, booking.session)
        found = locked(actor, booking)
        if found.cancelled_at is None:
            _give_back(session, found, actor, now)
            note(stored, "session_unbook", actor=actor, now=now, member=booking.member)
    return found


def move_booking(*, actor: Member, booking: Booking, to: Session, now: dt.datetime) -> Booking:
    """Exchange a seat for one at another session of the class: both or neither. Moving again to the same one
    changes nothing. Raises WrongState when either cannot be."""
    require(may_book(actor, booking.member))
    require_on(actor.agency, FEATURE)
    if to.cohort_id != booking.cohort_id:
        raise NotVisible()
    with transaction.atomic():
        stored = locked_class(actor, booking.session.cohort)
        first, second = sorted((booking.session, to), key=lambda session: session.pk)
        sessions = {each.pk: locked_session(actor, each)[1] for each in (first, second)}
        target, member = sessions[to.pk], _of_class(stored, booking.member)
        if kept := _kept(target, member):
            return kept
        found = locked(actor, booking)
        if found.cancelled_at is None:
            _give_back(sessions[found.session_id], found, actor, now)
        made = _seated(target, member, actor, now)
        note(stored, "session_move", actor=actor, now=now, member=member)
    return made


def free_seats_of(*, cohort: Cohort, member: CohortMember, now: dt.datetime) -> int:
    """Give back every seat of a member at sessions ahead, who leaves the class; within the transaction of
    whoever took them out, which has locked the class. Returns how many."""
    rows = Booking.objects.live().filter(agency_id=cohort.agency_id, cohort=cohort, member=member)
    return rows.filter(session__ends_at__gt=now).update(cancelled_at=now)


def _of_class(cohort: Cohort, member: CohortMember) -> CohortMember:
    """The member as stored now. Raises NotVisible for one of another class."""
    found = CohortMember.objects.filter(agency_id=cohort.agency_id, cohort=cohort, pk=member.pk).first()
    if found is None:
        raise NotVisible()
    found.cohort = cohort
    return found


def _kept(session: Session, member: CohortMember) -> Booking | None:
    return session.bookings.live().filter(member=member).first()


def _seated(session: Session, member: CohortMember, actor: Viewer, now: dt.datetime) -> Booking:
    taken = set(session.bookings.live().values_list("seat", flat=True))
    late = can_organise(actor, session.cohort)
    free = session.seats - len(taken)
    if reason := why_not_book(session, member, free=free, late=late, now=now):
        raise WrongState(reason)
    booking = Booking.objects.create(
        agency_id=session.agency_id,
        cohort_id=session.cohort_id,
        session=session,
        member=member,
        seat=next(seat for seat in range(1, session.seats + 1) if seat not in taken),
        booked_at=now,
        by_id=actor.member_id if late else None,
    )
    defer("cohorts.tell_of_booking", Urgency.SOON, booking_id=booking.pk)
    return booking


def _give_back(session: Session, booking: Booking, actor: Viewer, now: dt.datetime) -> None:
    late = can_organise(actor, session.cohort)
    if reason := why_not_cancel_booking(session, late=late, now=now):
        raise WrongState(reason)
    booking.cancelled_at = now
    booking.save(update_fields=["cancelled_at"])
