"""Working hours and holidays by the API."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from agencies.actions.working_hours import STARTER, add_holiday, week_of
from agencies.models import Agency, Holiday
from project.base.clock import now
from tests.helpers.api import Api, by_token, hidden
from tests.helpers.cast import Cast
from tests.orders.helpers.api import queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_hours")]
WEEK, HOLIDAYS = "agencies/working-hours/", "agencies/holidays/"
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NINE_TO_FIVE = {"opens": "09:00", "closes": "17:00"}
BODY: dict[str, Any] = {name: [NINE_TO_FIVE] if name in DAYS[:5] else [] for name in DAYS}


def next_year(month: int = 12, day: int = 26) -> str:
    return dt.date(now().year + 1, month, day).isoformat()


def stored(cast: Cast) -> list[list[Any]]:
    return week_of(cast.inkwell)


def starter() -> list[list[Any]]:
    return [list(day) for day in STARTER]


# --- the week ---
def test_the_week_is_read_and_replaced(cast: Cast) -> None:
    api = Api(cast.max)
    assert api.get(WEEK).json == {"timezone": cast.inkwell.timezone, **BODY}
    morning = {"opens": "09:00", "closes": "12:30"}
    evening = {"opens": "22:00", "closes": "00:00"}
    wanted = {**BODY, "monday": [evening, morning], "friday": []}

    after = api.put(WEEK, wanted)

    assert after.json == {**api.get(WEEK).json, **wanted, "monday": [morning, evening]}
    week = starter()
    week[0], week[4] = [(540, 750), (1320, 1440)], []
    assert stored(cast) == week
    version = Agency.objects.get(pk=cast.inkwell.pk).calendar_version
    assert api.put(WEEK, after.json | {"timezone": "UTC"}).errors.keys() == {"timezone"}
    assert by_token(cast.otto).put(WEEK, wanted).json == after.json
    assert Agency.objects.get(pk=cast.inkwell.pk).calendar_version == version, "the same week again"


def hours(opens: Any, closes: Any) -> dict[str, Any]:
    return {"opens": opens, "closes": closes}


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"tuesday": [NINE_TO_FIVE, hours("16:59", "18:00")]}, {"tuesday"}),
        ({"sunday": [hours("18:00", "17:00")], "monday": [hours("09:00", "09:00")]}, {"monday", "sunday"}),
        ({"tuesday": [hours("9:00", "17:00")]}, {"tuesday.0.opens"}),
        ({"tuesday": [hours("09:00", "24:00")]}, {"tuesday.0.closes"}),
        ({"tuesday": [hours("09:00:30", "17:00\n")]}, {"tuesday.0.opens", "tuesday.0.closes"}),
        ({"tuesday": [hours(540, None)]}, {"tuesday.0.opens", "tuesday.0.closes"}),
        ({"tuesday": [{"opens": "09:00"}]}, {"tuesday.0.closes"}),
        ({"tuesday": [{**NINE_TO_FIVE, "note": ""}]}, {"tuesday.0.note"}),
        ({"tuesday": [hours(f"0{hour}:00", f"0{hour}:30") for hour in range(4)]}, {"tuesday"}),
        ({"tuesday": NINE_TO_FIVE}, {"tuesday"}),
        ({"tuesday": None, "someday": []}, {"tuesday", "someday"}),
        ({name: [] for name in DAYS}, {""}),
    ],
)
def test_what_is_wrong_of_a_week_stands_beside_its_day(cast: Cast, changes: Any, names: set[str]) -> None:
    answer = Api(cast.max).put(WEEK, {**BODY, **changes})

    assert (answer.status, set(answer.errors)) == (400, names)
    assert stored(cast) == starter()


def test_each_day_is_said(cast: Cast) -> None:
    answer = Api(cast.max).put(WEEK, {"monday": [NINE_TO_FIVE]})

    assert (answer.status, set(answer.errors)) == (400, set(DAYS[1:]))


def test_each_role_has_its_door(cast: Cast) -> None:
    key = add_holiday(actor=cast.max, day=now().date(), name="Today").public_id
    holiday = {"day": next_year(), "name": "Feast"}
    calls = [
        ("GET", WEEK, None),
        ("PUT", WEEK, BODY),
        ("GET", HOLIDAYS, None),
        ("POST", HOLIDAYS, holiday),
        ("GET", f"{HOLIDAYS}{key}/", None),
        ("DELETE", f"{HOLIDAYS}{key}/", None),
    ]

    for method, path, body in calls:
        assert Api(None, cast.inkwell).call(method, path, body).status == 401
        for other in (cast.clara, cast.wendell, cast.edith, cast.sam):
            assert Api(other).call(method, path, body).status == 403, (method, path)
    assert by_token(cast.max, full=False).put(WEEK, BODY).status == 403
    assert Holiday.objects.count() == 1
    assert [Api(cast.max).call(*call).status for call in calls] == [200, 200, 200, 201, 200, 204]
    assert Api(cast.max).delete(WEEK).status == Api(cast.max).patch(f"{HOLIDAYS}{key}/", {}).status == 405


# --- holidays ---
def test_a_holiday_is_added_named_anew_and_deleted(cast: Cast) -> None:
    api, day = Api(cast.otto), next_year()

    made = api.post(HOLIDAYS, {"day": day, "name": " Boxing  Day "})

    assert made.status == 201 and made.json == {"id": made.json["id"], "day": day, "name": "Boxing Day"}
    assert api.get(made.headers["Location"]).json == made.json
    again = api.post(HOLIDAYS, {"day": day, "name": "St Stephen’s Day"})
    assert again.status == 200 and again.json == {**made.json, "name": "St Stephen’s Day"}
    assert api.get(HOLIDAYS).results == [again.json]
    assert api.delete(made.headers["Location"]).status == 204 and not Holiday.objects.exists()
    assert api.delete(made.headers["Location"]).status == 404


def test_a_key_adds_once(cast: Cast) -> None:
    api, body = Api(cast.max), {"day": next_year(), "name": "Feast"}
    key = {"Idempotency-Key": "feast"}

    first, again = (api.post(HOLIDAYS, body, **key) for _n in range(2))

    assert first.status == again.status == 201 and first.content == again.content
    assert api.post(HOLIDAYS, {**body, "name": "Fast"}, **key).status == 422
    assert Holiday.objects.get().name == "Feast"


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({}, {"day", "name"}),
        ({"day": "26.12.2030", "name": "x" * 81}, {"day", "name"}),
        ({"day": "2030-02-30", "name": "\u200b"}, {"day", "name"}),
        ({"day": "2001-12-26", "name": "Feast"}, {"day"}),
        ({"day": "2098-12-26", "name": "Feast"}, {"day"}),
        ({"day": "9999-12-26", "name": ""}, {"day", "name"}),
        ({"day": 20301226, "name": "Feast", "id": "2222222222"}, {"day", "id"}),
    ],
)
def test_what_is_wrong_of_a_holiday_stands_beside_its_field(cast: Cast, body: Any, names: set[str]) -> None:
    answer = Api(cast.max).post(HOLIDAYS, body)

    assert (answer.status, set(answer.errors)) == (400, names)
    assert not Holiday.objects.exists()


def test_the_list_is_that_of_the_page(cast: Cast) -> None:
    year = now().astimezone(cast.inkwell.zone).year
    days = [dt.date(year + 1, 1, 6), dt.date(year, 1, 1), dt.date(year - 1, 12, 31), dt.date(year, 12, 25)]
    for day in days:
        add_holiday(actor=cast.max, day=day, name="Feast")
    api = Api(cast.max)

    found, path = [], f"{HOLIDAYS}?page_size=1"
    while path:
        answer = api.get(path)
        found += [row["day"] for row in answer.results]
        path = answer.json["next"]

    assert found == [days[1].isoformat(), days[3].isoformat(), days[0].isoformat()]
    last = api.get(f"{HOLIDAYS}?page_size=2").json["next"]
    assert api.get(api.get(last).json["previous"]).results == api.get(f"{HOLIDAYS}?page_size=2").results
    assert api.get(f"{HOLIDAYS}?after=x").errors.keys() == {"after"}


@pytest.mark.parametrize("size", [1, 3])
def test_queries(cast: Cast, size: int) -> None:
    for number in range(size):
        add_holiday(actor=cast.max, day=dt.date.fromisoformat(next_year(day=number + 1)), name="Feast")

    assert queries(Api(cast.max), HOLIDAYS) <= 4
    assert queries(Api(cast.max), WEEK) <= 4


def test_another_agencys_days_do_not_exist(cast: Cast) -> None:
    key = Api(cast.max).post(HOLIDAYS, {"day": next_year(), "name": "Feast"}).json["id"]
    mara = Api(cast.mara)

    assert mara.get(HOLIDAYS).results == []
    assert hidden(mara, f"{HOLIDAYS}{{}}/", key) and hidden(mara, f"{HOLIDAYS}{{}}/", key, "DELETE")
    mara.put(WEEK, {**BODY, "friday": []})
    assert stored(cast) == starter() and Holiday.objects.get().agency == cast.inkwell
