"""What the clock does with waiting lists: they follow their orders in the same transaction, and this finds
what no order told them, such as a writer who has left since they were asked."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from agencies.models import Agency
from agencies.states.roles import Role
from orders.actions.offers import end_offer
from orders.hooks.eligibility import eligibility
from orders.models import Offer, Order
from orders.states.offers import OfferState
from orders.states.orders import GIVABLE, RESUMABLE
from project.base.viewer import System
from writers.models import WaitingPlace
from writers.states.assignment import PlaceState

from .waiting_list import go_on, pass_over

#: Orders that one call deals with at most.
MOST = 100


def go_on_with_lists(*, agency: Agency, now: dt.datetime, most: int = MOST) -> int:
    """Bring the lists of the agency up to date that stand still; returns how many."""
    done = 0
    for pk in list(_standing(agency).order_by("pk").values_list("pk", flat=True)[:most]):
        with transaction.atomic():
            rows = Order.objects.select_for_update(of=("self",), skip_locked=True)
            if order := rows.filter(agency=agency, pk=pk).first():
                order.agency = agency
                _leave_those_who_left(order, now)
                go_on(order, now)
                done += 1
    return done


def _standing(agency: Agency) -> QuerySet[Order]:
    """Orders with a list although they have a writer or have ended; or whose list waits and asks nobody, or
    somebody who is not here any more."""
    live = WaitingPlace.objects.live().filter(agency=agency, order=OuterRef("pk"))
    answering = Offer.objects.filter(
        agency=agency, order=OuterRef("order_id"), writer=OuterRef("writer_id"), state=OfferState.OPEN
    )
    asked = live.filter(Exists(answering), _here(), state=PlaceState.ASKED)
    searching = Q(state__in=GIVABLE) & ~Exists(asked)
    found = ~Q(state__in=[*GIVABLE, *RESUMABLE])
    return Order.objects.filter(Exists(live), searching | found, agency=agency)


def _here() -> Q:
    """Of places: that their writer can still work here."""
    member = Q(writer__ended_at=None, writer__suspended_at=None)
    return member & Q(writer__roles__contains=[Role.WRITER])


def _leave_those_who_left(order: Order, now: dt.datetime) -> None:
    """Whoever is asked and is not here any more is passed over, and their offer ends."""
    rows = WaitingPlace.objects.filter(agency_id=order.agency_id, order=order, state=PlaceState.ASKED)
    place = rows.exclude(_here()).select_related("writer").first()
    if place is None or order.state not in GIVABLE:
        return
    pass_over(place, eligibility().explain(writer=place.writer, order=order, now=now), now)
    offers = order.offers.filter(writer=place.writer, state=OfferState.OPEN)
    for offer in offers.select_related("writer"):
        end_offer(System(order.agency), order, offer, now)
