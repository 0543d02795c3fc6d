"""An agency that requires a second factor of its staff, or of more people: reminded until
their day, led to set one up from then on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.rules.second_factor import second_factor_from
from project.base import access, clock
from project.base.api.problems import as_response, is_api, problem_of
from project.base.errors import NotAllowed
from project.base.http import AgencyRequest

#: What stays open without one: one's own account, signing out, changing the password.
OPEN = ("/account/", "/accounts/")
#: So long before its day every page says so.
REMINDED = dt.timedelta(days=30)


def owes_second_factor(request: AgencyRequest) -> dt.datetime | None:
    """From when on the visitor, a member of whom the agency requires it, needs a second factor that they do
    not have here; None for everybody else. No query: PersonMiddleware has brought along whether there is
    one."""
    member: Any = getattr(request, "member", None)
    since = second_factor_from(member) if member and not getattr(request, "token", None) else None
    return None if since is None or member.second_factor else since


def reminds(request: AgencyRequest, since: dt.datetime) -> bool:
    """Whether this page reminds of it: each one in the last days before, those of one's account always."""
    return since - clock.now() < REMINDED or request.path_info.startswith(OPEN)


class SecondFactorMiddleware:
    """After the gate: from their day on, people without a second factor see nothing but their account and
    public pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: AgencyRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        since = owes_second_factor(request)
        if since is None or since > clock.now() or request.path_info.startswith(OPEN):
            return None
        if getattr(view, "access", None) == access.PUBLIC:
            return None
        if is_api(request):
            words = _("%(agency)s requires two-step verification. Set it up in your account first.")
            refused = NotAllowed(words % {"agency": request.agency.name})
            return as_response(problem_of(refused))
        if request.htmx:
            return HttpResponse(status=401, headers={"HX-Redirect": reverse("account_factors")})
        return redirect("account_factors")
