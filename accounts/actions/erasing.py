"""Erasing a person: at one agency, or altogether when they belong to no other. What is kept, and why, is
written in docs/operating.md; whatever is not named there is gone when this returns."""

from __future__ import annotations

import datetime as dt
import secrets
from functools import partial

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction

from accounts.files import photos
from accounts.hooks import keepers
from accounts.models import (
    AccessToken,
    DataExport,
    Device,
    EmailChange,
    LoginAlert,
    LoginAlertPreference,
    Mail,
    Notice,
    NoticePreference,
    PersonSession,
    SessionAct,
    User,
)
from accounts.own_data.keeper import files_of_exports
from agencies.actions.erasing import erase_membership
from agencies.models import Agency, Membership

#: What is deleted of a person at an agency, in an order that the foreign keys allow.
RECORDS = (
    AccessToken,
    LoginAlert,
    SessionAct,
    PersonSession,
    Device,
    LoginAlertPreference,
    Notice,
    NoticePreference,
    EmailChange,
    DataExport,
)
#: The address of who was erased: no mail can ever go there.
NOWHERE = "@erased.invalid"


def erase_person(*, user: User, agency: Agency, now: dt.datetime) -> bool:
    """Erase a person at `agency`, and, when no other agency has them as a member, altogether: then the
    memberships that ended elsewhere become nameless too, and the address is free for whoever signs up with
    it.

    Asks no right: the actions that call this have. Returns whether the person is gone altogether. Raises
    WrongState for the last owner of an agency. A second call does nothing.
    """
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=user.pk)
        altogether = not Membership.objects.belonging().filter(user=person).exclude(agency=agency).exists()
        agencies = [agency, *_left_before(person, agency)] if altogether else [agency]
        rows = Membership.objects.filter(user=person, agency__in=agencies).select_related("agency", "user")
        for membership in rows.order_by("agency_id"):
            for keeper in reversed(list(keepers)):
                keeper.erase(membership, now)
            _forget_mentions(membership)
            erase_membership(membership=membership, now=now)
        for place in agencies:
            _forget_records(person, place)
        if altogether:
            _forget_person(person)
    return altogether


def _left_before(person: User, agency: Agency) -> list[Agency]:
    """Agencies that hold something of the person, who is no member there any longer."""
    held = PersonSession.objects.filter(user=person).values("agency_id")
    left = Membership.objects.filter(user=person).values("agency_id")
    return list(Agency.objects.exclude(pk=agency.pk).filter(pk__in=held.union(left)).order_by("pk"))


def _forget_mentions(membership: Membership) -> None:
    """Notices in which owners were told of the person by name."""
    told = Notice.objects.filter(agency_id=membership.agency_id, kind="sign_in_denied")
    told.filter(detail=membership.public_name).delete()


def _forget_records(person: User, agency: Agency) -> None:
    paths = files_of_exports(person, agency=agency)
    wanted = EmailChange.objects.filter(user=person, agency=agency).values_list("email", flat=True)
    addresses = [person.email, *wanted]
    for model in RECORDS:
        model._default_manager.filter(user=person, agency=agency).delete()
    Mail.objects.filter(agency=agency, recipient__in=addresses).delete()
    for path in paths:
        transaction.on_commit(partial(path.unlink, missing_ok=True))


def _forget_person(person: User) -> None:
    """Nobody can sign in as this row any more, and it names nobody; the security
    log and the wish to be gone point to it."""
    if person.email.endswith(NOWHERE):
        return
    photo = person.photo
    Authenticator.objects.filter(user=person).delete()
    EmailAddress.objects.filter(user=person).delete()
    _forget_sessions(person.pk, person.email)
    person.email = f"{secrets.token_hex(8)}{NOWHERE}"
    person.name = person.timezone = person.language = person.photo = ""
    person.is_active, person.last_login = False, None
    person.set_unusable_password()
    person.save()
    transaction.on_commit(lambda: photos.forget(photo))


def _forget_sessions(pk: int, email: str) -> None:
    """What browsers left on the server. Only its content says whose it is; a sign-in that was
    not finished names the address alone."""
    for row in Session.objects.iterator():
        content = row.get_decoded()
        if content.get(SESSION_KEY) == str(pk) or email in str(content):
            row.delete()
