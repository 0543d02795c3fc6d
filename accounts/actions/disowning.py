"""“Not me”: a person says of a sign-in, or of what was done from it, that it was somebody else. Whoever it
was is out, what they did is undone, and the person comes in by a link to the address that was theirs
before."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction

from accounts.hooks import credentials
from accounts.models import AlertVerdict, Device, Ending, LoginAlert, Notice, PersonSession, User
from accounts.rules.questioned import address_before, is_disowned, suspects_of
from agencies.actions.security_log import log_event
from agencies.models import Membership
from agencies.states.roles import Role

from .addresses import exchange_address, withdraw_email_change
from .login_alerts import require_answer
from .session_ends import end_rows
from .tokens import revoke_tokens_of
from .undoing import undo_acts
from .undoing_people import hold_people_acts, tell_of_taken_back


def deny(*, alert: LoginAlert, now: dt.datetime, token: str = "") -> LoginAlert:
    """“Not me” about a sign-in in question, see disown; also after “This was me”."""
    disown(session=alert.session, now=now, token=token)
    return LoginAlert.objects.select_related("session__device", "agency", "user").get(pk=alert.pk)


def disown(*, session: PersonSession, now: dt.datetime, token: str = "") -> str:
    """Every session, access token and other credential (accounts.hooks.credentials) of the person ends at
    once. What the session in question and those after it (accounts.rules.questioned.suspects_of) have made or
    changed is undone, their devices are revoked, the address is the one that was confirmed before.
    Invitations that they sent and roles that they gave are taken back. Nobody signs in with the old password
    any more: a new one has to be set by mail. The agency's owners are told, and its managers, too, of what
    was taken back.

    Returns the address that the link for a new password may go to; "" when there is none, since somebody else
    has it by now (then nobody gets in until the operator decides), and when this was said before. Raises
    NotAllowed from the session itself and those after it.
    """
    require_answer(session=session, token=token)
    with transaction.atomic():
        user = User.objects.select_for_update(no_key=True).get(pk=session.user_id)
        if is_disowned(session):
            return ""
        _note_answer(session, now)
        suspects = list(suspects_of(session).values_list("pk", flat=True))
        hold_people_acts(user=user, sessions=suspects)
        _revoke_devices(user, suspects, now)
        _end_everything(user, now)
        taken_back = undo_acts(user=user, sessions=suspects, now=now)
        address = _put_address_back(user, session)
        user.set_unusable_password()
        user.save(update_fields=["password", "is_active"])
        facts: dict[str, Any] = {"agency": session.agency, "user": user, "suspicious": True}
        log_event("sign_in_denied", **facts, session=session.public_id)
        _tell_owners(session, now)
        tell_of_taken_back(user=user, told=taken_back, now=now)
    return address


def _note_answer(session: PersonSession, now: dt.datetime) -> None:
    rows = LoginAlert.objects.select_for_update(of=("self",)).filter(session=session)
    for alert in rows:
        alert.verdict, alert.answered_at = AlertVerdict.NOT_ME, now
        alert.save(update_fields=["verdict", "answered_at"])


def _revoke_devices(user: User, sessions: list[int], now: dt.datetime) -> None:
    theirs = Device.objects.of_person(user).filter(sessions__in=sessions).values("pk")
    gone = {"revoked_at": now, "trusted_until": None, "confirmed_at": None}
    Device.objects.filter(pk__in=theirs).update(**gone)


def _end_everything(user: User, now: dt.datetime) -> None:
    rows = PersonSession.objects.of_person(user).live().select_for_update(of=("self",)).order_by("id")
    end_rows(rows, Ending.NOT_ME, now)
    revoke_tokens_of(user=user, now=now)
    for kept in credentials:
        kept.revoke(user=user, now=now)
    withdraw_email_change(user=user, now=now)


def _put_address_back(user: User, session: PersonSession) -> str:
    """Returns the address from before the session, which is the person's (again). When somebody else has
    confirmed it meanwhile, the present one must not become a way in: the person is locked."""
    before = address_before(user, session)
    if before == user.email:
        return before
    try:
        with transaction.atomic():
            exchange_address(user, before)
    except IntegrityError:
        user.is_active = False
        return ""
    log_event("email_changed", agency=session.agency, user=user)
    return before


def _tell_owners(session: PersonSession, now: dt.datetime) -> None:
    agency = session.agency
    owners = Membership.objects.live().with_role(Role.OWNER).filter(agency=agency).exclude(user=session.user)
    member = Membership.objects.belonging().filter(agency=agency, user=session.user).first()
    if member is not None:
        Notice.objects.bulk_create(
            Notice(
                agency=agency,
                user_id=owner.user_id,
                named=session.user,
                kind="sign_in_denied",
                detail=member.public_name,
                at=now,
            )
            for owner in owners[:100]
        )
