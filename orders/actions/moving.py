"""The one door to an order's state, and the event row that every act leaves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from orders.actions.mail_jobs import tell_of_event
from orders.actions.webhook_events import announce_event
from orders.hooks.moves import followers
from orders.hooks.verbs import order_verbs
from orders.models import Order, OrderEvent
from orders.models.extensions import AskState
from orders.rules.extensions import can_answer_extension, nothing_is_asked, time_is_asked
from orders.rules.holding import can_cancel, can_hold
from orders.rules.ledger import can_call_off
from orders.rules.marked import IMPORTED
from orders.rules.offers import can_answer_offer, can_assign
from orders.rules.orders import can_accept, can_write, is_clock
from orders.rules.reviews import (
    can_claim_review,
    can_release_review,
    can_review,
    has_an_editor,
    no_other_editor,
)
from orders.rules.revision_guards import every_must_is_settled, scope_is_judged
from orders.rules.revisions import can_request_revision
from orders.states.orders import IN_WORK, RESUMABLE, TRANSITIONS, State
from project.base.states import TransitionTable, by_name
from project.base.viewer import System, Viewer

ORDERS = TransitionTable(
    transitions=TRANSITIONS,
    labels={state.value: state.label for state in State},
    rights=by_name(
        can_accept,
        can_answer_extension,
        can_answer_offer,
        can_assign,
        can_call_off,
        can_cancel,
        can_claim_review,
        can_hold,
        can_release_review,
        can_request_revision,
        can_review,
        can_write,
        is_clock,
    ),
    guards=by_name(
        every_must_is_settled,
        has_an_editor,
        no_other_editor,
        nothing_is_asked,
        scope_is_judged,
        time_is_asked,
    ),
    additions=order_verbs,
)


def move_order(
    order: Order, verb: str, *, actor: Viewer, now: dt.datetime, to: str | None = None, **facts: Any
) -> OrderEvent:
    """Move a locked, checked order along `verb` and leave its event row.
    The only code that assigns `order.state`.

    `to` is the next state where the table leaves it open, and for the verbs of OTHER_VERBS, which it does not
    list. `facts` are the typed columns of the event (person, delivery, revision, extension, amount, until).
    Fields of the order that the caller set are saved with it. An ask for more time ends with the work that it
    is about. What apps to the right make of it (orders.hooks.moves) may move the order on.
    """
    before = order.state
    order.state = to or ORDERS[verb].target or order.state
    if order.state not in RESUMABLE:
        order.resumes_to = None
    order.save()
    event = record(order, verb, actor=actor, now=now, from_state=before, **facts)
    if before in IN_WORK:
        _close_ask(order, now)
    for follower in followers:
        follower.moved(order=order, event=event, now=now)
    return event


def _close_ask(order: Order, now: dt.datetime) -> None:
    """Nobody answers an ask for more time any more once its writer has
    handed in, or no longer has the order."""
    asks = order.extension_asks.waiting()
    if order.state in IN_WORK:
        asks = asks.exclude(asked_by=order.writer_id)
    if ask := asks.first():
        ask.state, ask.ended_at = AskState.CLOSED, now
        ask.save(update_fields=["state", "ended_at"])
        clock = System(order.agency)
        record(order, "close_extension", actor=clock, now=now, person_id=ask.asked_by_id, extension=ask)


def record(
    order: Order, verb: str, *, actor: Viewer, now: dt.datetime, from_state: str | None = None, **facts: Any
) -> OrderEvent:
    """Leave an event row for an act that may not have moved the order, and have those whom it concerns told
    by mail, and webhooks. `actor` of the agency's clock is stored as null."""
    event = OrderEvent.objects.create(
        agency_id=order.agency_id,
        order=order,
        actor_id=actor.member_id or None,
        verb=verb,
        from_state=order.state if from_state is None else from_state,
        to_state=order.state,
        at=now,
        **facts,
    )
    tell_of_event(event)
    announce_event(order, event)
    return event


def record_imported(
    orders: Iterable[tuple[Order, Decimal]], *, actor: Viewer, now: dt.datetime
) -> list[OrderEvent]:
    """The one event of each imported order, with its price: nobody is told, since it was placed elsewhere and
    long ago. In few queries, within the transaction that made the orders."""
    rows = [
        OrderEvent(
            agency_id=order.agency_id,
            order=order,
            actor_id=actor.member_id or None,
            verb=IMPORTED,
            from_state="",
            to_state=order.state,
            at=now,
            amount=price,
        )
        for order, price in orders
    ]
    return OrderEvent.objects.bulk_create(rows, batch_size=1_000)
