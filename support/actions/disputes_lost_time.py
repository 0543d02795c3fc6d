"""Time that a suspended agency took from the sides of its disputes, given back."""

from __future__ import annotations

import datetime as dt

from agencies.models import Agency
from agencies.rules.lost_time import given_back
from support.models import Dispute
from support.states.disputes import DisputeState


def give_time_back(*, agency: Agency, since: dt.datetime, now: dt.datetime) -> None:
    """Move the deadlines of active disputes, so that nobody has agreed by a silence that they could not
    break. The operator's doing, hence without an actor; within that transaction."""
    span = {"since": since, "now": now}
    rows = Dispute.objects.active().filter(agency=agency)
    rows.filter(state=DisputeState.ANSWERING, answered_at=None).update(
        answer_by=given_back("answer_by", **span)
    )
    rows.filter(state=DisputeState.PROPOSED).update(reply_by=given_back("reply_by", **span))
    rows.update(decide_by=given_back("decide_by", **span))
