"""Other deadlines for an order on its way."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from orders.actions import deadlines
from orders.models import Order
from project.base.errors import Invalid, NotAllowed, WrongState
from tests.helpers.cast import Cast
from tests.helpers.factories import DAY, HOUR
from tests.helpers.story import Story

pytestmark = pytest.mark.django_db


def change(cast: Cast, story: Story, **given: Any) -> Order:
    times = {"client_deadline": story.now + 20 * DAY, "writer_deadline": story.now + 18 * DAY}
    return deadlines.change_deadlines(
        actor=given.pop("actor", cast.sam), order=story.order, now=story.now, **{**times, **given}
    )


@pytest.mark.parametrize("at", ["offered", "assigned", "in_progress", "in_review"])
def test_both_deadlines_move_and_the_price_stays(cast: Cast, at: str) -> None:
    story = getattr(Story(cast), at)()
    total = sum(line.amount for line in story.order.lines.all())

    order = change(cast, story)
    change(cast, story)

    assert (order.client_deadline, order.writer_deadline) == (story.now + 20 * DAY, story.now + 18 * DAY)
    assert order.state == story.order.state
    assert sum(line.amount for line in order.lines.all()) == total
    assert [event.until for event in order.events.filter(verb="change_deadlines")] == [order.client_deadline]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"client_deadline": -HOUR}, "client_deadline"),
        ({"client_deadline": dt.timedelta(0)}, "client_deadline"),
        ({"writer_deadline": -HOUR}, "writer_deadline"),
        ({"writer_deadline": 21 * DAY}, "writer_deadline"),
        ({"client_deadline": 4000 * DAY}, "client_deadline"),
    ],
)
def test_times_that_make_no_sense(cast: Cast, given: dict[str, dt.timedelta], field: str) -> None:
    story = Story(cast).assigned()

    with pytest.raises(Invalid) as refusal:
        change(cast, story, **{name: story.now + span for name, span in given.items()})

    assert set(refusal.value.errors) == {field}


@pytest.mark.parametrize("name", ["clara", "wendell", "edith", "nick"])
def test_only_the_desk_moves_deadlines(cast: Cast, name: str) -> None:
    story = Story(cast).in_progress()

    with pytest.raises(NotAllowed):
        change(cast, story, actor=getattr(cast, name))


@pytest.mark.parametrize("at", ["delivered", "completed", "cancelled", "on_hold"])
def test_not_when_nothing_is_owed(cast: Cast, at: str) -> None:
    with pytest.raises(WrongState):
        change(cast, getattr(Story(cast), at)())


def test_the_time_of_a_revision(cast: Cast) -> None:
    story = Story(cast).revision_requested()
    due = story.now + 9 * DAY

    order = deadlines.change_revision_due(actor=cast.max, order=story.order, due_at=due, now=story.now)

    assert order.revisions.get().due_at == due
    assert order.events.latest("id").until == due
    assert order.client_deadline == story.order.client_deadline
    with pytest.raises(Invalid):
        deadlines.change_revision_due(actor=cast.max, order=order, due_at=story.now, now=story.now)
