"""Members of a class who came by their link."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from cohorts.actions.bookings import book_session
from cohorts.actions.member_briefs import send_brief
from cohorts.actions.member_links import send_link
from cohorts.models import Cohort, CohortMember
from cohorts.rules.member_links import came_by_link, key_of
from orders.actions import deliveries, offers, reviews
from orders.models import Order
from project.base.viewer import Receiver
from tests.cohorts.helpers.classes import member, placed
from tests.cohorts.helpers.sessions import session_of
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, HOUR
from tests.helpers.story import FEE, TEXT

WORDS = "I want to read about the years in Lisbon, zqown."


def asked(cast: Cast, *, now: dt.datetime = START, **facts: Any) -> Cohort:
    """A class whose members receive, and are asked for a brief each, at a price that is held."""
    brief = {"deadline": now + 10 * DAY}
    said = {"receiver": "member", "asks_members": True, "brief": brief, **facts}
    return placed(cast, now=now, **said)


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


def member_link_doors(cast: Cast, now: dt.datetime) -> dict[str, dict[str, Any]]:
    """A class with a member whose text has been delivered, with a file of theirs."""
    cohort = asked(cast, now=now, brief={"deadline": now + 10 * DAY})
    ada = member(cohort, "Ada")
    key = linked(cast, cohort, now=now)
    upload = SimpleUploadedFile("lisbon.txt", b"Lisbon")
    receiver = as_receiver(ada)
    order = send_brief(actor=receiver, member=ada, text=WORDS, version=0, now=now, uploads=[upload])
    assert order is not None
    deliver(cast, order, now=now)
    own, one = {"public_id": cohort.public_id}, {"key": key}
    session = session_of(cohort, cast.clara, starts=now + 30 * DAY, now=now)
    seat = {**one, "public_id": book_session(actor=receiver, session=session, member=ada, now=now).public_id}
    file = order.attachments.get(name="lisbon.txt").public_id
    return {
        "cohorts:own_link_revoke": {"public_id": "abcdefgh23"},
        "cohorts:own_links": {},
        "cohorts:links": own,
        "cohorts:links_send": own,
        **{f"cohorts:member_link{end}": {**own, "member_id": ada.public_id} for end in ("", "_revoke")},
        "cohorts:mine": one,
        "cohorts:mine_file": {**one, "public_id": file},
        "cohorts:mine_file_remove": {**one, "public_id": file},
        "cohorts:mine_version": {**one, "version": 1},
        "cohorts:mine_book": {**one, "public_id": session.public_id},
        **{f"cohorts:mine_seat_{verb}": seat for verb in ("cancel", "move", "calendar")},
    }
