"""What ends the access tokens of a member."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.dispatch import receiver

from accounts.actions.tokens import revoke_rows
from accounts.models import AccessToken
from agencies.models import Membership
from agencies.signals import member_left


@receiver(member_left)
def revoke_with_membership(sender: Any, membership: Membership, now: dt.datetime, **_kwargs: Any) -> None:
    """A membership that begins again begins without tokens."""
    revoke_rows(AccessToken.objects.filter(membership=membership), actor=None, now=now)
