"""The public holidays of a country are proposed, looked through, and added."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from agencies.actions.working_hours import add_holiday, add_holidays
from agencies.models import Agency, Holiday
from agencies.rules.public_holidays import countries, country_of, public_holidays, regions
from project.base import clock
from project.base.errors import Invalid, NotAllowed
from tests.helpers.api import Api
from tests.helpers.cast import browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_hours")]
PAGE = "/desk/hours/public-holidays/"
TODAY = dt.date(2026, 3, 2)


def held(cast: Any) -> list[tuple[dt.date, str]]:
    return list(Holiday.objects.filter(agency=cast.inkwell).order_by("day").values_list("day", "name"))


def test_two_years_from_today_on_of_a_country_or_a_region() -> None:
    whole = dict(public_holidays("DE", "", TODAY))
    bavaria = dict(public_holidays("DE", "BY", TODAY))

    assert whole[dt.date(2026, 10, 3)] == "German Unity Day"
    assert min(whole) >= TODAY and max(whole) < TODAY + dt.timedelta(days=731)
    assert dt.date(2028, 1, 1) in whole and dt.date(2026, 1, 1) not in whole
    assert dt.date(2027, 1, 6) in bavaria and dt.date(2027, 1, 6) not in whole


def test_every_country_can_be_proposed_with_each_of_its_regions() -> None:
    assert len(countries()) > 150
    for country in countries():
        days = public_holidays(country, "", TODAY)
        assert all(0 < len(name) <= 80 for _day, name in days), country
        assert all(regions(country).values())


def test_the_country_of_the_time_zone_is_proposed_first() -> None:
    assert country_of(Agency(timezone="Europe/Vienna")) == "AT"
    assert country_of(Agency(timezone="UTC")) == ""


def test_days_that_are_ticked_are_added_and_the_others_not(cast: Any) -> None:
    desk = browser(cast.max)
    page = desk.get(PAGE, {"country": "DE", "region": "BY"}).text
    days = [
        day for day, _name in public_holidays("DE", "BY", clock.now().astimezone(cast.inkwell.zone).date())
    ]
    version = Agency.objects.get(pk=cast.inkwell.pk).calendar_version

    answer = desk.post(PAGE, {"country": "DE", "region": "BY", "days": [str(day) for day in days[:3]]})

    assert f'value="{days[0]}"' in page and "Bayern" in page
    assert (answer.status_code, answer.url) == (302, "/desk/hours/")
    assert [day for day, _name in held(cast)] == days[:3]
    assert Agency.objects.get(pk=cast.inkwell.pk).calendar_version == version + 1
    again = desk.get(PAGE, {"country": "DE", "region": "BY"}).text
    assert again.count("already a holiday") == 3


def test_it_opens_with_the_own_country(cast: Any) -> None:
    page = browser(cast.max).get(PAGE).text

    assert '<option value="GB" selected' in page and "Christmas Day" in page


@pytest.mark.parametrize("query", [{"country": "XX"}, {"country": "DE", "region": "??"}, {"country": ""}])
def test_an_unknown_place_is_refused_beside_its_field(cast: Any, query: dict[str, str]) -> None:
    assert browser(cast.max).get(PAGE, query).status_code == 422
    assert browser(cast.max).post(PAGE, {**query, "days": "2026-12-25"}).status_code == 422


def test_a_day_that_was_not_proposed_is_not_added(cast: Any) -> None:
    for days in ("2999-01-01", "x", ""):
        assert browser(cast.max).post(PAGE, {"country": "DE", "days": days}).status_code == 422
    assert held(cast) == []


def test_a_holiday_keeps_its_name_and_a_second_click_adds_nothing(cast: Any) -> None:
    day = TODAY + dt.timedelta(days=30)
    add_holiday(actor=cast.max, day=day, name="Our day")

    assert add_holidays(actor=cast.max, days=[(day, "Theirs")]) == []
    assert held(cast) == [(day, "Our day")]
    with pytest.raises(Invalid) as refusal:
        add_holidays(actor=cast.max, days=[(day, "Fine"), (day, "x" * 81)])
    assert list(refusal.value.errors) == ["days.1.name"]
    with pytest.raises(NotAllowed):
        add_holidays(actor=cast.sam, days=[(day, "Theirs")])


def test_programs_do_the_same(cast: Any) -> None:
    api = Api(cast.max)

    found = api.get("agencies/holidays/proposals/?country=DE&region=BY").json
    own = api.get("agencies/holidays/proposals/").json
    days = [{name: day[name] for name in ("day", "name")} for day in found["days"][:2]]
    added = api.post("agencies/holidays/add/", {"days": days})
    again = api.post("agencies/holidays/add/", {"days": days})

    assert ("BY" in found["regions"], own["country"]) == (True, "GB")
    assert [row["day"] for row in added.json["added"]] == [day["day"] for day in days]
    assert again.json == {"added": []}
    wrong = api.post("agencies/holidays/add/", {"days": [{"day": "1999-01-01", "name": "Old"}]})
    assert (wrong.status, list(wrong.json["errors"])) == (400, ["days.0.day"])
    assert api.get("agencies/holidays/proposals/?country=XX").status == 400
