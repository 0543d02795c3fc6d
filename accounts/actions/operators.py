"""Operators of the installation: named by a command, signed in at OPERATOR_HOST by password and code."""

from __future__ import annotations

import datetime as dt
import logging

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.actions.factors import spend_code
from accounts.models import Operator, OperatorAct, OperatorEvent, User
from accounts.rules import limits, tries
from accounts.rules.factors import factors_of
from agencies.models import Agency
from project.base.mail_addresses import canonical_email

log = logging.getLogger("quillhouse.security")


def name_operator(*, user: User, now: dt.datetime) -> Operator:
    """Let a person sign in at OPERATOR_HOST. For the command alone. Does nothing for one who may already."""
    with transaction.atomic():
        row, is_new = Operator.objects.get_or_create(user=user, defaults={"named_at": now})
        if is_new:
            note_act(OperatorAct.NAMED, user=user, now=now)
    return row


def remove_operator(*, user: User, now: dt.datetime) -> bool:
    """Let them in no longer, from the next request on. For the command alone. Returns whether they were
    one."""
    with transaction.atomic():
        gone, _rows = Operator.objects.filter(user=user).delete()
        if gone:
            note_act(OperatorAct.REMOVED, user=user, now=now)
    return bool(gone)


def sign_in_operator(*, email: str, password: str, code: str, network: str, now: dt.datetime) -> User | None:
    """The operator whose address, password and code of an authenticator app (or recovery code) these are;
    None for anything else, whatever of it is wrong. The code is spent. Call it outside of a transaction.

    Every try counts before anything is looked at, by address and network; a right one is given back. Raises
    TooMany beyond the limits.
    """
    counted = _tries(canonical_email(email), network)
    tries.count(counted, now)
    user = _known(canonical_email(email), password)
    if user is None or not spend_code(user=user, code=code, now=now):
        note_act(OperatorAct.REFUSED, user=user, now=now)
        return None
    tries.take_back(counted)
    note_act(OperatorAct.SIGNED_IN, user=user, now=now)
    return user


def operator_of(user_id: int) -> User | None:
    """The person, if they are an operator who has an authenticator app, as it is now. Two queries."""
    row = Operator.objects.select_related("user").filter(user_id=user_id, user__is_active=True).first()
    return row.user if row and factors_of(row.user, "").code_app else None


def note_act(
    kind: OperatorAct, *, user: User | None, now: dt.datetime, agency: Agency | None = None, detail: str = ""
) -> None:
    """Store what an operator did, and write a line of it. Asks no right."""
    OperatorEvent.objects.create(kind=kind, user=user, agency=agency, detail=detail[:200], at=now)
    code = agency.code if agency else ""
    log.info("operator %s", kind, extra={"event": f"operator_{kind}", "agency": code})


def _tries(email: str, network: str) -> list[tries.Try]:
    """Counters of this door's own: nobody uses them up elsewhere."""
    door = "operator"
    return [
        (limits.SIGN_IN, (door, email, network)),
        (limits.SIGN_IN_ADDRESS, (door, email)),
        (limits.SIGN_IN_NETWORK, (door, network)),
    ]


def _known(email: str, password: str) -> User | None:
    """The operator with this password. It takes as long for an address that nobody has."""
    user = User.objects.filter(email=email).first()
    if user is None:
        make_password(password)
        return None
    return operator_of(user.pk) if user.check_password(password) else None
