"""What becomes of a portfolio when its writer leaves, is suspended or writes no more."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.dispatch import receiver

from agencies.models import Membership
from agencies.signals import member_left, member_roles_changed, member_suspended
from agencies.states.roles import Role
from writers.actions.portfolio_moves import locked_portfolio, take_offline
from writers.actions.sample_links import revoke_links_of_member
from writers.models import WriterPortfolio
from writers.states.portfolio import PortfolioVerb


@receiver([member_left, member_suspended])
def take_offline_with_membership(
    sender: Any, membership: Membership, now: dt.datetime, **_kwargs: Any
) -> None:
    """It is off in the same transaction, and stays off for whoever comes back, until they switch it on."""
    _end(membership, now)


@receiver(member_roles_changed)
def take_offline_with_role(sender: Any, membership: Membership, now: dt.datetime, **_kwargs: Any) -> None:
    """So it is for who writes no more."""
    if Role.WRITER not in membership.roles:
        _end(membership, now)


def _end(membership: Membership, now: dt.datetime) -> None:
    rows = WriterPortfolio.objects.filter(agency_id=membership.agency_id, member=membership)
    for pk in rows.values_list("pk", flat=True):
        take_offline(locked_portfolio(membership.agency_id, pk), now, verb=PortfolioVerb.DISABLE)
    revoke_links_of_member(member=membership, now=now)
