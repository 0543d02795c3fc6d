"""Sessions of a class are made, changed and cancelled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cohorts.models import Cohort, Session
from cohorts.rules.sessions import can_organise
from cohorts.states.cohorts import FEATURE
from cohorts.states.sessions import MOST_SESSIONS
from project.base.errors import Invalid, Stale, WrongState, require
from project.base.features import require_on
from project.base.jobs import Urgency, defer
from project.base.locks import locked
from project.base.viewer import Member, Viewer

from .moving import note

#: What a session consists of, in the words of its form.
FIELDS = ("title", "group", "place", "link", "starts_at", "ends_at", "closes_at", "seats")
#: What those who are booked are told of when it changes.
TOLD = ("place", "link", "starts_at", "ends_at")
LONGEST = dt.timedelta(days=2)


def add_session(*, actor: Member, cohort: Cohort, fields: Mapping[str, Any], now: dt.datetime) -> Session:
    """A new session of a class. Raises Invalid for times that do not follow one another, one that is over, a
    group of another class, and beyond MOST_SESSIONS; WrongState for a class that has ended."""
    require(can_organise(actor, cohort))
    require_on(actor.agency, FEATURE)
    with transaction.atomic():
        stored = locked_class(actor, cohort)
        if stored.sessions.standing().count() >= MOST_SESSIONS:
            raise Invalid({"": _("A class has at most %(most)s sessions.") % {"most": MOST_SESSIONS}})
        session = Session(agency=actor.agency, cohort=stored, created_by=actor.membership, created_at=now)
        _write(session, fields, now)
        note(stored, "session_add", actor=actor, now=now)
    return session


def change_session(
    *, actor: Member, session: Session, version: int | None, fields: Mapping[str, Any], now: dt.datetime
) -> Session:
    """Change a session that is not over; those who are booked are told of another time or place. Does nothing
    without a difference. Raises Invalid as add_session does, and for fewer seats than are booked or a group
    that somebody booked is not of; Stale when `version` is not the newest."""
    require(can_organise(actor, session.cohort))
    require_on(actor.agency, FEATURE)
    with transaction.atomic():
        stored, found = locked_session(actor, session)
        if found.cancelled_at:
            raise WrongState(_("This session was cancelled."))
        changed = [name for name in FIELDS if getattr(found, name) != fields[name]]
        if not changed:
            return found
        if version not in (None, found.version):
            raise Stale(_("Someone changed this session meanwhile."), current=found)
        if found.starts_at <= now:
            raise WrongState(_("This session has begun. It can’t be changed any more."))
        _refuse_bookings(found, fields)
        found.version += 1
        _write(found, fields, now)
        note(stored, "session_change", actor=actor, now=now)
        if set(changed) & set(TOLD):
            found.bookings.live().update(reminded_at=None)
            _tell(found, "changed", now)
    return found


def cancel_session(*, actor: Member, session: Session, now: dt.datetime) -> Session:
    """Cancel a session: nobody can book it any more, it counts for nobody's attendance, and those who are
    booked are told by mail. Does nothing when it was cancelled before. Raises WrongState when it is over."""
    require(can_organise(actor, session.cohort))
    with transaction.atomic():
        stored, found = locked_session(actor, session)
        if found.cancelled_at:
            return found
        if found.ends_at <= now:
            raise WrongState(_("This session is over. It can’t be cancelled any more."))
        found.cancelled_at = now
        found.version += 1
        found.save(update_fields=["cancelled_at", "version"])
        note(stored, "session_cancel", actor=actor, now=now, count=found.bookings.live().count())
        _tell(found, "cancelled", now)
    return found


def locked_class(actor: Viewer, cohort: Cohort) -> Cohort:
    """The class under a lock that lets its other rows be written. Raises WrongState when it has ended."""
    stored = locked(actor, cohort, no_key=True)
    stored.agency = actor.agency
    if not stored.is_live:
        raise WrongState(_("This class has ended. Nothing about it can be changed."))
    return stored


def locked_session(actor: Viewer, session: Session) -> tuple[Cohort, Session]:
    """The class, and after it the session, under their locks. Raises WrongState when the class has ended."""
    stored = locked_class(actor, session.cohort)
    found = locked(actor, session)
    found.cohort, found.agency = stored, actor.agency
    return stored, found


def _tell(session: Session, what: str, now: dt.datetime) -> None:
    defer("cohorts.tell_of_session", Urgency.SOON, session_id=session.pk, version=session.version, what=what)


def _refuse_bookings(session: Session, fields: Mapping[str, Any]) -> None:
    booked = session.bookings.live()
    count = booked.count()
    if fields["seats"] < count:
        words = _("%(count)s seats are booked. Enter at least as many.") % {"count": count}
        raise Invalid({"seats": words})
    group = fields["group"]
    if group and booked.exclude(member__group=group).exists():
        raise Invalid({"group": _("Members of another group are booked.")})


def _write(session: Session, fields: Mapping[str, Any], now: dt.datetime) -> None:
    if problems := _problems(session, fields, now):
        raise Invalid(problems)
    for name in FIELDS:
        setattr(session, name, fields[name])
    session.save()


def _problems(session: Session, fields: Mapping[str, Any], now: dt.datetime) -> dict[str, str]:
    starts, ends, closes = (fields[name] for name in ("starts_at", "ends_at", "closes_at"))
    problems: dict[str, str] = {}
    if not fields["title"]:
        problems["title"] = _("Enter a title.")
    if starts <= now:
        problems["starts_at"] = _("Choose a time in the future.")
    if not starts < ends <= starts + LONGEST:
        problems["ends_at"] = _("Choose a time after the start, within two days.")
    if closes > starts:
        problems["closes_at"] = _("Choose a time no later than the start.")
    if fields["group"] and fields["group"].cohort_id != session.cohort_id:
        problems["group"] = _("Choose a group of this class.")
    return problems
