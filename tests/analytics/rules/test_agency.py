"""The figures of the agency: hand-made cases, who sees which, and the faults that such figures have."""

from __future__ import annotations

from decimal import Decimal

import pytest

from analytics.rules.metrics import Scope, measured, metric_for, metrics_for
from analytics.states.metrics import Board
from orders.models import LedgerEntry
from project.base.viewer import Member
from support.actions.ticket_handling import press_ticket
from tests.analytics.helpers.reference import asked, check, figure
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, HOUR, place_order
from tests.helpers.story import FEE, Story
from tests.orders.helpers import order_acts
from tests.quotes.helpers import quotes
from tests.support.helpers.tickets import opened, replied
from writers.states.capacity import DEFAULT_MAX_ACTIVE

pytestmark = pytest.mark.django_db
AGENCY = Board.AGENCY
FIRST, LAST = START.date() - 9 * DAY, START.date() + 20 * DAY
MANAGERS_ALONE = {"fees", "margin"}


def seen_by(viewer: Member, key: str, **filters: str):
    return figure(viewer, AGENCY, key, asked(FIRST, LAST, viewer, **filters), START + 20 * DAY)


def test_support_sees_no_fees_and_no_margin(cast: Cast) -> None:
    of_support = {one.key for one in metrics_for(cast.sam, AGENCY)}
    of_managers = {one.key for one in metrics_for(cast.max, AGENCY)}
    assert of_managers - of_support == MANAGERS_ALONE
    for key in MANAGERS_ALONE:
        assert metric_for(cast.sam, AGENCY, key) is None
        assert metric_for(cast.otto, AGENCY, key) is not None
    assert metrics_for(cast.clara, AGENCY) == metrics_for(cast.edith, AGENCY) == []


def test_margin_is_what_was_billed_without_tax_less_fees(cast: Cast) -> None:
    story = Story(cast).completed()
    lines = {line.kind: line.amount for line in story.order.lines.all()}
    total, tax = sum(lines.values()), lines.get("tax", Decimal(0))
    assert seen_by(cast.max, "revenue").now.value == total
    assert seen_by(cast.max, "fees").now.value == FEE
    assert seen_by(cast.max, "margin").now.value == total - tax - FEE


def test_a_cancelled_order_is_no_revenue_and_its_refund_counts_once(cast: Cast) -> None:
    kept, lost = place_order(cast.clara), Story(cast, now=START + DAY)
    order_acts.cancel(lost, "max")
    charge = LedgerEntry.objects.get(order=kept, kind="charge").amount
    tax = sum(line.amount for line in kept.lines.all() if line.kind == "tax")
    assert seen_by(cast.sam, "revenue").now.value == charge
    assert seen_by(cast.max, "margin").now.value == charge - tax
    assert seen_by(cast.max, "placed").now.value == seen_by(cast.max, "backlog").now.value == 1


def test_the_approval_rate_is_not_always_zero(cast: Cast) -> None:
    Story(cast).completed()
    Story(cast).revision_requested()
    assert seen_by(cast.max, "on_time").now.value == 1
    assert seen_by(cast.max, "revised").now.value == Decimal("0.5")


def test_quotes_lead_from_sent_to_accepted(cast: Cast) -> None:
    quotes.accepted(cast)
    quotes.sent(cast)
    quotes.begun(cast)
    found = seen_by(cast.max, "quotes_won")
    assert seen_by(cast.max, "quotes_sent").now.value == 2
    assert (found.now.n, found.now.value) == (2, Decimal("0.5"))


def test_support_in_time_goes_by_targets_that_ended_with_an_answer(cast: Cast) -> None:
    """START is a Monday, 9:00; a first reply is due after 8 working hours."""
    quick, slow, gone = opened(cast), opened(cast), opened(cast)
    replied(cast, quick, now=START + 2 * HOUR)
    replied(cast, slow, now=START + 3 * DAY)
    press_ticket(actor=cast.sam, ticket=gone, verb="close", now=START + HOUR)
    found = seen_by(cast.sam, "targets", target="first_reply")
    assert (found.now.n, found.now.value) == (2, Decimal("0.5"))


def test_load_is_a_share_of_what_writers_take(cast: Cast) -> None:
    for _order in range(2):
        Story(cast).in_progress()
    Story(cast).delivered()
    found = seen_by(cast.max, "capacity")
    assert found.now.n == 2 and found.before is None and found.series == ()
    assert round(found.now.value, 6) == round(Decimal(2) / DEFAULT_MAX_ACTIVE / 2, 6)


def test_a_client_who_came_back_was_there_before_and_cancelled_orders_are_none(cast: Cast) -> None:
    first = place_order(cast.clara)
    assert (seen_by(cast.max, "returned").now.n, seen_by(cast.max, "returned").now.value) == (1, 0)
    order_acts.cancel(Story(cast, now=START + DAY), "max")
    assert seen_by(cast.max, "returned").now.value == 0
    place_order(cast.clara, now=START + 2 * DAY)
    found = seen_by(cast.max, "returned")
    assert (found.now.n, found.now.value) == (1, 1)
    assert [point.number.n for point in found.series if point.span.first == first.placed_at.date()] == [1]


def test_nothing_of_another_agency_counts(cast: Cast) -> None:
    place_order(cast.nick)
    opened(cast, by=cast.nick)
    figures = measured(
        metrics_for(cast.max, AGENCY), Scope(cast.max, START + DAY), asked(FIRST, LAST, cast.max)
    )
    counted = {one.metric.key: one.now.n for one in figures if one.metric.key != "capacity"}
    assert set(counted.values()) == {0}, counted
    assert seen_by(cast.mara, "placed").now.value == 1


def test_every_figure_is_what_its_rows_give(cast: Cast) -> None:
    """Cancelled, disputed, revised, called off, on hold: the whole board at once."""
    for name in ("delivered", "completed", "answered", "revision_requested", "on_hold", "offered"):
        getattr(Story(cast, now=START + DAY), name)()
    order_acts.cancel(Story(cast), "clara")
    order_acts.charge_more(Story(cast))
    replied(cast, opened(cast), now=START + HOUR, then="solved")
    quotes.sent(cast)
    for viewer, board in ((cast.max, AGENCY), (cast.sam, AGENCY), (cast.clara, Board.CLIENT)):
        now, what = START + 20 * DAY, asked(FIRST, LAST, viewer)
        for found in measured(metrics_for(viewer, board), Scope(viewer, now), what):
            check(found, what, Scope(viewer, now))
