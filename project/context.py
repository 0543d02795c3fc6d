"""What every page knows: the agency, the viewer, the menu of their roles, the demo mode. No queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from agencies.rules import agencies as agency_rules
from agencies.rules.agencies import is_editor, is_writer
from agencies.states import hints
from clients.rules.accounts import is_client
from project.base import clock
from project.base.viewer import Viewer
from project.second_factor import owes_second_factor


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


INVOICES = (_("Invoices"), "billing:invoices", "receipt")
#: (group, right, [(label, url name, icon, what the addresses of its pages begin with if not with its own)]). A group is shown
#: to members for whom the right holds.
MENU = (
    (
        _("My orders"),
        is_client,
        [
            (_("Orders"), "orders:list", "briefcase"),
            (_("Revisions"), "orders:revisions", "rotate"),
            (_("Drafts"), "drafts:drafts", "edit"),
            (_("Quotes"), "quotes:quotes", "file-text"),
            (_("Presets"), "drafts:presets", "copy"),
            (_("Account"), "clients:accounts", "users"),
            (_("Favourites"), "clients:favourites", "star"),
            INVOICES,
        ],
    ),
    (
        _("Studio"),
        is_writer,
        [
            (_("My work"), "writers:studio", "writing"),
            (_("Revisions"), "writers:revisions", "rotate"),
            (_("Offers"), "writers:offers", "inbox"),
        ],
    ),
    (
        _("Editing"),
        is_editor,
        [(_("Review queue"), "writers:editing", "eye"), (_("Revisions"), "writers:editing_revisions", "rotate")],
    ),
    (
        _("Desk"),
        agency_rules.is_staff,
        [
            (_("All orders"), "orders:desk", "layout-board"),
            (_("Revisions"), "orders:desk_revisions", "rotate"),
            (_("Quotes"), "quotes:desk_quotes", "file-text"),
            INVOICES,
        ],
    ),
    (
        _("Agency"),
        agency_rules.sees_people,
        [
            (_("People"), "agencies:people", "users"),
            (_("Catalog & prices"), "catalog:catalog", "tag"),
            (_("Working hours"), "agencies:hours", "clock"),
            (_("Security"), "desk_posture", "shield", "/desk/security/"),
        ],
    ),
)


def _menu(viewer: Viewer, path: str) -> list[MenuGroup]:
    groups: list[MenuGroup] = []
    for label, right, items in MENU:
        if right(viewer):
            entries = [MenuItem(text, reverse(name), icon, *under) for text, name, icon, *under in items]
            groups.append(MenuGroup(label, entries))
    candidates = [item for group in groups for item in group.items if path.startswith(item.under or item.url)]
    if candidates:
        max(candidates, key=lambda item: len(item.under or item.url)).active = True
    return groups


def _hint(request: Any) -> str:
    """The key of the first-run hint of this page, "" when there is none or the member has put it away."""
    member, match = getattr(request, "member", None), request.resolver_match
    if member is None or match is None:
        return ""
    keys = [key for key, name in hints.PAGES.items() if name == match.view_name]
    return next((key for key in keys if key not in member.dismissed_hints), "")


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Works on error pages of requests that ended before the host was known, too."""
    agency = getattr(request, "agency", None)
    if agency is None:
        return {"demo": settings.DEMO, "language": get_language()}
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return {
        "agency": agency,
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


def _due(request: Any) -> dict[str, Any] | None:
    """What staff without a second factor are told where their agency requires one."""
    day = owes_second_factor(request)
    return {"day": day, "over": day <= clock.now()} if day else None


def _public_links(path: str) -> list[dict[str, Any]]:
    url = reverse("catalog:services")
    return [{"label": _("Services and prices"), "url": url, "active": path == url}]
