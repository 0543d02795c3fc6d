"""Notices: the bell, the list, and how one wants to be told of what."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import notices
from accounts.forms.notices import NoticesForm
from accounts.hooks import subscriptions
from accounts.models import Notice
from accounts.pages import security_centre
from accounts.pages.notices import bell_count, deleted, rows_of
from accounts.receivers.sessions import browser_facts
from accounts.rules.notices import preferences_of
from project.base import clock
from project.base.access import member_only
from project.base.forms import takes
from project.base.http import MemberRequest
from project.base.paging import page_of


@member_only
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """What I was told at this agency, newest first."""
    rows = Notice.objects.of(request.user, request.agency)
    page = page_of(rows, request, order=("-at", "-id"), kinds=[dt.datetime, int], size=30)
    context = {"page": page.with_rows(rows_of(request.viewer, page.rows))}
    return security_centre.page(request, "notices", "accounts/centre/notices.html", context)


@member_only
@require_safe
def bell(request: MemberRequest) -> HttpResponse:
    """The number on the bell, asked for now and then by the page."""
    return HttpResponse(bell_count(request.member))


@member_only
@require_POST
def read(request: MemberRequest, public_id: str) -> HttpResponse:
    """Mark one as read and go to what it speaks of; where that was deleted, say so."""
    notice = notices.read_notice(
        user=request.user, agency=request.agency, public_id=public_id, now=clock.now()
    )
    path = notice.path if notice else ""
    if notice and notice.about in deleted(request.viewer, [notice.about]):
        messages.info(request, _("%(number)s was deleted since.") % {"number": notice.about})
        path = ""
    safe = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return redirect(path if safe else "account_notices")


@member_only
@require_POST
def read_all(request: MemberRequest) -> HttpResponse:
    """Mark all of one's notices as read."""
    notices.read_all(user=request.user, agency=request.agency, now=clock.now())
    return redirect("account_notices")


@member_only
@require_http_methods(["GET", "HEAD", "POST"])
@takes(NoticesForm)
def settings(request: MemberRequest) -> HttpResponse:
    """How I want to be told of what, at this agency."""
    stored = preferences_of(request.user, request.agency)
    form = NoticesForm(request.POST if request.method == "POST" else None, stored=stored)
    if form.is_valid():
        notices.save_preferences(
            user=request.user, agency=request.agency, wanted=form.wanted, browser=browser_facts(request)
        )
        messages.success(request, _("Saved. Your settings apply to all notifications from now on."))
        return redirect("account_notice_settings")
    context = {
        "form": form,
        "subscriptions": [one for found in subscriptions for one in found(request.viewer)],
    }
    return security_centre.page(request, "notices", "accounts/centre/notice_settings.html", context)
