"""The demo's classes: one under way, and one whose members are asked for their briefs."""

from __future__ import annotations

import pytest

from cohorts.models import Cohort, CohortMember, ReportSnapshot
from orders.models import Order
from project.base import clock
from project.demo import classes, seeding
from tests.helpers.cast import Cast, browser

pytestmark = pytest.mark.django_db


def test_two_classes_are_played(cast: Cast) -> None:
    classes.keep(seeding.crew_of(cast.inkwell), clock.now())

    under_way, waiting = Cohort.objects.order_by("pk")
    assert under_way.state == waiting.state == "running"
    states = sorted(Order.objects.filter(cohort_member__cohort=under_way).values_list("state", flat=True))
    assert states == ["completed"] * 2 + ["delivered"] * 4 + ["in_progress"] * 2 + ["placed"] * 2
    assert CohortMember.objects.filter(cohort=waiting).waited_for().count() == 5
    page = browser(cast.clara).get(f"/classes/{under_way.public_id}/").text
    assert "Late" in page and "Payment plan" in page and "Leeds" in page
    report = ReportSnapshot.objects.get()
    assert "London" in browser(cast.clara).get(f"/classes/reports/{report.public_id}/").text
