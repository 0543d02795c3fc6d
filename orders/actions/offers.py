"""Giving work out: offer, assign, accept, decline, expire. Every path into work asks
eligibility under a lock on the person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Membership
from agencies.rules.agencies import is_writer
from orders.actions.eligibility import (
    Overridden,
    check_acceptance,
    check_eligible,
    check_fee,
    locked_people,
    note_override,
)
from orders.models import Offer, Order
from orders.rules.offers import can_assign
from orders.states.offers import DeclineCode, OfferState
from orders.states.orders import State
from orders.states.promises import PriceAnswer
from project.base.errors import Invalid, NotVisible, Taken, WrongState, require
from project.base.locks import locked
from project.base.money import format_money
from project.base.viewer import Member, Viewer

from .locking import locked_order
from .moving import ORDERS, move_order, record
from .offer_steps import answer_offer, end_open_offers, settle_offers, state_by_offers, take_offer
from .preferred_writer import release_preferred


def offer_order(
    *,
    actor: Member,
    order: Order,
    writers: Sequence[Membership],
    fee: Decimal,
    now: dt.datetime,
    hours: int | None = None,
    override: str = "",
    named_writer: str = "",
) -> list[Offer]:
    """Hold the order out to one or more writers, for `fee` in the
    agency's currency; the first who accepts has it.

    The time to answer is `hours`, or else the agency's, but never beyond the writer's deadline, or the
    client's when that one is over. A writer who already holds an open offer for the same fee keeps it. Raises
    Invalid with every reason against a writer; soft ones are passed over, and logged, for the reason
    `override`. `named_writer` (PriceAnswer): what becomes of the surcharge for the writer whom the client
    named if another of these accepts, as release_preferred says.
    """
    require(can_assign(actor, order))
    check_fee(fee)
    with transaction.atomic():
        order = locked_order(actor, order, now)
        ORDERS.check("offer", actor, order)
        people = locked_people(order, writers)
        overridden = check_eligible(order, people, now, override=override)
        span = dt.timedelta(hours=hours or order.agency.offer_hours)
        made = [
            make_offer(
                actor,
                order,
                person,
                fee,
                now,
                span,
                overridden=overridden,
                reason=override,
                keeps_price=named_writer == PriceAnswer.KEEP,
            )
            for person in people
        ]
        settle_offers(order, made, now)
        return made


def assign_order(
    *,
    actor: Member,
    order: Order,
    writer: Membership,
    fee: Decimal,
    now: dt.datetime,
    override: str = "",
    named_writer: str = "",
) -> Order:
    """Give the order to a writer without asking; open offers to others end.
    Raises Invalid with the reasons against; `override` and `named_writer` as in offer_order."""
    require(can_assign(actor, order))
    check_fee(fee)
    with transaction.atomic():
        order = locked_order(actor, order, now)
        if order.state == State.ASSIGNED and (order.writer_id, order.writer_fee) == (writer.pk, fee):
            return order
        ORDERS.check("assign", actor, order)
        (person,) = locked_people(order, [writer])
        overridden = check_eligible(order, [person], now, override=override)
        end_open_offers(actor, order, now)
        order.writer, order.writer_fee = person, fee
        event = move_order(order, "assign", actor=actor, now=now, person=person, amount=fee)
        note_override(event, person, overridden, override)
        release_preferred(order, now, to=person.pk, answer=named_writer, actor=actor)
    return order


def accept_offer(*, actor: Member, order: Order, now: dt.datetime) -> Order:
    """Take an offered order. Exactly one writer gets it: raises Taken for whoever
    comes second, WrongState after its time, and with every reason against
    them that no manager overrode when it was offered."""
    require(is_writer(actor))
    with transaction.atomic():
        order = locked(actor, order)
        if order.writer_id == actor.member_id and order.state == State.ASSIGNED:
            return order
        offer = _own_offer(actor, order, now)
        ORDERS.check("accept_offer", actor, order)
        (person,) = locked_people(order, [actor.membership])
        check_acceptance(order, person, now)
        take_offer(actor, order, offer, person, now)
    return order


def decline_offer(
    *, actor: Member, order: Order, reason: str, now: dt.datetime, why: DeclineCode | str = ""
) -> Order:
    """Say no to an offer; the order is no longer visible to the writer. With no open
    offer left it waits for the desk again. `why` is counted, `reason` is read by the desk."""
    require(is_writer(actor))
    with transaction.atomic():
        order = locked(actor, order)
        offer = _latest_offer(actor.member_id, order)
        if offer.state == OfferState.DECLINED:
            return order
        offer = _own_offer(actor, order, now)
        ORDERS.check("decline_offer", actor, order)
        offer.decline_code, offer.decline_reason = why, reason
        answer_offer(offer, OfferState.DECLINED, now)
        move_order(
            order, "decline_offer", actor=actor, now=now, to=state_by_offers(order), person=offer.writer
        )
    return order


def withdraw_offer(*, actor: Member, order: Order, writer: Membership, now: dt.datetime) -> Order:
    """Take an open offer back. Does nothing when it has ended already; raises
    Taken when the writer has accepted it."""
    require(can_assign(actor, order))
    with transaction.atomic():
        order = locked_order(actor, order, now)
        offer = _latest_offer(writer.pk, order)
        if offer.state == OfferState.ACCEPTED:
            raise Taken(_("%(writer)s has already accepted the offer.") % {"writer": writer.public_name})
        if offer.state == OfferState.OPEN:
            end_offer(actor, order, offer, now)
    return order


def end_offer(actor: Viewer, order: Order, offer: Offer, now: dt.datetime) -> None:
    """Take back an open offer of a locked order, with its event. With no open offer left the order waits for
    the desk again, while it is on hold after that; one that was kept beside a writer, in case an automatic
    acceptance is undone, moves nothing."""
    answer_offer(offer, OfferState.WITHDRAWN, now)
    if order.writer_id:
        record(order, "withdraw_offer", actor=actor, now=now, person=offer.writer)
        return
    to = state_by_offers(order)
    if order.state == State.ON_HOLD:
        order.resumes_to, to = to, State.ON_HOLD
    move_order(order, "withdraw_offer", actor=actor, now=now, to=to, person=offer.writer)


def make_offer(
    actor: Viewer,
    order: Order,
    person: Membership,
    fee: Decimal,
    now: dt.datetime,
    span: dt.timedelta,
    *,
    overridden: Overridden,
    reason: str = "",
    keeps_price: bool = False,
) -> Offer:
    """Offer a locked, checked order to a locked, checked person: a row, its event, what was overridden. An
    open offer for the same fee is kept, with what `keeps_price` now says of the surcharge for another writer.
    Raises Invalid under "fee" when it is for another."""
    if existing := order.offers.filter(writer=person, state=OfferState.OPEN).first():
        if existing.fee != fee:
            raise Invalid({"fee": _already_offered(existing)})
        if existing.keeps_price != keeps_price:
            existing.keeps_price = keeps_price
            existing.save(update_fields=["keeps_price"])
        return existing
    latest = order.writer_deadline if order.writer_deadline > now else order.client_deadline
    answer_by = min(now + span, latest)
    offer = Offer.objects.create(
        agency_id=order.agency_id,
        order=order,
        writer=person,
        fee=fee,
        keeps_price=keeps_price,
        offered_by_id=actor.member_id or None,
        offered_at=now,
        answer_by=answer_by,
    )
    event = move_order(order, "offer", actor=actor, now=now, person=person, amount=fee, until=answer_by)
    note_override(event, person, overridden, reason)
    return offer


def _already_offered(offer: Offer) -> str:
    fee = format_money(offer.fee, offer.order.currency)
    return _("%(writer)s already has an open offer for %(fee)s. Withdraw it first.") % {
        "writer": offer.writer.public_name,
        "fee": fee,
    }


def _latest_offer(writer_id: int, order: Order) -> Offer:
    offer = order.offers.filter(writer_id=writer_id).order_by("-id").first()
    if offer is None:
        raise NotVisible()
    return offer


def _own_offer(actor: Member, order: Order, now: dt.datetime) -> Offer:
    """The actor's offer while it can be answered; otherwise the refusal that tells why not."""
    offer = _latest_offer(actor.member_id, order)
    if offer.state == OfferState.ACCEPTED and order.writer_id == actor.member_id:
        raise WrongState(ORDERS.why_not("accept_offer", order))
    if offer.state in (OfferState.WITHDRAWN, OfferState.ACCEPTED) or order.writer_id:
        raise Taken(_("This order has gone to another writer, or the offer was withdrawn."))
    if offer.state == OfferState.EXPIRED or (offer.state == OfferState.OPEN and offer.answer_by <= now):
        raise WrongState(_("This offer has expired."))
    if offer.state == OfferState.DECLINED:
        raise WrongState(_("You have already declined this offer."))
    return offer
