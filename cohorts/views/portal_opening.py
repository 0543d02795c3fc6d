"""How the page of a member is opened by their mailed link, and how it answers."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_variables

from accounts.rules.limits import CALENDAR_LINK, Limit, count_try, network_of
from cohorts.actions.member_links import member_of
from cohorts.pages.member_portal import portal_of
from cohorts.pages.portal_parts import Asked
from cohorts.rules.member_links import came_by_link
from project.base import clock
from project.base.errors import NotVisible, QuillhouseError
from project.base.http import AgencyRequest

#: What one member sends: briefs that are saved, messages, requests.
SENT = Limit("member_portal", 60, 60 * 60)
View = Callable[..., HttpResponseBase]


def by_link(view: View) -> View:
    """Open the link: the view gets what is asked of the page (Asked) in place of the key. Whatever opens
    nothing is answered alike, and counted by network; no answer is stored, found or told onwards."""

    @wraps(view)
    @sensitive_variables("key")
    def opened(request: AgencyRequest, key: str, **parts: Any) -> HttpResponseBase:
        now = clock.now()
        try:
            member = member_of(key=key, agency=request.agency, now=now)
        except NotVisible:
            count_try(CALENDAR_LINK, network_of(request), now=now)
            raise
        if request.method == "POST":
            count_try(SENT, member.public_id, now=now)
        asked = Asked(viewer=came_by_link(member, request.agency), member=member, key=key, now=now)
        answer = view(request, asked, **parts)
        answer.headers["Cache-Control"] = "no-store, private"
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer

    return opened


def page_of(
    request: AgencyRequest, asked: Asked, *, problem: QuillhouseError | None = None, **forms: Any
) -> HttpResponse:
    status = problem.status if problem else 422 if forms else 200
    found = Asked(viewer=asked.viewer, member=asked.member, key=asked.key, now=asked.now, forms=forms)
    context = {"page": portal_of(found, problem), "cohort": asked.member.cohort}
    return render(request, "cohorts/portal/page.html", context, status=status)


def answered(request: AgencyRequest, asked: Asked, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("cohorts:mine", asked.key)
