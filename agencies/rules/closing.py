"""Who closes an agency, when, and what has to be finished first."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.utils.translation import gettext as _

from agencies.hooks.closing import ClosingTie, closing_ties
from agencies.models import Agency, AgencyClosing, AgencyExport
from agencies.states.closing import ClosingState
from agencies.states.roles import Role
from project.base.viewer import System, Viewer

#: How old the archive may be that is there when an agency is asked to be closed.
FRESH = dt.timedelta(days=7)
#: How long before its day everybody is told once more.
REMINDED = dt.timedelta(days=3)


def closes_agency(viewer: Viewer) -> bool:
    """Owners alone close the agency, and whoever runs the machine, by the command."""
    return viewer.has(Role.OWNER) or isinstance(viewer, System)


def is_closing_job(viewer: Viewer, closing: AgencyClosing) -> bool:
    """What happens on the day, no person does."""
    return isinstance(viewer, System)


def in_time(closing: AgencyClosing) -> str:
    """A guard: what is deleted does not come back."""
    too_late = _("It is too late: the agency is being deleted.")
    return too_late if closing.state == ClosingState.ERASING else ""


def waiting_time() -> dt.timedelta:
    """How long everybody may think better of it (AGENCY_CLOSING_DAYS)."""
    return dt.timedelta(days=settings.AGENCY_CLOSING_DAYS)


def ties_of(agency: Agency, now: dt.datetime) -> list[ClosingTie]:
    """What is open at an agency, as all apps know it; what has to be finished first stands first."""
    found = [tie for ask in closing_ties for tie in ask(agency, now)]
    return sorted(found, key=lambda tie: not tie.blocks)


def fresh_archive(agency: Agency, now: dt.datetime) -> dt.datetime | None:
    """Of when the newest archive is that its owners can download; None for none that is fresh."""
    rows = AgencyExport.objects.filter(agency=agency).ready(now).filter(ready_at__gt=now - FRESH)
    return rows.order_by("-ready_at").values_list("ready_at", flat=True).first()


def why_not_now(agency: Agency, archived_at: dt.datetime | None, now: dt.datetime) -> str:
    """Why the agency cannot be closed yet, "" when it can."""
    if archived_at is None or now - archived_at > FRESH:
        return _("Create an archive first: one of the last %(days)s days must exist.") % {"days": FRESH.days}
    return next((tie.words for tie in ties_of(agency, now) if tie.blocks), "")
