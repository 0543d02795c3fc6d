"""Leaving a report by the link of its mail: no sign-in, and nothing else behind it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from accounts.rules.limits import CALENDAR_LINK, count_try, network_of
from analytics.actions.reports import leave_report
from analytics.models import ReportRecipient
from analytics.rules.report_links import recipient_of
from project.base import clock, query
from project.base.access import public
from project.base.errors import NotVisible
from project.base.forms import takes
from project.base.http import AgencyRequest

#: What a mailbox sends when its reader presses its own button (RFC 8058). It has no cookie of ours, and needs
#: none: whoever holds the link may do this and nothing else.
ONE_CLICK = "List-Unsubscribe"


@csrf_exempt
@public
@takes(ONE_CLICK)
@sensitive_variables("key")
def leave(request: AgencyRequest, key: str) -> HttpResponse:
    """What one would leave, with a button; or by the button of a mailbox, at once."""
    if request.method == "POST" and query.has(request.POST, ONE_CLICK):
        leave_report(recipient=_recipient(request, key), now=clock.now())
        return HttpResponse(status=204)
    return _page(request, key)


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("key")
def _page(request: AgencyRequest, key: str) -> HttpResponse:
    """By POST alone one leaves it, since mail programs open links; as with any form, by its token."""
    recipient = _recipient(request, key)
    if request.method == "POST":
        leave_report(recipient=recipient, now=clock.now())
        return redirect("analytics:report_leave", key)
    response = render(request, "analytics/reports/leave.html", {"recipient": recipient})
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@sensitive_variables("key")
def _recipient(request: AgencyRequest, key: str) -> ReportRecipient:
    """Whatever opens nothing is answered alike, and counted by network."""
    try:
        return recipient_of(request.agency, key)
    except NotVisible:
        count_try(CALENDAR_LINK, network_of(request), now=clock.now())
        raise
