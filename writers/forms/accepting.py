"""What the forms of writers and of editors ask alike: until when they pause, and what they prefer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.models import ServiceType, Subject

#: How far ahead somebody may say from which day on they accept work again.
LONGEST_PAUSE = dt.timedelta(days=366)
TICKS = forms.CheckboxSelectMultiple


def preferred_subjects() -> forms.ModelMultipleChoiceField:
    """Filled by `offer_preferences`."""
    return _preferred(Subject, gettext_lazy("Preferred subjects"))


def preferred_services() -> forms.ModelMultipleChoiceField:
    """Filled by `offer_preferences`."""
    return _preferred(ServiceType, gettext_lazy("Preferred services"))


def _preferred(model: Any, label: Any) -> forms.ModelMultipleChoiceField:
    rows = model.objects.none()
    return forms.ModelMultipleChoiceField(
        rows, to_field_name="key", label=label, required=False, widget=TICKS
    )


def offer_preferences(
    form: forms.Form, agency_id: int, *, subjects: Collection[int], services: Collection[int]
) -> None:
    """Let the form offer the agency's subjects and services: what is in its catalog, and what was chosen
    before."""
    fields: Any = form.fields
    for name, model, chosen in (("subjects", Subject, subjects), ("services", ServiceType, services)):
        rows = model.objects.filter(Q(archived_at=None) | Q(pk__in=chosen), agency_id=agency_id)
        fields[name].queryset = rows.order_by("position", "id")


def checked_pause(day: dt.date | None, *, stored: dt.date | None, today: dt.date) -> dt.date | None:
    """A day to come, within a year; one that is stored stays. Raises ValidationError."""
    if day and day != stored and not today < day <= today + LONGEST_PAUSE:
        raise ValidationError(_("Choose a day after today, within a year."), code="range")
    return day
