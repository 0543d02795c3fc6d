"""Closing an agency: asked for, waited for, withdrawn. What happens on the day is closing_erasure's."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.security_log import UNKNOWN, Browser, log_event
from agencies.models import Agency, AgencyClosing
from agencies.rules.closing import (
    REMINDED,
    closes_agency,
    fresh_archive,
    in_time,
    is_closing_job,
    waiting_time,
    why_not_now,
)
from agencies.signals import agency_closing_changed
from agencies.states.closing import CLOSING_TRANSITIONS, UNDER_WAY, ClosingState
from project.base.errors import Invalid, WrongState, require
from project.base.states import TransitionTable, by_name
from project.base.viewer import Member, Viewer

CLOSINGS = TransitionTable(
    transitions=CLOSING_TRANSITIONS,
    labels={state.value: state.label for state in ClosingState},
    rights={"closes_agency": lambda viewer, _closing: closes_agency(viewer), **by_name(is_closing_job)},
    guards=by_name(in_time),
)
#: Agencies whose people one call of the sweep reminds.
MOST = 20


def ask_closing(
    *,
    actor: Viewer,
    name: str,
    now: dt.datetime,
    archived_at: dt.datetime | None = None,
    browser: Browser = UNKNOWN,
) -> tuple[AgencyClosing, bool]:
    """Close the agency when the waiting time is over, and tell everybody in it. Until then it works as
    before, but takes no new orders, and any owner can withdraw it. Returns the closing, and whether it is
    new: while one is under way, the same is answered.

    `name` is the agency's, typed once more; `archived_at` says of when an archive is that whoever runs the
    machine holds. Raises Invalid under "name" for another name, WrongState without a fresh archive, and while
    something has to be finished first.
    """
    require(closes_agency(actor))
    if " ".join(name.split()) != " ".join(actor.agency.name.split()):
        raise Invalid({"name": _("Enter the name of the agency exactly as it is.")})
    with transaction.atomic():
        agency = _locked(actor)
        if closing := _under_way(agency):
            return closing, False
        archived_at = archived_at or fresh_archive(agency, now)
        if (words := why_not_now(agency, archived_at, now)) or archived_at is None:
            raise WrongState(words)
        due = now + waiting_time()
        closing = AgencyClosing.objects.create(
            agency=agency,
            by_operator=not isinstance(actor, Member),
            asked_by=actor.membership if isinstance(actor, Member) else None,
            asked_at=now,
            archived_at=archived_at,
            due_at=due,
        )
        _set_day(agency, due)
        log_event("agency_closing_asked", agency=agency, actor=actor, browser=browser, due=f"{due:%Y-%m-%d}")
        agency_closing_changed.send(sender=AgencyClosing, closing=closing, act="asked", now=now)
    return closing, True


def withdraw_closing(*, actor: Viewer, now: dt.datetime, browser: Browser = UNKNOWN) -> bool:
    """Let the agency stay, and tell everybody. Returns whether it was to be closed. Raises WrongState once
    its day has come and deleting has begun."""
    require(closes_agency(actor))
    with transaction.atomic():
        agency = _locked(actor)
        closing = _under_way(agency)
        if closing is None:
            return False
        end_closing(agency, closing, "withdraw", actor, now)
        log_event("agency_closing_withdrawn", agency=agency, actor=actor, browser=browser)
    return True


def move_closing(closing: AgencyClosing, verb: str, actor: Viewer) -> None:
    """Move a locked closing along `verb`, with what else the caller set on it. The only code that assigns
    `state`. Raises NotAllowed or WrongState."""
    CLOSINGS.check(verb, actor, closing)
    closing.state = CLOSINGS[verb].target or closing.state
    closing.save(update_fields=["state", "ended_at", "asked_by"])


def end_closing(agency: Agency, closing: AgencyClosing, verb: str, actor: Viewer, now: dt.datetime) -> None:
    """End a closing under the lock on its agency, which stays, and tell everybody."""
    closing.ended_at = now
    move_closing(closing, verb, actor)
    _set_day(agency, None)
    agency_closing_changed.send(sender=AgencyClosing, closing=closing, act="ended", now=now)


def remind_of_closings(*, now: dt.datetime, most: int = MOST) -> int:
    """Tell everybody once more, some days before an agency closes. Returns of how many agencies."""
    with transaction.atomic():
        due = AgencyClosing.objects.filter(
            state=ClosingState.OPEN, reminded_at=None, due_at__lte=now + REMINDED, due_at__gt=now
        )
        rows = list(due.select_for_update(of=("self",), skip_locked=True)[:most])
        for closing in rows:
            closing.reminded_at = now
            closing.save(update_fields=["reminded_at"])
            agency_closing_changed.send(sender=AgencyClosing, closing=closing, act="soon", now=now)
    return len(rows)


def _locked(actor: Viewer) -> Agency:
    return Agency.objects.select_for_update(no_key=True).get(pk=actor.agency_id)


def _under_way(agency: Agency) -> AgencyClosing | None:
    rows = AgencyClosing.objects.select_for_update(of=("self",)).filter(agency=agency, state__in=UNDER_WAY)
    closing: AgencyClosing | None = rows.first()
    return closing


def _set_day(agency: Agency, due: dt.datetime | None) -> None:
    agency.closes_at = due
    agency.save(update_fields=["closes_at"])
