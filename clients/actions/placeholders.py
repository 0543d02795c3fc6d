"""The person in whose name the desk orders for a client account that nobody has joined yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from accounts.actions.people import make_nobodies, make_nobody
from agencies.models import Agency, Membership
from clients.models import AccountPlaceholder, ClientAccount

from .desk import SHOWN
from .joining import first_of_each
from .shared_people import lock_family


def placeholder_of(*, account: ClientAccount, now: dt.datetime) -> Membership:
    """The placeholder person of an account, made at the first call: a membership that has ended from the
    beginning, holds no role and belongs to a person who cannot sign in and has no address. Exactly one comes
    of many calls. Asks no right: the actions that call this have."""
    with transaction.atomic():
        lock_family(account.agency_id, account)
        found = AccountPlaceholder.objects.select_related("membership").filter(account=account).first()
        if found:
            return found.membership
        membership = make_placeholder(agency_id=account.agency_id, name=account.name, now=now)
        AccountPlaceholder.objects.create(agency_id=account.agency_id, account=account, membership=membership)
    return membership


def make_placeholder(*, agency_id: int, name: str, now: dt.datetime) -> Membership:
    """A membership that stands for somebody without an account, under this name. Asks no right: the actions
    that call this have."""
    return Membership.objects.create(
        agency_id=agency_id,
        user=make_nobody(),
        public_name=name[:SHOWN],
        roles=[],
        ended_at=now,
        placeholder=True,
    )


def stand_ins(*, agency: Agency, accounts: Iterable[int], now: dt.datetime) -> dict[int, int]:
    """For each of these client accounts, which count now, the membership in whose name the desk orders: of
    who joined it first among those who may order, else its placeholder, made where there is none. Within an
    open transaction; the accounts are locked in the order of their keys. A constant number of queries for
    each thousand. Asks no right: the actions that call this have."""
    rows = ClientAccount.objects.select_for_update(no_key=True, of=("self",)).filter(agency=agency)
    found = {row.pk: row for row in rows.filter(pk__in=set(accounts)).order_by("pk")}
    standing = first_of_each(agency, found)
    placed = AccountPlaceholder.objects.filter(agency=agency, account__in=set(found) - standing.keys())
    standing |= dict(placed.values_list("account_id", "membership_id"))
    return standing | _made(agency, [row for key, row in found.items() if key not in standing], now)


def _made(agency: Agency, accounts: list[ClientAccount], now: dt.datetime) -> dict[int, int]:
    people = make_nobodies(len(accounts))
    members = Membership.objects.bulk_create(
        (
            Membership(
                agency=agency,
                user=user,
                public_name=account.name[:SHOWN],
                roles=[],
                ended_at=now,
                placeholder=True,
            )
            for account, user in zip(accounts, people, strict=True)
        ),
        batch_size=1_000,
    )
    AccountPlaceholder.objects.bulk_create(
        (
            AccountPlaceholder(agency=agency, account=account, membership=member)
            for account, member in zip(accounts, members, strict=True)
        ),
        batch_size=1_000,
    )
    return {account.pk: member.pk for account, member in zip(accounts, members, strict=True)}
