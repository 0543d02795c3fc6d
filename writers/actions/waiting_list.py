"""The waiting list of an order: writers who are asked one after the other. The first offer is the desk's, the
next ones are the clock's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from agencies.models import Membership
from orders.actions.eligibility import check_fee, locked_people
from orders.actions.locking import locked_order
from orders.actions.moving import ORDERS, record
from orders.actions.offer_steps import settle_offers
from orders.actions.offers import make_offer
from orders.hooks.eligibility import Reason, eligibility
from orders.models import Order, OrderEvent
from orders.rules.offers import can_assign
from orders.states.offers import OfferState
from orders.states.orders import GIVABLE, RESUMABLE
from project.base.errors import Invalid, require
from project.base.locks import locked
from project.base.viewer import Member, System, Viewer
from writers.models import WaitingPlace
from writers.states.assignment import MOST_PLACES, PLACE_MOVES, PlaceState

MOST_HOURS = 336
#: How a place ends, by what became of its offer.
ENDS: dict[str, PlaceState] = {
    OfferState.ACCEPTED: PlaceState.ANSWERED,
    OfferState.DECLINED: PlaceState.ANSWERED,
    OfferState.EXPIRED: PlaceState.PASSED,
    OfferState.WITHDRAWN: PlaceState.CANCELLED,
}


def set_waiting_list(
    *,
    actor: Member,
    order: Order,
    places: Sequence[tuple[Membership, Decimal]],
    hours: int,
    now: dt.datetime,
) -> list[WaitingPlace]:
    """Ask these writers one after the other, each for the fee beside them and with `hours` to respond.

    The first who can take the order is asked at once, unless somebody of an earlier list still is; they stay
    asked, all others who waited make room for this list. The same list again changes nothing. Raises Invalid
    under "writers" for whoever can never take the order, and when nobody can now.
    """
    require(can_assign(actor, order))
    _check(places, hours)
    with transaction.atomic():
        order = locked_order(actor, order, now)
        ORDERS.check("offer", actor, order)
        _refuse_hard(order, [person for person, _fee in places], now)
        live = _live(order)
        asked = [place for place in live if place.state == PlaceState.ASKED]
        waiting = [place for place in live if place.state == PlaceState.WAITING]
        kept = {place.writer_id for place in asked}
        wanted = [(person.pk, fee, hours) for person, fee in places if person.pk not in kept]
        if wanted == [(place.writer_id, place.fee, place.hours) for place in waiting]:
            return live
        for place in waiting:
            _end(place, PlaceState.CANCELLED, now)
        made = _make(actor, order, wanted, now)
        record(order, "set_waiting_list", actor=actor, now=now)
        if not asked and (against := _ask_next(actor, order, made, now)):
            raise Invalid({"writers": against})
        return _live(order)


def cancel_waiting_list(*, actor: Member, order: Order, now: dt.datetime) -> Order:
    """Ask nobody else of the list. An offer that is open stays open. Does nothing when there is no list."""
    require(can_assign(actor, order))
    with transaction.atomic():
        order = locked(actor, order)
        if live := _live(order):
            for place in live:
                _end(place, PlaceState.CANCELLED, now)
            record(order, "cancel_waiting_list", actor=actor, now=now)
    return order


class WaitingListFollower:
    """Registered with orders.hooks.moves."""

    def moved(self, *, order: Order, event: OrderEvent, now: dt.datetime) -> None:
        """The list of a locked order goes on when an offer has ended, rests while the order is on hold, and
        ends with the order's search for a writer."""
        if event.from_state in (*GIVABLE, *RESUMABLE) and event.verb != "offer":
            go_on(order, now)


def go_on(order: Order, now: dt.datetime) -> None:
    """Bring the list of a locked order up to date: whoever is asked no longer gives way to the next who can
    take it. Does nothing while somebody is asked, and without a list."""
    live = _live(order)
    if not live or order.state in RESUMABLE:
        return
    asked = next((place for place in live if place.state == PlaceState.ASKED), None)
    if order.state in GIVABLE and asked and _answers(asked) == OfferState.OPEN:
        return
    if asked:
        _end(asked, ENDS.get(_answers(asked), PlaceState.CANCELLED), now)
    waiting = [place for place in live if place.state == PlaceState.WAITING]
    if order.state not in GIVABLE:
        for place in waiting:
            _end(place, PlaceState.CANCELLED, now)
        return
    clock = System(order.agency)
    if not waiting or _ask_next(clock, order, waiting, now):
        record(order, "exhaust_waiting_list", actor=clock, now=now)


