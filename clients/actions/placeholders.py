"""The person in whose name the desk orders for a client account that nobody has joined yet."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from accounts.actions.people import make_nobody
from agencies.models import Membership
from clients.models import AccountPlaceholder, ClientAccount

from .desk import SHOWN
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
        membership = Membership.objects.create(
            agency_id=account.agency_id,
            user=make_nobody(),
            public_name=account.name[:SHOWN],
            roles=[],
            ended_at=now,
            placeholder=True,
        )
        AccountPlaceholder.objects.create(agency_id=account.agency_id, account=account, membership=membership)
    return membership
