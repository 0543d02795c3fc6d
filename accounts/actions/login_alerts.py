"""Login alerts: a person is asked about a sign-in that was unlike the earlier ones, and says whether it was
theirs."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.tokens import revoke_tokens_of
from accounts.models import (
    AlertVerdict,
    Device,
    Ending,
    LoginAlert,
    LoginAlertPreference,
    Notice,
    PersonSession,
    User,
)
from accounts.rules.login_alerts import New
from agencies.actions.security_log import log_event
from agencies.models import Agency, Membership
from agencies.states.roles import Role
from project.base.errors import Taken
from project.base.jobs import defer

from .addresses import withdraw_email_change
from .session_ends import end_rows


def save_preference(*, user: User, agency: Agency, **wanted: bool) -> LoginAlertPreference:
    """Store what the person wants to be told, by the names of the columns."""
    stored, _made = LoginAlertPreference.objects.update_or_create(agency=agency, user=user, defaults=wanted)
    return stored


def raise_alert(session: PersonSession, new: New, now: dt.datetime) -> LoginAlert | None:
    """Ask the person about a sign-in with something new, and have them told by a job in the ways they chose.
    Within the transaction that notes the sign-in. A plain sign-in is told without a question, where that is
    wanted."""
    if new.first or new.known:
        return None
    alert = LoginAlert.objects.create(
        agency=session.agency,
        user=session.user,
        session=session,
        new_device=new.device,
        new_network=new.network,
        new_country=new.country,
        at=now,
    )
    defer("accounts.tell_of_sign_in", alert_id=alert.pk)
    return alert


def confirm(*, alert: LoginAlert, now: dt.datetime) -> LoginAlert:
    """“This was me”: the device is known from now on. Answering the same again does
    nothing; Taken after the other answer."""
    with transaction.atomic():
        stored = _open(alert, AlertVerdict.ME)
        if stored.verdict:
            return stored
        _answer(stored, AlertVerdict.ME, now)
        Device.objects.filter(pk=stored.session.device_id or 0).update(confirmed_at=now)
        log_event(
            "sign_in_confirmed", agency=stored.agency, user=stored.user, session=stored.session.public_id
        )
    return stored


def deny(*, alert: LoginAlert, now: dt.datetime) -> LoginAlert:
    """“Not me”: every session and access token of the person ends at once, a change of address that waits is
    dropped, the device is revoked, and nobody signs in with the old password any more: a new one has to be
    set by mail. The agency's owners are told. Once."""
    with transaction.atomic():
        user = User.objects.select_for_update(no_key=True).get(pk=alert.user_id)
        stored = _open(alert, AlertVerdict.NOT_ME)
        if stored.verdict:
            return stored
        _answer(stored, AlertVerdict.NOT_ME, now)
        Device.objects.filter(pk=stored.session.device_id or 0).update(
            revoked_at=now, trusted_until=None, confirmed_at=None
        )
        rows = PersonSession.objects.of_person(user).live().select_for_update(of=("self",)).order_by("id")
        end_rows(rows, Ending.NOT_ME, now)
        revoke_tokens_of(user=user, now=now)
        withdraw_email_change(user=user, now=now)
        user.set_unusable_password()
        user.save(update_fields=["password"])
        log_event(
            "sign_in_denied",
            agency=stored.agency,
            user=user,
            suspicious=True,
            session=stored.session.public_id,
        )
        _tell_owners(stored, now)
    return stored


def _open(alert: LoginAlert, verdict: str) -> LoginAlert:
    stored = (
        LoginAlert.objects.select_for_update(of=("self",))
        .select_related("session", "agency", "user")
        .get(pk=alert.pk)
    )
    if stored.verdict not in ("", verdict):
        raise Taken(_("This sign-in was answered already."))
    return stored


def _answer(alert: LoginAlert, verdict: str, now: dt.datetime) -> None:
    alert.verdict, alert.answered_at = verdict, now
    alert.save(update_fields=["verdict", "answered_at"])


def _tell_owners(alert: LoginAlert, now: dt.datetime) -> None:
    owners = (
        Membership.objects.live().with_role(Role.OWNER).filter(agency=alert.agency).exclude(user=alert.user)
    )
    member = Membership.objects.belonging().filter(agency=alert.agency, user=alert.user).first()
    if member is not None:
        Notice.objects.bulk_create(
            Notice(
                agency=alert.agency,
                user_id=owner.user_id,
                about=alert.user,
                kind="sign_in_denied",
                detail=member.public_name,
                at=now,
            )
            for owner in owners[:100]
        )
