"""What is new about a sign-in, and in which ways its person wants to be told.

Three facts decide: a device that had not signed in before (by its cookie), a network (/24 or /48) and a
country (by assignment) from which the person had not. The first sign-in of all is compared with nothing; a
device that the person has confirmed is nothing new ever again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from accounts.models import (
    Device,
    LoginAlert,
    LoginAlertPreference,
    PersonSession,
    User,
)
from accounts.rules.browsers import Seen, mark_of
from agencies.models import Agency

#: How far back earlier sign-ins count, as long as their record is kept.
MEMORY = dt.timedelta(days=400)
#: What can be told, by the names of the columns.
COLUMNS = tuple(f"new_{what}_{how}" for what in ("login", "device", "location") for how in ("mail", "notice"))
#: What holds for whoever has no preference.
DEFAULTS: dict[str, bool] = {name: getattr(LoginAlertPreference(), name) for name in COLUMNS}


@dataclass(frozen=True)
class New:
    """What was new about a sign-in. `first`: there was none before, so nothing can be new. `known`: its
    device was confirmed by the person, so that nothing about it is reported."""

    device: bool = False
    network: bool = False
    country: bool = False
    first: bool = False
    known: bool = False

    @property
    def anything(self) -> bool:
        return not self.first and not self.known and (self.device or self.network or self.country)

    @property
    def words(self) -> list[str]:
        """The names of the facts, for the security log."""
        return (
            [name for name in ("device", "network", "country") if getattr(self, name)]
            if self.anything
            else []
        )


def what_is_new(user: User, agency: Agency, seen: Seen) -> New:
    """Compare a sign-in with the earlier ones of the person: the device at
    this agency's host, the place anywhere."""
    earlier = PersonSession.objects.of_person(user)
    if not earlier.exists():
        return New(first=True)
    device = Device.objects.known().filter(agency=agency, user=user, mark=mark_of(seen.device)).first()
    return New(
        device=device is None,
        network=bool(seen.network) and not earlier.filter(network=seen.network).exists(),
        country=bool(seen.country) and not earlier.filter(country=seen.country).exists(),
        known=bool(device and device.confirmed_at),
    )


def asking(user: Any) -> Any:
    """Alerts that ask something, or asked it: a plain sign-in, told because the person
    wants to be told of each, asks nothing."""
    rows = LoginAlert.objects.filter(user=user)
    return rows.exclude(new_device=False, new_network=False, new_country=False)


def questions_of(user: Any) -> Any:
    """Those that wait for an answer."""
    return asking(user).filter(verdict="")


def preference_of(user: User, agency: Agency) -> LoginAlertPreference:
    """What the person wants to be told at this agency; the defaults where nothing is stored. One query."""
    stored = LoginAlertPreference.objects.filter(agency=agency, user=user).first()
    return stored or LoginAlertPreference(agency=agency, user=user)


def switched_off(stored: LoginAlertPreference, wanted: Mapping[str, bool]) -> list[str]:
    """The columns that would be told less by `wanted` than by what is stored."""
    return [name for name, on in wanted.items() if not on and getattr(stored, name)]


def channels_of(alert: LoginAlert, wanted: LoginAlertPreference) -> tuple[bool, bool]:
    """(by mail, by notice): whether one of the facts of this sign-in is to be told that way."""
    facts = {
        "new_login": True,
        "new_device": alert.new_device,
        "new_location": alert.new_network or alert.new_country,
    }
    mail = any(true and getattr(wanted, f"{name}_mail") for name, true in facts.items())
    notice = any(true and getattr(wanted, f"{name}_notice") for name, true in facts.items())
    return mail, notice