def reopen_places(order: Order, since: dt.datetime, now: dt.datetime) -> None:
    """The (locked) order waits for a writer again: those who were no longer to be asked when it was given
    away at `since` are. Whoever was asked then, and still holds the offer, stays asked; else the next is."""
    rows = WaitingPlace.objects.filter(agency_id=order.agency_id, order=order, ended_at=since)
    for place in rows.filter(state=PlaceState.CANCELLED):
        place.order = order
        if place.event_id is None or _answers(place) == OfferState.OPEN:
            place.ended_at = None
            _move(place, PlaceState.ASKED if place.event_id else PlaceState.WAITING, "ended_at")
    go_on(order, now)


def pass_over(place: WaitingPlace, against: Sequence[Reason], now: dt.datetime) -> None:
    """End the place of somebody who cannot take the order, with the codes of what speaks against them."""
    place.against = sorted({each.code for each in against})
    _end(place, PlaceState.PASSED, now)


def _ask_next(actor: Viewer, order: Order, waiting: Sequence[WaitingPlace], now: dt.datetime) -> list[str]:
    """Offer the order to the first of these who can take it, under the locks on all of them, and pass over
    those before. Returns what speaks against everybody, [] when one was asked."""
    people = {person.pk: person for person in locked_people(order, [place.writer for place in waiting])}
    found = eligibility().explain_all(people=list(people.values()), orders=[order], now=now)
    refused: list[str] = []
    for place in waiting:
        person = people[place.writer_id]
        if against := found[person.pk, order.pk]:
            pass_over(place, against, now)
            refused += [f"{person.public_name}: {reason}" for reason in against]
        else:
            _ask(actor, order, place, person, now)
            return []
    return refused


def _ask(actor: Viewer, order: Order, place: WaitingPlace, person: Membership, now: dt.datetime) -> None:
    """By an offer of their own; one that they hold already counts, whatever its fee."""
    held = order.offers.filter(writer=person, state=OfferState.OPEN).first()
    fee, span = held.fee if held else place.fee, dt.timedelta(hours=place.hours)
    offer = make_offer(actor, order, person, fee, now, span, overridden={})
    place.event = order.events.filter(verb="offer", person=person).order_by("-id").first()
    _move(place, PlaceState.ASKED, "event")
    settle_offers(order, [offer], now)


def _answers(place: WaitingPlace) -> str:
    """The state of the newest offer to whoever has this place."""
    offers = place.order.offers.filter(writer_id=place.writer_id).order_by("-id")
    return str(offers.values_list("state", flat=True).first() or "")


def _live(order: Order) -> list[WaitingPlace]:
    rows = WaitingPlace.objects.live().filter(agency_id=order.agency_id, order=order)
    found = list(rows.select_related("writer").order_by("position"))
    for place in found:
        place.order = order
    return found


def _make(
    actor: Member, order: Order, wanted: Sequence[tuple[int, Decimal, int]], now: dt.datetime
) -> list[WaitingPlace]:
    """Places behind all that the order ever had."""
    rows = WaitingPlace.objects.filter(agency_id=order.agency_id, order=order)
    last = rows.aggregate(last=Max("position"))["last"] or 0
    common = {"agency_id": order.agency_id, "order": order, "made_by": actor.membership, "made_at": now}
    return WaitingPlace.objects.bulk_create(
        WaitingPlace(writer_id=pk, fee=fee, hours=hours, position=last + number, **common)
        for number, (pk, fee, hours) in enumerate(wanted, start=1)
    )


def _check(places: Sequence[tuple[Membership, Decimal]], hours: int) -> None:
    ids = [person.pk for person, _fee in places]
    if not 1 <= len(ids) <= MOST_PLACES:
        raise Invalid({"writers": _("Choose 1 to %(most)s writers.") % {"most": MOST_PLACES}})
    if len(set(ids)) != len(ids):
        raise Invalid({"writers": _("Choose each writer once.")})
    if not 1 <= hours <= MOST_HOURS:
        raise Invalid({"hours": _("Enter 1 to %(most)s hours.") % {"most": MOST_HOURS}})
    for _person, fee in places:
        check_fee(fee)


def _refuse_hard(order: Order, writers: Sequence[Membership], now: dt.datetime) -> None:
    people = locked_people(order, writers)
    found = eligibility().explain_all(people=people, orders=[order], now=now)
    refused = [
        f"{person.public_name}: {reason}"
        for person in people
        for reason in found[person.pk, order.pk]
        if reason.hard
    ]
    if refused:
        raise Invalid({"writers": refused})


def _end(place: WaitingPlace, state: PlaceState, now: dt.datetime) -> None:
    place.ended_at = now
    _move(place, state, "ended_at", "against")


def _move(place: WaitingPlace, state: PlaceState, *changed: str) -> None:
    """The only code that changes the state of a place."""
    assert (place.state, state) in PLACE_MOVES, f"{place.state} -> {state}"
    place.state = state
    place.save(update_fields=["state", *changed])
