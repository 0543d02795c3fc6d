"""The event row that every act on a client account leaves."""

from __future__ import annotations

import datetime as dt
from typing import Any

from clients.models import AccountEvent, AccountVerb, ClientAccount
from project.base.viewer import Viewer


def note_account(
    account: ClientAccount, verb: AccountVerb, *, actor: Viewer, now: dt.datetime, **facts: Any
) -> AccountEvent:
    """Leave it, within the transaction of the act. `facts`: `person` and `other`. The clock's own are stored
    without an actor."""
    return AccountEvent.objects.create(
        agency_id=account.agency_id,
        account=account,
        verb=verb,
        actor_id=actor.member_id or None,
        at=now,
        **facts,
    )
