"""The desk's page about working hours and holidays."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.actions.working_hours import Block, add_holiday, remove_holiday, set_week, week_of
from agencies.forms.working_hours import HolidayForm, WeekForm, clock_of
from agencies.models import Holiday
from agencies.rules.agencies import sets_hours
from project.base.access import area
from project.base.clock import now
from project.base.errors import Invalid
from project.base.forms import takes
from project.base.http import MemberRequest

#: More holidays than any agency keeps in the years that can be entered.
MOST_HOLIDAYS = 400


@area(sets_hours)
@require_http_methods(["GET", "HEAD", "POST"])
@takes(WeekForm)
def hours(request: MemberRequest) -> HttpResponse:
    """The week with its blocks, and the holidays from this January on."""
    week = week_of(request.agency)
    form = WeekForm(request.POST if request.method == "POST" else None, week=week)
    if request.method == "POST" and form.is_valid():
        try:
            changed = set_week(actor=request.viewer, week=form.week)
        except Invalid as error:
            form.add_refusal(error)
        else:
            messages.success(request, _told(changed, form.week))
            return redirect("agencies:hours")
    return _page(request, form=form)


@area(sets_hours)
@require_POST
@takes(HolidayForm)
def holiday_add(request: MemberRequest) -> HttpResponse:
    """One more day to close on; the page again when something is wrong."""
    form = HolidayForm(request.POST, today=today_of(request))
    if not form.is_valid():
        return _page(request, holiday_form=form)
    holiday = add_holiday(actor=request.viewer, **form.cleaned_data)
    messages.success(request, _("%s is now a holiday. Existing deadlines do not change.") % holiday.name)
    return redirect("agencies:hours")


@area(sets_hours)
@require_POST
def holiday_remove(request: MemberRequest, public_id: str) -> HttpResponse:
    """A day to work on again."""
    holiday = holiday_or_404(request, public_id)
    remove_holiday(actor=request.viewer, holiday=holiday)
    messages.success(
        request, _("%s is no longer a holiday. Existing deadlines do not change.") % holiday.name
    )
    return redirect("agencies:hours")


def _page(
    request: MemberRequest, form: WeekForm | None = None, holiday_form: HolidayForm | None = None
) -> HttpResponse:
    today = today_of(request)
    form = form or WeekForm(week=week_of(request.agency))
    holiday_form = holiday_form or HolidayForm(today=today)
    context = {"form": form, "holiday_form": holiday_form, "holidays": _holidays(request, today)}
    refused = form.errors or holiday_form.errors
    return render(request, "agencies/working_hours/page.html", context, status=422 if refused else 200)


def holiday_or_404(request: MemberRequest, key: str) -> Holiday:
    """The holiday of this id in the viewer's scope."""
    return get_object_or_404(Holiday.objects.visible_to(request.viewer), public_id=key)


def today_of(request: MemberRequest) -> dt.date:
    """The day that it is at the agency."""
    return now().astimezone(request.agency.zone).date()


def _holidays(request: MemberRequest, today: dt.date) -> list[dict[str, Any]]:
    rows = Holiday.objects.visible_to(request.viewer).shown_on(today)
    return [
        {
            "day": row.day,
            "name": row.name,
            "past": row.day < today,
            "remove_url": reverse("agencies:holiday_remove", args=[row.public_id]),
        }
        for row in rows.order_by("day")[:MOST_HOLIDAYS]
    ]


def _told(changed: list[int], week: list[list[Block]]) -> str:
    """What a save has changed, in words."""
    if not changed:
        return _("Nothing has changed.")
    days = "; ".join(f"{WEEKDAYS[day]} {_words(week[day])}" for day in changed)
    return _("Working hours saved: %s. Existing deadlines do not change.") % days


def _words(day: list[Block]) -> str:
    blocks = [f"{clock_of(opens):%H:%M}–{clock_of(closes):%H:%M}" for opens, closes in sorted(day)]
    return ", ".join(blocks) or _("closed")
