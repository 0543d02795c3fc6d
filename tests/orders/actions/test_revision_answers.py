"""Revisions: asked for with points, answered point by point."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest

from orders.actions import deliveries, revision_requests
from orders.actions.revision_requests import Point, PointAnswer
from orders.rules import revision_policy
from project.base.errors import Invalid, NotAllowed, WrongState
from tests.helpers.cast import Cast, load_cast
from tests.helpers.races import each_round, kinds, race
from tests.helpers.story import Story

pytestmark = pytest.mark.django_db


def ask(story: Story, *points: Point, **options: object) -> object:
    given = {"actor": story.cast.clara, "summary": "Shorter", "severity": "minor", **options}
    return revision_requests.request_revision(order=story.order, points=points, now=story.now, **given)


def started(cast: Cast) -> Story:
    story = Story(cast).revision_requested()
    deliveries.start_work(actor=cast.wendell, **story.tick())
    return story


def test_ask_stops_the_clients_clock_and_starts_the_writers(cast: Cast) -> None:
    story = Story(cast).delivered()
    story.now = story.order.review_ends_at - dt.timedelta(days=4)

    revision = ask(story, Point(issue="Too long"), Point(issue="Title", need="nice"))

    story.reread()
    assert (story.order.state, story.order.review_ends_at) == ("revision_requested", None)
    assert story.order.review_left == dt.timedelta(days=4)
    assert (revision.number, revision.due_at) == (1, revision_policy.due_after(cast.inkwell, story.now, 16))
    assert list(revision.points.values_list("position", "issue", "need")) == [
        (1, "Too long", "must"),
        (2, "Title", "nice"),
    ]


def test_ask_without_a_point(cast: Cast) -> None:
    with pytest.raises(Invalid):
        ask(Story(cast).delivered())


def test_ask_with_too_many_points(cast: Cast) -> None:
    with pytest.raises(Invalid):
        ask(Story(cast).delivered(), *[Point(issue="x")] * 41)


@pytest.mark.parametrize("name", ["wendell", "edith", "sam", "max", "otto", "nick"])
def test_only_the_clients_side_asks(cast: Cast, name: str) -> None:
    with pytest.raises(NotAllowed):
        ask(Story(cast).delivered(), Point(issue="x"), actor=getattr(cast, name))


def test_ask_while_one_is_alive(cast: Cast) -> None:
    with pytest.raises(WrongState):
        ask(Story(cast).revision_requested(), Point(issue="x"))


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once(rounds: int) -> None:
    cast = load_cast()
    for _round in each_round(rounds):
        story = Story(cast).delivered()

        results = race([partial(ask, story, Point(issue=f"Issue {n}")) for n in range(10)])

        assert kinds(results) == {"RevisionRequest": 1, "WrongState": 9}


@pytest.mark.django_db(transaction=True)
def test_one_request_sent_twice_at_once(rounds: int) -> None:
    """The second of two clicks, or a program that tries again, finds the request that waits."""
    cast = load_cast()
    for _round in each_round(rounds):
        story = Story(cast).delivered()

        results = race([partial(ask, story, Point(issue="x"))] * 10)

        assert kinds(results) == {"RevisionRequest": 10} and len({one.pk for one in results}) == 1
        assert (
            story.order.revisions.count() == 1
            and story.order.events.filter(verb="request_revision").count() == 1
        )


def test_answer_and_change_an_answer(cast: Cast) -> None:
    story = started(cast)
    revision = story.order.revisions.get()
    answer = partial(revision_requests.answer_points, actor=cast.wendell, revision=revision, now=story.now)

    answer(answers={1: PointAnswer("question", "Which market?")})
    answer(answers={1: PointAnswer("done", "Added."), 2: PointAnswer("declined", "The title is yours.")})
    answer(answers={1: PointAnswer("done", "Added.")})

    verbs = list(story.order.events.filter(revision=revision).values_list("verb", flat=True))
    assert verbs[-2:] == ["ask_client", "answer_points"]
    assert list(revision.points.values_list("answer", "reply")) == [
        ("done", "Added."),
        ("declined", "The title is yours."),
    ]


def test_declining_needs_a_reason(cast: Cast) -> None:
    story = started(cast)

    with pytest.raises(Invalid) as refusal:
        revision_requests.answer_points(
            actor=cast.wendell,
            revision=story.order.revisions.get(),
            answers={1: PointAnswer("declined"), 7: PointAnswer("done")},
            now=story.now,
        )

    assert set(refusal.value.errors) == {"point-1", "point-7"}


@pytest.mark.parametrize("name", ["clara", "wanda", "edith", "sam", "max", "nora"])
def test_only_the_writer_answers(cast: Cast, name: str) -> None:
    story = started(cast)

    with pytest.raises(NotAllowed):
        revision_requests.answer_points(
            actor=getattr(cast, name),
            revision=story.order.revisions.get(),
            answers={1: PointAnswer("done", "x")},
            now=story.now,
        )


def test_answer_before_the_start(cast: Cast) -> None:
    story = Story(cast).revision_requested()

    with pytest.raises(WrongState):
        revision_requests.answer_points(
            actor=cast.wendell,
            revision=story.order.revisions.get(),
            answers={1: PointAnswer("done", "x")},
            now=story.now,
        )
