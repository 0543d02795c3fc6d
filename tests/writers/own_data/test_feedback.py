"""What somebody takes along of feedback, and what of it goes with them."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.hooks import Part
from project.base.viewer import Member
from tests.helpers.cast import Cast
from tests.helpers.factories import DAY
from tests.orders.helpers.support import stop_clock
from tests.writers.helpers.feedback import LATER, completed, give, said
from writers.actions.feedback_contests import contest_feedback, reply_to_feedback
from writers.actions.feedback_edits import edit_feedback
from writers.actions.feedback_publication import publish_feedback
from writers.models import Feedback, FeedbackChange
from writers.own_data.keeper import WritersKeeper
from writers.states.feedback import Direction

pytestmark = pytest.mark.django_db
NEXT = LATER + 14 * DAY


def rows(person: Member, name: str) -> list[Any]:
    parts = WritersKeeper().parts(person)
    return [row for part in parts if isinstance(part, Part) and part.name == name for row in part.rows]


@pytest.fixture
def row(cast: Cast) -> Feedback:
    """Clara's on Wendell: edited, published, answered."""
    row = give(cast, Direction.CLIENT_TO_WRITER, completed(cast), now=NEXT, allow_public=True)
    new = said(strengths="Heron.", allow_public=True)
    edit_feedback(actor=cast.clara, feedback=row, said=new, version=1, now=NEXT)
    publish_feedback(actor=cast.max, feedback=row, now=NEXT)
    reply_to_feedback(actor=cast.wendell, feedback=row, text="Egret.", now=NEXT)
    return row


def test_both_sides_take_it_along(cast: Cast, row: Feedback) -> None:
    (given,) = rows(cast.clara, "feedback_given")
    assert (given["strengths"], given["overall"], given["order_number"]) == ("Heron.", 4, row.order.number)
    assert given["changes"][0]["before"] == "Clear and lively."
    (received,) = rows(cast.wendell, "feedback_received")
    assert (received["strengths"], received["reply"]) == ("Heron.", "Egret.")
    assert rows(cast.wendell, "feedback_given") == rows(cast.edith, "feedback_received") == []


def test_what_waits_for_the_other_side_is_not_told(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, LATER)
    give(cast, Direction.CLIENT_TO_WRITER, completed(cast))

    assert rows(cast.wendell, "feedback_received") == []


def test_the_giver_s_words_go_and_the_ratings_stay(cast: Cast, row: Feedback) -> None:
    WritersKeeper().erase(cast.clara.membership, NEXT)

    row.refresh_from_db()
    assert (row.strengths, row.overall, row.published_at, row.allow_public) == ("", 4, None, False)
    assert Feedback.objects.counted().count() == 1
    assert not FeedbackChange.objects.exclude(before="", after="").filter(field="strengths").exists()
    assert row.reply == "Egret."


def test_the_receiver_s_answers_go(cast: Cast, row: Feedback) -> None:
    contest_feedback(actor=cast.wendell, feedback=row, reason="Bittern.", now=NEXT)

    WritersKeeper().erase(cast.wendell.membership, NEXT)

    row.refresh_from_db()
    assert (row.reply, row.replied_at, row.strengths) == ("", None, "Heron.")
    assert row.contest.reason == "–"
