"""Steps that several verbs of giving work out take, with the order and its people locked and checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from agencies.models import Membership
from orders.hooks.moves import offer_answers
from orders.models import Offer, Order, OrderEvent
from orders.states.offers import OfferState
from orders.states.orders import State
from orders.states.promises import PriceAnswer
from project.base.viewer import System, Viewer

from .moving import move_order, record
from .preferred_writer import release_preferred


def take_offer(
    actor: Viewer, order: Order, offer: Offer, person: Membership, now: dt.datetime, *, undoable: bool = False
) -> OrderEvent:
    """Give a locked order to the locked, eligible person who holds this open offer. Other offers end and a
    surcharge for another writer goes, unless this may be undone: then settle_giving does so later."""
    answer_offer(offer, OfferState.ACCEPTED, now)
    if not undoable:
        end_open_offers(actor, order, now)
    order.writer, order.writer_fee = person, offer.fee
    event = move_order(order, "accept_offer", actor=actor, now=now, person=person, amount=offer.fee)
    if not undoable:
        release_preferred(order, now, to=person.pk, answer=_agreed(offer))
    return event


def _agreed(offer: Offer | None) -> str:
    """What the desk said of the surcharge when it made the offer."""
    return PriceAnswer.KEEP if offer and offer.keeps_price else ""


def settle_giving(order: Order, now: dt.datetime) -> bool:
    """Do for a locked order, whose writer can no longer undo that they have it, what take_offer left undone.
    Returns whether there was anything to do."""
    waiting = order.offers.filter(state=OfferState.OPEN).exists()
    end_open_offers(System(order.agency), order, now)
    accepted = (
        order.offers.filter(state=OfferState.ACCEPTED, writer_id=order.writer_id).order_by("-id").first()
    )
    taken = release_preferred(order, now, to=order.writer_id or 0, answer=_agreed(accepted))
    return bool(taken) or waiting


def end_open_offers(actor: Viewer, order: Order, now: dt.datetime) -> None:
    """Take back whatever is still open of a locked order, each with its event."""
    for offer in order.offers.filter(state=OfferState.OPEN).order_by("id"):
        answer_offer(offer, OfferState.WITHDRAWN, now)
        record(order, "withdraw_offer", actor=actor, now=now, person=offer.writer)


def answer_offer(offer: Offer, state: OfferState, now: dt.datetime) -> None:
    """Write down how an offer ended."""
    offer.state, offer.answered_at = state, now
    offer.save(update_fields=["state", "answered_at", "decline_code", "decline_reason"])


def settle_offers(order: Order, made: Sequence[Offer], now: dt.datetime) -> None:
    """Let what answers in the writers' names see the offers that were just made, once all of them are."""
    for answers in offer_answers:
        answers.answer(order=order, offers=made, now=now)


def state_by_offers(order: Order) -> State:
    """Where an order without a writer stands: offered while somebody holds an open offer."""
    return State.OFFERED if order.offers.filter(state=OfferState.OPEN).exists() else State.PLACED


def expire_due(clock: System, order: Order, now: dt.datetime) -> int:
    """End the open offers of a locked order whose time to answer is over, each with its event; returns how
    many. With no open offer left the order waits for the desk again. It moves once, when all have ended: what
    follows from that may give it to somebody."""
    due = list(order.offers.filter(state=OfferState.OPEN, answer_by__lte=now).order_by("id"))
    if not due:
        return 0
    *others, last = due
    for offer in due:
        answer_offer(offer, OfferState.EXPIRED, now)
    for offer in others:
        record(order, "expire_offer", actor=clock, now=now, person=offer.writer)
    move_order(order, "expire_offer", actor=clock, now=now, to=state_by_offers(order), person=last.writer)
    return len(due)
