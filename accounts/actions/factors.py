"""Code app and recovery codes: set up, taken away, and each code spent once."""

from __future__ import annotations

import datetime as dt
from typing import Any

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.factor_changes import after_removal, first_factor, note_added, remove_factor
from accounts.models import User
from accounts.rules import tries
from accounts.rules.factors import Factors, Kind, factors_of
from agencies.actions.security_log import Browser, log_event
from agencies.models import Agency
from project.base.errors import Invalid, WrongState

from .factor_mail import tell_of_code, tell_of_factor


def add_code_app(
    *,
    user: User,
    agency: Agency,
    host: str,
    secret: str,
    code: str,
    keep: str | None,
    now: dt.datetime,
    browser: Browser,
) -> Authenticator:
    """Let the app with `secret` make codes for the person. `code` shows that it does, and is spent by this.
    As the first second factor it ends all sessions but the one with the token `keep`, see `first_factor`.

    Raises Invalid by "code" for a wrong one, WrongState when there is an app already.
    """
    step = _step_of(secret, code, now, after=-1)
    if step is None:
        raise Invalid(
            {
                "code": _(
                    "This code is wrong. Check that the clock on your phone is right, then enter the "
                    "code the app shows now."
                )
            }
        )
    with transaction.atomic():
        had = locked_factors(user, host)
        if had.code_app:
            raise WrongState(_("You already have an authenticator app. Remove it before you set up another."))
        row: Authenticator = TOTP.activate(user, secret).instance
        row.data["last_step"] = step
        row.save(update_fields=["data"])
        note_added(row, browser, now)
        if not had.any:
            first_factor(user, keep, now)
        log_event("second_factor_added", agency=agency, user=user, browser=browser, factor="code_app")
        what = str(_("an authenticator app"))
        tell_of_factor(
            "factor_added", user=user, agency=agency, what=what, now=now, host=host, browser=browser
        )
    return row


def remove_code_app(*, user: User, agency: Agency, host: str, now: dt.datetime, browser: Browser) -> None:
    """Forget the code app; twice does nothing. Raises WrongState while passkeys
    would be left without recovery codes."""
    with transaction.atomic():
        had = locked_factors(user, host)
        if had.code_app is None:
            return
        if had.passkeys and not had.codes_left:
            raise WrongState(_("Your passkeys need a fallback. Create recovery codes first."))
        remove_factor(had.code_app, browser, now)
        log_event("second_factor_removed", agency=agency, user=user, browser=browser, factor="code_app")
        what = str(_("the authenticator app"))
        tell_of_factor(
            "factor_removed", user=user, agency=agency, what=what, now=now, host=host, browser=browser
        )
        after_removal(user, host, browser, now)


def make_codes(*, user: User, agency: Agency, host: str, now: dt.datetime, browser: Browser) -> list[str]:
    """A new set of recovery codes, in letters for this one time; those made before are dead from now on."""
    with transaction.atomic():
        had = locked_factors(user, host)
        if had.codes:
            remove_factor(had.codes, browser, now)
        made = RecoveryCodes.activate(user)
        note_added(made.instance, browser, now)
        log_event("recovery_codes_made", agency=agency, user=user, browser=browser)
        what = str(_("recovery codes"))
        tell_of_factor(
            "factor_added", user=user, agency=agency, what=what, now=now, host=host, browser=browser
        )
    return list(made.generate_codes())


def check_code(
    *,
    user: User,
    agency: Agency,
    code: str,
    counted: list[tries.Try],
    now: dt.datetime,
    browser: Browser,
    host: str = "",
) -> Authenticator:
    """Spend a code of the app or a recovery code; answers whose it was. Call it outside of a transaction. The
    person is told of a recovery code, and how many are left.

    Every try counts for `counted` (accounts.rules.tries.of_factor) before the code is looked at, so that many
    at once cannot slip through; a right one is given back. Raises Invalid by "code", and TooMany
    beyond the limits.
    """
    tries.count(counted, now)
    with transaction.atomic():
        found = _spend(user, code, now)
        if found and found.type == Kind.RECOVERY_CODES:
            left = factors_of(user, host).codes_left
            log_event("recovery_code_used", agency=agency, user=user, browser=browser, left=left)
            tell_of_code(user=user, agency=agency, left=left, now=now, host=host)
    if found is None:
        log_event("second_factor_failed", agency=agency, user=user, browser=browser, suspicious=True)
        raise Invalid({"code": _("This code is wrong or has already been used. Wait for the next one.")})
    tries.take_back(counted)
    return found


def spend_code(*, user: User, code: str, now: dt.datetime) -> bool:
    """Spend a code of the app or a recovery code; whether it was one. Counts no tries, and tells nobody: who
    calls it does."""
    with transaction.atomic():
        return _spend(user, code, now) is not None


def locked_factors(user: User, host: str) -> Factors:
    """The factors of a person whom nobody else changes the factors of until the transaction ends."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    return factors_of(user, host)


def _spend(user: User, code: str, now: dt.datetime) -> Authenticator | None:
    rows = Authenticator.objects.select_for_update(no_key=True).filter(user=user).exclude(type=Kind.WEBAUTHN)
    for row in rows.order_by("-type"):
        if row.type == Kind.TOTP and _spend_step(row, code, now):
            return row
        if row.type == Kind.RECOVERY_CODES:
            codes = row.wrap()
            if codes.validate_code(code):
                spent: Authenticator = codes.instance
                return spent
    return None


def _spend_step(row: Authenticator, code: str, now: dt.datetime) -> bool:
    """Whether it is a code of the app that was not used, nor followed by one that was (RFC 6238, 5.2)."""
    step = _step_of(decrypt(row.data["secret"]), code, now, after=row.data.get("last_step", -1))
    if step is None:
        return False
    row.data["last_step"] = step
    row.save(update_fields=["data"])
    return True


def _step_of(secret: str, code: str, now: dt.datetime, *, after: int) -> int | None:
    """The time step later than `after` whose code this is; one before
    and one after the present are tried too."""
    present = int(now.timestamp()) // app_settings.TOTP_PERIOD
    near = range(present - app_settings.TOTP_TOLERANCE, present + app_settings.TOTP_TOLERANCE + 1)
    fitting = [step for step in near if step > after and _is_code_of(secret, step, code)]
    return fitting[0] if fitting else None


def _is_code_of(secret: str, step: int, code: str) -> bool:
    return bool(compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step))))


__all__: list[Any] = [
    "add_code_app",
    "check_code",
    "locked_factors",
    "make_codes",
    "remove_code_app",
    "spend_code",
]
