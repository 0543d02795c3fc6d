"""Sign-ins as the security log sees them: from which browser, from where."""

from __future__ import annotations

import datetime as dt
from typing import Any

from accounts.actions.sessions import begin_session, new_token
from accounts.models import PersonSession
from accounts.rules.browsers import Seen, country_of, network_of, new_device
from project.base import clock
from project.base.viewer import Member

#: Addresses that the table of assignments knows: two of one network, one of another, one of another country.
HOME, HOME_TOO, CAFE, ABROAD = "81.2.69.10", "81.2.69.77", "86.1.2.3", "41.90.64.3"
#: What a browser calls itself, and what the security log keeps of a request of it from abroad.
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
SEEN = ("Firefox 128", "Linux", ABROAD, "KE")


def seen(member: Member, *, address: str = HOME, device: str = "", browser: str = "Firefox 128") -> Seen:
    """What a request of this browser tells; a new device unless one is given."""
    return Seen(
        host=f"{member.agency.name.lower()}.localhost",
        address=address,
        network=network_of(address),
        country=country_of(address),
        browser=browser,
        system="Linux",
        device=device or new_device(),
    )


def signs_in(
    member: Member, *, now: dt.datetime | None = None, token: str = "", **facts: Any
) -> PersonSession:
    """A sign-in of this person, from `seen(member, **facts)`."""
    return begin_session(
        user=member.membership.user,
        agency=member.agency,
        token=token or new_token(),
        seen=seen(member, **facts),
        now=now or clock.now(),
    )


def sign_in_again(member: Member) -> PersonSession:
    """A second sign-in, from a new device and another country: the person is asked about it."""
    signs_in(member, device="at-home")
    return PersonSession.objects.get(pk=signs_in(member, address=ABROAD).pk)
