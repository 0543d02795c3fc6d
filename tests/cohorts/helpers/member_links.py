"""Members of a class who came by their link."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cohorts.actions.member_links import send_link
from cohorts.models import Cohort, CohortMember
from cohorts.rules.member_links import came_by_link, key_of
from orders.actions import deliveries, offers, reviews
from orders.models import Order
from project.base.viewer import Receiver
from tests.cohorts.helpers.classes import member, placed
from tests.helpers.cast import START, Cast
from tests.helpers.factories import HOUR
from tests.helpers.story import FEE, TEXT

WORDS = "I want to read about the years in Lisbon, zqown."


def asked(cast: Cast, *, now: dt.datetime = START, **facts: Any) -> Cohort:
    """A class whose members receive, and are asked for a brief each, at a price that is held."""
    return placed(cast, now=now, **{"receiver": "member", "asks_members": True, **facts})


def linked(cast: Cast, cohort: Cohort, name: str = "Ada", *, now: dt.datetime = START) -> str:
    """The key of a link that was sent to this member."""
    return key_of(send_link(actor=cast.max, member=member(cohort, name), now=now))


def as_receiver(found: CohortMember) -> Receiver:
    """The member as their link lets them in."""
    return came_by_link(
        CohortMember.objects.select_related("person__membership").get(pk=found.pk), found.cohort.agency
    )


def deliver(cast: Cast, order: Order, *, now: dt.datetime = START, text: str = TEXT) -> Order:
    """The order written, checked, and with whom it is for."""
    moment = now

    def tick() -> dict[str, Any]:
        nonlocal moment
        moment += HOUR
        return {"order": Order.objects.get(pk=order.pk), "now": moment}

    offers.offer_order(actor=cast.max, writers=[cast.wendell.membership], fee=FEE, **tick())
    offers.accept_offer(actor=cast.wendell, **tick())
    deliveries.start_work(actor=cast.wendell, **tick())
    deliveries.deliver(actor=cast.wendell, text=text, note="", uploads=[], **tick())
    reviews.claim_review(actor=cast.edith, **tick())
    reviews.approve_delivery(actor=cast.edith, number=1, note="", **tick())
    return Order.objects.get(pk=order.pk)
