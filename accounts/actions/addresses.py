"""Another e-mail address: asked for, confirmed by a link to it, withdrawn."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import Any

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables

from accounts.models import ActKind, BackupAddress, EmailChange, User
from accounts.rules.backup_addresses import addresses_of
from accounts.rules.disown_links import disown_url
from agencies.actions.security_log import UNKNOWN, Browser, log_event
from agencies.models import Agency, Membership
from agencies.rules.absolute_urls import agency_url
from project.base.errors import Invalid, NotVisible, Taken
from project.base.jobs import Urgency
from project.base.mail_addresses import canonical_email

from .mail import write_mail
from .people import take_address
from .security_mail import write_security_mail
from .session_acts import note_act

VALID_FOR = dt.timedelta(hours=24)
NOT_OPEN = gettext_lazy(
    "This link is not valid, has expired or has already been used. Only the person who "
    "requested it can open it."
)


@sensitive_variables("token")
def ask_email_change(
    *, agency: Agency, user: User, email: str, now: dt.datetime, host: str = "", browser: Browser = UNKNOWN
) -> EmailChange:
    """Mail a link to the new address, and a word to the present one. Nothing changes until the link is used.

    An address that somebody else has is told so by mail alone; everything else is the same, so that nobody
    learns here who has an account. An earlier change that waits is withdrawn. Raises Invalid for the address
    that the person has.
    """
    email = canonical_email(email)
    with transaction.atomic():
        user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        if email == user.email:
            raise Invalid({"email": _("This is already your email address. Enter a different one.")})
        withdraw_email_change(user=user, now=now)
        token = secrets.token_urlsafe(32)
        change = EmailChange.objects.create(
            agency=agency,
            user=user,
            email=email,
            token_hash=hash_of(token),
            created_at=now,
            expires_at=now + VALID_FOR,
        )
        note_act(ActKind.EMAIL_ASKED, user=user, browser=browser, now=now, subject=change.pk)
        facts = _links(agency, host) | {"new": email, "old": user.email}
        facts["link"] = agency_url(agency, reverse("account_email_confirm", args=[token]), host)
        taken = is_taken(email, user)
        kind, reader = ("email_in_use", None) if taken else ("email_confirm_new", user)
        about: dict[str, Any] = {"context": facts, "urgency": Urgency.PERSON, "now": now, "host": host}
        write_mail(agency=agency, kind=kind, recipient=email, reader=reader, **about)
        facts["link"] = agency_url(agency, reverse("account_email"), host)
        facts["disown_url"] = disown_url(agency, browser, host)
        about = {"context": facts, "now": now, "host": host}
        write_security_mail(user=user, agency=agency, kind="email_change_asked", **about)
        log_event(
            "email_change_asked", agency=agency, person=_member(agency, user), user=user, browser=browser
        )
    return change


def withdraw_email_change(*, user: Any, now: dt.datetime) -> int:
    """Make the link of a change that waits worthless. Returns how many waited: one or none."""
    return EmailChange.objects.waiting().filter(user=user).update(withdrawn_at=now)


def find_email_change(*, agency: Agency, user: Any, token: str, now: dt.datetime) -> EmailChange:
    """The open change of this person behind a token. Raises NotVisible, alike for wrong, used, withdrawn and
    expired ones and for those of somebody else: whoever reads a mail that went astray must not get the
    account with it."""
    change = EmailChange.objects.open(now).filter(agency=agency, user=user, token_hash=hash_of(token)).first()
    if change is None:
        raise NotVisible(NOT_OPEN)
    return change


def confirm_email_change(
    *, agency: Agency, user: Any, token: str, now: dt.datetime, host: str = "", browser: Browser = UNKNOWN
) -> tuple[User, bool]:
    """Change the address, here and where allauth keeps it, and tell both addresses. Returns the person, and
    whether it was this call that changed it: a second click finds the work done.

    Raises NotVisible when the link is not open to this person, Taken when somebody else has the address by
    now: of two who confirm it at once, one gets it. The caller keeps its own session and sends
    `email_changed`.
    """
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=user.pk)
        used = EmailChange.objects.filter(
            agency=agency, user=person, token_hash=hash_of(token), email=person.email
        )
        if used.filter(used_at__isnull=False).exists():
            return person, False
        change = find_email_change(agency=agency, user=person, token=token, now=now)
        note_act(ActKind.EMAIL_CHANGED, user=person, browser=browser, now=now, subject=change.pk)
        before = person.email
        try:
            with transaction.atomic():
                exchange_address(person, change.email)
        except IntegrityError:
            raise Taken(
                _("Another account now uses this email address. Your email address has not changed.")
            ) from None
        change.used_at, change.former = now, before
        change.save(update_fields=["used_at", "former"])
        facts = _links(agency, host) | {"new": change.email, "old": before}
        BackupAddress.objects.present().filter(user=person, email=change.email).update(removed_at=now)
        for address in dict.fromkeys((before, *addresses_of(person))):
            way_back = disown_url(agency, browser, host) if address != change.email else ""
            words = facts | {"is_old": address == before, "disown_url": way_back}
            about: dict[str, Any] = {"context": words, "urgency": Urgency.PERSON}
            about |= {"now": now, "host": host, "reader": person}
            write_mail(agency=agency, kind="email_changed", recipient=address, **about)
        log_event(
            "email_changed", agency=agency, person=_member(agency, person), user=person, browser=browser
        )
    return person, True


def exchange_address(person: User, email: str) -> None:
    """Know the locked person by another address, here and where allauth keeps it. Raises IntegrityError when
    somebody else has it. Asks nothing: the actions that call this have."""
    person.email = email
    person.save(update_fields=["email"])
    EmailAddress.objects.filter(user=person).delete()
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    take_address(person, email)


def is_taken(email: str, user: User) -> bool:
    """Whether somebody else has the address, had it until lately, or has it as the second one."""
    others = EmailAddress.objects.filter(Q(email=email, verified=True)).exclude(user=user)
    return User.objects.filter(email=email).exists() or others.exists() or is_held(email, user)


def is_held(email: str, user: User | None = None) -> bool:
    """Whether somebody else than `user` had the address until lately: it stays theirs to come back to while
    the change of address is kept (sweeps.EMAIL_CHANGES_KEPT). Or has it as their second one."""
    former = EmailChange.objects.filter(former=email).exclude(user=user)
    return (
        former.exists() or BackupAddress.objects.confirmed().filter(email=email).exclude(user=user).exists()
    )


def _member(agency: Agency, user: User) -> Membership | None:
    return Membership.objects.live().select_related("user").filter(agency=agency, user=user).first()


def _links(agency: Agency, host: str) -> dict[str, Any]:
    return {
        "sign_in_url": agency_url(agency, reverse("account_login"), host),
        "reset_url": agency_url(agency, reverse("account_reset_password"), host),
    }


def hash_of(token: str) -> str:
    """What is stored of a token: 256 random bits need no salt."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
