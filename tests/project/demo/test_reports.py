"""The demo's scheduled reports: both are alive, and have been made."""

from __future__ import annotations

import pytest

from accounts.models import Mail
from analytics.models import ReportRun, ScheduledReport
from orders.actions.mail_jobs import quietly
from project.demo import reports, seeding
from tests.helpers.cast import START, Cast, browser
from tests.helpers.factories import place_order
from tests.orders.helpers.support import stop_clock

pytestmark = pytest.mark.django_db


def test_two_reports_live_and_can_be_read(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, START)
    place_order(cast.clara)
    with quietly():
        reports.keep(seeding.crew_of(cast.inkwell), START)

    week, month = ScheduledReport.objects.order_by("pk")
    assert week.next_run_at and month.next_run_at and week.next_run_at > START < month.next_run_at
    made = ReportRun.objects.filter(state="made")
    assert (made.filter(report=week).count(), made.filter(report=month).count()) == (10, 4)
    run = made.filter(report=month).latest("due_at")
    assert "Orders placed" in browser(cast.clara).get(f"/analytics/reports/sent/{run.public_id}/").text
    assert not Mail.objects.exists()
