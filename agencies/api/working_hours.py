"""`/api/v1/agencies/working-hours/` and `/api/v1/agencies/holidays/`: when the agency works, for its
managers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from rest_framework.response import Response

from agencies.actions.working_hours import add_holiday, remove_holiday, set_week, week_of
from agencies.forms.working_hours import HolidayForm, WeekForm, clock_of
from agencies.models import Agency, Holiday
from agencies.rules.agencies import sets_hours
from agencies.views.working_hours import holiday_or_404, today_of
from project.base.api.bodies import bound, renamed
from project.base.api.endpoint import endpoint, only
from project.base.api.lists import page
from project.base.api.resource import Resource

from .working_hours_shapes import WEEKDAYS, HolidayOut, NewHoliday, Week, WeekOut

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
