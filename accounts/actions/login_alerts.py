"""Login alerts: a person is asked about a sign-in that was unlike the earlier ones, and may say that it was
theirs. The other answer is in accounts.actions.disowning."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import (
    ActKind,
    AlertVerdict,
    Device,
    LoginAlert,
    LoginAlertPreference,
    PersonSession,
    User,
)
from accounts.rules.login_alerts import (
    COLUMNS,
    DEFAULTS,
    New,
    channels_of,
    preference_of,
    switched_off,
)
from accounts.rules.questioned import may_answer, own_session
from agencies.actions.security_log import UNKNOWN, Browser, log_event
from agencies.models import Agency
from project.base import clock
from project.base.errors import NotAllowed, Taken
from project.base.jobs import defer

from .factor_mail import tell_of_alerts_off
from .session_acts import note_act


def save_preference(
    *, user: User, agency: Agency, browser: Browser = UNKNOWN, host: str = "", **wanted: bool
) -> LoginAlertPreference:
    """Store what the person wants to be told, by the names of the columns. What goes off is told by mail, and
    stands in the security log."""
    with transaction.atomic():
        _note_change(user, agency, browser, host, wanted)
        row, _made = LoginAlertPreference.objects.update_or_create(agency=agency, user=user, defaults=wanted)
    return row


def create_preference(
    *, user: User, agency: Agency, browser: Browser = UNKNOWN, host: str = "", **wanted: bool
) -> LoginAlertPreference:
    """The first preference of the person at this agency, stored as by save_preference. Raises Taken when
    there is one."""
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        if LoginAlertPreference.objects.filter(agency=agency, user=user).exists():
            raise Taken(_("Your alert settings are saved already. Change those."))
        return save_preference(user=user, agency=agency, browser=browser, host=host, **wanted)


def forget_preference(*, user: User, agency: Agency, browser: Browser = UNKNOWN, host: str = "") -> None:
    """Have the defaults hold again; what they tell less is told as by save_preference. Does nothing where
    nothing is stored."""
    with transaction.atomic():
        rows = LoginAlertPreference.objects.filter(agency=agency, user=user)
        if rows.exists():
            _note_change(user, agency, browser, host, DEFAULTS)
            rows.delete()


def _note_change(user: User, agency: Agency, browser: Browser, host: str, wanted: Mapping[str, bool]) -> None:
    """Before what is stored changes to `wanted`: the way back, and whom it concerns is told what goes off."""
    off = switched_off(preference_of(user, agency), wanted)
    stored = LoginAlertPreference.objects.filter(agency=agency, user=user).values(*COLUMNS).first()
    note_act(ActKind.ALERTS, user=user, browser=browser, now=clock.now(), before=stored)
    if off:
        log_event("alerts_switched_off", agency=agency, user=user, browser=browser)
        tell_of_alerts_off(user=user, agency=agency, off=off, now=clock.now(), host=host, browser=browser)


def raise_alert(session: PersonSession, new: New, now: dt.datetime) -> LoginAlert | None:
    """Ask the person about a sign-in with something new, and have them told by a job in the ways they chose
    before it. Within the transaction that notes the sign-in. A plain sign-in, also on a device that they have
    confirmed, is told without a question, where that is wanted."""
    if new.first:
        return None
    alert = LoginAlert(
        agency=session.agency,
        user=session.user,
        session=session,
        new_device=new.device and not new.known,
        new_network=new.network and not new.known,
        new_country=new.country and not new.known,
        at=now,
    )
    wanted = preference_of(session.user, session.agency)
    alert.by_mail, alert.by_notice = channels_of(alert, wanted)
    if new.known and not (alert.by_mail or alert.by_notice):
        return None
    alert.save()
    defer("accounts.tell_of_sign_in", alert_id=alert.pk)
    return alert


def require_answer(*, session: PersonSession, token: str) -> None:
    """Raises NotAllowed where the browser with the session `token` ("" for none) may not say whose the
    sign-in was: nobody answers for themselves."""
    if not may_answer(own_session(token), session):
        raise NotAllowed(
            _(
                "You can’t answer this from the sign-in in question or from a later one. Open the "
                "link from the email in a different browser, or in one where you were already signed "
                "in."
            )
        )


def confirm(*, alert: LoginAlert, now: dt.datetime, token: str = "") -> LoginAlert:
    """“This was me”: the device is known from now on. It is not final: “Not me” overrules it. Answering the
    same again does nothing. Raises Taken after “Not me”: whoever it was signs in anew; NotAllowed from the
    session itself (see require_answer)."""
    require_answer(session=alert.session, token=token)
    with transaction.atomic():
        stored = LoginAlert.objects.select_for_update(of=("self",)).get(pk=alert.pk)
        if stored.verdict == AlertVerdict.NOT_ME:
            raise Taken(
                _("You reported this sign-in as not yours, so the session was revoked. Sign in again.")
            )
        if stored.verdict:
            return stored
        stored.verdict, stored.answered_at = AlertVerdict.ME, now
        stored.save(update_fields=["verdict", "answered_at"])
        Device.objects.filter(pk=stored.session.device_id or 0).update(confirmed_at=now)
        facts: dict[str, Any] = {"agency": stored.agency, "user": stored.user}
        log_event("sign_in_confirmed", **facts, session=stored.session.public_id)
    return stored
