"""The two halves of each passkey ceremony: what the browser is asked, and whether its answer is right.

A question is kept in the session, is for one purpose, and is answered once: what was asked to add a passkey
signs nobody in. The host of the request is the `rp id` of WebAuthn, so that browsers offer a passkey on the
host it was made on alone; we look for it among those of that host alone, too.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from accounts.models import User
from accounts.rules.factors import Kind
from project.base.errors import Invalid
from project.base.http import AgencyRequest, SignedInRequest

QUESTION = "passkey_question"
GOOD_FOR = dt.timedelta(minutes=10)
#: Of an answer; a real one has some two thousand characters.
LONGEST = 20_000
#: What the libraries raise for an answer that somebody has made up.
NONSENSE = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    NotImplementedError,
    RecursionError,
)

ADD, ENTER, SECOND, CONFIRM = "add", "enter", "second", "confirm"


def host_of(request: HttpRequest) -> str:
    """The host that passkeys of this request belong to."""
    return split_domain_port(request.get_host())[0]


def question_to_add(request: SignedInRequest, user: User, now: dt.datetime) -> dict[str, Any]:
    """Ask the browser for a new passkey of the person; those of this host are excluded."""
    options, state = _server(request).register_begin(
        user=PublicKeyCredentialUserEntity(
            id=_handle(user, request), name=user.email, display_name=str(user)
        ),
        credentials=[credential_of(row) for row in rows_of(user, host_of(request))],
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.PREFERRED,
        extensions={"credProps": True},
    )
    _keep(request, f"{ADD} {user.pk}", state, now)
    return dict(options)


def answer_to_add(
    request: SignedInRequest, user: User, answer: str, now: dt.datetime
) -> tuple[dict[str, Any], str]:
    """The new passkey as it is stored, and its credential id. Raises Invalid."""
    state = _question(request, f"{ADD} {user.pk}", now)
    credential = _read(answer)
    try:
        RegistrationResponse.from_dict(credential)
        found = _server(request).register_complete(state, credential)
        assert found.credential_data is not None
    except NONSENSE as error:
        raise refused() from error
    return credential, websafe_encode(found.credential_data.credential_id)


def question_to_prove(
    request: AgencyRequest, purpose: str, user: User | None, now: dt.datetime
) -> dict[str, Any]:
    """Ask the browser for a passkey: one of `user`, or any of this host. As the only factor it must know its
    holder, by a PIN, a finger or a face."""
    alone = user is None
    rows = [] if user is None else rows_of(user, host_of(request))
    options, state = _server(request).authenticate_begin(
        credentials=[credential_of(row) for row in rows],
        user_verification=UserVerificationRequirement.REQUIRED
        if alone
        else UserVerificationRequirement.PREFERRED,
    )
    _keep(request, _purpose(purpose, user), state, now)
    return dict(options)


def answer_to_prove(
    request: AgencyRequest, purpose: str, user: User | None, answer: str, now: dt.datetime
) -> tuple[Authenticator, int]:
    """The passkey that the browser has used, of `user` or of whoever it belongs to, and how often it says
    that it was used: `actions.passkeys.accept_use` decides whether that can be. Raises Invalid."""
    state = _question(request, _purpose(purpose, user), now)
    credential = _read(answer)
    try:
        told = AuthenticationResponse.from_dict(credential)
        wanted = websafe_encode(told.raw_id)
        row = _row(host_of(request), wanted, user)
        _server(request).authenticate_complete(state, [credential_of(row)] if row else [], credential)
        assert row is not None
    except NONSENSE as error:
        raise refused() from error
    return row, told.response.authenticator_data.counter


def first_count(row: Authenticator) -> int:
    """How often a passkey said that it was used when it was added; 0 for one that does not count."""
    return int(WebAuthn(row).authenticator_data.counter)


def rows_of(user: User, host: str) -> list[Authenticator]:
    """The person's passkeys of one host."""
    return list(Authenticator.objects.filter(user=user, type=Kind.WEBAUTHN, data__host=host).order_by("pk"))


def credential_of(row: Authenticator) -> AttestedCredentialData:
    """The public key of a stored passkey."""
    found: AttestedCredentialData = WebAuthn(row).authenticator_data.credential_data
    return found


def _row(host: str, credential_id: str, user: User | None) -> Authenticator | None:
    rows = Authenticator.objects.filter(
        type=Kind.WEBAUTHN, data__host=host, data__credential_id=credential_id
    )
    return (rows.filter(user=user) if user else rows).select_related("user").first()


def _server(request: AgencyRequest) -> Fido2Server:
    """Believes answers that were given on the very origin of this request."""
    host, name = host_of(request), str(request.agency.name)
    origin = f"{request.scheme}://{request.get_host().lower()}"
    return Fido2Server(
        PublicKeyCredentialRpEntity(id=host, name=name), verify_origin=lambda told: told == origin
    )


def _handle(user: User, request: SignedInRequest) -> bytes:
    """What the passkey calls its holder: another value on each host, so that nobody can compare them."""
    return salted_hmac(
        "accounts.rules.passkeys", f"{user.pk} {host_of(request)}", algorithm="sha256"
    ).digest()


def _purpose(purpose: str, user: User | None) -> str:
    return f"{purpose} {user.pk}" if user else purpose


def _keep(request: AgencyRequest, purpose: str, state: dict[str, Any], now: dt.datetime) -> None:
    request.session[QUESTION] = {**state, "for": purpose, "at": now.timestamp()}


def _question(request: AgencyRequest, purpose: str, now: dt.datetime) -> dict[str, Any]:
    """What was asked, which is forgotten by this: an answer is looked at once."""
    asked = request.session.pop(QUESTION, None)
    if not asked or asked["for"] != purpose or now.timestamp() - asked["at"] > GOOD_FOR.total_seconds():
        raise Invalid(
            {"": _("That took too long, or another page asked for a passkey at the same time. Try again.")}
        )
    return dict(asked)


def _read(answer: str) -> dict[str, Any]:
    try:
        credential = json.loads(answer) if len(answer) <= LONGEST else None
    except (ValueError, RecursionError):
        credential = None
    if not isinstance(credential, dict):
        raise refused()
    return credential


def refused() -> Invalid:
    """What is said of every answer that is not right, whatever is wrong with it."""
    return Invalid({"": _("This passkey was not accepted. Try again, or use another method.")})
