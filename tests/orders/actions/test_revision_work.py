"""Starting, answering and completing one named revision; accepting or reopening its answers at once."""

from __future__ import annotations

from typing import Any

import pytest

from orders.actions import revision_verdicts, revision_work
from orders.actions.revision_requests import PointAnswer
from orders.models import Delivery, OrderEvent, PointNote
from project.base.errors import Invalid, NotAllowed, WrongState
from tests.helpers.cast import Cast
from tests.helpers.factories import HOUR
from tests.helpers.story import Story
from tests.orders.helpers import revision_turns

pytestmark = pytest.mark.django_db
DONE = {1: PointAnswer("done"), 2: PointAnswer("done")}


def hand_in(story: Story, **changed: Any) -> Delivery:
    facts = {"answers": DONE, "text": "A new text", "note": "", "uploads": [], "now": story.now}
    who = changed.pop("actor", story.cast.wendell)
    return revision_work.complete_revision(actor=who, **{"revision": story.revision, **facts, **changed})


def test_a_named_revision_is_started_once(cast: Cast) -> None:
    story = Story(cast).revision_requested()
    for _ in range(2):
        revision_work.start_revision(actor=cast.wendell, revision=story.revision, now=story.now + HOUR)
    assert story.revision.state == "in_progress"
    assert OrderEvent.objects.filter(verb="start", revision=story.revision).count() == 1


def test_the_very_same_request_again_is_the_one_that_waits(cast: Cast) -> None:
    story = revision_turns.ask(Story(cast).delivered())
    first = story.revision

    assert revision_turns.ask(story).revision == first
    assert revision_turns.start(story) and revision_turns.ask(story).revision == first
    with pytest.raises(WrongState):
        revision_turns.ask(story, summary="Less market")
    assert OrderEvent.objects.filter(verb="request_revision").count() == 1


def test_a_closed_round_starts_and_completes_nothing(cast: Cast) -> None:
    story = Story(cast).answered()
    old = story.revision
    story = revision_turns.ask(story)
    old.refresh_from_db()

    with pytest.raises(WrongState):
        revision_work.start_revision(actor=cast.wendell, revision=old, now=story.now)
    with pytest.raises(WrongState):
        hand_in(story, revision=old)
    assert story.revision.state == "open"


def test_answers_and_text_at_once(cast: Cast) -> None:
    story = Story(cast).revising()
    made = hand_in(story)
    assert (made.number, made.revision, story.revision.state) == (2, story.revision, "answered")
    assert hand_in(story, answers={}) == made and hand_in(story) == made
    for changed in ({"text": "Another"}, {"actor": cast.edith}):
        with pytest.raises((WrongState, NotAllowed)):
            hand_in(story, **changed)


def test_a_question_is_kept_without_its_text(cast: Cast) -> None:
    story = Story(cast).revising()
    with pytest.raises(WrongState):
        hand_in(story, answers={1: PointAnswer("question", "Which market?")})
    assert story.revision.points.get(position=1).asks and Delivery.objects.count() == 1


@pytest.mark.parametrize("name", ["clara", "edith", "max"])
def test_who_may_not_work(cast: Cast, name: str) -> None:
    story = Story(cast).revising()
    with pytest.raises(NotAllowed):
        hand_in(story, actor=getattr(cast, name))
    with pytest.raises(NotAllowed):
        revision_work.start_revision(actor=getattr(cast, name), revision=story.revision, now=story.now)


def test_all_answers_accepted_at_once(cast: Cast) -> None:
    story = Story(cast).answered()
    for _ in range(2):
        revision_verdicts.accept_points(actor=cast.clara, revision=story.revision, now=story.now)
    assert story.revision.state == "accepted"
    assert {point.verdict for point in story.revision.points.all()} == {"met"}
    assert OrderEvent.objects.filter(verb="accept_points").count() == 1


def test_accepting_waits_for_the_answers(cast: Cast) -> None:
    story = Story(cast).revising()
    with pytest.raises(WrongState):
        revision_verdicts.accept_points(actor=cast.clara, revision=story.revision, now=story.now)
    with pytest.raises(NotAllowed):
        revision_verdicts.accept_points(actor=cast.sam, revision=story.revision, now=story.now)


def test_the_same_reopened_twice_is_reopened_once(cast: Cast) -> None:
    story = Story(cast).answered()

    def reopen(reasons: dict[int, str]) -> None:
        revision_verdicts.reopen_points(
            actor=cast.clara, revision=story.revision, reasons=reasons, now=story.now
        )

    for reasons in ({}, {1: ""}, {9: "No such point"}):
        with pytest.raises(Invalid):
            reopen(reasons)
    reopen({1: "No fish"})
    reopen({1: "No fish"})
    assert story.revision.state == "in_progress" and PointNote.objects.filter(kind="reopened").count() == 1
    with pytest.raises(WrongState):
        reopen({1: "No salt"})
