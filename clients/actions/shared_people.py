"""The people of accounts that were merged: who belongs to one belongs to all, as a row in each, so that
everything that asks for the people of an account finds them."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from clients.models import AccountPerson, ClientAccount
from clients.models.accounts import AccountRole
from clients.querysets import current_id
from project.base.errors import Conflict, NotVisible

#: Where somebody belongs to several merged accounts as different things, the first of these is shared.
RANK = {AccountRole.PAYER.value: 0, AccountRole.ORDERER.value: 1, AccountRole.READER.value: 2}


def lock_family(agency_id: int, account: ClientAccount) -> ClientAccount:
    """Lock a client account and the one that counts for it, and return the latter: one change of an
    account's people, or of what it was merged with, at a time. Within an open transaction.

    Raises NotVisible for another agency's, Conflict when somebody has just merged or separated it.
    """
    keys = {account.pk, current_id(account)}
    rows = ClientAccount.objects.select_for_update(no_key=True, of=("self",)).filter(agency_id=agency_id)
    found = {row.pk: row for row in rows.filter(pk__in=keys).select_related("agency").order_by("pk")}
    if account.pk not in found:
        raise NotVisible()
    if current_id(found[account.pk]) not in found:
        raise Conflict(_("This client account has just been merged or separated. Open it again."))
    return found[current_id(found[account.pk])]


def family_people(account: ClientAccount) -> QuerySet[AccountPerson]:
    """Everyone's rows in the account and in those merged with it."""
    family = ClientAccount.objects.family(account).values("pk")
    return AccountPerson.objects.filter(agency_id=account.agency_id, account__in=family)


def share_people(account: ClientAccount) -> None:
    """Let everyone who belongs to one account of a merged family belong to each of it, under the lock of
    lock_family. Who has a row somewhere keeps its role there. Does nothing for an account without merges."""
    family = list(ClientAccount.objects.family(account).values_list("pk", flat=True).order_by("pk"))
    if len(family) < 2:
        return
    rows = list(family_people(account))
    there = {(row.account_id, row.membership_id) for row in rows}
    own = sorted((row for row in rows if row.through_id is None), key=lambda row: (RANK[row.role], row.pk))
    made: dict[tuple[int, int], AccountPerson] = {}
    for row in own:
        for key in family:
            place = (key, row.membership_id)
            if place not in there and place not in made:
                made[place] = _shared(row, key)
    AccountPerson.objects.bulk_create(made.values())


def _shared(row: AccountPerson, account_id: int) -> AccountPerson:
    return AccountPerson(
        agency_id=row.agency_id,
        account_id=account_id,
        membership_id=row.membership_id,
        role=row.role,
        joined_at=row.joined_at,
        through_id=row.account_id,
    )
