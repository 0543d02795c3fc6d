"""What goes into calls about working hours and holidays, and what comes out."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from agencies.actions.working_hours import MOST_BLOCKS
from agencies.models.working_hours import HOLIDAY_LIMIT
from project.base.api import fields
from project.base.api.bodies import Body, Out, Query

#: Days that can be added at once.
MOST_HOLIDAYS = 100
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
HOURS = [{"opens": "09:00", "closes": "12:30"}, {"opens": "13:30", "closes": "17:30"}]
WEEK = {**dict.fromkeys(WEEKDAYS[:5], HOURS), "saturday": [], "sunday": []}


def minute(words: str = "") -> fields.Key:
    """The field of a time on the clock of the agency."""
    wrong = {"invalid": _("Enter a time, such as 09:30.")}
    return fields.Key("(?:[01][0-9]|2[0-3]):[0-5][0-9]", help_text=words or None, error_messages=wrong)


class Hours(Body):
    """A block of working time."""

    opens = minute()
    closes = minute("00:00 is the end of the day.")

    example = HOURS[0]


def day() -> fields.Items:
    """The field of a weekday."""
    return fields.Items(child=Hours(), max_length=MOST_BLOCKS)


class Week(Body):
    """The blocks of each weekday, none for a day on which nobody works. Times are in the agency’s time
    zone."""

    monday = day()
    tuesday = day()
    wednesday = day()
    thursday = day()
    friday = day()
    saturday = day()
    sunday = day()

    example = WEEK


class WeekOut(Out):
    """The blocks of each weekday, in `timezone`."""

    timezone = fields.Text()
    monday = day()
    tuesday = day()
    wednesday = day()
    thursday = day()
    friday = day()
    saturday = day()
    sunday = day()

    example = {"timezone": "Europe/London", **WEEK}


class NewHoliday(Body):
    """A day on which the agency does not work."""

    day = fields.Day(help_text="Of this year or the ten after it.")
    name = fields.Text(max_length=HOLIDAY_LIMIT)

    example = {"day": "2030-12-26", "name": "Boxing Day"}


class HolidayOut(Out):
    """A day on which the agency does not work."""

    id = fields.Id()
    day = fields.Day()
    name = fields.Text()

    example = {"id": "h6d3w9k2pt", **NewHoliday.example}


class NewHolidays(Body):
    """Days on which the agency does not work."""

    days = fields.Items(child=NewHoliday(), max_length=MOST_HOLIDAYS)

    example = {"days": [NewHoliday.example]}


class HolidaysOut(Out):
    """The days that were no holidays before."""

    added = HolidayOut(many=True)

    example = {"added": [HolidayOut.example]}


class Region(Query):
    """A country, and a region of it that has holidays of its own."""

    country = fields.Text(required=False, max_length=2, help_text="ISO 3166; else that of the time zone.")
    region = fields.Text(required=False, max_length=20)


class ProposalOut(Out):
    day = fields.Day()
    name = fields.Text()
    is_holiday = fields.Flag(help_text="Whether the agency rests on it already.")

    example = {**NewHoliday.example, "is_holiday": False}


class ProposalsOut(Out):
    """The public holidays of the coming two years, and the regions that can be asked for."""

    country = fields.Text()
    region = fields.Text()
    regions = fields.Items(child=fields.Text())
    days = ProposalOut(many=True)

    example = {"country": "GB", "region": "ENG", "regions": ["ENG", "SCT"], "days": [ProposalOut.example]}
