"""The pages of the security centre, `/account/`, and the tabs between them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

#: (key, label, address name), in the order of the tabs.
TABS: tuple[tuple[str, Any, str], ...] = (
    ("overview", _("Overview"), "account"),
    ("factors", _("How you sign in"), "account_factors"),
    ("sessions", _("Sessions"), "account_sessions"),
    ("devices", _("Devices"), "account_devices"),
    ("alerts", _("Alerts"), "account_alerts"),
    ("activity", _("Activity"), "account_activity"),
)


def page(request: Any, tab: str, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page of the centre: templates/accounts/centre.html with its tab marked."""
    tabs = [{"label": label, "url": reverse(name), "active": key == tab, "count": None} for key, label, name in TABS]
    return render(request, template, {"centre_tabs": tabs, **context}, status=status)
