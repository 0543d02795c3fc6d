"""What ends the links to a member's calendar."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.dispatch import receiver

from agencies.models import Membership
from agencies.signals import member_left, member_roles_changed, member_suspended
from agencies.states.roles import Role
from writers.actions.calendar_feeds import revoke_feeds_of_member


@receiver([member_left, member_suspended])
def revoke_with_membership(sender: Any, membership: Membership, now: dt.datetime, **_kwargs: Any) -> None:
    """Who left or was shut out has none any more, whatever becomes of them."""
    revoke_feeds_of_member(member=membership, now=now)


@receiver(member_roles_changed)
def revoke_with_role(sender: Any, membership: Membership, now: dt.datetime, **_kwargs: Any) -> None:
    """Nor has who writes no more."""
    if Role.WRITER not in membership.roles:
        revoke_feeds_of_member(member=membership, now=now)
