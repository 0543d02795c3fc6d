"""Persons: how they come to be, and how they get in by invitation."""

from __future__ import annotations

import datetime as dt
import secrets

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import Mail, User
from accounts.models.user import hashed_before
from agencies.actions.invitation_use import find_invitation, redeem_invitation
from agencies.models import Invitation, Membership
from project.base.errors import Taken
from project.base.viewer import Viewer

#: The address of who is nobody: no mail can ever go there.
NOBODY = "@nobody.invalid"


def make_person(*, email: str, name: str, password: str | None) -> User:
    """A person whose address counts as confirmed. Asks no right: for
    invitations, which proved the address, and seeds.

    Raises IntegrityError when the address has an account.
    """
    with hashed_before(password), transaction.atomic():
        user = User.objects.create_user(email, password, name=name)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        take_address(user, user.email)
    return user


def make_nobody() -> User:
    """A person who is none: it cannot sign in and has no address that any mail could go to. For what stands
    in the place of a person, such as the placeholder of a client account."""
    return User.objects.create_user(f"{secrets.token_hex(8)}{NOBODY}", None, is_active=False)


def make_nobodies(count: int) -> list[User]:
    """Several of them, in few queries."""
    unusable = make_password(None)
    rows = (
        User(email=f"{secrets.token_hex(8)}{NOBODY}", password=unusable, is_active=False)
        for _number in range(count)
    )
    return User.objects.bulk_create(rows, batch_size=1_000)


def take_address(user: User, email: str) -> None:
    """What was written to an address before it was anybody's belongs to who has confirmed it: the person is
    found by it when they have another address one day."""
    Mail.objects.filter(user=None, recipient__iexact=email).update(user=user)
    Invitation.objects.filter(user=None, email__iexact=email).update(user=user)


def register_invited(
    *, actor: Viewer, token: str, name: str, password: str, now: dt.datetime
) -> tuple[User, Membership]:
    """Redeem an invitation as a new person with the invited address, confirmed by the link itself.

    The right is the link. Either all of it happens or nothing. Raises NotVisible when the invitation is not
    open, Taken when the address has an account meanwhile: sign in with it, then follow the link again.
    """
    with hashed_before(password), transaction.atomic():
        invitation = find_invitation(agency=actor.agency, token=token, now=now)
        try:
            user = make_person(email=invitation.email, name=name, password=password)
        except IntegrityError as error:
            raise Taken(
                _(
                    "This email address already has an account. Sign in with it, then open the "
                    "invitation again."
                )
            ) from error
        member = redeem_invitation(actor=actor, token=token, user=user, public_name=name, now=now)
    return user, member
