"""What a person may take along of reports, and what goes with them."""

from __future__ import annotations

import pytest

from analytics.models import ReportRecipient, ReportRun, RunFigure, ScheduledReport
from analytics.own_data.keeper import ReportsKeeper
from tests.analytics.helpers.reports import NEXT, made, scheduled
from tests.helpers.cast import Cast
from tests.helpers.factories import place_order

pytestmark = pytest.mark.django_db


def test_they_take_along_their_own(cast: Cast) -> None:
    place_order(cast.clara)
    made(scheduled(cast.max, cast.sam, filters={"service": "article"}))
    parts = {part.name: list(part.rows) for part in ReportsKeeper().parts(cast.sam)}
    assert parts["scheduled_reports"] == [] and parts["reports_received"][0]["report_name"] == "The week"
    (run,) = parts["report_runs"]
    figures = {one["metric"]: one for one in run["figures"]}
    assert figures["placed"]["value"] == "1.000000" and "margin" not in figures
    assert run["filters"] == [{"by": "service", "value": "Article"}]
    (own,) = {part.name: list(part.rows) for part in ReportsKeeper().parts(cast.max)}["scheduled_reports"]
    assert own["recipients"] == [
        cast.max.membership.public_name,
        cast.sam.membership.public_name,
    ]


def test_of_who_is_erased_nothing_stays(cast: Cast) -> None:
    made(scheduled(cast.max, cast.sam))
    made(scheduled(cast.sam, cast.max))
    ReportsKeeper().erase(cast.max.membership, NEXT)
    (left,) = ScheduledReport.objects.all()
    assert left.owner == cast.sam.membership
    for model in (ReportRun, ReportRecipient):
        assert set(model.objects.values_list("membership_id", flat=True)) == {cast.sam.member_id}
    assert set(RunFigure.objects.values_list("run__membership_id", flat=True)) == {cast.sam.member_id}
