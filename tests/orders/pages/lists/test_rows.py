"""What a prepared row says to each side, and what it must not hold."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from orders.actions.messages import post_message
from orders.models import Order
from orders.pages.lists import counts, reading, rows
from orders.pages.lists.conditions import of_viewer
from orders.pages.lists.filters import EVERY, ListKind
from orders.pages.lists.rows import OrderRow
from orders.states.orders import State
from project.base import formatting
from project.base.viewer import Member
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.factories import DAY, HOUR, place_order
from tests.helpers.story import Story, make_order

pytestmark = pytest.mark.django_db


LOOKING = {"client": "clara", "writer": "wendell", "editor": "edith", "desk": "max"}


def row_of(order: Order, side: str, now: dt.datetime = START + DAY, viewer: Member | None = None) -> OrderRow:
    viewer = viewer or getattr(load_cast(), LOOKING[side])
    (row,) = rows.prepare(viewer, reading.plain(Order.objects.filter(pk=order.pk), side), side=side, now=now)
    return row


def read_by(order: Order, side: str) -> dict[str, Any]:
    """Everything that is read for a row of this side."""
    viewer = getattr(load_cast(), LOOKING[side])
    found = reading.plain(Order.objects.filter(pk=order.pk), side)
    (facts,) = reading.complete(viewer, found, side, START + DAY)
    return facts


def test_the_client_reads_price_and_writer(cast: Cast) -> None:
    story = Story(cast).assigned()

    row = row_of(story.order, "client")

    assert (row.title, row.url) == ("Harbour feature", f"/orders/{story.order.number}/")
    assert row.work == "Article, 600 words"
    assert row.writer == "Wendell H."
    assert row.money == "€172.80"  # 600 words at €0.24, 20 % tax
    assert row.account == "Clara B." and row.account_url == ""


def test_the_price_is_the_sum_of_the_lines(cast: Cast) -> None:
    order = place_order(cast.clara)
    total = sum((line.amount for line in order.lines.all()), Decimal(0))

    assert row_of(order, "desk").money == formatting.money(total, "EUR")


@pytest.mark.parametrize("side", ["writer", "editor"])
def test_writers_and_editors_read_no_price_and_no_client(cast: Cast, side: str) -> None:
    order = Story(cast).in_review().order

    assert not {"total", "account__name"} & set(read_by(order, side))
    assert "€172.80" not in str(row_of(order, side)) and row_of(order, side).account == ""


def test_the_writer_reads_the_own_fee_and_deadline(cast: Cast) -> None:
    order = Story(cast).assigned().order

    row = row_of(order, "writer")

    assert row.money == "€90.00"
    assert f'datetime="{order.writer_deadline:%Y-%m-%dT%H:%M:%SZ}"' in row.due
    assert "writer_fee" in read_by(order, "writer") and "writer_fee" not in read_by(order, "editor")


@pytest.mark.parametrize(
    ("state", "turn"), [("placed", "desk"), ("delivered", "client"), ("in_review", "editor")]
)
def test_whose_turn_it_is(cast: Cast, state: str, turn: str) -> None:
    order = make_order(cast, state)

    own = {
        side: "Your turn" in row_of(order, side).turn for side in LOOKING if side == turn or side != "editor"
    }

    assert own == {side: side == turn for side in own}


def test_nobody_has_the_turn_of_a_closed_order(cast: Cast) -> None:
    assert row_of(make_order(cast, "completed"), "client").turn == "–"


def test_the_marks_of_a_deadline(cast: Cast) -> None:
    order = Story(cast).assigned().order

    def kind(now: dt.datetime) -> list[str]:
        due = row_of(order, "client", now).due
        return [word for word in ("deadline-ok", "deadline-soon", "deadline-late") if word in due]

    assert kind(order.client_deadline - 2 * DAY) == ["deadline-ok"]
    assert kind(order.client_deadline - HOUR) == ["deadline-soon"]
    assert kind(order.client_deadline) == ["deadline-late"]


def test_a_delivered_order_waits_for_the_answer(cast: Cast) -> None:
    order = make_order(cast, "delivered")

    row = row_of(order, "client")

    assert order.review_ends_at is not None
    assert "Respond by" in row.due and f"{order.review_ends_at:%Y-%m-%dT%H:%M:%SZ}" in row.due
    assert "deadline-" not in row_of(order, "writer", order.writer_deadline + DAY).due


@pytest.mark.parametrize("side", ["client", "desk", "writer"])
def test_in_a_revision_the_time_of_the_revision_counts(cast: Cast, side: str) -> None:
    """Not the deadlines of the commission, which were kept or missed long ago."""
    story = Story(cast, now=START, deadline=START + 2 * DAY).revision_requested()
    due = story.order.client_deadline + 2 * DAY
    story.order.revisions.update(due_at=due)
    assert due > story.order.client_deadline

    assert "deadline-late" not in row_of(story.order, side, due - HOUR).due
    assert "deadline-late" in row_of(story.order, side, due + HOUR).due
    kind, viewer = ListKind(side=side, tabs=[EVERY], fields=("due",)), getattr(cast, LOOKING[side])
    for now, late in ((due - HOUR, 0), (due + HOUR, 1)):
        counted = counts.of_list(viewer, kind, of_viewer(side, viewer, now), ())
        assert (counted["late"], counted["soon"]) == (late, 1 - late)


@pytest.mark.parametrize("state", ["completed", "cancelled", "on_hold"])
def test_what_rests_is_never_late(cast: Cast, state: str) -> None:
    order = make_order(cast, state)

    for side in ("client", "desk", "writer"):
        assert "late" not in row_of(order, side, order.client_deadline + DAY).due


def test_a_text_says_how_long_it_waits(cast: Cast) -> None:
    story = Story(cast).in_review()

    row = row_of(story.order, "editor", story.now + 26 * HOUR)

    assert "1 day, 2 hr ago" in row.waiting
    assert "ago" not in row_of(Story(cast).delivered().order, "editor").waiting


def test_what_people_typed_is_printed_as_text(cast: Cast) -> None:
    order = place_order(cast.clara, title="<b>bold</b> & <script>")

    row = row_of(order, "client")

    assert type(row.title) is str  # the template escapes it; only marks are safe
    assert "<script>" not in row.due + row.badge + row.turn


def test_the_desk_leads_from_names_to_their_orders(cast: Cast) -> None:
    assert rows.people_url("client", "A & B <x>") == "?tab=all&client=A+%26+B+%3Cx%3E"
    assert rows.people_url("writer", "") == ""


def test_every_state_has_a_badge() -> None:
    for state in State:
        assert str(state.label) in rows.state_badge(state, "en")


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (lambda: formatting.money(Decimal("1234.5"), "EUR"), "€1,234.50"),
        (lambda: formatting.money(Decimal("-0.01"), "USD"), "-$0.01"),
        (lambda: formatting.whole(120_000), "120,000"),
        (lambda: formatting.day(dt.datetime(2026, 3, 2, 23, 30, tzinfo=dt.UTC)), "2 March 2026"),
    ],
)
def test_formatting(made: Any, words: str) -> None:
    assert made() == words


def test_a_day_is_that_of_the_reader() -> None:
    with timezone.override("Pacific/Auckland"):
        assert formatting.day(dt.datetime(2026, 3, 2, 23, 30, tzinfo=dt.UTC)) == "3 March 2026"


def test_each_reads_how_many_messages_are_new_to_them(cast: Cast) -> None:
    story = Story(cast).delivered()
    for text in ("One", "Two"):
        post_message(actor=cast.clara, order=story.order, internal=False, text=text, now=story.now)
    post_message(actor=cast.sam, order=story.order, internal=True, text="Inside", now=story.now)

    def new(member: Member, side: str) -> str:
        return str(row_of(story.order, side, viewer=member).unread)

    assert "2 new messages" in new(cast.wendell, "writer") and "3 new messages" in new(cast.max, "desk")
    assert "1 new message<" in new(cast.edith, "editor") and "2 new messages" in new(cast.sam, "desk")
    assert new(cast.clara, "client") == new(cast.wanda, "writer") == ""
    assert rows.prepare(cast.mara, reading.plain(Order.objects.all(), "desk"), side="desk", now=START) == []


@pytest.mark.parametrize(
    ("count", "words"), [(1, "1 new message<"), (99, "99 new messages"), (100, "99+ new messages")]
)
def test_the_mark_counts_to_99(count: int, words: str) -> None:
    assert words in rows.unread_mark(count, "en")
