"""The figures of an editor: hand-made cases."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from analytics.rules.metrics import metrics_for
from analytics.states.metrics import Board
from orders.actions import holding, reviews
from project.base.viewer import Member
from tests.analytics.helpers.reference import asked, figure
from tests.helpers.cast import START, Cast
from tests.helpers.story import Story
from tests.writers.helpers.feedback import completed, give

pytestmark = pytest.mark.django_db
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
NOW = START + 25 * DAY


def own(viewer: Member, key: str):
    what = asked(START.date() - 5 * DAY, NOW.date(), viewer)
    return figure(viewer, Board.EDITOR, key, what, NOW).now


def test_a_verdict_is_timed_from_hand_in_without_holds_and_a_correction_counts_once(cast: Cast) -> None:
    """Claimed after 1 h, on hold 30 h, corrected 1 h later, approved another hour later: 4 h."""
    story = Story(cast).claimed()
    holding.hold_order(actor=cast.sam, reason="Photographs", **story.tick())
    story.now += 29 * HOUR
    holding.resume_order(actor=cast.sam, **story.tick())
    story.reread().correct()
    story.approve()
    found = own(cast.edith, "to_verdict")
    assert (found.n, found.value) == (1, (1 + 1 + 1 + 1) * 3600)
    assert own(cast.edith, "reviews").value == 1
    assert own(cast.edith, "sent_back").value == 0


def test_sent_back_is_a_share_of_verdicts(cast: Cast) -> None:
    Story(cast).claimed().returned().deliver().approve()
    Story(cast).delivered()
    found = own(cast.edith, "sent_back")
    assert found.n == 3 and found.value is not None and abs(found.value - Decimal(1) / 3) < Decimal("0.0001")


def test_the_queue_of_now_and_what_rests(cast: Cast) -> None:
    Story(cast).claimed()
    Story(cast).in_review()
    held = Story(cast).claimed()
    holding.hold_order(actor=cast.sam, reason="Photographs", **held.tick())
    assert (own(cast.edith, "queue").value, own(cast.edith, "held").value) == (1, 1)


def test_feedback_is_counted_with_its_ratings(cast: Cast) -> None:
    order = completed(cast)
    give(cast, "editor_to_writer", order=order)
    give(cast, "client_to_editor", order=order)
    assert own(cast.edith, "feedback").value == 1
    assert (own(cast.edith, "rating").n, own(cast.edith, "rating").value) == (1, 4)


def test_reviews_of_another_are_not_mine(cast: Cast) -> None:
    story = Story(cast).in_review()
    reviews.claim_review(actor=cast.edith, **story.tick())
    story.approve()
    cast.wanda.membership.roles = ["writer", "editor"]
    assert own(cast.wanda, "reviews").value == 0
    for person in (cast.wendell, cast.max, cast.clara):
        assert metrics_for(person, Board.EDITOR) == []
