"""For managers and owners: how safely their people sign in, and what happened
to sign-ins and rights on their hosts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.pages import posture
from accounts.pages.security_event_words import KINDS, detail_of, label_of, row_of
from agencies.models import Agency, Membership, SecurityEvent
from agencies.rules.agencies import sees_people, sets_security
from project.base import clock, query
from project.base.access import area
from project.base.csv_export import csv_response
from project.base.http import MemberRequest
from project.base.paging import page_of
from project.base.viewer import Viewer


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
    rows = events_of(request.viewer, kind, suspicious)
    page = page_of(rows, request, order=("-at", "-id"), kinds=[dt.datetime, int])
    names = {user: name for user, (_id, name) in people_of(request.agency, page.rows).items()}
    context = {
        "page": page.with_rows([_event(event, names) for event in page.rows]),
        "kinds": sorted((label_of(key), key) for key in KINDS),
        "kind": kind,
        "suspicious": suspicious,
    }
    return render(request, "accounts/desk/events.html", context)


def events_of(viewer: Viewer, kind: str, suspicious: bool) -> Any:
    """What happened on the hosts of the viewer's agency: of one `kind` unless "", all or what is
    suspicious."""
    rows = SecurityEvent.objects.visible_to(viewer).select_related("agency", "actor")
    rows = rows.filter(kind=kind) if kind else rows
    return rows.filter(suspicious=True) if suspicious else rows


def people_of(agency: Agency, events: Sequence[SecurityEvent]) -> dict[int, tuple[str, str]]:
    """Whom the events concern, by user: the id and the name that they have here. One query."""
    users = {event.user_id for event in events if event.user_id}
    rows = Membership.objects.filter(agency=agency, user_id__in=users)
    return {user: (key, name) for user, key, name in rows.values_list("user_id", "public_id", "public_name")}


def told_detail(event: SecurityEvent) -> str:
    """What more is said of an event to who manages people: how many codes are left is the person's
    business."""
    return detail_of(event) if event.kind == "roles_changed" else ""


def _event(event: SecurityEvent, names: dict[int, str]) -> dict[str, Any]:
    return {
        **row_of(event),
        "detail": told_detail(event),
        "person": names.get(event.user_id or 0, ""),
        "by": event.actor.public_name if event.actor else "",
        "place": "",
    }
