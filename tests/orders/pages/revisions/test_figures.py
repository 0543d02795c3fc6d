"""The figures of revisions, from stories that were worked out by hand. Each step of a story takes an hour."""

from __future__ import annotations

import pytest

from agencies.models import Agency
from orders.models import RevisionRequest
from orders.pages.revisions.figures import Figures, figures
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, HOUR
from tests.helpers.story import Story, make_order
from tests.orders.helpers import revision_turns

pytestmark = pytest.mark.django_db
NOTHING = Figures(
    asked=0,
    answered=0,
    median=None,
    orders=0,
    rounds={0: 0, 1: 0, 2: 0, 3: 0},
    causes={"work": 0, "change": 0},
)


def of(cast: Cast, now: object = START + 20 * DAY, **options: object) -> Figures:
    return figures(cast.inkwell, **{"since": START, "now": now, **options})  # type: ignore[arg-type]


def answered_after(cast: Cast, hours: int, how: str = "done") -> Story:
    """Asked for, and answered so many hours later."""
    story = revision_turns.start(revision_turns.ask(Story(cast).delivered()))
    story.now += (hours - 2) * HOUR  # starting took one, answering takes another
    return revision_turns.reply(story, how)


def test_nothing_has_happened(cast: Cast) -> None:
    make_order(cast, "in_review")

    assert of(cast) == NOTHING


def test_the_median_of_the_time_to_the_first_answer(cast: Cast) -> None:
    answered_after(cast, 2)
    answered_after(cast, 5, "question")
    late = answered_after(cast, 11)
    revision_turns.reply(late, "declined")  # a second answer is not the first
    revision_turns.ask(Story(cast).delivered())

    found = of(cast)

    assert (found.asked, found.answered, found.median) == (4, 3, 5 * HOUR)


def test_a_new_version_is_an_answer_and_another_request_has_its_own(cast: Cast) -> None:
    story = answered_after(cast, 4)
    story.deliver().approve()
    revision_turns.start(revision_turns.ask(story))  # the second round, two hours old, not answered

    assert (of(cast).asked, of(cast).answered, of(cast).median) == (2, 1, 4 * HOUR)
    story.now += 5 * HOUR
    RevisionRequest.objects.filter(order=story.order, number=2).get().points.update(need="nice")
    story.deliver()
    assert (of(cast).answered, of(cast).median) == (2, (4 + 7) * HOUR / 2)


def test_what_comes_after_the_moment_does_not_count(cast: Cast) -> None:
    answered_after(cast, 5)  # asked at 7, answered at 12

    assert of(cast, START + 11 * HOUR).median is None and of(cast, START + 11 * HOUR).asked == 1
    assert of(cast, START + 12 * HOUR).median == 5 * HOUR
    assert of(cast, START + 6 * HOUR).asked == 0 and of(cast, START + 6 * HOUR).orders == 1
    assert of(cast, since=START + 8 * HOUR) == NOTHING


def test_rounds_of_orders(cast: Cast) -> None:
    Story(cast).delivered()
    make_order(cast, "completed")
    one, two = answered_after(cast, 2), answered_after(cast, 2)
    two.deliver().approve()
    revision_turns.ask(two)
    revision_turns.cancel(revision_turns.ask(Story(cast).delivered()))  # taken back: none
    revision_turns.judge(revision_turns.pending(Story(cast).delivered()), False)  # beyond: none
    revision_turns.accept_change(
        revision_turns.offer(revision_turns.judge(revision_turns.pending(Story(cast).delivered()), False))
    )  # bought: one
    many = one
    Agency.objects.update(included_rounds=20)
    for _round in range(3):
        many.deliver().approve()
        revision_turns.reply(revision_turns.start(revision_turns.ask(many)))

    found = of(cast)

    assert found.orders == 7
    assert found.rounds == {0: 4, 1: 1, 2: 1, 3: 1}


def test_an_order_counts_when_it_was_delivered_first(cast: Cast) -> None:
    answered_after(cast, 2).deliver().approve()  # first at 6, again at 11

    assert of(cast, since=START + 7 * HOUR).orders == 0
    assert of(cast, since=START + 6 * HOUR).orders == 1


def test_without_review_the_delivery_itself_counts(cast: Cast) -> None:
    Agency.objects.filter(pk=cast.inkwell.pk).update(features=["-editorial_review"])
    Story(cast).in_review()

    assert of(cast).orders == 1


def test_causes_and_other_agencies(cast: Cast) -> None:
    revision_turns.ask(Story(cast).delivered())
    revision_turns.judge(revision_turns.pending(Story(cast).delivered()), False)
    revision_turns.judge(revision_turns.pending(Story(cast).delivered()), True)

    assert of(cast).causes == {"work": 2, "change": 1}
    assert figures(cast.northwind, since=START, now=START + 20 * DAY) == NOTHING
