"""Reports of a class: frozen with what they were worked out from, and shown to others by secret links."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from accounts.actions.session_acts import hold_session
from agencies.actions.security_log import UNKNOWN, Browser, log_event
from agencies.models import Agency
from cohorts.models import Cohort, ReportLink, ReportSnapshot, SnapshotMilestone, SnapshotRow
from cohorts.models.reports import MOST_DAYS, MOST_LINKS, PREFIX
from cohorts.rules.cohorts import can_plan
from cohorts.rules.progress import due_days, standings_of
from cohorts.states.cohorts import FEATURE, MilestoneKind
from project.base.errors import Conflict, Invalid, NotVisible, require
from project.base.features import is_on, require_on
from project.base.viewer import Member, Viewer

from .moving import locked_cohort, note

#: Random bytes of a key, which is twice as many characters long (project.base.keys).
BYTES = 24
K = MilestoneKind


def make_snapshot(*, actor: Member, cohort: Cohort, now: dt.datetime) -> ReportSnapshot:
    """Freeze how the class stands now: a row for each member, and the days that were planned. It stays as it
    is, whatever becomes of the class. Reading one makes none."""
    require(can_plan(actor, cohort))
    require_on(actor.agency, FEATURE)
    with transaction.atomic():
        stored = locked_cohort(actor, cohort)
        made = ReportSnapshot.objects.create(
            agency_id=stored.agency_id,
            cohort=stored,
            made_by=actor.membership,
            as_of=now,
            cohort_name=stored.name,
            cohort_state=stored.state,
        )
        SnapshotMilestone.objects.bulk_create(
            SnapshotMilestone(agency_id=made.agency_id, snapshot=made, kind=kind, due_on=day)
            for kind, day in due_days(stored).items()
        )
        SnapshotRow.objects.bulk_create(_rows(made, stored))
        note(stored, "report", actor=actor, now=now, count=made.rows.count())
    return made


def _rows(made: ReportSnapshot, cohort: Cohort) -> list[SnapshotRow]:
    return [
        SnapshotRow(
            agency_id=made.agency_id,
            snapshot=made,
            position=at,
            member=one.member,
            group=one.group,
            order=one.member.order,
            order_state=one.order_state,
            brief_at=one.reached[K.BRIEF],
            ordered_at=one.reached[K.ORDERED],
            due_at=one.due_at,
            delivered_at=one.reached[K.DELIVERED],
            accepted_at=one.reached[K.ACCEPTED],
            attended_at=one.reached[K.ATTENDED],
            sessions_attended=one.sessions[0],
            sessions_expected=one.sessions[1],
        )
        for at, one in enumerate(standings_of(cohort))
    ]


@sensitive_variables("key")
def make_report_link(
    *,
    actor: Member,
    snapshot: ReportSnapshot,
    name: str,
    days: int,
    now: dt.datetime,
    browser: Browser = UNKNOWN,
) -> tuple[ReportLink, str]:
    """A new link to a report for `name`, for `days`. Returns it with its key, which is stored nowhere. Raises
    Invalid by "name" for one that a live link of the report has (the same form sent twice), Conflict beyond
    MOST_LINKS; NotAllowed from a session that ended."""
    require(can_plan(actor, snapshot.cohort))
    require_on(actor.agency, FEATURE)
    if not 0 < days <= MOST_DAYS:
        raise Invalid({"days": _("Enter a number between 1 and %(most)s.") % {"most": MOST_DAYS}})
    with transaction.atomic():
        hold_session(user=actor.membership.user, browser=browser)
        stored = locked_cohort(actor, snapshot.cohort)
        _require_room(snapshot, name, now)
        key = secrets.token_hex(BYTES)
        link = ReportLink.objects.create(
            agency_id=actor.agency_id,
            snapshot=snapshot,
            name=name,
            prefix=key[:PREFIX],
            hash=hash_of(key),
            created_by=actor.membership,
            created_at=now,
            expires_at=now + dt.timedelta(days=days),
        )
        note(stored, "share", actor=actor, now=now)
        _tell("report_link_made", link, actor, browser)
    return link, key


def _require_room(snapshot: ReportSnapshot, name: str, now: dt.datetime) -> None:
    live = ReportLink.objects.filter(agency_id=snapshot.agency_id, snapshot__cohort_id=snapshot.cohort_id)
    live = live.filter(revoked_at=None, expires_at__gt=now)
    if live.filter(snapshot=snapshot, name__iexact=name).exists():
        text = _("This report already has a link for this name. Revoke it first, or choose another name.")
        raise Invalid({"name": text})
    if live.count() >= MOST_LINKS:
        raise Conflict(_("This class has %(most)s links. Revoke one first.") % {"most": MOST_LINKS})


def revoke_report_link(
    *, actor: Member, link: ReportLink, now: dt.datetime, browser: Browser = UNKNOWN
) -> ReportLink:
    """Make a link worthless from the next request on. Does nothing when it is revoked."""
    require(can_plan(actor, link.snapshot.cohort))
    with transaction.atomic():
        _revoke(ReportLink.objects.filter(agency_id=actor.agency_id, pk=link.pk), actor, browser, now)
    link.refresh_from_db(fields=["revoked_at"])
    return link


def revoke_report_links_of(*, user: Any, now: dt.datetime) -> int:
    """Revoke every live link that a person made, at every agency: for "it was not me". Asks no right. Returns
    how many."""
    with transaction.atomic():
        return _revoke(ReportLink.objects.filter(created_by__user=user), None, UNKNOWN, now)


def _revoke(rows: Any, actor: Viewer | None, browser: Browser, now: dt.datetime) -> int:
    found = rows.filter(revoked_at=None).select_for_update(no_key=True, of=("self",)).order_by("pk")
    links = list(found.select_related("agency", "created_by__user"))
    for link in links:
        link.revoked_at = now
        link.save(update_fields=["revoked_at"])
        _tell("report_link_revoked", link, actor, browser)
    return len(links)


@sensitive_variables("key")
def report_of(*, key: str, agency: Agency, now: dt.datetime) -> ReportSnapshot:
    """The report that this key opens. Raises NotVisible, alike for all that opens nothing: made up, revoked,
    over, of another agency, while class orders are switched off."""
    rows = ReportLink.objects.filter(agency=agency, revoked_at=None, expires_at__gt=now, hash=hash_of(key))
    link = rows.select_related("snapshot__cohort").first()
    if link is None or not is_on(agency, FEATURE):
        raise NotVisible()
    return link.snapshot


@sensitive_variables("key")
def hash_of(key: str) -> str:
    """What is stored of a key: 192 random bits need no salt."""
    return hashlib.sha256(key.encode()).hexdigest()


def _tell(event: str, link: ReportLink, actor: Viewer | None, browser: Browser) -> None:
    who: dict[str, Any] = {"person": link.created_by, "actor": actor, "browser": browser}
    log_event(event, agency=link.agency, **who, link=link.public_id)
