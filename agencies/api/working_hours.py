"""`/api/v1/agencies/working-hours/` and `/api/v1/agencies/holidays/`: when the agency works, for its
managers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from rest_framework.response import Response

from agencies.actions.working_hours import add_holiday, add_holidays, remove_holiday, set_week, week_of
from agencies.forms.working_hours import HolidayForm, RegionForm, WeekForm, clock_of
from agencies.models import Agency, Holiday
from agencies.rules.agencies import sets_hours
from agencies.rules.public_holidays import country_of, public_holidays, regions
from agencies.views.working_hours import holiday_or_404, today_of
from project.base.api.bodies import bound, renamed
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import Invalid

from .working_hours_shapes import (
    WEEKDAYS,
    HolidayOut,
    HolidaysOut,
    NewHoliday,
    NewHolidays,
    ProposalsOut,
    Region,
    Week,
    WeekOut,
)

MANAGERS = only(sets_hours)
ORDER, KINDS = ("day",), (dt.date,)


class WorkingHoursViewSet(Resource):
    """The week of the agency."""

    single = True

    def shown(self, thing: Agency) -> dict[str, Any]:
        days = dict(zip(WEEKDAYS, week_of(thing), strict=True))
        return {
            "timezone": thing.timezone,
            **{
                name: [dict(zip(("opens", "closes"), map(_clock, block), strict=True)) for block in blocks]
                for name, blocks in days.items()
            },
        }

    @endpoint(MANAGERS, WeekOut)
    def retrieve(self, request: Any) -> Response:
        """Read the working hours of the week."""
        return self.ok(self.http.agency)

    @endpoint(MANAGERS, WeekOut, body=Week)
    def update(self, request: Any) -> Response:
        """Replace the working hours of the week. Existing deadlines do not change."""
        form = bound(WeekForm, _typed(self.body), week=[[] for _day in WEEKDAYS])
        with renamed({f"day_{number}": name for number, name in enumerate(WEEKDAYS)}):
            set_week(actor=self.viewer, week=form.week)
        return self.ok(self.http.agency)


class HolidayViewSet(Resource):
    """Holidays of the agency."""

    def thing(self, key: str) -> Holiday:
        return holiday_or_404(self.http, key)

    def shown(self, thing: Holiday) -> dict[str, Any]:
        return _row(thing)

    @endpoint(MANAGERS, HolidayOut, listed=True)
    def list(self, request: Any) -> Response:
        """List the holidays from this January on, by their day."""
        rows = Holiday.objects.visible_to(self.viewer).shown_on(today_of(self.http))
        return page(self, rows, _row, order=ORDER, kinds=KINDS)

    @endpoint(MANAGERS, HolidayOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read a holiday."""
        return self.ok(self.thing(public_id))

    @endpoint(MANAGERS, answers={200: HolidayOut, 201: HolidayOut}, body=NewHoliday, creates=True)
    def create(self, request: Any) -> Response:
        """Add a holiday. A day that is one already takes the name (200). Existing deadlines do not change."""
        form = bound(HolidayForm, self.body, today=today_of(self.http))
        holiday = add_holiday(actor=self.viewer, **form.cleaned_data)
        if not holiday.is_new:
            return self.ok(holiday)
        return self.created(holiday, f"/api/v1/agencies/holidays/{holiday.public_id}/")

    @verb("add", MANAGERS, HolidaysOut, body=NewHolidays, detail=False)
    def add(self, request: Any) -> Response:
        """Add several holidays, or none while one is wrong. Days that are holidays already stay as they
        are."""
        today, days = today_of(self.http), []
        problems: dict[str, Any] = {}
        for place, day in enumerate(self.body["days"]):
            form = HolidayForm(day, today=today)
            problems |= {f"days.{place}.{name}": list(texts) for name, texts in form.errors.items()}
            days.append(form.cleaned_data)
        if problems:
            raise Invalid(problems)
        added = add_holidays(actor=self.viewer, days=[(day["day"], day["name"]) for day in days])
        return Response({"added": [_row(holiday) for holiday in added]})

    @verb("proposals", MANAGERS, ProposalsOut, method="get", detail=False, query=Region)
    def proposals(self, request: Any) -> Response:
        """Read the public holidays of a country or region for the coming two years."""
        country = self.asked.get("country") or country_of(self.http.agency)
        where = bound(RegionForm, {"country": country, "region": self.asked.get("region", "")})
        region = where.cleaned_data["region"]
        days = public_holidays(country, region, today_of(self.http))
        held = Holiday.objects.visible_to(self.viewer).filter(day__in=dict(days))
        known = set(held.values_list("day", flat=True))
        return Response(
            {
                "country": country,
                "region": region,
                "regions": list(regions(country)),
                "days": [
                    {"day": day.isoformat(), "name": name, "is_holiday": day in known} for day, name in days
                ],
            }
        )

    @endpoint(MANAGERS, status=204)
    def destroy(self, request: Any, public_id: str) -> Response:
        """Delete a holiday. Existing deadlines do not change."""
        remove_holiday(actor=self.viewer, holiday=self.thing(public_id))
        return Response(status=204)


def _typed(week: Mapping[str, Any]) -> dict[str, str]:
    """A week as its form takes it."""
    return {
        f"{end}_{number}_{place}": block[end]
        for number, name in enumerate(WEEKDAYS)
        for place, block in enumerate(week[name])
        for end in ("opens", "closes")
    }


def _clock(minute: int) -> str:
    return f"{clock_of(minute):%H:%M}"


def _row(holiday: Holiday) -> dict[str, Any]:
    return {"id": holiday.public_id, "day": holiday.day.isoformat(), "name": holiday.name}
