"""A second e-mail address: asked for, confirmed by a link to it, removed."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from accounts.models import ActKind, BackupAddress, User
from accounts.rules.disown_links import disown_url
from agencies.actions.security_log import UNKNOWN, Browser, log_event
from agencies.models import Agency
from agencies.rules.absolute_urls import agency_url
from project.base.errors import Invalid, NotVisible, Taken
from project.base.jobs import Urgency
from project.base.mail_addresses import canonical_email

from .addresses import NOT_OPEN, VALID_FOR, hash_of, is_taken
from .mail import write_mail
from .security_mail import write_security_mail
from .session_acts import note_act


@sensitive_variables("token")
def ask_backup(
    *, agency: Agency, user: User, email: str, now: dt.datetime, host: str = "", browser: Browser = UNKNOWN
) -> BackupAddress:
    """Mail a link to a second address, and a word to the first. It counts when the link was used; one that
    waits is replaced.

    An address that somebody else has is told so by mail alone, and everything else is the same. Raises
    Invalid for the person's own first address, and while they have a second one.
    """
    email = canonical_email(email)
    with transaction.atomic():
        user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        _require_other(user, email)
        BackupAddress.objects.present().filter(user=user).update(removed_at=now)
        token = secrets.token_urlsafe(32)
        row = BackupAddress.objects.create(
            agency=agency,
            user=user,
            email=email,
            token_hash=hash_of(token),
            created_at=now,
            expires_at=now + VALID_FOR,
        )
        note_act(ActKind.BACKUP_ADDED, user=user, browser=browser, now=now, subject=row.pk)
        facts = _facts(agency, browser, host) | {"email": email, "what": "asked"}
        facts["link"] = agency_url(agency, reverse("account_backup_confirm", args=[token]), host)
        taken = is_taken(email, user)
        kind, reader = ("email_in_use", None) if taken else ("backup_confirm", user)
        about: dict[str, Any] = {"agency": agency, "urgency": Urgency.PERSON, "now": now, "host": host}
        write_mail(**about, kind=kind, recipient=email, reader=reader, context=facts)
        facts["link"] = agency_url(agency, reverse("account_backup"), host)
        write_mail(**about, kind="backup_changed", recipient=user.email, reader=user, context=facts)
        log_event("backup_asked", agency=agency, user=user, browser=browser)
    return row


def _require_other(user: User, email: str) -> None:
    if email == user.email:
        raise Invalid({"email": _("This is your main email address. Enter a different one.")})
    if BackupAddress.objects.confirmed().filter(user=user).exists():
        raise Invalid(
            {"email": _("You already have a second email address. Remove it before you add another.")}
        )


def find_backup(*, agency: Agency, user: Any, token: str, now: dt.datetime) -> BackupAddress:
    """The one that waits of this person, behind a token. Raises NotVisible, alike for wrong, used, removed
    and expired ones and for those of somebody else."""
    rows = BackupAddress.objects.open(now).filter(agency=agency, user=user, token_hash=hash_of(token))
    if (row := rows.first()) is None:
        raise NotVisible(NOT_OPEN)
    return row


def confirm_backup(
    *, agency: Agency, user: Any, token: str, now: dt.datetime, host: str = "", browser: Browser = UNKNOWN
) -> BackupAddress:
    """Let the address count from now on, and tell both. A second click finds the work done. Raises NotVisible
    when the link is not open to this person, Taken when somebody else has the address by now."""
    with transaction.atomic():
        person = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        done = BackupAddress.objects.confirmed().filter(user=person, token_hash=hash_of(token)).first()
        if done is not None:
            return done
        row = find_backup(agency=agency, user=person, token=token, now=now)
        if is_taken(row.email, person):
            raise Taken(_("Another account now uses this email address."))
        row.confirmed_at = now
        try:
            with transaction.atomic():
                row.save(update_fields=["confirmed_at"])
        except IntegrityError:
            raise Taken(_("Another account now uses this email address.")) from None
        _tell("confirmed", row, person, now=now, host=host, browser=browser)
        log_event("backup_added", agency=agency, user=person, browser=browser)
    return row


def remove_backup(
    *, agency: Agency, user: Any, now: dt.datetime, host: str = "", browser: Browser = UNKNOWN
) -> bool:
    """Reach the person at the second address no longer, confirmed or not; both addresses are told. Returns
    whether there was one."""
    with transaction.atomic():
        person = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        row = BackupAddress.objects.present().filter(user=person).first()
        if row is None:
            return False
        note_act(ActKind.BACKUP_REMOVED, user=person, browser=browser, now=now, subject=row.pk)
        if row.confirmed_at:
            _tell("removed", row, person, now=now, host=host, browser=browser)
            log_event("backup_removed", agency=agency, user=person, browser=browser)
        row.removed_at = now
        row.save(update_fields=["removed_at"])
    return True


def _tell(
    what: str, row: BackupAddress, person: User, *, now: dt.datetime, host: str, browser: Browser
) -> None:
    facts = _facts(row.agency, browser, host) | {"email": row.email, "what": what}
    facts["link"] = agency_url(row.agency, reverse("account_backup"), host)
    about: dict[str, Any] = {"agency": row.agency, "now": now, "host": host, "context": facts}
    write_security_mail(**about, user=person, kind="backup_changed")


def _facts(agency: Agency, browser: Browser, host: str) -> dict[str, Any]:
    return {
        "sign_in_url": agency_url(agency, reverse("account_login"), host),
        "reset_url": agency_url(agency, reverse("account_reset_password"), host),
        "disown_url": disown_url(agency, browser, host),
    }
