"""The end of a change order: it has expired from the very second on until which its client could accept it,
be it that nobody has noted that yet."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from orders.states.revision_choices import ChangeState

if TYPE_CHECKING:
    from orders.models import RevisionRequest


def state_at(state: str, valid_until: dt.datetime, now: dt.datetime) -> str:
    """The state of a change order with these columns."""
    over = state == ChangeState.OFFERED and valid_until <= now
    return ChangeState.EXPIRED.value if over else state


def judged_changes(revision: RevisionRequest, now: dt.datetime) -> RevisionRequest:
    """The revision with its change orders, which were read along, as they are at `now`. Not to be stored."""
    for change in revision.changes.all():
        change.state = state_at(change.state, change.valid_until, now)
    return revision
