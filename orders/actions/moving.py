"""The one door to an order's state, and the event row that every act leaves."""

from __future__ import annotations

import datetime as dt
from typing import Any

from orders.actions.mail_jobs import tell_of_event
from orders.models import Order, OrderEvent
from orders.models.extensions import AskState
from orders.rules import guards
from orders.rules import orders as rules
from orders.states.orders import IN_WORK, RESUMABLE, TRANSITIONS, State
from project.base.errors import NotVisible, WrongState, require
from project.base.states import TransitionTable
from project.base.viewer import System, Viewer

TABLE = TransitionTable(
    transitions=TRANSITIONS,
    labels={state.value: state.label for state in State},
    rights={name: getattr(rules, name) for name in {transition.right for transition in TRANSITIONS}},
    guards={name: getattr(guards, name) for transition in TRANSITIONS for name in transition.guards},
)


def locked(actor: Viewer, order: Order) -> Order:
    """The order's row, read afresh under its lock, within an open transaction. Raises NotVisible for a stranger."""
    row = Order.objects.filter(agency_id=actor.agency_id, pk=order.pk).select_for_update(of=("self",)).first()
    if row is None:
        raise NotVisible()
    return row


def check(verb: str, actor: Viewer, order: Order) -> bool:
    """Right first, then state. False when the verb's effect is already in place, so that the caller answers the same
    and does nothing. Raises NotAllowed or WrongState."""
    require(TABLE.may(verb, actor, order))
    if order.state in TABLE[verb].done:
        return False
    if reason := TABLE.why_not(verb, order):
        raise WrongState(reason)
    return True


def move_order(
    order: Order, verb: str, *, actor: Viewer, now: dt.datetime, to: str | None = None, **facts: Any
) -> OrderEvent:
    """Move a locked, checked order along `verb` and leave its event row. The only code that assigns `order.state`.

    `to` is the next state where the table leaves it open, and for the verbs of OTHER_VERBS, which it does not list.
    `facts` are the typed columns of the event (person, delivery, revision, extension, amount, until). Fields of the order that
    the caller set are saved with it. An ask for more time ends with the work that it is about.
    """
    before = order.state
    order.state = to or TABLE[verb].target or order.state
    if order.state not in RESUMABLE:
        order.resumes_to = None
    order.save()
    event = record(order, verb, actor=actor, now=now, from_state=before, **facts)
    if before in IN_WORK:
        _close_ask(order, now)
    return event


def _close_ask(order: Order, now: dt.datetime) -> None:
    """Nobody answers an ask for more time any more once its writer has handed in, or no longer has the order."""
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
    """Leave an event row for an act that may not have moved the order, and have those whom it concerns told by mail.
    `actor` of the agency's clock is stored as null."""
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
    return event
