"""Passkeys: added, used, named, taken away."""

from __future__ import annotations

import datetime as dt
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.factor_changes import after_removal, first_factor, note_added, remove_factor
from accounts.actions.factors import locked_factors
from accounts.models import User
from accounts.models.security import NAME_LIMIT
from accounts.rules.factors import Kind, Passkey
from accounts.rules.passkeys import first_count, refused
from agencies.actions.security_log import Browser, log_event
from agencies.models import Agency
from project.base.errors import Invalid, NotVisible, WrongState
from project.base.ids import public_id as new_id

from .factor_mail import tell_of_factor

#: Of one person; far more than anybody has devices.
MOST = 20


def add_passkey(
    *,
    user: User,
    agency: Agency,
    host: str,
    name: str,
    credential: dict[str, Any],
    credential_id: str,
    keep: str | None,
    now: dt.datetime,
    browser: Browser,
) -> Authenticator:
    """Keep a passkey that was made on `host`. Without a name it is called by its number. As the first second
    factor it ends all sessions but the one with the token `keep`, see `first_factor`.

    Raises WrongState without a code app or recovery codes beside it, beyond
    MOST, and for one that is known already.
    """
    _require_name(name)
    with transaction.atomic():
        had = locked_factors(user, host)
        if not had.fallback:
            raise WrongState(
                _("Create recovery codes first. If you lose a passkey, you need another way to sign in.")
            )
        if len(had.passkeys) >= MOST:
            raise WrongState(_("You already have %s passkeys. Remove one before you add another.") % MOST)
        if Authenticator.objects.filter(type=Kind.WEBAUTHN, data__credential_id=credential_id).exists():
            raise WrongState(_("This passkey has already been added."))
        name = name or _("Passkey %s") % (len(had.passkeys) + 1)
        facts = {
            "name": name,
            "host": host,
            "credential": credential,
            "credential_id": credential_id,
            "public_id": new_id(),
        }
        row = Authenticator.objects.create(user=user, type=Kind.WEBAUTHN, data=facts, created_at=now)
        note_added(row, browser, now)
        if not had.any:
            first_factor(user, keep, now)
        log_event("passkey_added", agency=agency, user=user, browser=browser, passkey=facts["public_id"])
        what = _("the passkey “%s”") % name
        tell_of_factor(
            "factor_added", user=user, agency=agency, what=what, now=now, host=host, browser=browser
        )
    return row


def rename_passkey(
    *, user: User, agency: Agency, host: str, public_id: str, name: str, browser: Browser
) -> Passkey:
    """Call a passkey something else. Raises Invalid by "name", NotVisible for somebody else's."""
    _require_name(name, least=1)
    with transaction.atomic():
        passkey = _own(user, host, public_id)
        if passkey.name != name:
            passkey.row.data["name"] = name
            passkey.row.save(update_fields=["data"])
            log_event("passkey_renamed", agency=agency, user=user, browser=browser, passkey=public_id)
    return passkey


def remove_passkey(
    *, user: User, agency: Agency, host: str, public_id: str, now: dt.datetime, browser: Browser
) -> Passkey:
    """Accept a passkey no longer, also one of another host. Raises NotVisible for somebody else's."""
    with transaction.atomic():
        passkey = _own(user, host, public_id)
        remove_factor(passkey.row, browser, now)
        log_event("passkey_removed", agency=agency, user=user, browser=browser, passkey=public_id)
        what = _("the passkey “%s”") % passkey.name
        tell_of_factor(
            "factor_removed", user=user, agency=agency, what=what, now=now, host=host, browser=browser
        )
        after_removal(user, host, browser, now)
    return passkey


def accept_use(*, passkey: Authenticator, count: int, agency: Agency, browser: Browser) -> Authenticator:
    """Note how often a passkey says that it was used. One that counts must count on with each use: where two
    devices hold a copy, one of them falls behind. Call it outside of a transaction.

    Raises Invalid, and leaves a suspicious event, when the count has not grown;
    passkeys that always say 0 do not count.
    """
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=passkey.user_id)
        row = Authenticator.objects.select_related("user").filter(pk=passkey.pk).first()
        if row is None:
            raise refused()
        before = int(row.data.get("count", first_count(row)))
        grown = count > before
        if grown:
            row.data["count"] = count
            row.save(update_fields=["data"])
    if not grown and (count or before):
        facts: dict[str, Any] = {"user": row.user, "browser": browser, "passkey": row.data["public_id"]}
        log_event("passkey_copied", agency=agency, suspicious=True, **facts)
        raise refused()
    return row


def _own(user: User, host: str, public_id: str) -> Passkey:
    passkey = next((key for key in locked_factors(user, host).passkeys if key.public_id == public_id), None)
    if passkey is None:
        raise NotVisible()
    return passkey


def _require_name(name: str, least: int = 0) -> None:
    if not least <= len(name) <= NAME_LIMIT:
        raise Invalid(
            {
                "name": _("Enter between %(least)s and %(most)s characters.")
                % {"least": least, "most": NAME_LIMIT}
            }
        )
