"""What every page knows: the agency, the viewer, the menu of their roles, the demo mode. No queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from agencies.states import hints
from project.base import clock
from project.base.http import AgencyRequest, knows_agency
from project.base.menu import entries_for
from project.base.viewer import Viewer
from project.second_factor import owes_second_factor, reminds


@dataclass
class MenuItem:
    label: Any
    url: str
    icon: str
    #: The pages that belong to it begin with this; "" for its own address.
    under: str = ""
    active: bool = False
    count: int | None = None


@dataclass
class MenuGroup:
    label: Any
    items: list[MenuItem] = field(default_factory=list)


def _menu(viewer: Viewer, path: str) -> list[MenuGroup]:
    groups = [
        MenuGroup(
            group.label,
            [MenuItem(entry.label, reverse(entry.url_name), entry.icon, entry.under) for entry in entries],
        )
        for group, entries in entries_for(viewer)
    ]
    candidates = [item for group in groups for item in group.items if path.startswith(item.under or item.url)]
    if candidates:
        max(candidates, key=lambda item: len(item.under or item.url)).active = True
    return groups


def _hint(request: AgencyRequest) -> str:
    """The key of the first-run hint of this page, "" when there is none or the member has put it away."""
    member, match = getattr(request, "member", None), request.resolver_match
    if member is None or match is None:
        return ""
    keys = [key for key, name in hints.PAGES.items() if name == match.view_name]
    return next((key for key in keys if key not in member.dismissed_hints), "")


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Works on error pages of requests that ended before the host was known, too."""
    if not knows_agency(request):
        return {"demo": settings.DEMO, "language": get_language()}
    viewer = request.viewer
    return {
        "agency": request.agency,
        "viewer": viewer,
        "member": getattr(request, "member", None),
        "menu": _menu(viewer, request.path) if viewer.member_id else [],
        "hint": _hint(request),
        "search_url": reverse("orders:search") if viewer.member_id else "",
        "help_links": [{"label": _("How this works"), "url": reverse("help")}] if viewer.member_id else [],
        "demo": settings.DEMO,
        "language": get_language(),
        "second_factor_due": _due(request),
        "public_links": _public_links(request.path),
        "account_url": reverse("account"),
    }


def _due(request: AgencyRequest) -> dict[str, Any] | None:
    """What people without a second factor are told where their agency requires one of them."""
    day = owes_second_factor(request)
    return {"day": day, "over": day <= clock.now()} if day and reminds(request, day) else None


def _public_links(path: str) -> list[dict[str, Any]]:
    url = reverse("catalog:services")
    return [{"label": _("Services and prices"), "url": url, "active": path == url}]
