"""Scheduled reports by the API: the same verbs and the same numbers as on the pages."""

from __future__ import annotations

import pytest

from analytics.models import ReportRun, ScheduledReport
from tests.analytics.helpers.reports import NEXT, made, scheduled
from tests.helpers.api import Api
from tests.helpers.cast import START, Cast
from tests.helpers.factories import place_order
from tests.orders.helpers.support import stop_clock

pytestmark = pytest.mark.django_db
PATH = "analytics/reports/"


def body(cast: Cast, **facts) -> dict[str, object]:
    return {
        "board": "agency",
        "name": "The week",
        "rhythm": "weekly",
        "weekday": 0,
        "hour": 8,
        "filters": [{"dimension": "service", "value": "article"}],
        "recipients": [cast.max.membership.public_id, cast.sam.membership.public_id],
        **facts,
    }


def test_its_life(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, START)
    place_order(cast.clara)
    api, sam = Api(cast.max), Api(cast.sam)
    answer = api.post(PATH, body(cast), **{"Idempotency-Key": "one"})
    assert answer.status == 201 and answer.json["next_run_at"] == "2026-03-09T08:00:00Z"
    assert api.post(PATH, body(cast), **{"Idempotency-Key": "one"}).json == answer.json
    one = f"{PATH}{answer.json['id']}/"
    assert answer.headers["Location"].endswith(one)
    assert [row["id"] for row in sam.get(PATH).results] == [answer.json["id"]]
    changed = api.patch(one, {"version": 1, "rhythm": "monthly", "day": 31})
    assert (changed.json["day"], changed.json["weekday"], changed.json["version"]) == (31, None, 2)
    assert changed.json["next_run_at"] == "2026-03-31T07:00:00Z" and len(changed.json["filters"]) == 1
    assert api.patch(one, {"version": 1, "hour": 7}).status == 409
    assert sam.patch(one, {"version": 2, "hour": 7}).status == 403
    assert api.post(f"{one}pause/").json["paused_by"] == "person"
    assert api.post(f"{one}resume/").json["paused_by"] is None
    assert sam.post(f"{one}leave/").json["recipients"][1]["left"]
    assert not sam.post(f"{one}rejoin/").json["recipients"][1]["left"]
    assert sam.post(f"{one}pause/").status == 403 and sam.delete(one).status == 403
    assert api.delete(one).status == 204 and api.get(one).status == 404


def test_what_was_made_is_read_as_it_was(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, NEXT)
    place_order(cast.clara)
    report = scheduled(cast.max, cast.sam)
    made(report)
    api = Api(cast.max)
    (row,) = api.get(f"{PATH}{report.public_id}/runs/").results
    assert api.get("analytics/report-runs/").results == [row]
    found = api.get(f"analytics/report-runs/{row['id']}/").json
    by_key = {one["metric"]: one for one in found["figures"]}
    week = "from=2026-03-02&to=2026-03-08&granularity=day"
    live = {one["metric"]: one for one in api.get(f"analytics/agency/?{week}").json["figures"]}
    for key, one in by_key.items():
        for name in ("n", "value", "before", "series", "unit"):
            assert one[name] == live[key][name], (key, name)
    sent = Api(cast.sam).post(f"{PATH}{report.public_id}/send/").json
    assert sent["by_hand"] and "margin" not in {one["metric"] for one in sent["figures"]}
    assert api.get(f"analytics/report-runs/{sent['id']}/").status == 404
    assert ReportRun.objects.count() == 3


@pytest.mark.parametrize(
    ("facts", "status", "name"),
    [
        ({"weekday": 7}, 400, "weekday"),
        ({"rhythm": "monthly"}, 400, "day"),
        ({"recipients": []}, 400, "recipients"),
        ({"recipients": ["aaaaaaaaaa"]}, 400, "recipients"),
        ({"filters": [{"dimension": "group", "value": "x"}]}, 400, "filters"),
        ({"name": " "}, 400, "name"),
        ({"board": "client"}, 403, ""),
        ({"board": "writers", "of": "aaaaaaaaaa"}, 404, ""),
        ({"colour": "red"}, 400, "colour"),
    ],
)
def test_what_cannot_be_is_refused(cast: Cast, facts, status: int, name: str) -> None:
    answer = Api(cast.max).post(PATH, body(cast, **facts))
    assert answer.status == status, answer
    assert not name or name in answer.errors
    assert not ScheduledReport.objects.exists()


def test_lists_take_as_many_queries_whatever_there_is(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries
) -> None:
    stop_clock(monkeypatch, NEXT)
    api = Api(cast.max)
    for _time in range(2):
        for _report in range(1 + 2 * _time):
            report = scheduled(cast.max, cast.sam, filters={"service": "article"})
            made(report)
        api.get(PATH)
        for path, most in ((PATH, 5), (f"{PATH}{report.public_id}/runs/", 4), ("analytics/report-runs/", 3)):
            with django_assert_num_queries(most):
                assert api.get(path).results
