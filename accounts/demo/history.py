"""What the demo's people did before: sign-ins of some weeks from a laptop and a telephone, a question that
was answered and one that was not, a device with a name, and an access token that nobody uses any more."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value

from accounts.actions.devices import name_device, trust_device
from accounts.actions.factor_resets import ask_reset
from accounts.actions.factors import add_code_app
from accounts.actions.login_alerts import confirm
from accounts.actions.sessions import begin_session, new_token, note_end
from accounts.actions.tokens import make_token
from accounts.models import Device, Ending, LoginAlert, PersonSession
from accounts.rules.browsers import Seen, country_of, mark_of, network_of
from agencies.actions.security_log import UNKNOWN, Browser, log_event, told_at
from agencies.models import Membership
from agencies.rules.absolute_urls import agency_host
from project.base.viewer import Member

HOME, OFFICE, TRAIN = "81.2.69.10", "86.1.2.3", "41.90.64.3"


@dataclass(frozen=True)
class Visit:
    """A sign-in `days` before now; `ends` after so many hours, 0 for one that is still open."""

    days: float
    device: str
    address: str
    ends: int = 9


FACES = {
    "laptop": ("Firefox 145", "Linux"),
    "phone": ("Mobile Safari 18", "iOS 18"),
    "tablet": ("Chrome Mobile 142", "Android 15"),
}
FIRST, SECOND = Visit(41, "laptop", HOME), Visit(40, "phone", HOME, 2)
LATER = (
    Visit(33.2, "laptop", HOME),
    Visit(26.1, "laptop", OFFICE),
    Visit(19, "laptop", HOME),
    Visit(12.3, "phone", OFFICE, 1),
    Visit(5.1, "laptop", OFFICE),
    Visit(2, "laptop", HOME, 0),
)
FAR_AWAY = Visit(1, "tablet", TRAIN, 1)
#: How long before now the token was made that nobody has used since.
FORGOTTEN = dt.timedelta(days=130)


def tell(membership: Membership, now: dt.datetime, *, asked: bool = False) -> None:
    """The history of one person at one agency, through the actions that people use. `asked`: there is a
    question open, about a sign-in from far away. Once per membership."""
    _visit(membership, FIRST, now)
    _trust(membership, now - dt.timedelta(days=FIRST.days))
    _visit(membership, SECOND, now)
    _answer(membership, now - dt.timedelta(days=SECOND.days) + dt.timedelta(minutes=20))
    for visit in LATER:
        _visit(membership, visit, now)
    _trust(membership, now - dt.timedelta(days=LATER[-1].days))
    with told_at(now - dt.timedelta(days=3)):
        facts = Browser(OFFICE, country_of(OFFICE), *FACES["laptop"])
        log_event("sign_in_failed", agency=membership.agency, user=membership.user, browser=facts)
    if asked:
        _visit(membership, FAR_AWAY, now)


def forget_a_token(membership: Membership, now: dt.datetime) -> None:
    """A token that was made long ago and never used: the overview suggests to revoke it."""
    with told_at(now - FORGOTTEN):
        member = Member(membership.agency, membership=membership)
        make_token(actor=member, name="Report script", read_only=True, days=365, now=now - FORGOTTEN)


def lose_a_telephone(membership: Membership, by: Membership, now: dt.datetime) -> None:
    """A code app whose telephone is gone: its reset waits for a second manager, or for tomorrow."""
    secret, set_up = generate_totp_secret(), now - dt.timedelta(days=30)
    with told_at(set_up):
        add_code_app(
            user=membership.user,
            agency=membership.agency,
            host=agency_host(membership.agency),
            secret=secret,
            code=format_hotp_value(hotp_value(secret, int(set_up.timestamp()) // app_settings.TOTP_PERIOD)),
            keep=None,
            now=set_up,
            browser=UNKNOWN,
        )
    asked = now - dt.timedelta(hours=3)
    with told_at(asked):
        ask_reset(
            actor=Member(by.agency, membership=by),
            member=membership,
            reason="Rang up: the telephone fell off the ferry, and the recovery codes were on it.",
            now=asked,
        )


def _visit(membership: Membership, visit: Visit, now: dt.datetime) -> PersonSession:
    at, token = now - dt.timedelta(days=visit.days), new_token()
    browser, system = FACES[visit.device]
    seen = Seen(
        host=agency_host(membership.agency),
        address=visit.address,
        network=network_of(visit.address),
        country=country_of(visit.address),
        browser=browser,
        system=system,
        device=_cookie(membership, visit.device),
    )
    with told_at(at):
        session = begin_session(
            user=membership.user, agency=membership.agency, token=token, seen=seen, now=at
        )
    if visit.ends:
        end = at + dt.timedelta(hours=visit.ends)
        with told_at(end):
            log_event("signed_out", agency=membership.agency, user=membership.user)
            note_end(token=token, why=Ending.SIGNED_OUT, now=end)
    return session


def _trust(membership: Membership, at: dt.datetime) -> None:
    """The laptop has a name, and needs no second factor for a while."""
    laptop = Device.objects.get(user=membership.user, mark=_mark(membership, "laptop"))
    name_device(user=membership.user, public_id=laptop.public_id, name="Laptop in the study")
    with told_at(at):
        trust_device(user=membership.user, public_id=laptop.public_id, now=at)


def _answer(membership: Membership, at: dt.datetime) -> None:
    """The telephone was new, and asked about: “This was me”."""
    with told_at(at):
        for alert in LoginAlert.objects.filter(user=membership.user, agency=membership.agency, verdict=""):
            confirm(alert=alert, now=at)


def _cookie(membership: Membership, device: str) -> str:
    """No browser has this cookie: the demo's visitors come with new ones."""
    return f"demo-{membership.public_id}-{device}"


def _mark(membership: Membership, device: str) -> str:
    return mark_of(_cookie(membership, device))
