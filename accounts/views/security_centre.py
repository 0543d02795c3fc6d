"""The security centre: overview, sessions, devices, activity. A person's own, on all hosts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import devices, sessions
from accounts.forms.security_centre import DeviceNameForm
from accounts.models import Device, PersonSession
from accounts.pages import activity, security_centre
from accounts.pages.security_event_words import row_of
from accounts.pages.security_overview import overview_of
from accounts.pages.sign_in_words import browser_words, device_words, place_words
from accounts.receivers.sessions import browser_facts
from accounts.rules.browsers import device_of, mark_of
from accounts.rules.sessions import hash_of
from project.base import clock
from project.base.access import signed_in
from project.base.csv_export import csv_response
from project.base.errors import Invalid, NotVisible
from project.base.forms import takes
from project.base.http import SignedInRequest
from project.base.paging import page_of

RECENT = 6


@signed_in
@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """How safe the account is and why, the last sign-in, what failed, what to do."""
    found = overview_of(request, clock.now())
    context = {
        "items": found.items,
        "score": found.score,
        "last": row_of(found.last) if found.last else None,
        "failed": found.failed,
        "events": [row_of(row) for row in found.own.order_by("-at", "-id")[:RECENT]],
    }
    return security_centre.page(request, "overview", "accounts/centre/overview.html", context)


@signed_in
@require_safe
def session_list(request: SignedInRequest) -> HttpResponse:
    """Where the person is signed in, and where they were."""
    rows = sessions.sessions_of(request.user).select_related("agency", "device")
    mine = hash_of(sessions.token_of(request.session))
    live = [_session(row, mine) for row in rows.live().order_by("-seen_at", "-id")[:200]]
    ended = page_of(
        rows.filter(ended_at__isnull=False),
        request,
        order=("-ended_at", "-id"),
        kinds=[dt.datetime, int],
        size=20,
    )
    context = {"live": live, "page": ended.with_rows([_session(row, mine) for row in ended.rows])}
    return security_centre.page(request, "sessions", "accounts/centre/sessions.html", context)


def _session(row: PersonSession, mine: str) -> dict[str, Any]:
    return {
        "row": row,
        "browser": browser_words(row.browser, row.system),
        "place": place_words(row.address, row.country),
        "device": row.device.name if row.device else "",
        "here": row.key == mine,
    }


@signed_in
@require_POST
def session_end(request: SignedInRequest, public_id: str) -> HttpResponse:
    """End one session, wherever it is."""
    sessions.end_session(user=request.user, public_id=public_id, now=clock.now())
    messages.success(
        request, _("Session revoked. The next click in that browser will open the sign-in page.")
    )
    return redirect("account_sessions")


@signed_in
@require_POST
def session_end_others(request: SignedInRequest) -> HttpResponse:
    """End all sessions but this one."""
    count = sessions.end_others(user=request.user, keep=sessions.token_of(request.session), now=clock.now())
    messages.success(
        request, _("All other sessions revoked.") if count else _("There were no other sessions.")
    )
    return redirect("account_sessions")


@signed_in
@require_safe
def device_list(request: SignedInRequest) -> HttpResponse:
    """The browsers in which the person has signed in."""
    rows = Device.objects.of_person(request.user).select_related("agency")
    page = page_of(rows, request, order=("-last_seen_at", "-id"), kinds=[dt.datetime, int], size=30)
    mine, now = mark_of(device_of(request)), clock.now()
    context = {
        "page": page.with_rows(
            [
                {
                    "row": row,
                    "words": device_words(row),
                    "browser": browser_words(row.browser, row.system),
                    "here": row.mark == mine and row.agency_id == request.agency.pk,
                    "trusted": bool(row.trusted_until and row.trusted_until > now),
                }
                for row in page.rows
            ]
        )
    }
    return security_centre.page(request, "devices", "accounts/centre/devices.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@takes(DeviceNameForm)
def device_name(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Give a device a name."""
    device = Device.objects.of_person(request.user).filter(public_id=public_id).first()
    form = DeviceNameForm(
        request.POST if request.method == "POST" else None, initial={"name": device.name if device else ""}
    )
    if form.is_valid():
        try:
            devices.name_device(user=request.user, public_id=public_id, name=form.cleaned_data["name"])
        except Invalid as refusal:
            form.add_error("name", refusal.errors["name"])
        else:
            messages.success(request, _("Name saved."))
            return redirect("account_devices")
    if device is None:
        raise NotVisible()
    context = {"form": form, "device": device, "words": device_words(device)}
    return security_centre.page(
        request, "devices", "accounts/centre/device.html", context, status=422 if form.errors else 200
    )


def _press(request: SignedInRequest, act: Callable[..., Any], said: str, **facts: Any) -> HttpResponse:
    act(user=request.user, **facts)
    messages.success(request, said)
    return redirect("account_devices")


@signed_in
@require_POST
def device_trust(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Ask for no second factor there for a while."""
    if asked := request.require_proof():
        return asked
    said = _("Device trusted.")
    facts: dict[str, Any] = {"now": clock.now(), "browser": browser_facts(request)}
    return _press(request, devices.trust_device, said, public_id=public_id, **facts)


@signed_in
@require_POST
def device_untrust(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Ask for the second factor on this device again."""
    return _press(request, devices.untrust_device, _("Device no longer trusted."), public_id=public_id)


@signed_in
@require_POST
def device_revoke(request: SignedInRequest, public_id: str) -> HttpResponse:
    """End the sessions of a device and forget it."""
    said = _("Device and its sessions revoked.")
    return _press(request, devices.revoke_device, said, public_id=public_id, now=clock.now())


@signed_in
@require_safe
def activity_list(request: SignedInRequest) -> HttpResponse:
    """What happened to the account, newest first."""
    wanted = activity.read(request.GET)
    rows = activity.rows_of(request.user, wanted, clock.now())
    page = page_of(rows, request, order=("-at", "-id"), kinds=[dt.datetime, int])
    context = {
        "page": page.with_rows([row_of(row) for row in page.rows]),
        "wanted": wanted,
        "kinds": activity.kinds(),
        "days": activity.DAYS.items(),
    }
    return security_centre.page(request, "activity", "accounts/centre/activity.html", context)


@signed_in
@require_safe
def activity_export(request: SignedInRequest) -> HttpResponse:
    """The log of one's own security events as CSV: all that the filters of the page let through."""
    rows = activity.rows_of(request.user, activity.read(request.GET), clock.now())
    return csv_response(activity.as_csv(rows), "account-activity.csv")  # type: ignore[return-value]
