"""The public holidays of a country or region, proposed to be looked through and added."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from agencies.actions.working_hours import add_holidays
from agencies.forms.working_hours import HolidaysForm, RegionForm
from agencies.models import Holiday
from agencies.rules.agencies import sets_hours
from agencies.rules.public_holidays import country_of, public_holidays
from agencies.views.working_hours import today_of
from project.base.access import area
from project.base.forms import takes
from project.base.http import MemberRequest


@area(sets_hours)
@require_http_methods(["GET", "HEAD", "POST"])
@takes(RegionForm, HolidaysForm)
def public(request: MemberRequest) -> HttpResponse:
    """Choose a country, look through its days, add those that are ticked."""
    sent = request.POST if request.method == "POST" else request.GET
    where = RegionForm(sent if "country" in sent else None, country=country_of(request.agency))
    proposed = _proposed(request, where)
    form = HolidaysForm(request.POST if request.method == "POST" else None, proposed=proposed)
    if request.method == "POST" and form.is_valid():
        added = add_holidays(actor=request.viewer, days=form.chosen)
        messages.success(request, _told(len(added)))
        return redirect("agencies:hours")
    return _page(request, where, form, proposed)


def _proposed(request: MemberRequest, where: RegionForm) -> list[tuple[dt.date, str]]:
    """The days of what was asked for; those of the agency's own country until something was."""
    today = today_of(request)
    if not where.is_bound:
        country = str(where.initial["country"])
        return public_holidays(country, "", today) if country else []
    if not where.is_valid():
        return []
    return public_holidays(where.cleaned_data["country"], where.cleaned_data["region"], today)


def _page(
    request: MemberRequest, where: RegionForm, form: HolidaysForm, proposed: list[tuple[dt.date, str]]
) -> HttpResponse:
    known = set(
        Holiday.objects.visible_to(request.viewer)
        .filter(day__in=dict(proposed))
        .values_list("day", flat=True)
    )
    context: dict[str, Any] = {
        "where": where,
        "form": form,
        "days": [{"day": day, "name": name, "known": day in known} for day, name in proposed],
        "new": len(proposed) - len(known),
        "breadcrumbs": [
            {"label": _("Working hours"), "url": reverse("agencies:hours")},
            {"label": _("Public holidays"), "url": ""},
        ],
    }
    refused = form.errors or where.errors
    return render(request, "agencies/working_hours/public.html", context, status=422 if refused else 200)


def _told(n: int) -> str:
    if not n:
        return _("These days are holidays already.")
    words = ngettext("%(n)s holiday added.", "%(n)s holidays added.", n) % {"n": n}
    return words + " " + _("Existing deadlines do not change.")
