"""What an address asks of a board: period, spans of the series, filters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from analytics.rules.metrics.base import DIMENSIONS, Asked
from analytics.rules.metrics.periods import (
    FIRST_DAY,
    LAST_DAY,
    MOST_BY,
    MOST_DAYS,
    Period,
    preset,
    usual_granularity,
)
from analytics.states.metrics import Granularity, Preset

USUAL = Preset.DAYS_30
DAY = {"type": "date", "class": "form-control"}
#: A key of the catalog, or a public id.
VALUE = r"\A[A-Za-z0-9_-]{1,60}\Z"


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))


class AskedForm(forms.Form):
    """Everything has a usual value, so that no address is broken: what cannot be is said beside its field,
    and the usual figures are shown. `dimensions`: keys of those by which the board can be narrowed; a
    value that nothing has leaves no rows."""

    period = forms.ChoiceField(label=_("Period"), choices=Preset, required=False)
    by = forms.ChoiceField(
        label=_("Series"),
        choices=[("", _("As fits")), *Granularity.choices],
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(
        self,
        data: Any,
        *,
        now: dt.datetime,
        zone: dt.tzinfo,
        dimensions: Sequence[str],
    ) -> None:
        super().__init__(data)
        self.now, self.zone, self.today = now, zone, now.astimezone(zone).date()
        self.dimensions = tuple(dimensions)
        self.fields["from"], self.fields["to"] = _day(_("From")), _day(_("To"))
        for key in self.dimensions:
            self.fields[key] = forms.RegexField(
                VALUE, label=str(DIMENSIONS[key].name), required=False, widget=forms.HiddenInput
            )

    @property
    def days(self) -> list[Any]:
        """The fields that a page shows; the period stands in tabs."""
        return [self["from"], self["to"], self["by"]]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        first, last = found.get("from"), found.get("to")
        own = found.get("period") == Preset.OWN or bool(not found.get("period") and (first or last))
        if own and not self.errors:
            self._check_days(first, last)
        period = self._period(found, own)
        by = found.get("by")
        if by and period.days > MOST_BY[Granularity(by)]:
            self.add_error("by", _("The period is too long for this. Choose longer steps."))
        return found

    def _check_days(self, first: dt.date | None, last: dt.date | None) -> None:
        if first is None:
            self.add_error("from", _("Choose a day."))
            return
        last = last or self.today
        if not FIRST_DAY <= first <= LAST_DAY or not FIRST_DAY <= last <= LAST_DAY:
            self.add_error("from", _("Choose days between 2000 and 2099."))
        elif last < first:
            self.add_error("to", _("Choose a day that is not before the first."))
        elif (last - first).days >= MOST_DAYS:
            self.add_error("to", _("Choose three years at most."))

    def _period(self, found: dict[str, Any], own: bool) -> Period:
        if own and not self.errors:
            return Period(found["from"], found.get("to") or self.today, self.zone)
        return preset(found.get("period") or USUAL, self.today, self.zone)

    def asked(self) -> Asked:
        """What is asked for; the usual of whatever is wrong."""
        found = self.cleaned_data if self.is_valid() else {}
        own = found.get("period") == Preset.OWN or bool(not found.get("period") and found.get("from"))
        period = self._period(found, own)
        by = Granularity(found["by"]) if found.get("by") else usual_granularity(period)
        filters = {key: found[key] for key in self.dimensions if found.get(key)}
        return Asked(period, by, filters)
