"""Drafts and orders for tests, made through the actions that people use, with a clock that moves as it would."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from catalog.pricing.offering import current_offering
from clients.models import ClientAccount
from drafts.actions import drafts
from drafts.models import OrderDraft
from drafts.pricing import facts as quoting
from orders.actions import acceptance, deliveries, extensions, holding, offers, placing, reviews, revision_requests
from orders.models import Order, RevisionRequest
from orders.rules.live_revision import owed_by
from orders.states.orders import State
from project.base.viewer import Member
from tests.cast import START, Cast

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
FEE = Decimal("90.00")
#: What stands on invoices, once it is saved.
SELLER = {
    "name": "Inkwell Writing Ltd",
    "address": "1 Quay Street\nBristol",
    "tax_number": "GB 123",
    "payment_days": 30,
    "payment_text": "IBAN GB00 INKW",
}
TEXT = "# A quiet harbour\n\nBoats come in at dusk, and **nobody** hurries.\n\n## The market\n\nFish, salt, talk."


def account_of(member: Member) -> ClientAccount:
    """The client account of a client of the cast."""
    return ClientAccount.objects.get(people__membership=member.membership)


def make_draft(member: Member, *, now: dt.datetime = START, **fields: Any) -> OrderDraft:
    """A complete draft of a client: 600 words, ten days. Any field may be given instead."""
    offering = current_offering(member.agency)
    complete = {
        "title": "Harbour feature",
        "brief": "A feature about the harbour at dusk, for visitors who stay a night.",
        "service": offering.services[0],
        "quality": offering.qualities[0],
        "subject": offering.subjects[0],
        "quantity": 600,
        "deadline": now + 10 * DAY,
    }
    return drafts.begin_draft(actor=member, account=account_of(member), now=now, fields={**complete, **fields})


def seen_price(member: Member, draft: OrderDraft, now: dt.datetime) -> placing.SeenPrice:
    """What the page shows of the draft's price at `now`."""
    quote = quoting.quote_draft(member.agency, draft, now=now)
    return placing.SeenPrice(quote.total, current_offering(member.agency).book_id, now)


def place_order(member: Member, *, now: dt.datetime = START, **fields: Any) -> Order:
    """An order just placed by a client."""
    draft = make_draft(member, now=now, **fields)
    return placing.convert_draft(actor=member, draft=draft, seen=seen_price(member, draft, now), now=now)


class Story:
    """One order of Inkwell on its way: Clara orders, Max offers, Wendell writes, Edith reviews. Each step takes an hour."""

    def __init__(self, cast: Cast, *, now: dt.datetime = START, **fields: Any) -> None:
        self.cast, self.now = cast, now
        self.order = place_order(cast.clara, now=now, **fields)

    def _tick(self) -> dict[str, Any]:
        self.now += HOUR
        self.order = Order.objects.get(pk=self.order.pk)
        return {"order": self.order, "now": self.now}

    def offered(self, *writers: Member) -> Story:
        people = [member.membership for member in writers or (self.cast.wendell,)]
        offers.offer_order(actor=self.cast.max, writers=people, fee=FEE, **self._tick())
        return self._read()

    def assigned(self) -> Story:
        self.offered()
        offers.accept_offer(actor=self.cast.wendell, **self._tick())
        return self._read()

    def in_progress(self) -> Story:
        self.assigned()
        deliveries.start_work(actor=self.cast.wendell, **self._tick())
        return self._read()

    def asked(self, days: int = 2) -> Story:
        """In progress, and Wendell asks for more time."""
        self.in_progress()
        return self.ask_for_time(days)

    def ask_for_time(self, days: int = 2) -> Story:
        facts = self._tick()
        wanted = owed_by(self.order) + days * DAY
        extensions.ask_extension(actor=self.cast.wendell, wanted=wanted, reason="The archive opens on Monday", **facts)
        return self._read()

    def in_review(self) -> Story:
        self.in_progress()
        return self.deliver()

    def deliver(self, text: str = TEXT) -> Story:
        deliveries.deliver(actor=self.cast.wendell, text=text, note="Here it is.", uploads=[], **self._tick())
        return self._read()

    def claimed(self) -> Story:
        self.in_review()
        reviews.claim_review(actor=self.cast.edith, **self._tick())
        return self._read()

    def approve(self) -> Story:
        if self.order.editor_id is None:
            reviews.claim_review(actor=self.cast.edith, **self._tick())
        last = self.order.deliveries.latest("number").number
        reviews.approve_delivery(actor=self.cast.edith, number=last, note="", **self._tick())
        return self._read()

    def delivered(self) -> Story:
        self.in_review()
        return self.approve()

    def revision_requested(self) -> Story:
        self.delivered()
        points = [
            revision_requests.Point(issue="Too short on the market", place="The market", wish="Two more sentences"),
            revision_requests.Point(issue="A livelier title", need="nice"),
        ]
        revision_requests.request_revision(
            actor=self.cast.clara, summary="More market", severity="moderate", points=points, **self._tick()
        )
        return self._read()

    def revising(self) -> Story:
        """A revision in work, none of its points answered."""
        self.revision_requested()
        deliveries.start_work(actor=self.cast.wendell, **self._tick())
        return self._read()

    def answered(self) -> Story:
        """A revision whose points are answered, with the new version at the client's."""
        self.revising()
        given = {
            1: revision_requests.PointAnswer("done", "Added."),
            2: revision_requests.PointAnswer("declined", "It is lively."),
        }
        self.now += HOUR
        revision_requests.answer_points(actor=self.cast.wendell, revision=self.revision, answers=given, now=self.now)
        self.deliver(TEXT.replace("Fish, salt, talk.", "Fish, salt, loud talk and much more."))
        return self.approve()

    @property
    def revision(self) -> RevisionRequest:
        """The newest revision request, afresh."""
        return self.order.revisions.select_related("order").latest("number")

    def completed(self) -> Story:
        self.delivered()
        acceptance.accept_order(actor=self.cast.clara, **self._tick())
        return self._read()

    def on_hold(self) -> Story:
        self.in_progress()
        holding.hold_order(actor=self.cast.sam, reason="Waiting for photographs", **self._tick())
        return self._read()

    def cancelled(self) -> Story:
        holding.cancel_order(actor=self.cast.clara, reason="No longer needed", **self._tick())
        return self._read()

    def _read(self) -> Story:
        self.order = Order.objects.get(pk=self.order.pk)
        return self


def make_order(cast: Cast, state: str = State.PLACED, **options: Any) -> Order:
    """An order of Clara's in any state that people can reach today (not disputed)."""
    story = Story(cast, **options)
    return story.order if state == State.PLACED else getattr(story, state)().order
