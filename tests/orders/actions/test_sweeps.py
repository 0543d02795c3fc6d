"""What the clock does with orders: what is over ends once, what is due is told once."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest

from orders import tasks
from orders.actions import holding, revision_deadlines, sweeps
from tests.helpers.cast import Cast, load_cast
from tests.helpers.factories import DAY, HOUR
from tests.helpers.races import each_round, kinds, race
from tests.helpers.story import FEE, Story
from tests.orders.helpers.revision_acts import with_question
from tests.orders.helpers.support import stop_clock

pytestmark = pytest.mark.django_db


def test_the_end_of_the_window_completes(cast: Cast) -> None:
    due, fresh = Story(cast).delivered(), Story(cast, now=Story(cast).now + DAY).delivered()
    moment = due.order.review_ends_at

    assert sweeps.complete_due_reviews(agency=cast.northwind, now=moment) == 0
    assert sweeps.complete_due_reviews(agency=cast.inkwell, now=moment) == 1
    assert sweeps.complete_due_reviews(agency=cast.inkwell, now=moment) == 0

    due.order.refresh_from_db()
    fresh.order.refresh_from_db()
    assert (due.order.state, fresh.order.state) == ("completed", "delivered")
    assert due.order.events.get(verb="lapse").actor is None
    assert due.order.ledger.get(kind="writer_fee").amount == FEE


def test_the_window_rests_while_a_revision_is_asked_for(cast: Cast) -> None:
    story = Story(cast).revision_requested()

    assert sweeps.complete_due_reviews(agency=cast.inkwell, now=story.now + 90 * DAY) == 0


def test_the_job_does_both(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The job itself, which reads the clock."""
    delivered, offered = Story(cast).delivered(), Story(cast).offered()
    stop_clock(monkeypatch, delivered.now + 90 * DAY)

    tasks.sweep.run()
    tasks.sweep.run()

    delivered.order.refresh_from_db()
    offered.order.refresh_from_db()
    assert (delivered.order.state, offered.order.state) == ("completed", "placed")


def test_expire_once_and_only_what_is_due(cast: Cast) -> None:
    due, fresh = Story(cast).offered(), Story(cast, now=Story(cast).now + dt.timedelta(hours=20)).offered()
    moment = due.order.offers.get().answer_by

    first = sweeps.expire_offers(agency=cast.inkwell, now=moment)
    second = sweeps.expire_offers(agency=cast.inkwell, now=moment)

    assert (first, second) == (1, 0)
    due.order.refresh_from_db()
    fresh.order.refresh_from_db()
    assert (due.order.state, fresh.order.state) == ("placed", "offered")
    event = due.order.events.get(verb="expire_offer")
    assert (event.actor, event.person) == (None, cast.wendell.membership)


def test_expire_leaves_other_agencies_alone(cast: Cast) -> None:
    story = Story(cast).offered()

    assert sweeps.expire_offers(agency=cast.northwind, now=story.now + dt.timedelta(days=9)) == 0


def remind(story: Story) -> int:
    return sweeps.remind_of_revisions(agency=story.cast.inkwell, now=story.now)


def told(story: Story) -> list[str]:
    found = story.order.events.filter(verb__in=["remind_revision", "revision_overdue"])
    return list(found.order_by("id").values_list("verb", flat=True))


def test_reminded_a_day_before_and_told_when_late_each_once(cast: Cast) -> None:
    story = Story(cast).revising()
    due = story.revision.due_at
    counts = []
    for moment in (due - 25 * HOUR, due - 24 * HOUR, due - HOUR, due, due + DAY):
        story.now = moment
        counts.append(remind(story))

    assert counts == [0, 1, 0, 1, 0]
    assert told(story) == ["remind_revision", "revision_overdue"]


def test_a_new_time_is_reminded_of_anew(cast: Cast) -> None:
    story = Story(cast).revising()
    story.now = story.revision.due_at
    remind(story)
    later = story.now + 2 * DAY
    facts = {"revision": story.revision, "due_at": later, "now": story.now}
    revision_deadlines.propose_deadline(actor=cast.wendell, note="", **facts)
    revision_deadlines.accept_deadline(actor=cast.clara, **facts)
    story.now = later + HOUR
    remind(story)

    assert told(story) == ["revision_overdue", "revision_overdue"]


def test_a_clock_that_rests_reminds_nobody(cast: Cast) -> None:
    asked = with_question(Story(cast).revising())
    held = Story(cast).revising()
    holding.hold_order(actor=cast.sam, reason="Waiting", **held.tick())
    done = Story(cast).answered()

    for story in (asked, held, done):
        story.now = story.revision.due_at + DAY
        assert remind(story) == 0
    assert [told(story) for story in (asked, held, done)] == [[], [], []]


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_tell_once(rounds: int) -> None:
    for _round in each_round(rounds):
        story = Story(load_cast()).revising()
        story.now = story.revision.due_at + HOUR

        results = race([partial(remind, story)] * 4)

        assert kinds(results) == {"int": 4}
        assert told(story) == ["revision_overdue"]
