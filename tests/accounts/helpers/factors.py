"""What tests of second factors share."""

from __future__ import annotations

import datetime as dt
import json
import re
import time
from typing import Any

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from accounts.actions.factors import add_code_app, make_codes
from accounts.actions.passkeys import add_passkey
from accounts.actions.sessions import TOKEN
from accounts.models import Device, PersonSession
from accounts.rules.sessions import hash_of
from agencies.actions.security_log import UNKNOWN
from project.base import clock
from project.base.viewer import Member
from tests.accounts.helpers.soft_passkey import SoftPasskey

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
HOST = "inkwell.localhost"
FACTORS = "/account/sign-in/"
SECOND = "/accounts/sign-in/second-factor/"
QUESTION = re.compile(r'<script id="passkey-question" type="application/json">(.*?)</script>')


def code_at(moment: dt.datetime, secret: str = SECRET) -> str:
    """What the app shows at a moment."""
    return format_hotp_value(hotp_value(secret, int(moment.timestamp()) // 30))


def facts(member: Member, host: str = HOST) -> dict[str, Any]:
    """Who acts, as every action of factors is told."""
    return {"user": member.membership.user, "agency": member.agency, "host": host, "browser": UNKNOWN}


def has_app(member: Member, now: dt.datetime | None = None) -> Authenticator:
    """The person has a code app. Its first code is spent, an hour ago unless `now` says otherwise."""
    now = now or clock.now() - dt.timedelta(hours=1)
    return add_code_app(**facts(member), secret=SECRET, code=code_at(now), keep=None, now=now)


def has_codes(member: Member) -> list[str]:
    return make_codes(**facts(member), now=clock.now())


def prove(client: Client, member: Member, ago: float = 0, at_home: bool = True) -> Client:
    """As if the person had given the password `ago` seconds ago, in a browser that is known unless it is not
    `at_home`."""
    session = client.session
    if at_home:
        known(client)
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time() - ago}]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(member.membership.user.pk)
    session.save()
    return client


def known(client: Client) -> Client:
    """The device of whoever is signed in there is one that they have said is theirs."""
    session = PersonSession.objects.get(key=hash_of(client.session[TOKEN]))
    moment, whose = clock.now(), {"agency": session.agency, "user": session.user}
    seen = {"first_seen_at": moment, "last_seen_at": moment, "confirmed_at": moment}
    session.device, _made = Device.objects.get_or_create(**whose, mark=session.key, defaults=seen)
    session.save(update_fields=["device"])
    return client


def question_of(answer: Any) -> dict[str, Any]:
    """The question for a passkey that a page asks."""
    found = QUESTION.search(answer.content.decode())
    assert found is not None, answer.content.decode()[-2000:]
    text = found[1]
    for code, letter in (("\\u003C", "<"), ("\\u003E", ">"), ("\\u0026", "&")):
        text = text.replace(code, letter)
    return dict(json.loads(text))


def stored_passkey(member: Member, host: str = HOST) -> Authenticator:
    """A passkey of `host` as it is stored, and recovery codes beside it, without the pages."""
    has_codes(member)
    key = SoftPasskey(origin=f"http://{host}")
    credential = json.loads(key.create({"publicKey": {"rp": {"id": host}, "challenge": "AAAA"}}))
    made = {"name": "Laptop", "credential": credential, "credential_id": credential["id"]}
    return add_passkey(**facts(member, host), **made, keep=None, now=clock.now())


def has_passkey(client: Client, key: SoftPasskey, name: str = "Laptop") -> Authenticator:
    """Whoever is signed in and proved there adds a passkey by the page."""
    page = f"{FACTORS}passkeys/add/"
    answer = client.post(page, {"name": name, "credential": key.create(question_of(client.get(page)))})
    assert answer.status_code == 302, answer.content.decode()
    return Authenticator.objects.filter(type="webauthn").latest("pk")
