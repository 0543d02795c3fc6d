"""For managers and owners: how safely their people sign in, and what happened
to sign-ins and rights on their hosts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.pages import posture
from accounts.pages.security_event_words import KINDS, label_of, row_of
from agencies.models import Membership, SecurityEvent
from agencies.rules.agencies import sees_people, sets_security
from project.base import clock, query
from project.base.access import area
from project.base.csv_export import csv_response
from project.base.http import MemberRequest
from project.base.paging import page_of


@area(sees_people)
@require_safe
def people(request: MemberRequest) -> HttpResponse:
    """Members by what is unsafe about them."""
    tab, rows = _wanted(request)
    page = page_of(rows, request, order=("public_name", "id"), kinds=[str, int])
    context = {
        "page": page.with_rows([posture.row(member) for member in page.rows]),
        "tabs": [
            {"label": label, "url": f"?tab={key}", "active": key == tab, "count": None}
            for key, label in posture.TABS.items()
        ],
        "tab": tab,
        "stats": posture.stats_of(request.agency),
        "cap": request.agency.session_cap,
        "may_set": sets_security(request.viewer),
    }
    return render(request, "accounts/desk/posture.html", context)


@area(sees_people)
@require_safe
def people_export(request: MemberRequest) -> HttpResponse:
    """The list of unsafe sign-ins as CSV: every member of the chosen tab."""
    tab, rows = _wanted(request)
    return csv_response(posture.as_csv(rows), f"sign-ins-{tab}.csv")  # type: ignore[return-value]


def _wanted(request: MemberRequest) -> tuple[str, Any]:
    """The tab that was asked for, and its rows."""
    required = bool(request.agency.second_factor_from)
    tab = query.choice(request.GET, "tab", posture.TABS, "owing" if required else "staff")
    return tab, posture.rows_of(request.agency, clock.now()).filter(posture.tab_of(tab, request.agency))


@area(sees_people)
@require_safe
def events(request: MemberRequest) -> HttpResponse:
    """The security log of the agency: without addresses, which are the persons' own."""
    kind, suspicious = query.choice(request.GET, "kind", KINDS), query.text(request.GET, "suspicious") == "1"
    rows = SecurityEvent.objects.visible_to(request.viewer).select_related("agency", "actor")
    if kind:
        rows = rows.filter(kind=kind)
    if suspicious:
        rows = rows.filter(suspicious=True)
    page = page_of(rows, request, order=("-at", "-id"), kinds=[dt.datetime, int])
    names = _names(request, page.rows)
    context = {
        "page": page.with_rows([_event(event, names) for event in page.rows]),
        "kinds": sorted((label_of(key), key) for key in KINDS),
        "kind": kind,
        "suspicious": suspicious,
    }
    return render(request, "accounts/desk/events.html", context)


def _names(request: MemberRequest, events: list[SecurityEvent]) -> dict[int, str]:
    """How those people are called here. One query."""
    users = {event.user_id for event in events if event.user_id}
    rows = Membership.objects.filter(agency=request.agency, user_id__in=users)
    return dict(rows.values_list("user_id", "public_name"))


def _event(event: SecurityEvent, names: dict[int, str]) -> dict[str, Any]:
    facts = row_of(event)
    detail = (
        facts["detail"] if event.kind == "roles_changed" else ""
    )  # how many codes are left is the person's business
    person = names.get(event.user_id or 0, "")
    return {
        **facts,
        "detail": detail,
        "person": person,
        "by": event.actor.public_name if event.actor else "",
        "place": "",
    }
