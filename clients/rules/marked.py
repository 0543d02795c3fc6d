"""Client accounts that carry a mark: which, and whether anything was done with them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from agencies.hooks import MarkedKind
from agencies.models import Mark, MarkKind, Membership
from clients.models import (
    AccountContact,
    AccountEvent,
    AccountPlaceholder,
    AccountVerb,
    ClientAccount,
    MarkedAccount,
)
from project.base.hanging import Found


def trial_mark_id(account_id: int, agency_id: int) -> int | None:
    """The mark of a client account that is for trying out; None of any other. One query."""
    rows = MarkedAccount.objects.filter(agency_id=agency_id, account_id=account_id)
    return rows.filter(mark__kind=MarkKind.TRIAL).values_list("mark_id", flat=True).first()


def _accounts(mark: Mark) -> QuerySet[ClientAccount]:
    return ClientAccount.objects.filter(agency_id=mark.agency_id, marked__mark=mark)


def _placeholders(mark: Mark) -> QuerySet[Membership]:
    """Who stands in orders for these accounts: nobody else."""
    rows = Membership.objects.filter(agency_id=mark.agency_id, placeholder=True)
    return rows.filter(stands_for__account__marked__mark=mark)


def _nobodies(mark: Mark) -> QuerySet[Any]:
    """The rows of people behind placeholders: they belong to no one."""
    return get_user_model().objects.filter(memberships__in=_placeholders(mark))


def _touched(mark: Mark, found: Found) -> bool:
    events = AccountEvent.objects.filter(agency_id=mark.agency_id, pk__in=found.get(AccountEvent, ()))
    return events.exclude(verb=AccountVerb.IMPORT).exists()


#: By the name under which it is registered.
KINDS = {
    "client_accounts": MarkedKind(
        ClientAccount, _accounts, (MarkedAccount, AccountContact, AccountEvent, AccountPlaceholder), _touched
    ),
    "placeholders": MarkedKind(Membership, _placeholders),
    "nobodies": MarkedKind(get_user_model(), _nobodies),
}
