"""Replies and contests: by the receiver, and decided by whoever is neither giver nor receiver."""

from __future__ import annotations

from functools import partial

import pytest

from project.base.errors import Invalid, NotAllowed, Taken, WrongState
from tests.helpers.cast import Cast, load_cast
from tests.helpers.factories import DAY
from tests.helpers.races import kinds, race
from tests.writers.helpers.feedback import LATER, completed, give
from writers.actions.feedback_contests import (
    contest_feedback,
    decide_contest,
    reply_to_feedback,
    withdraw_contest,
)
from writers.models import Feedback, FeedbackEvent
from writers.states.feedback import Direction

pytestmark = pytest.mark.django_db
NEXT = LATER + 15 * DAY
OTHERS = ("clara", "wanda", "edith", "sam", "max", "otto")


@pytest.fixture
def row(cast: Cast) -> Feedback:
    """What Clara says of Wendell, which he reads."""
    return give(cast, Direction.CLIENT_TO_WRITER, completed(cast), now=LATER + 14 * DAY)


def counted(row: Feedback) -> bool:
    return Feedback.objects.counted().filter(pk=row.pk).exists()


class TestReply:
    def test_one_reply_that_may_be_edited(self, cast: Cast, row: Feedback) -> None:
        for text in ("Thank you.", "Thank you.", "Thanks a lot."):
            reply_to_feedback(actor=cast.wendell, feedback=row, text=text, now=NEXT)

        row.refresh_from_db()
        assert (row.reply, row.replied_at) == ("Thanks a lot.", NEXT)
        assert FeedbackEvent.objects.filter(verb="reply").count() == 2

    @pytest.mark.parametrize("name", OTHERS)
    def test_by_nobody_else(self, cast: Cast, row: Feedback, name: str) -> None:
        with pytest.raises(NotAllowed):
            reply_to_feedback(actor=getattr(cast, name), feedback=row, text="Hm.", now=NEXT)

    def test_not_before_its_release(self, cast: Cast) -> None:
        hidden = give(cast, Direction.CLIENT_TO_WRITER, completed(cast))
        with pytest.raises(NotAllowed):
            reply_to_feedback(actor=cast.wendell, feedback=hidden, text="Hm.", now=NEXT)

    def test_without_words(self, cast: Cast, row: Feedback) -> None:
        with pytest.raises(Invalid):
            reply_to_feedback(actor=cast.wendell, feedback=row, text="", now=NEXT)


class TestContest:
    def contest(self, cast: Cast, row: Feedback, reason: str = "I had no brief.") -> None:
        contest_feedback(actor=cast.wendell, feedback=row, reason=reason, now=NEXT)

    def test_out_of_the_averages_until_it_is_decided(self, cast: Cast, row: Feedback) -> None:
        assert counted(row)
        self.contest(cast, row)
        self.contest(cast, row)
        assert not counted(row)
        decide_contest(actor=cast.max, feedback=row, outcome="dismissed", explanation="You had.", now=NEXT)
        assert counted(row)
        assert FeedbackEvent.objects.filter(verb="contest").count() == 1

    def test_upheld_it_never_counts_again(self, cast: Cast, row: Feedback) -> None:
        self.contest(cast, row)
        for _click in range(2):
            decide_contest(actor=cast.otto, feedback=row, outcome="upheld", explanation="So it is.", now=NEXT)
        assert not counted(row)
        assert FeedbackEvent.objects.filter(verb="decide").count() == 1
        with pytest.raises(WrongState):
            decide_contest(actor=cast.max, feedback=row, outcome="dismissed", explanation="No.", now=NEXT)

    def test_withdrawn_it_counts(self, cast: Cast, row: Feedback) -> None:
        self.contest(cast, row)
        for _click in range(2):
            withdraw_contest(actor=cast.wendell, feedback=row, now=NEXT)
        assert counted(row)
        with pytest.raises(WrongState):
            self.contest(cast, row, "Once more.")

    def test_one_at_a_time(self, cast: Cast, row: Feedback) -> None:
        self.contest(cast, row)
        with pytest.raises(Taken):
            self.contest(cast, row, "Another reason.")

    @pytest.mark.parametrize("name", OTHERS)
    def test_opened_and_withdrawn_by_nobody_else(self, cast: Cast, row: Feedback, name: str) -> None:
        with pytest.raises(NotAllowed):
            contest_feedback(actor=getattr(cast, name), feedback=row, reason="No.", now=NEXT)
        self.contest(cast, row)
        with pytest.raises(NotAllowed):
            withdraw_contest(actor=getattr(cast, name), feedback=row, now=NEXT)

    @pytest.mark.parametrize("name", ["clara", "wendell", "wanda", "edith", "sam"])
    def test_decided_by_nobody_else(self, cast: Cast, row: Feedback, name: str) -> None:
        self.contest(cast, row)
        facts = {"outcome": "upheld", "explanation": "Yes.", "now": NEXT}
        with pytest.raises(NotAllowed):
            decide_contest(actor=getattr(cast, name), feedback=row, **facts)  # type: ignore[arg-type]

    @pytest.mark.parametrize("outcome", ["", "withdrawn", "maybe"])
    def test_decided_otherwise(self, cast: Cast, row: Feedback, outcome: str) -> None:
        self.contest(cast, row)
        with pytest.raises(Invalid):
            decide_contest(actor=cast.max, feedback=row, outcome=outcome, explanation="Yes.", now=NEXT)

    def test_nothing_to_decide(self, cast: Cast, row: Feedback) -> None:
        with pytest.raises(WrongState):
            decide_contest(actor=cast.max, feedback=row, outcome="upheld", explanation="Yes.", now=NEXT)
        with pytest.raises(WrongState):
            withdraw_contest(actor=cast.wendell, feedback=row, now=NEXT)

    @pytest.mark.django_db(transaction=True)
    def test_two_managers_at_once(self) -> None:
        cast = load_cast()
        row = give(cast, Direction.CLIENT_TO_WRITER, completed(cast), now=LATER + 14 * DAY)
        self.contest(cast, row)
        decide = partial(decide_contest, feedback=row, explanation="So.", now=NEXT)
        results = race(
            [
                partial(decide, actor=cast.max, outcome="upheld"),
                partial(decide, actor=cast.otto, outcome="dismissed"),
            ]
        )
        assert kinds(results) == {"FeedbackContest": 1, "WrongState": 1}
