"""Giving feedback: who may, to whom, from when on, once; and when its receiver reads it."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

import pytest

from project.base.errors import Invalid, NotAllowed, Taken
from tests.helpers.cast import Cast, load_cast
from tests.helpers.factories import DAY
from tests.helpers.races import each_round, kinds, race
from tests.helpers.story import Story
from tests.orders.helpers.support import colleague
from tests.writers.helpers.feedback import LATER, PAIRS, completed, give
from writers.actions.feedback import begin_feedback
from writers.models import Feedback, FeedbackEvent
from writers.states.feedback import DOUBLE_SIDED, Direction

pytestmark = pytest.mark.django_db
EVERYBODY = ("clara", "wendell", "wanda", "edith", "sam", "max", "otto")


@pytest.mark.parametrize("name", EVERYBODY)
@pytest.mark.parametrize("direction", Direction.values)
def test_who_gives_what(cast: Cast, name: str, direction: str) -> None:
    """Those alone who took part, each in their own direction."""
    order, giver = completed(cast), PAIRS[direction][0]
    if name == giver:
        assert give(cast, direction, order).giver_id == getattr(cast, giver).member_id
    else:
        with pytest.raises(NotAllowed):
            give(cast, direction, order, giver=getattr(cast, name))


def test_before_the_moment_for_it(cast: Cast) -> None:
    """Editors from their review on, clients and writers once it is delivered."""
    story = Story(cast).in_review()
    for direction in Direction.values:
        with pytest.raises(NotAllowed):
            give(cast, direction, story.order)

    story = Story(cast).claimed()

    give(cast, Direction.EDITOR_TO_WRITER, story.order)
    for direction in ("client_to_writer", "client_to_editor", "writer_to_client"):
        with pytest.raises(NotAllowed):
            give(cast, direction, story.order)

    order = Story(cast).delivered().order

    for direction in Direction.values:
        give(cast, direction, order)


@pytest.mark.parametrize("direction", Direction.values)
def test_once_per_direction(cast: Cast, direction: str) -> None:
    """The same again is the second of two clicks; other words are an edit."""
    order = completed(cast)
    first = give(cast, direction, order)

    assert give(cast, direction, order) == first
    with pytest.raises(Taken, match="Edit it"):
        give(cast, direction, order, strengths="Other words.")
    assert Feedback.objects.count() == 1
    assert FeedbackEvent.objects.filter(verb="give").count() == 1


def test_two_colleagues_of_one_account(cast: Cast) -> None:
    order, other = completed(cast), colleague(cast, "payer")
    give(cast, Direction.CLIENT_TO_WRITER, order)

    with pytest.raises(Taken, match="colleague"):
        give(cast, Direction.CLIENT_TO_WRITER, order, giver=other)
    give(cast, Direction.CLIENT_TO_EDITOR, order, giver=other)


def test_who_only_reads_the_account_gives_none(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        give(cast, Direction.CLIENT_TO_WRITER, completed(cast), giver=colleague(cast, "reader"))


@pytest.mark.parametrize(
    ("direction", "facts", "field"),
    [
        ("client_to_writer", {"ratings": {}}, "overall"),
        ("client_to_writer", {"ratings": {"overall": 0}}, "overall"),
        ("client_to_writer", {"ratings": {"overall": 6}}, "overall"),
        ("client_to_writer", {"ratings": {"overall": 3, "looks": 3}}, "looks"),
        ("editor_to_writer", {"anonymous": True}, "anonymous"),
        ("writer_to_client", {"anonymous": True}, "anonymous"),
        ("client_to_editor", {"allow_public": True}, "allow_public"),
    ],
)
def test_what_cannot_be_said(cast: Cast, direction: str, facts: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        give(cast, direction, completed(cast), **facts)

    assert set(refused.value.errors) == {field}
    assert not Feedback.objects.exists()


def test_categories_may_be_left_out(cast: Cast) -> None:
    feedback = give(cast, Direction.CLIENT_TO_WRITER, completed(cast), ratings={"overall": 1})

    assert (feedback.overall, feedback.quality) == (1, None)


def test_a_colleagues_draft_is_taken_over(cast: Cast) -> None:
    order, other = completed(cast), colleague(cast, "payer")
    facts: Any = {"order": order, "direction": Direction.CLIENT_TO_WRITER, "now": LATER}
    begin_feedback(actor=other, receiver=cast.wendell.membership, **facts)

    draft = begin_feedback(actor=cast.clara, receiver=cast.wendell.membership, **facts)

    assert Feedback.objects.get(pk=draft.pk).giver_id == cast.clara.member_id


class TestRelease:
    """When the receiver reads it."""

    def released(self, direction: str) -> dt.datetime | None:
        return Feedback.objects.get(direction=direction).released_at

    def test_at_once(self, cast: Cast) -> None:
        order = completed(cast)
        for direction in (Direction.EDITOR_TO_WRITER, Direction.CLIENT_TO_EDITOR):
            assert give(cast, direction, order).released_at == LATER

    @pytest.mark.parametrize("first", ["client_to_writer", "writer_to_client"])
    def test_once_both_gave(self, cast: Cast, first: str) -> None:
        order = completed(cast)
        second = ({"client_to_writer", "writer_to_client"} - {first}).pop()

        assert give(cast, first, order).released_at is None
        give(cast, second, order, now=LATER + DAY)

        assert self.released(first) == self.released(second) == LATER + DAY

    def test_after_the_window_at_once(self, cast: Cast) -> None:
        assert give(cast, Direction.CLIENT_TO_WRITER, completed(cast), now=LATER + 14 * DAY).released_at

    def test_anonymous_feedback_releases_nothing(self, cast: Cast) -> None:
        """Else the writer would see by their own that the client had given some."""
        order = completed(cast)
        give(cast, Direction.CLIENT_TO_WRITER, order, anonymous=True)
        give(cast, Direction.WRITER_TO_CLIENT, order)

        assert self.released("writer_to_client") is None
        assert self.released("client_to_writer") is None

    def test_anonymous_feedback_waits_for_others(self, cast: Cast) -> None:
        assert give(cast, Direction.CLIENT_TO_EDITOR, completed(cast), anonymous=True).released_at is None


@pytest.mark.django_db(transaction=True)
class TestRaces:
    @pytest.mark.parametrize("direction", Direction.values)
    def test_twenty_clicks(self, direction: str) -> None:
        cast = load_cast()
        order = completed(cast)

        results = race([lambda: give(cast, direction, order) for _click in range(20)])

        assert kinds(results) == {"Feedback": 20}
        assert Feedback.objects.count() == 1
        assert FeedbackEvent.objects.filter(verb="give").count() == 1

    def test_two_colleagues(self) -> None:
        for _round in each_round(3):
            cast = load_cast()
            order, other = completed(cast), colleague(cast, "payer")

            gives = partial(give, cast, Direction.CLIENT_TO_WRITER, order)
            results = race([partial(gives, giver=giver) for giver in (cast.clara, other) * 5])

            assert kinds(results) == {"Feedback": 5, "Taken": 5}
            assert Feedback.objects.count() == 1

    def test_both_sides_at_once(self) -> None:
        for _round in each_round(5):
            cast = load_cast()
            order = completed(cast)

            race([partial(give, cast, way, order) for way in DOUBLE_SIDED])

            assert Feedback.objects.filter(released_at=LATER).count() == 2
            assert FeedbackEvent.objects.filter(verb="release").count() == 2
