"""The pages of the security centre, `/account/`, and the tabs between them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from project.base.http import SignedInRequest

#: (key, label, address name), in the order of the tabs.
TABS: tuple[tuple[str, Any, str], ...] = (
    ("overview", _("Overview"), "account"),
    ("factors", _("Sign-in settings"), "account_factors"),
    ("sessions", _("Sessions"), "account_sessions"),
    ("devices", _("Devices"), "account_devices"),
    ("alerts", _("Alerts"), "account_alerts"),
    ("activity", _("Activity"), "account_activity"),
    ("notices", _("Notifications"), "account_notices"),
    ("profile", _("Profile"), "account_profile"),
    ("tokens", _("Access tokens"), "account_tokens"),
    ("data", _("Your data"), "account_data"),
)
#: Tabs of who is a member of this agency; whoever is not has nothing there.
OF_MEMBERS = ("tokens",)


def page(
    request: SignedInRequest, tab: str, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page of the centre: templates/accounts/centre.html with its tab marked."""
    shown = [row for row in TABS if request.member or row[0] not in OF_MEMBERS]
    tabs = [
        {"label": label, "url": reverse(name), "active": key == tab, "count": None}
        for key, label, name in shown
    ]
    return render(request, template, {"centre_tabs": tabs, **context}, status=status)
