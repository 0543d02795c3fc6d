"""What happens to the sessions of somebody who is shut out."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.dispatch import receiver

from accounts.actions.session_ends import end_rows
from accounts.actions.sessions import sessions_of
from accounts.models import Ending
from agencies.models import Membership
from agencies.signals import member_suspended


@receiver(member_suspended)
def end_sessions(sender: Any, membership: Membership, now: dt.datetime, **_kwargs: Any) -> None:
    """All at this agency end at once. Access tokens stay, and open
    nothing while the membership is suspended."""
    rows = (
        sessions_of(membership.user).live().filter(agency=membership.agency).select_for_update(of=("self",))
    )
    end_rows(rows.order_by("id"), Ending.SUSPENDED, now)
