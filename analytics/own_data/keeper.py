"""What analytics keeps about people: reports that they set up, and those that were made for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from accounts.hooks import Enclosure, Part, Tie, exported, slices
from agencies.models import Membership
from analytics.models import ReportRecipient, ReportRun, ScheduledReport
from project.base.viewer import Member

__all__ = ["ReportsKeeper"]


class ReportsKeeper:
    """Registered in apps.py; see accounts.hooks.Keeper."""

    def parts(self, viewer: Member) -> Iterator[Part | Enclosure]:
        own = {"agency_id": viewer.agency_id}
        rows = ScheduledReport.objects.filter(owner_id=viewer.member_id, **own)
        yield Part("scheduled_reports", _("Reports that you set up."), _reports(rows), place=88)
        received = ReportRecipient.objects.filter(membership_id=viewer.member_id, **own)
        yield Part("reports_received", _("Reports that are sent to you."), _received(received), place=88)
        runs = ReportRun.objects.visible_to(viewer)
        yield Part("report_runs", _("Reports that were made for you, with their numbers."), _runs(runs), 88)

    def ties(self, viewer: Member) -> list[Tie]:
        """None: whoever goes is sent nothing, and what they set up stops."""
        return []

    def erase(self, membership: Membership, now: dt.datetime) -> None:
        """What they set up goes, with what it said to others; what was made for them, and that they receive
        anything."""
        own = {"agency": membership.agency}
        ScheduledReport.objects.filter(owner=membership, **own).delete()
        ReportRun.objects.filter(membership=membership, **own).delete()
        ReportRecipient.objects.filter(membership=membership, **own).delete()


def _reports(rows: Any) -> Iterator[dict[str, Any]]:
    names = ("name", "board", "rhythm", "weekday", "day", "hour", "span", "granularity", "created_at")
    for row in slices(rows.prefetch_related("filters", "recipients__membership")):
        filters = [{"by": one.key, "value": one.value} for one in row.filters.all()]
        people = [one.membership.public_name for one in row.recipients.all()]
        yield exported(row, *names, "paused_at", "removed_at") | {"filters": filters, "recipients": people}


def _received(rows: Any) -> Iterator[dict[str, Any]]:
    for row in slices(rows.select_related("report")):
        yield exported(row, "report__name", "added_at", "left_at")


def _runs(rows: Any) -> Iterator[dict[str, Any]]:
    for row in slices(rows.select_related("report").prefetch_related("figures__points", "filters")):
        yield exported(row, "report__name", "first", "last", "zone", "currency", "as_of") | {
            "filters": [{"by": one.key, "value": one.label} for one in row.filters.all()],
            "figures": [
                exported(one, "metric", "unit", "n", "value", "before_n", "before_value")
                | {"series": [exported(point, "first", "last", "n", "value") for point in one.points.all()]}
                for one in row.figures.all()
            ],
        }
