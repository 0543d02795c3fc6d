"""The figures of a writer: hand-made cases, and that other pages say the same."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from analytics.rules.metrics import metric_for, metrics_for
from analytics.states.metrics import Board
from orders.actions import acceptance, deliveries, holding, reviews
from orders.models import Delivery, LedgerEntry, Order, RevisionRequest
from orders.states.revision_choices import Cause
from orders.states.revision_choices import Scope as RevisionScope
from project.base.viewer import Member
from tests.analytics.helpers.reference import asked, figure
from tests.helpers.cast import START, Cast
from tests.helpers.story import FEE, TEXT, Story
from tests.orders.helpers import order_acts, revision_turns
from writers.pages import earnings
from writers.rules.earnings import Month
from writers.rules.portfolio_figures import figures_of

pytestmark = pytest.mark.django_db
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
FIRST, LAST = START.date() - 9 * DAY, START.date() + 25 * DAY
NOW = START + 25 * DAY


def own(viewer: Member, key: str, **filters: str):
    return figure(viewer, Board.WRITER, key, asked(FIRST, LAST, viewer, **filters), NOW)


def of(person: Member, viewer: Member, key: str):
    what = asked(FIRST, LAST, viewer)
    return figure(viewer, Board.WRITERS, key, what, NOW, person.membership)


def accept(story: Story) -> None:
    acceptance.accept_order(actor=story.cast.clara, **story.tick())


def begin(story: Story, writer: Member) -> None:
    deliveries.start_work(actor=writer, **story.tick())


def hand_in(story: Story, writer: Member) -> None:
    deliveries.deliver(actor=writer, text=TEXT, note="", uploads=[], **story.tick())
    story.reread()


def test_earnings_are_those_of_the_page_of_earnings_to_the_cent(cast: Cast) -> None:
    Story(cast).completed()
    other = Story(cast, now=START + 3 * DAY).revision_requested()
    revision_turns.give(other, cast.wanda)
    Story(cast).in_progress()
    for person in (cast.wendell, cast.wanda):
        month = Month(2026, 3)
        booked = sum(row.amount for row in earnings.rows_of(cast.inkwell, person.membership, month))
        coming = sum(row.amount for row in earnings.to_come(cast.inkwell, person.membership))
        assert own(person, "earned").now.value == booked
        assert own(person, "to_come").now.value == coming
        assert of(person, cast.max, "earned").now.value == booked
        assert of(person, cast.otto, "to_come").now.value == coming
    assert own(cast.wendell, "earned").now.value == FEE
    assert own(cast.wanda, "to_come").now.value > 0


def test_a_fee_is_of_the_day_in_the_agencys_zone(cast: Cast) -> None:
    type(cast.inkwell).objects.filter(pk=cast.inkwell.pk).update(timezone="Pacific/Auckland")
    cast.wendell.agency.refresh_from_db()
    Story(cast, now=START + 5 * HOUR).completed()
    booked = LedgerEntry.objects.get(kind="writer_fee").at
    assert booked.date() == START.date()  # and already the next day in Auckland
    days = {point.span.first: point.number.value for point in own(cast.wendell, "earned").series}
    weeks = [first for first, value in days.items() if value]
    assert weeks == [START.date()]
    tomorrow = asked(START.date() + DAY, START.date() + DAY, cast.wendell)
    assert figure(cast.wendell, Board.WRITER, "earned", tomorrow, NOW).now.value == FEE


def test_figures_agree_with_the_portfolio(cast: Cast) -> None:
    late = Story(cast)
    late.in_progress()
    late.now = START + 12 * DAY
    late.deliver()
    Story(cast).completed()
    Story(cast).completed()
    (found,) = figures_of(cast.inkwell, [cast.wendell.membership], NOW).values()
    on_time = own(cast.wendell, "on_time").now
    assert (on_time.n, own(cast.wendell, "completed").now.value) == (found.judged, found.orders) == (3, 2)
    assert on_time.value is not None and round(on_time.value * 3) == found.on_time == 2


def test_on_time_goes_by_the_agreed_deadline(cast: Cast) -> None:
    story = Story(cast).asked()
    order_acts.answer_ask(story, granted=True)
    order = Order.objects.get(pk=story.order.pk)
    story.now = order.writer_deadline - 2 * HOUR
    story.deliver()
    assert own(cast.wendell, "on_time").now.value == 1
    Delivery.objects.update(delivered_at=order.writer_deadline + HOUR)
    assert own(cast.wendell, "on_time").now.value == 0


def test_accepted_at_the_first_time_is_no_constant(cast: Cast) -> None:
    """The rate that is always 0, since it counts what is accepted among what is completed."""
    Story(cast).completed()
    Story(cast).completed()
    revised = Story(cast).answered()
    accept(revised)
    taken = Story(cast).revision_requested()
    revision_turns.cancel(taken)
    accept(taken)
    found = own(cast.wendell, "first_time").now
    assert (found.n, found.value) == (4, Decimal("0.75"))


def test_revisions_are_told_apart_by_cause_and_severity(cast: Cast) -> None:
    for cause, scope, severity in (
        (Cause.WORK, RevisionScope.WITHIN, "minor"),
        (Cause.CHANGE, RevisionScope.WITHIN, "minor"),
        (Cause.WORK, RevisionScope.PAID, "major"),
    ):
        story = revision_turns.ask(Story(cast).delivered(), severity)
        RevisionRequest.objects.filter(order=story.order).update(cause=cause, scope=scope)
    revision_turns.cancel(Story(cast).revision_requested())
    found = own(cast.wendell, "revisions")
    assert found.now.value == 3
    assert {part.key: part.number.value for part in found.parts["severity"]} == {"minor": 2, "major": 1}
    assert {part.key: part.number.value for part in found.parts["cause"]} == {"work": 2, "change": 1}
    share = own(cast.wendell, "own_cause").now.value
    assert share is not None and abs(share - Decimal(1) / 3) < Decimal("0.0001")
    assert own(cast.wendell, "own_cause", severity="major").now.value == 0


def test_time_at_work_leaves_out_whatever_is_not_work(cast: Cast) -> None:
    """Not the wall clock from when the order was placed: assigned 2 h, in progress 1 h, on hold 30 h,
    in progress 5 h, in review, back for 4 h, revision in work 3 h of which 2 h wait for the client."""
    story = Story(cast).assigned()
    begin(story, cast.wendell)
    holding.hold_order(actor=cast.sam, reason="Photographs", **story.tick())
    story.now += 29 * HOUR
    holding.resume_order(actor=cast.sam, **story.tick())
    story.now += 4 * HOUR
    story.reread().deliver()
    reviews.claim_review(actor=cast.edith, **story.tick())
    story.returned()
    story.now += 3 * HOUR
    story.reread().deliver()
    story.approve()
    revision_turns.ask(story)
    story.now += 20 * HOUR
    revision_turns.start(story)
    revision_turns.reply(story, "question")
    story.now += HOUR
    revision_turns.tell(story)
    revision_turns.reply(story, "done")
    story.reread().deliver()
    story.approve()
    accept(story)
    found = own(cast.wendell, "active").now
    assert (found.n, found.value) == (1, (1 + 5 + 4 + 3) * 3600)


def test_time_at_work_is_the_writers_own(cast: Cast) -> None:
    story = Story(cast).in_progress()
    story.now += 9 * HOUR
    order_acts.reassign(story)
    begin(story, cast.wanda)
    story.now += 2 * HOUR
    hand_in(story, cast.wanda)
    story.approve()
    accept(story)
    assert own(cast.wendell, "active").now.n == 0
    assert own(cast.wanda, "active").now.value == 3 * 3600


def test_load_is_that_of_the_studio(cast: Cast) -> None:
    Story(cast).in_progress()
    Story(cast).in_review()
    Story(cast).on_hold()
    Story(cast).delivered()
    given = Story(cast).revision_requested()
    revision_turns.give(given, cast.wanda)
    assert own(cast.wendell, "load").now.value == 3
    assert (own(cast.wanda, "load").now.value, own(cast.wanda, "revising").now.value) == (0, 1)


def test_nobody_reads_the_figures_of_others(cast: Cast) -> None:
    Story(cast).completed()
    assert own(cast.wanda, "earned").now.value == own(cast.wanda, "completed").now.value == 0
    for person in (cast.clara, cast.edith, cast.max):
        assert metrics_for(person, Board.WRITER) == []
    for person in (cast.clara, cast.edith, cast.wanda, cast.wendell):
        assert metrics_for(person, Board.WRITERS) == []
    assert (
        figure(
            cast.mara, Board.WRITERS, "earned", asked(FIRST, LAST, cast.mara), NOW, cast.wendell.membership
        ).now.value
        == 0
    )


def test_support_reads_a_writers_figures_without_fees(cast: Cast) -> None:
    Story(cast).completed()
    for key in ("earned", "to_come"):
        assert metric_for(cast.sam, Board.WRITERS, key) is None
        assert metric_for(cast.max, Board.WRITERS, key) is not None
    assert of(cast.wendell, cast.sam, "completed").now.value == 1
