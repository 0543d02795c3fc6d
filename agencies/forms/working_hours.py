"""The week and the holidays of an agency, as forms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.actions.working_hours import MOST_BLOCKS, Block
from agencies.models.working_hours import DAY, HOLIDAY_LIMIT
from agencies.rules.public_holidays import countries, regions
from project.base.errors import Invalid
from project.base.fields import LineField
from project.base.forms import ActionForm

#: How many years ahead a holiday may lie: what is farther is a slip of the hand.
YEARS_AHEAD = 10


@dataclass(frozen=True)
class Day:
    """One weekday of the form: its name, and the fields of each block."""

    name: str
    blocks: list[tuple[forms.BoundField, forms.BoundField]]

    @property
    def closed(self) -> bool:
        """Whether nothing is typed at all."""
        return not any(field.value() for block in self.blocks for field in block)


class WeekForm(forms.Form):
    """Seven days of MOST_BLOCKS blocks. An empty block is none, an empty day
    closed; a block until 00:00 ends the day."""

    numbered = ("opens_*", "closes_*")

    def __init__(self, *args: Any, week: list[list[Block]], **options: Any) -> None:
        super().__init__(*args, **options)
        for day in range(7):
            for place in range(MOST_BLOCKS):
                block = week[day][place] if place < len(week[day]) else (None, None)
                words = {"day": WEEKDAYS[day], "number": place + 1}
                self._add(f"opens_{day}_{place}", _("%(day)s, block %(number)s, from") % words, block[0])
                self._add(f"closes_{day}_{place}", _("%(day)s, block %(number)s, to") % words, block[1])

    def _add(self, name: str, label: str, minute: int | None) -> None:
        widget = forms.TimeInput(attrs={"type": "time", "class": "form-control"}, format="%H:%M")
        initial = None if minute is None else clock_of(minute)
        self.fields[name] = forms.TimeField(label=label, required=False, widget=widget, initial=initial)

    @property
    def days(self) -> list[Day]:
        return [
            Day(str(WEEKDAYS[day]), [self._pair(day, place) for place in range(MOST_BLOCKS)])
            for day in range(7)
        ]

    def _pair(self, day: int, place: int) -> tuple[forms.BoundField, forms.BoundField]:
        return self[f"opens_{day}_{place}"], self[f"closes_{day}_{place}"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for pair in (block for day in self.days for block in day.blocks):
            given = [field.name for field in pair if cleaned.get(field.name) is not None]
            missing = [field.name for field in pair if field.name not in given and field.name in cleaned]
            if given and missing:
                self.add_error(missing[0], _("Enter both times for this block."))
        return cleaned

    @property
    def week(self) -> list[list[Block]]:
        """The blocks that were typed, as the action takes them."""
        return [
            [block for place in range(MOST_BLOCKS) if (block := self._block(day, place))] for day in range(7)
        ]

    def _block(self, day: int, place: int) -> Block | None:
        opens, closes = (self.cleaned_data[field.name] for field in self._pair(day, place))
        return None if opens is None else (_minute(opens), _minute(closes) or DAY)

    def add_refusal(self, error: Invalid) -> None:
        """Show what the action refused beside the day it names."""
        for name, texts in error.errors.items():
            for text in texts:
                self.add_error(f"opens_{name.removeprefix('day_')}_0" if name else None, str(text))


class HolidayForm(forms.Form):
    """A day to close on, from this January on: what lies further back no clock asks for."""

    day = forms.DateField(
        label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    name = LineField(label=gettext_lazy("Name"), max_length=HOLIDAY_LIMIT)

    def __init__(self, *args: Any, today: dt.date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.years = today.year, today.year + YEARS_AHEAD

    def clean_day(self) -> dt.date:
        day: dt.date = self.cleaned_data["day"]
        if not self.years[0] <= day.year <= self.years[1]:
            message = _("Choose a day between the start of %(first)s and the end of %(last)s.")
            raise ValidationError(
                message, code="range", params={"first": self.years[0], "last": self.years[1]}
            )
        return day


class RegionForm(forms.Form):
    """Whose public holidays are proposed."""

    country = forms.ChoiceField(label=gettext_lazy("Country"))
    region = forms.ChoiceField(
        label=gettext_lazy("Region"),
        required=False,
        help_text=gettext_lazy("Some regions have holidays of their own."),
    )

    def __init__(self, data: Any = None, *, country: str = "", **options: Any) -> None:
        super().__init__(data, initial={"country": country}, **options)
        chosen = str(data.get("country", "")) if data else country
        known = regions(chosen) if chosen in countries() else {}
        nothing, all_of_it = ("", gettext_lazy("Choose a country")), ("", gettext_lazy("The whole country"))
        self.fields["country"].choices = [nothing, *countries().items()]  # type: ignore[attr-defined]
        self.fields["region"].choices = [all_of_it, *known.items()]  # type: ignore[attr-defined]
        if not known:
            self.fields["region"].widget = forms.HiddenInput()


class HolidaysForm(ActionForm):
    """Which of the proposed days are holidays here: those that are ticked."""

    days = forms.TypedMultipleChoiceField(
        coerce=dt.date.fromisoformat,
        error_messages={"required": gettext_lazy("Choose at least one day.")},
    )

    def __init__(self, data: Any = None, *, proposed: Iterable[tuple[dt.date, str]], **options: Any) -> None:
        super().__init__(data, **options)
        self.names = dict(proposed)
        self.fields["days"].choices = [(str(day), name) for day, name in self.names.items()]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[tuple[dt.date, str]]:
        """The days as the action takes them."""
        return [(day, self.names[day]) for day in self.cleaned_data["days"]]


def clock_of(minute: int) -> dt.time:
    """A minute of the day as the clock shows it; the end of the day as 00:00."""
    return dt.time(minute % DAY // 60, minute % 60)


def _minute(time: dt.time) -> int:
    return time.hour * 60 + time.minute
