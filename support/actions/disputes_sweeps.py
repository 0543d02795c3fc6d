"""What the clock does with disputes. Each step may run twice and beside itself, and skips orders that
somebody else holds locked; the next run takes them (project.base.sweeps)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.db import transaction
from django.db.models import F, Q, QuerySet

from agencies.models import Agency
from orders.models import Order
from project.base.viewer import System
from support.models import Dispute
from support.states.disputes import DisputeState, ProposalState

from .disputes_moving import note
from .disputes_settling import settle_if_ripe

#: Disputes that one call deals with at most, the most urgent first.
MOST = 100


def carry_out_agreed(*, agency: Agency, now: dt.datetime, most: int = MOST) -> int:
    """Carry out the agency's proposals that nobody objected to in time; returns how many were dealt with.
    One that waits for a second person's approval is left alone."""
    due = Dispute.objects.filter(agency=agency, state=DisputeState.PROPOSED, reply_by__lte=now)
    approved = Q(proposals__needs_second=False) | Q(proposals__seconded_by__isnull=False)
    due = due.filter(approved, proposals__state=ProposalState.OPEN)

    def settle(dispute: Dispute) -> None:
        settle_if_ripe(dispute, dispute.proposals.get(state=ProposalState.OPEN), now)

    return _each(due.order_by("reply_by", "id"), settle, most)


def tell_of_silence(*, agency: Agency, now: dt.datetime, most: int = MOST) -> int:
    """Tell the desk of claims that the other side has not responded to in time; returns of how many."""
    due = Dispute.objects.filter(
        _untold("answer_by"), agency=agency, state=DisputeState.ANSWERING, answered_at=None
    ).filter(answer_by__lte=now)

    def tell(dispute: Dispute) -> None:
        _told(dispute, dispute.answer_by, "dispute_unanswered", now)

    return _each(due.order_by("answer_by", "id"), tell, most)


def escalate_overdue(*, agency: Agency, now: dt.datetime, most: int = MOST) -> int:
    """Put disputes that the desk has not acted on in time before its managers; returns how many."""
    due = Dispute.objects.active().filter(_untold("decide_by"), agency=agency, decide_by__lte=now)

    def tell(dispute: Dispute) -> None:
        dispute.escalated_at = dispute.escalated_at or now
        _told(dispute, dispute.decide_by, "dispute_overdue", now)

    return _each(due.order_by("decide_by", "id"), tell, most)


def _untold(moment: str) -> Q:
    """Of disputes: that the desk has not been told that this moment, or a later one, passed."""
    return Q(told_for=None) | Q(told_for__lt=F(moment))


def _told(dispute: Dispute, moment: dt.datetime, verb: str, now: dt.datetime) -> None:
    dispute.told_for = moment
    dispute.save(update_fields=["told_for", "escalated_at"])
    note(dispute, verb, actor=System(dispute.order.agency), now=now, until=moment)


def _each(due: QuerySet[Dispute], act: Callable[[Dispute], None], most: int) -> int:
    """Do it to each that is still due under its order's lock."""
    done = 0
    for pk, order_id in list(due.values_list("pk", "order_id")[:most]):
        with transaction.atomic():
            rows = Order.objects.select_for_update(of=("self",), skip_locked=True)
            order = rows.select_related("agency").filter(pk=order_id).first()
            dispute = due.filter(pk=pk).first() if order else None
            if order is None or dispute is None:
                continue
            dispute.order = order
            act(dispute)
            done += 1
    return done
