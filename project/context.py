"""What every page knows: the agency, the viewer, the menu of their roles, the demo mode. No queries, but for
the next step of who sets up an agency that is not open yet."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from agencies.pages.look import published_look
from agencies.pages.setup import checklist_of
from agencies.rules.absolute_urls import public_url
from agencies.rules.agencies import sees_agency
from agencies.rules.closing import closes_agency
from agencies.rules.opening import sees_closed
from agencies.states import hints
from project.base import clock
from project.base.features import is_still, said_of
from project.base.http import AgencyRequest, host_name, knows_agency
from project.base.menu import carries_counts, menu_of
from project.second_factor import owes_second_factor, reminds


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Works on error pages of requests that ended before the host was known, too."""
    if not knows_agency(request):
        return {"demo": settings.DEMO, "language": get_language()}
    viewer = request.viewer
    return {
        "agency": request.agency,
        "look": published_look(request.agency),
        "canonical": public_url(host_name(request), request.path),
        "viewer": viewer,
        "member": getattr(request, "member", None),
        "menu": _menu(request),
        "page_hint": _hint(request),
        "demo": settings.DEMO,
        "language": get_language(),
        "second_factor_due": _due(request),
        "agency_closed": _closed(request),
        "agency_closes": _closes(request),
        "switched_off": _switched_off(request),
        "still": _is_still(request),
    }


def _menu(request: AgencyRequest) -> Any:
    """The menu of a member. Where the answer is not expected to print one, it is made once it does."""
    if not request.viewer.member_id:
        return None
    made = partial(menu_of, request.viewer, request.path, request.member)
    return made() if carries_counts(request.member) else made


def _hint(request: AgencyRequest) -> str:
    """The key of the first-run hint of this page, "" when there is none or the member has put it away."""
    member, match = getattr(request, "member", None), request.resolver_match
    if member is None or match is None:
        return ""
    keys = [key for key, name in hints.PAGES.items() if name == match.view_name]
    return next((key for key in keys if key not in member.dismissed_hints), "")


def _due(request: AgencyRequest) -> dict[str, Any] | None:
    """What people without a second factor are told where their agency requires one of them."""
    day = owes_second_factor(request)
    return {"day": day, "over": day <= clock.now()} if day and reminds(request, day) else None


def _closed(request: AgencyRequest) -> dict[str, Any] | None:
    """What members of an agency that is not open are told of it: of those who run it, more. The next step is
    asked for by whole pages alone, when they print it."""
    if request.agency.is_open:
        return None
    manages = sees_agency(request.viewer)
    step = partial(_next_step, request) if manages else None
    return {"staff": sees_closed(request.viewer), "manages": manages, "step": step}


def _next_step(request: AgencyRequest) -> dict[str, Any] | None:
    """What to do next, on another page than this one."""
    return checklist_of(request.viewer).next_beside(request.path)


def _closes(request: AgencyRequest) -> dict[str, Any] | None:
    """When the agency will be deleted, for everybody in it; whether the reader may withdraw that."""
    day = request.agency.closes_at
    return {"day": day, "owner": closes_agency(request.viewer)} if day and request.viewer.member_id else None


def _switched_off(request: AgencyRequest) -> Any:
    """The name of the feature that this page belongs to, if the agency has switched it off; else ""."""
    match = request.resolver_match
    return said_of(request.agency, match.view_name) if match and request.viewer.member_id else ""


def _is_still(request: AgencyRequest) -> bool:
    """Whether the controls of this page are inert for that."""
    match = request.resolver_match
    return bool(match) and is_still(request.agency, str(match and match.view_name))
