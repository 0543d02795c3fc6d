"""A sign-in in plain words: from which browser, where, when, and what was new about it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from babel import Locale
from django.utils import timezone
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from accounts.models import Device
from project.base import formatting


def country_words(code: str) -> str:
    """The name of a country, "" for none."""
    if not code:
        return ""
    names = Locale.parse(to_locale(get_language() or "en")).territories
    return str(names.get(code.upper(), code))


def browser_words(browser: str, system: str) -> str:
    """“Firefox 128 on Linux”."""
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Unknown browser")


def place_words(address: str | None, country: str) -> str:
    """The address, with the country that it is assigned to."""
    if not address:
        return _("Unknown IP address")
    if not country:
        return str(address)
    return _("%(address)s, %(country)s (based on the IP address)") % {
        "address": address,
        "country": country_words(country),
    }


def device_words(device: Device | None) -> str:
    """What a device is called: by its person, else by its browser."""
    if device is None:
        return _("Unknown browser")
    return device.name or browser_words(device.browser, device.system)


def session_rows(session: Any, zone: dt.tzinfo) -> list[tuple[str, str]]:
    """Label and value of what is known of a sign-in, its time in the reader's zone."""
    when = timezone.localtime(session.started_at, zone)
    return [
        (_("When"), f"{formatting.stamp(when, 'D j M Y, H:i')} ({zone})"),
        (_("Browser"), browser_words(session.browser, session.system)),
        (_("From"), place_words(session.address, session.country)),
        (_("Site"), session.host),
    ]
