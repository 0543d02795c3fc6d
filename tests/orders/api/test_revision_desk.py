"""The policy and the figures of revisions by the API."""

from __future__ import annotations

from typing import Any

import pytest

from agencies.models import Agency
from orders.models import SeverityRule
from tests.helpers.api import Api
from tests.helpers.cast import Cast
from tests.helpers.story import Story
from tests.orders.helpers.support import stop_clock

pytestmark = pytest.mark.django_db
POLICY, FIGURES = "orders/revision-policy/", "orders/revision-figures/"
RULE = {"hours": 5, "uses_round": False, "wants_place": True, "wants_wish": False}
WHOLE: dict[str, Any] = {
    "included_rounds": 4,
    "review_days": 9,
    "grace_days": 0,
    "length_tolerance": 25,
    "severities": dict.fromkeys(("minor", "moderate", "major", "critical"), RULE),
}


def test_read_replaced_and_changed(cast: Cast) -> None:
    api = Api(cast.max)
    before = api.get(POLICY).json
    assert before["severities"]["critical"]["hours"] == 8

    assert api.put(POLICY, before).json == before
    assert api.put(POLICY, WHOLE).json == WHOLE == api.get(POLICY).json
    changed = api.patch(POLICY, {"grace_days": 3, "severities": {"minor": {"hours": 7}}}).json

    assert changed == {
        **WHOLE,
        "grace_days": 3,
        "severities": {**WHOLE["severities"], "minor": {**RULE, "hours": 7}},
    }
    stored = Agency.objects.get(pk=cast.inkwell.pk)
    assert (stored.grace_days, stored.included_rounds) == (3, 4)
    assert SeverityRule.objects.get(agency=stored, severity="minor").hours == 7
    assert not SeverityRule.objects.filter(agency=cast.northwind).exists()


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({}, {"included_rounds", "review_days", "grace_days", "length_tolerance", "severities"}),
        (
            {**WHOLE, "review_days": 0, "grace_days": "3", "version": 1},
            {"review_days", "grace_days", "version"},
        ),
        (
            {**WHOLE, "severities": {"minor": RULE}},
            {f"severities.{name}" for name in ("moderate", "major", "critical")},
        ),
        ({**WHOLE, "severities": {**WHOLE["severities"], "mild": RULE}}, {"severities.mild"}),
        (
            {**WHOLE, "severities": {**WHOLE["severities"], "minor": {**RULE, "hours": 401}}},
            {"severities.minor.hours"},
        ),
    ],
)
def test_a_policy_that_is_none(cast: Cast, body: dict[str, Any], errors: set[str]) -> None:
    answer = Api(cast.otto).put(POLICY, body)

    assert (answer.status, set(answer.errors)) == (400, errors), answer
    assert not SeverityRule.objects.exists()


def test_who_sets_it_and_who_reads_figures(cast: Cast) -> None:
    for name in ("clara", "wendell", "edith", "sam"):
        api = Api(getattr(cast, name))
        assert api.get(POLICY).status == 403 == api.put(POLICY, WHOLE).status == api.patch(POLICY, {}).status
        assert api.get(FIGURES).status == (200 if name == "sam" else 403)
    anonymous = Api(None, cast.inkwell)
    assert anonymous.get(POLICY).status == 401 == anonymous.get(FIGURES).status
    assert Api(cast.mara).get(FIGURES).json["asked"] == 0


def test_figures(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    story = Story(cast).answered()
    stop_clock(monkeypatch, story.now)

    found = Api(cast.sam).get(f"{FIGURES}?days=90").json

    assert (found["days"], found["asked"], found["answered"], found["orders"]) == (90, 1, 1, 1)
    assert found["median_minutes"] and found["causes"] == {"work": 1, "change": 0}
    assert found["rounds"] == [{"rounds": n, "orders": int(n == 1)} for n in range(4)]
    assert Api(cast.sam).get(FIGURES).json["days"] == 30
    assert Api(cast.sam).get(f"{FIGURES}?days=31").errors.keys() == {"days"}
