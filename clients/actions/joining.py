"""Who stands for a client account in what the desk does in its name."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from agencies.models import Agency, Membership
from agencies.states.roles import Role
from clients.models import AccountPerson, AccountPlaceholder, ClientAccount
from clients.querysets import MAY_ORDER


def first_to_order(account: ClientAccount) -> Membership | None:
    """Who joined a client account first among those who may order for it now; None while there is nobody."""
    people = _may_order(account.agency_id).filter(account=account)
    first = people.select_related("membership").order_by("joined_at", "pk").first()
    return first.membership if first else None


def first_of_each(agency: Agency, accounts: Iterable[int]) -> dict[int, int]:
    """The same of many accounts: keys of memberships by that of the account, where there is somebody. One
    query."""
    people = _may_order(agency.pk).filter(account__in=list(accounts))
    firsts = people.order_by("account", "joined_at", "pk").distinct("account")
    return dict(firsts.values_list("account_id", "membership_id"))


def _may_order(agency_id: int) -> QuerySet[AccountPerson]:
    return AccountPerson.objects.filter(
        agency_id=agency_id,
        role__in=MAY_ORDER,
        membership__ended_at=None,
        membership__suspended_at=None,
        membership__roles__contains=[Role.CLIENT.value],
    )


def placeholders_of(account: ClientAccount) -> QuerySet[AccountPlaceholder]:
    """Those of the account and of the accounts merged with it."""
    family = ClientAccount.objects.family(account).values("pk")
    return AccountPlaceholder.objects.filter(agency_id=account.agency_id, account__in=family)
