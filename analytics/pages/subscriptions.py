"""The reports that somebody receives, for the page where one says how to be told of what."""

from __future__ import annotations

from django.urls import reverse

from accounts.hooks import Subscription
from analytics.models import ScheduledReport
from analytics.states.reports import MOST_REPORTS
from project.base.viewer import Member

from .reports import when_words


def reports_received(viewer: Member) -> list[Subscription]:
    """Those that are sent to the viewer, the newest first. One query."""
    rows = ScheduledReport.objects.filter(
        agency_id=viewer.agency_id,
        removed_at=None,
        recipients__membership_id=viewer.member_id,
        recipients__left_at=None,
    )
    return [
        Subscription(
            name=row.name,
            detail=when_words(row),
            path=reverse("analytics:report", args=[row.public_id]),
            leave_path=reverse("analytics:report_act", args=[row.public_id, "leave"]),
        )
        for row in rows.order_by("-created_at", "-id")[: 2 * MOST_REPORTS]
    ]
