"""The assignment desk: orders that wait for a writer, with the writers who fit them best."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from catalog.pricing.offering import current_offering
from orders.forms.offers_bulk import GiveOutForm
from orders.rules.offers import gives_out
from orders.views.offers import people_with_load
from project.base import clock, query
from project.base.access import area
from project.base.forms import takes
from project.base.http import MemberRequest
from project.base.paging import page_of
from writers.pages.assignment import assignment_rows
from writers.querysets.assignment import waiting_orders

from .assignment_several import give_several

#: Orders on one page: each with its writers.
PAGE = 10
ORDER = ("client_deadline", "id")
DUE_WORDS = {"day": _("Due within a day"), "week": _("Due within a week")}


@area(gives_out)
@require_http_methods(["GET", "HEAD", "POST"])
@takes(GiveOutForm, "how", "n", "view")
def index(request: MemberRequest) -> HttpResponse:
    """Every order that waits, the most urgent first; or the chosen ones (`n`), to give them out together."""
    if request.method == "POST" or query.has(request.GET, "n") or query.has(request.GET, "how"):
        return give_several(request)
    now, filters = clock.now(), _filters(request)
    asked = {name: field["value"] for name, field in filters.items()}
    rows = waiting_orders(request.viewer, now=now, **asked)
    page = page_of(rows, request, order=ORDER, kinds=(dt.datetime, int), size=PAGE)
    people = people_with_load(request)
    context = {
        "page": page.with_rows(assignment_rows(request.viewer, page.rows, people, now)),
        "filters": filters,
        "narrowed": any(asked.values()),
    }
    return render(request, "writers/assignment/index.html", context)


def _filters(request: MemberRequest) -> dict[str, dict[str, Any]]:
    """What narrows the list: by name its label, choices, and the chosen value."""
    found: dict[str, dict[str, Any]] = {}
    offering = current_offering(request.agency)
    for name, label, things in (
        ("service", _("Service"), offering.services),
        ("subject", _("Subject"), offering.subjects),
    ):
        found[name] = {"label": label, "choices": [(thing.key, thing.name) for thing in things]}
    found["due"] = {"label": _("Due"), "choices": list(DUE_WORDS.items())}
    for name, field in found.items():
        field["value"] = query.choice(request.GET, name, dict(field["choices"]))
    return found
