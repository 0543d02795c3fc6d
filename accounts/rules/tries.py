"""For which counters a try counts: those of the browser that it comes from, when that is a known device of
the person; else those of the network, and of all strangers together."""

from __future__ import annotations

import datetime as dt
from typing import Any

from accounts.rules import limits
from accounts.rules.browsers import device_of, mark_of
from accounts.rules.known_devices import is_known_device
from accounts.rules.limits import Limit, count_try, give_back, network_of
from accounts.rules.trusted_browsers import is_known
from project.base.http import AgencyRequest
from project.base.mail_addresses import canonical_email

#: A limit and what it is counted by.
Try = tuple[Limit, tuple[str, ...]]
ELSEWHERE = "elsewhere"


def of_password(request: AgencyRequest, email: str) -> list[Try]:
    """A password typed for this address: at sign-in, when it is changed, where it is asked for once more."""
    device, network = device_of(request), network_of(request)
    if is_known(email, request.agency, device):
        return [(limits.SIGN_IN_DEVICE, (email, mark_of(device)))]
    return [
        (limits.SIGN_IN, (email, network)),
        (limits.SIGN_IN_ADDRESS, (email,)),
        (limits.SIGN_IN_NETWORK, (network,)),
    ]


def of_factor(request: AgencyRequest, user: Any, now: dt.datetime) -> list[Try]:
    """A code of a second factor."""
    person, device = str(user.pk), device_of(request)
    if is_known_device(request.agency, device, now, user=user):
        own = (person, mark_of(device))
        return [(limits.FACTOR_DEVICE, own), (limits.FACTOR_DEVICE_DAY, own)]
    return [(limits.FACTOR, (person, network_of(request))), (limits.FACTOR_DAY, (person,))]


def of_reset(request: AgencyRequest, email: str, now: dt.datetime) -> list[Try]:
    """A link for a new password, asked for."""
    device = device_of(request)
    if is_known_device(request.agency, device, now, user__email=canonical_email(email)):
        return [(limits.RESET_DEVICE, (email, mark_of(device)))]
    return [(limits.RESET_ADDRESS, (email,))]


def of_person(limit: Limit, request: AgencyRequest, user: Any, now: dt.datetime) -> list[Try]:
    """Something that whoever is signed in does: a stranger in the account uses up what strangers have."""
    return [(limit, (str(user.pk), source_of(request, user, now)))]


def source_of(request: AgencyRequest, user: Any, now: dt.datetime) -> str:
    """The known device that a request comes from, or ELSEWHERE."""
    device = device_of(request)
    return mark_of(device) if is_known_device(request.agency, device, now, user=user) else ELSEWHERE


def count(tries: list[Try], now: dt.datetime) -> None:
    """Count one try for each. Raises TooMany beyond any of them. Call it outside of a transaction."""
    for limit, parts in tries:
        count_try(limit, *parts, now=now)


def take_back(tries: list[Try]) -> None:
    """It turned out to be in order."""
    for limit, parts in tries:
        give_back(limit, *parts)
