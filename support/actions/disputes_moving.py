"""The one door to a dispute's state, and the lock that guards it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from agencies.actions.files import attach_all
from orders.actions.moving import record
from orders.actions.waiting_files import use_waiting
from orders.actions.webhook_events import announce_as
from orders.models import OrderEvent
from project.base.errors import NotVisible
from project.base.locks import locked
from project.base.states import TransitionTable, by_name
from project.base.viewer import Member, Viewer
from support.models import Dispute, DisputeStatement
from support.rules import disputes as rules
from support.states.disputes import (
    ACTIVE,
    DISPUTE_TRANSITIONS,
    DisputeState,
    ProposalState,
)
from support.states.disputes_words import KIND_OF

DISPUTES = TransitionTable(
    transitions=DISPUTE_TRANSITIONS,
    labels={state.value: state.label for state in DisputeState},
    rights=by_name(
        rules.can_appeal,
        rules.can_confirm,
        rules.can_escalate,
        rules.can_reply,
        rules.can_respond,
        rules.can_settle,
        rules.can_withdraw,
    ),
    guards=by_name(rules.an_amount_waits, rules.not_answered, rules.one_appeal),
)


def locked_dispute(actor: Viewer, dispute: Dispute) -> Dispute:
    """The dispute afresh, with its order (`.order`) under the order's lock, which guards all of its disputes.
    Within an open transaction. Raises NotVisible for a stranger."""
    order = locked(actor, dispute.order)
    stored = order.disputes.filter(pk=dispute.pk).first()
    if stored is None:
        raise NotVisible()
    stored.order = order
    return stored


def move_dispute(dispute: Dispute, to: str, now: dt.datetime) -> None:
    """Put a dispute whose order is locked into the state `to` and save all that the caller set on it. The
    only code that assigns `dispute.state`."""
    dispute.state = to
    dispute.ended_at = None if to in ACTIVE else now
    if to != DisputeState.PROPOSED:
        dispute.reply_by = None
    dispute.save()


def drop_proposal(dispute: Dispute, state: ProposalState = ProposalState.REPLACED) -> None:
    """End what waits of the desk's: it is not agreed to."""
    dispute.proposals.filter(state=ProposalState.OPEN).update(state=state)


@dataclass(frozen=True)
class Said:
    """What somebody says: a text, uploads, and ids of files that were uploaded for the order before."""

    text: str
    uploads: Sequence[Any] = ()
    waiting: Sequence[str] = ()


def say(
    dispute: Dispute, kind: str, side: str, said: Said, *, actor: Member, now: dt.datetime
) -> DisputeStatement:
    """Store what a side says, with its files. Raises Invalid under "files" or "attachments"."""
    statement = DisputeStatement.objects.create(
        agency_id=dispute.agency_id,
        dispute=dispute,
        kind=kind,
        side=side,
        text=said.text,
        by_id=actor.member_id,
        at=now,
    )
    about: dict[str, Any] = {"actor": actor, "now": now, "kind": kind}
    attach_all(dispute.files, uploads=said.uploads, **about)
    use_waiting(dispute.files, order=dispute.order, waiting=said.waiting, **about)
    return statement


def note(dispute: Dispute, verb: str, *, actor: Viewer, now: dt.datetime, **facts: Any) -> OrderEvent:
    """Leave an event of a verb that does not move the order, and tell webhooks of it."""
    event = record(dispute.order, verb, actor=actor, now=now, **facts)
    announce(dispute, event)
    return event


def announce(dispute: Dispute, event: OrderEvent) -> None:
    """Tell webhooks of an event of this dispute."""
    announce_as(KIND_OF[event.verb], dispute.order, event)
