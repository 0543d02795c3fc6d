"""Client accounts: made for people who become clients."""

from __future__ import annotations

import datetime as dt

from agencies.models import Membership, Role
from clients.models import AccountPerson, ClientAccount
from clients.models.accounts import AccountKind, AccountRole


def ensure_personal_account(*, membership: Membership, now: dt.datetime) -> ClientAccount | None:
    """Give a member with the client's role a client account of their own, unless they already belong to one.

    Called by the signal of a change of roles, inside its transaction and after its lock on the membership.
    Returns the new account, or None when there was nothing to do.
    """
    if Role.CLIENT not in membership.roles or membership.account_people.exists():
        return None
    account = ClientAccount.objects.create(
        agency_id=membership.agency_id, name=membership.public_name, kind=AccountKind.PERSONAL, created_at=now
    )
    AccountPerson.objects.create(
        agency_id=membership.agency_id,
        account=account,
        membership=membership,
        role=AccountRole.PAYER,
        joined_at=now,
    )
    return account
