"""Who stands for a client account in what the desk does in its name."""

from __future__ import annotations

from django.db.models import QuerySet

from agencies.models import Membership
from agencies.states.roles import Role
from clients.models import AccountPerson, AccountPlaceholder, ClientAccount
from clients.querysets import MAY_ORDER


def first_to_order(account: ClientAccount) -> Membership | None:
    """Who joined a client account first among those who may order for it now; None while there is nobody."""
    people = AccountPerson.objects.filter(
        agency_id=account.agency_id,
        account=account,
        role__in=MAY_ORDER,
        membership__ended_at=None,
        membership__suspended_at=None,
        membership__roles__contains=[Role.CLIENT.value],
    )
    first = people.select_related("membership").order_by("joined_at", "pk").first()
    return first.membership if first else None


def placeholders_of(account: ClientAccount) -> QuerySet[AccountPlaceholder]:
    """Those of the account and of the accounts merged with it."""
    family = ClientAccount.objects.family(account).values("pk")
    return AccountPlaceholder.objects.filter(agency_id=account.agency_id, account__in=family)
