"""The clock of a revision: due when the revision is, whatever it rested for, and the page says why."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from agencies.states.sla import ClockState
from orders.actions import holding
from orders.models import OrderEvent, PointNote
from orders.rules.live_revision import due
from support.rules.revision_clock import GOES_ON, RESTS, Reading, read_revision
from tests.helpers.cast import Cast, browser
from tests.helpers.factories import HOUR
from tests.helpers.pages import words_of
from tests.helpers.story import Story
from tests.orders.helpers.revision_turns import ask, latest, reply, start, tell
from tests.orders.helpers.support import stop_clock, url_of

pytestmark = pytest.mark.django_db


def reading(story: Story, later: dt.timedelta = dt.timedelta()) -> Reading:
    now, revision = story.now + later, latest(story)
    acts = OrderEvent.objects.filter(
        order=story.order, verb__in=(*RESTS, *GOES_ON), at__gte=revision.asked_at
    )
    notes = PointNote.objects.filter(point__revision=revision).order_by("id")
    found = read_revision(revision, notes, acts.order_by("id"), now)
    if found.due is not None:
        assert found.due == due(revision, now), "the two clocks agree"
    return found


@pytest.fixture
def story(cast: Cast) -> Story:
    """A revision in work."""
    return start(ask(Story(cast).delivered()))


def test_what_never_rested_counts_whole(story: Story) -> None:
    found = reading(story, 3 * HOUR)

    assert (found.state, found.paused) == (ClockState.RUNNING, dt.timedelta())
    assert found.elapsed == story.now + 3 * HOUR - latest(story).asked_at


def test_a_question_rests_it_until_the_answer(story: Story) -> None:
    before = latest(story).due_at
    reply(story, "question")
    asked = story.now

    assert reading(story, 2 * HOUR).state == ClockState.PAUSED
    assert reading(story, 2 * HOUR).paused == 2 * HOUR and reading(story, 2 * HOUR).due is None
    tell(story)
    found = reading(story)

    assert found.paused == story.now - asked and found.due == before + found.paused
    assert found.elapsed == asked - latest(story).asked_at


def test_a_hold_rests_it_too_also_on_top_of_a_question(story: Story) -> None:
    reply(story, "question")
    asked = story.now
    holding.hold_order(actor=story.cast.max, reason="Waiting for the photographs.", **story.tick())
    tick: Any = story.tick()
    assert reading(story).state == ClockState.PAUSED
    holding.resume_order(actor=story.cast.max, **tick)
    tell(story)

    assert reading(story).paused == story.now - asked


def test_the_order_page_says_why(cast: Cast, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, story.now)
    page = url_of(story.order)
    assert "Clock of revision" not in words_of(browser(cast.clara).get(page))

    reply(story, "question")
    stop_clock(monkeypatch, story.now + 3 * HOUR + 20 * HOUR / 60)
    client, writer = (words_of(browser(who).get(page)) for who in (cast.clara, cast.wendell))

    assert "Clock of revision 1" in client and "Paused for 3 hr, 20 min: waiting for you." in client
    assert "Paused for 3 hr, 20 min: waiting for them." in writer
