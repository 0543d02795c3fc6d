"""Erasing a person: at one agency, or altogether when they belong to no other. What is kept, and why, is
written in docs/operating.md; whatever is not named there is gone when this returns."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping, Sequence
from functools import partial

from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q

from accounts.files import photos
from accounts.hooks import keepers, strangers
from accounts.models import (
    AccessToken,
    BackupAddress,
    ConfirmationCode,
    DataExport,
    Device,
    EmailChange,
    FactorReset,
    LoginAlert,
    LoginAlertPreference,
    Mail,
    Notice,
    NoticePreference,
    Operator,
    PersonSession,
    SessionAct,
    SignOut,
    StoredAnswer,
    User,
)
from accounts.own_data.keeper import files_of_exports
from agencies.actions.erasing import erase_membership, forget_invitations
from agencies.models import Agency, Membership

#: What is deleted of a person at an agency, in an order that the foreign keys allow.
RECORDS = (
    AccessToken,
    LoginAlert,
    SessionAct,
    ConfirmationCode,
    PersonSession,
    Device,
    LoginAlertPreference,
    Notice,
    NoticePreference,
    EmailChange,
    DataExport,
    FactorReset,
    SignOut,
    StoredAnswer,
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
        altogether = _belongs_nowhere_else(person, agency)
        agencies = [agency, *_others(agency)] if altogether else [agency]
        _erase_memberships(person, agencies, now)
        addresses = _addresses(person)
        _forget_records(person, agencies)
        if altogether:
            _forget_sessions({person: addresses})
            _forget_person(person)
    return altogether


def agencies_knowing(email: str, code: str = "") -> list[Agency]:
    """The agencies, or the one of this code, that keep something of somebody without an account under an
    address."""
    rows = Agency.objects.filter(code=code) if code else Agency.objects.all()
    return [
        agency
        for agency in rows.order_by("code")
        if any(each.knows(email=email, agency=agency) for each in strangers)
    ]


def erase_address(*, email: str, agency: Agency, now: dt.datetime) -> int:
    """Erase what an agency keeps of somebody without an account under an address. Returns how many rows.
    People with an account are erased by `erase_person`. Asks no right. A second call does nothing."""
    with transaction.atomic():
        count = sum(each.erase(email=email, agency=agency, now=now) for each in strangers)
        mails, _each = Mail.objects.filter(user=None, recipient__iexact=email, agency=agency).delete()
    return count + mails


def let_go(*, members: Sequence[Membership], now: dt.datetime) -> None:
    """Let people of one agency go, which is being deleted with everything that they did there. Who belongs to
    no other agency is erased altogether, as by erase_person; of all others the records at this one go.

    Asks no right, and nothing of the last owner. A second call does nothing.
    """
    with transaction.atomic():
        gone: dict[User, set[str]] = {}
        for member in members:
            person = User.objects.select_for_update().get(pk=member.user_id)
            altogether = _belongs_nowhere_else(person, member.agency)
            others = _others(member.agency) if altogether else []
            _erase_memberships(person, others, now)
            addresses = _addresses(person)
            _forget_records(person, [member.agency, *others])
            if altogether:
                gone[person] = addresses
        _forget_sessions(gone)
        for person in gone:
            _forget_person(person)


def _belongs_nowhere_else(person: User, agency: Agency) -> bool:
    return not Membership.objects.belonging().filter(user=person).exclude(agency=agency).exists()


def _erase_memberships(person: User, agencies: list[Agency], now: dt.datetime) -> None:
    rows = Membership.objects.filter(user=person, agency__in=agencies).select_related("agency", "user")
    for membership in rows.order_by("agency_id"):
        for keeper in reversed(list(keepers)):
            keeper.erase(membership, now)
        erase_membership(membership=membership, now=now)


def _others(agency: Agency) -> list[Agency]:
    return list(Agency.objects.exclude(pk=agency.pk).order_by("pk"))


def _addresses(person: User) -> set[str]:
    """Every address that the person has had or wanted, as far as anything still tells; not what is somebody
    else's by now."""
    wanted = EmailChange.objects.filter(user=person).values_list("email", flat=True)
    second = BackupAddress.objects.filter(user=person).values_list("email", flat=True)
    written = Mail.objects.filter(user=person).values_list("recipient", flat=True)
    addresses = {person.email, *wanted, *second, *written}
    others = User.objects.exclude(pk=person.pk).filter(email__in=addresses)
    return addresses - set(others.values_list("email", flat=True))


def _forget_records(person: User, agencies: list[Agency]) -> None:
    """What is kept of the person at these agencies, and what names them to others; found by the person, since
    names and addresses change."""
    paths = files_of_exports(person, agency__in=agencies)
    for model in RECORDS:
        model._default_manager.filter(user=person, agency__in=agencies).delete()
    Notice.objects.filter(named=person, agency__in=agencies).delete()
    forget_invitations(person, agencies)
    theirs = Q(user=person) | Q(user=None, recipient__iexact=person.email)
    Mail.objects.filter(theirs, agency__in=agencies).delete()
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
    BackupAddress.objects.filter(user=person).delete()
    Operator.objects.filter(user=person).delete()
    person.email = f"{secrets.token_hex(8)}{NOWHERE}"
    person.name = person.timezone = person.language = person.photo = ""
    person.is_active, person.last_login = False, None
    person.set_unusable_password()
    person.save()
    transaction.on_commit(lambda: photos.forget(photo))


def _forget_sessions(people: Mapping[User, set[str]]) -> None:
    """What browsers of people left on the server. Only its content says whose it is: who is signed in, who
    has begun to, or no more than an address."""
    people = {person: each for person, each in people.items() if not person.email.endswith(NOWHERE)}
    if not people:
        return
    keys = {str(person.pk) for person in people}
    begun = {user_pk_to_url_str(person) for person in people}
    addresses = set().union(*people.values())
    for row in Session.objects.iterator():
        content = row.get_decoded()
        whose = (content.get(SESSION_KEY), (content.get(LOGIN_SESSION_KEY) or {}).get("user_pk"))
        words = str(content)
        if whose[0] in keys or whose[1] in begun or any(address in words for address in addresses):
            row.delete()
