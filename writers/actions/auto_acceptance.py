"""Offers that rules accept in their writers' names, and undoing that."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.rules.agencies import is_writer
from orders.actions.moving import ORDERS, move_order, record
from orders.actions.offer_steps import answer_offer, settle_giving, state_by_offers, take_offer
from orders.actions.webhook_events import announce_as
from orders.hooks.eligibility import eligibility
from orders.models import Offer, Order, OrderEvent
from orders.states.offers import OfferState
from orders.states.orders import State
from project.base.errors import WrongState, require
from project.base.features import is_on
from project.base.locks import locked
from project.base.viewer import Member, System
from writers.models import AutoAcceptance, AutoAcceptRule, PreferredClient
from writers.rules.auto_accept import UNDO_FOR, asked_of, first_match, undoable
from writers.rules.rates import has_rate
from writers.states.assignment import UNDO

from .pool_moves import reopen_entry
from .waiting_list import reopen_places

#: The event by which the writer is told that a rule has accepted.
TOLD = "auto_accept"
UNDONE = "order.acceptance_undone"


class AutoAnswers:
    """Registered in orders.hooks.moves.offer_answers."""

    def answer(self, *, order: Order, offers: Sequence[Offer], now: dt.datetime) -> None:
        """Accept the first new offer that a rule of its writer accepts and nothing speaks against, not even
        what a manager overrode: nobody is given by a rule what they would have to be asked about. None while
        the agency has no rate for the service, or has switched automatic acceptance off."""
        if not is_on(order.agency, "auto_accept"):
            return
        made = [offer for offer in offers if offer.offered_at == now and offer.state == OfferState.OPEN]
        writers = [offer.writer_id for offer in made]
        rows = AutoAcceptRule.objects.filter(agency_id=order.agency_id, member_id__in=writers, enabled=True)
        rules = list(rows.order_by("id"))
        if not rules or not has_rate(order.agency, order.service_id, now):
            return
        liked = _who_prefers(order, writers)
        for offer in made:
            own = [rule for rule in rules if rule.member_id == offer.writer_id]
            asked = asked_of(order, offer.fee, now, preferred=offer.writer_id in liked)
            rule = first_match(own, asked)
            if rule and not eligibility().explain(writer=offer.writer, order=order, now=now):
                _accept(order, offer, rule, now)
                return


def _who_prefers(order: Order, writers: Sequence[int]) -> set[int]:
    rows = PreferredClient.objects.filter(agency_id=order.agency_id, account_id=order.account_id)
    return set(rows.filter(member_id__in=writers).values_list("member_id", flat=True))


def _accept(order: Order, offer: Offer, rule: AutoAcceptRule, now: dt.datetime) -> None:
    event = take_offer(System(order.agency), order, offer, offer.writer, now, undoable=True)
    AutoAcceptance.objects.create(
        agency_id=order.agency_id,
        event=event,
        order=order,
        member=offer.writer,
        rule=rule,
        accepted_at=now,
        undo_until=now + UNDO_FOR,
    )
    until = now + UNDO_FOR
    record(order, TOLD, actor=System(order.agency), now=now, person=offer.writer, until=until)


def undo_acceptance(*, actor: Member, order: Order, now: dt.datetime) -> Order:
    """Give back an order that a rule accepted, within ten minutes and before the work has started.

    It is offered again to whoever still holds an offer, or waits for the desk; it goes back into the pool if
    it was there, and its waiting list goes on. Again: nothing more. Raises NotAllowed for what no rule
    accepted in the actor's name, WrongState once it is too late.
    """
    require(is_writer(actor))
    with transaction.atomic():
        order = locked(actor, order)
        last = AutoAcceptance.objects.filter(agency_id=actor.agency_id, order=order).order_by("-id").first()
        require(last is not None and last.member_id == actor.member_id)
        assert last is not None
        if last.undone_at is not None:
            return order
        if order.state != State.ASSIGNED or order.writer_id != actor.member_id:
            raise WrongState(ORDERS.why_not(UNDO, order) or _("This order is no longer yours."))
        if undoable(order, actor.member_id, now) is None:
            raise WrongState(_why_final(last, now))
        last.undone_at = now
        last.save(update_fields=["undone_at"])
        _give_back(actor, order, now)
        reopen_entry(order, last.accepted_at, now, by=actor.member_id)
        reopen_places(order, last.accepted_at, now)
    return order


def _why_final(last: AutoAcceptance, now: dt.datetime) -> str:
    if last.accepted_at + UNDO_FOR > now:
        return _("This order was put on hold or reassigned after a rule accepted it, so you can’t undo that.")
    return _("You can undo an automatic acceptance for ten minutes only.")


def _give_back(actor: Member, order: Order, now: dt.datetime) -> None:
    """The order has no writer again, whose offer counts as declined. Offers of others whose time is over by
    now end."""
    accepted = order.offers.filter(writer_id=actor.member_id, state=OfferState.ACCEPTED)
    for offer in accepted:
        answer_offer(offer, OfferState.DECLINED, now)
    for offer in order.offers.filter(state=OfferState.OPEN, answer_by__lte=now):
        answer_offer(offer, OfferState.EXPIRED, now)
        record(order, "expire_offer", actor=System(order.agency), now=now, person=offer.writer)
    order.writer, order.writer_fee = None, None
    to = state_by_offers(order)
    event = move_order(order, UNDO, actor=actor, now=now, to=to, person=actor.membership)
    announce_as(UNDONE, order, event)


class AcceptanceFollower:
    """Registered in orders.hooks.moves.followers: with the next step nothing can be undone any more."""

    def moved(self, *, order: Order, event: OrderEvent, now: dt.datetime) -> None:
        """One query, only of an order that was assigned; one more when a rule accepted it."""
        stays = order.state in (State.ASSIGNED, State.CANCELLED) and event.verb != "reassign"
        if event.from_state != State.ASSIGNED or stays or event.verb == UNDO:
            return
        rows = AutoAcceptance.objects.filter(agency_id=order.agency_id, order=order, undone_at=None)
        if last := rows.order_by("-id").first():
            last.undo_until = min(last.undo_until, now)
            last.save(update_fields=["undo_until"])
            settle_giving(order, now)
