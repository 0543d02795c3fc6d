"""When a revision is due, who works on it, and what the clock does about it."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

import pytest

from orders.actions import (
    deliveries,
    holding,
    revision_assignment,
    revision_deadlines,
    revision_requests,
    revision_scope,
)
from orders.actions.revision_requests import PointAnswer
from orders.models import DeadlineProposal, Order, RevisionRequest
from orders.rules.reviews import can_claim_review
from project.base.errors import Conflict, Invalid, NotAllowed, WrongState
from project.base.viewer import Member
from tests.helpers.cast import Cast, load_cast
from tests.helpers.factories import DAY as WHOLE_DAY
from tests.helpers.factories import HOUR
from tests.helpers.races import each_round, race
from tests.helpers.story import REVISION_FEE, Story
from tests.orders.helpers.revision_acts import with_question

pytestmark = pytest.mark.django_db
#: Not whole days, so that no proposed time is the one that holds by the rule.
DAY = WHOLE_DAY + 0.25 * HOUR


def propose(story: Story, actor: Member, due_at: dt.datetime, **changed: Any) -> DeadlineProposal:
    facts = {"note": "", "now": story.now, **changed}
    return revision_deadlines.propose_deadline(actor=actor, revision=story.revision, due_at=due_at, **facts)


def agree(story: Story, actor: Member, due_at: dt.datetime) -> RevisionRequest:
    return revision_deadlines.accept_deadline(
        actor=actor, revision=story.revision, due_at=due_at, now=story.now
    )


def states(story: Story) -> list[tuple[str, str]]:
    return list(DeadlineProposal.objects.filter(revision=story.revision).values_list("side", "state"))


def test_proposed_countered_accepted(cast: Cast) -> None:
    story = Story(cast).revision_requested()
    before, first, second = story.revision.due_at, story.now + 3 * DAY, story.now + 5 * DAY

    propose(story, cast.clara, first, note="The fair opens")
    assert story.revision.due_at == before
    propose(story, cast.wendell, second)
    agree(story, cast.clara, second)

    assert states(story) == [("client", "countered"), ("agency", "accepted")]
    assert story.revision.due_at == second
    verbs = story.order.events.filter(revision=story.revision).order_by("id").values_list("verb", "until")
    assert list(verbs)[-3:] == [
        ("propose_deadline", first),
        ("propose_deadline", second),
        ("accept_deadline", second),
    ]


def test_nobody_agrees_with_their_own_side(cast: Cast) -> None:
    story = Story(cast).revision_requested()
    wanted = story.now + 3 * DAY
    propose(story, cast.wendell, wanted)

    for name in ("wendell", "sam", "max"):
        with pytest.raises(NotAllowed):
            agree(story, getattr(cast, name), wanted)


def test_a_later_wish_of_the_same_side_takes_the_first_back(cast: Cast) -> None:
    story = Story(cast).revision_requested()
    propose(story, cast.clara, story.now + 3 * DAY)
    propose(story, cast.clara, story.now + 4 * DAY)

    assert states(story) == [("client", "withdrawn"), ("client", "open")]


def test_the_same_again_does_nothing(cast: Cast) -> None:
    story = Story(cast).revision_requested()
    wanted = story.now + 3 * DAY
    for _twice in range(2):
        propose(story, cast.clara, wanted)
    for _twice in range(2):
        agree(story, cast.max, wanted)

    assert states(story) == [("client", "accepted")]
    assert story.order.events.filter(verb="accept_deadline").count() == 1


def test_another_time_than_the_one_that_was_read(cast: Cast) -> None:
    story = Story(cast).revision_requested()
    propose(story, cast.clara, story.now + 3 * DAY)

    with pytest.raises(Conflict):
        agree(story, cast.max, story.now + 4 * DAY)


def test_a_time_that_has_passed(cast: Cast) -> None:
    story = Story(cast).revision_requested()
    wanted = story.now + 4 * HOUR
    propose(story, cast.clara, wanted)
    story.now = wanted

    with pytest.raises(Invalid):
        agree(story, cast.max, wanted)


@pytest.mark.parametrize("off", [-DAY, HOUR, 800 * DAY])
def test_a_time_that_cannot_be(cast: Cast, off: dt.timedelta) -> None:
    story = Story(cast).revision_requested()

    with pytest.raises(Invalid) as refusal:
        propose(story, cast.clara, story.now + off)

    assert set(refusal.value.errors) == {"due_at"}


def test_the_time_that_holds_need_not_be_proposed(cast: Cast) -> None:
    story = Story(cast).revision_requested()

    with pytest.raises(Invalid):
        propose(story, cast.clara, story.revision.due_at)


@pytest.mark.parametrize("name", ["wanda", "edith", "nick", "nora"])
def test_only_the_two_sides_negotiate(cast: Cast, name: str) -> None:
    story = Story(cast).revision_requested()

    with pytest.raises(NotAllowed):
        propose(story, getattr(cast, name), story.now + 3 * DAY)


@pytest.mark.django_db(transaction=True)
def test_both_sides_propose_at_once(rounds: int) -> None:
    for _round in each_round(rounds):
        cast = load_cast()
        story = Story(cast).revision_requested()
        acts = [
            partial(propose, story, person, story.now + days * DAY)
            for days, person in enumerate([cast.clara, cast.wendell, cast.max, cast.clara], start=3)
        ]

        race(acts)

        open_ones = DeadlineProposal.objects.filter(revision=story.revision, state="open")
        assert (
            open_ones.count() == 1 and DeadlineProposal.objects.filter(revision=story.revision).count() == 4
        )


# --- who works on it ----------------------------------------------------------------------------


def give(story: Story, person: Member) -> RevisionRequest:
    return revision_assignment.assign_revision(
        actor=story.cast.max,
        revision=story.revision,
        person=person.membership,
        fee=REVISION_FEE,
        now=story.now,
    )


def test_another_writer_revises(cast: Cast) -> None:
    """Wanda sees the order, starts, answers and delivers; Wendell reads along and no longer acts."""
    story = Story(cast).revising()
    assert not Order.objects.visible_to(cast.wanda).filter(pk=story.order.pk).exists()

    give(story, cast.wanda)

    assert (story.reread().order.state, story.revision.state) == ("revision_requested", "open")
    assert Order.objects.as_writer(cast.wanda).filter(pk=story.order.pk).exists()
    with pytest.raises(NotAllowed):
        deliveries.start_work(actor=cast.wendell, **story.tick())
    deliveries.start_work(actor=cast.wanda, **story.tick())
    answers = {1: PointAnswer("done", "Longer.")}
    revision_requests.answer_points(actor=cast.wanda, revision=story.revision, answers=answers, now=story.now)
    deliveries.deliver(actor=cast.wanda, text="Longer", note="", uploads=[], **story.tick())
    story.reread().approve()

    assert story.order.writer_id == cast.wendell.member_id
    assert story.order.deliveries.latest("number").delivered_by_id == cast.wanda.member_id


def test_after_its_revision_the_order_is_gone_for_the_reviser(cast: Cast) -> None:
    story = Story(cast).revision_requested()
    give(story, cast.wanda)
    revision_scope.cancel_revision(actor=cast.max, revision=story.revision, now=story.now)

    assert not Order.objects.visible_to(cast.wanda).filter(pk=story.order.pk).exists()


def test_an_editor_who_revises_does_not_review_it(cast: Cast) -> None:
    story = Story(cast).revising()
    assert story.order.editor_id == cast.edith.member_id

    give(story, cast.edith)
    deliveries.start_work(actor=cast.edith, **story.tick())
    answers = {1: PointAnswer("done", "Longer.")}
    revision_requests.answer_points(actor=cast.edith, revision=story.revision, answers=answers, now=story.now)
    deliveries.deliver(actor=cast.edith, text="Longer", note="", uploads=[], **story.tick())

    order = story.reread().order
    assert (order.state, order.editor_id) == ("in_review", None)
    assert not can_claim_review(cast.edith, order)


def test_back_to_the_writer(cast: Cast) -> None:
    story = Story(cast).revision_requested()
    give(story, cast.wanda)
    give(story, cast.wendell)
    count = story.order.events.count()
    give(story, cast.wendell)

    assert (story.revision.assignee_id, story.order.events.count()) == (None, count)


@pytest.mark.parametrize("name", ["clara", "sam", "nora"])
def test_who_cannot_revise(cast: Cast, name: str) -> None:
    with pytest.raises(Invalid) as refusal:
        give(Story(cast).revision_requested(), getattr(cast, name))

    assert set(refusal.value.errors) == {"person"}


def test_an_open_question_rests_the_clock_for_the_next_one_too(cast: Cast) -> None:
    story = with_question(Story(cast).revising())
    due, asked = story.revision.due_at, story.now
    story.now += 2 * HOUR
    give(story, cast.wanda)
    assert (story.revision.paused_at, story.revision.due_at) == (None, due + (story.now - asked))

    deliveries.start_work(actor=cast.wanda, **story.tick())

    assert story.revision.paused_at == story.now


# --- cancelling and the clock -------------------------------------------------------------------


def test_the_client_takes_a_request_back_before_it_is_begun(cast: Cast) -> None:
    story = Story(cast).revision_requested()
    left = story.order.review_left
    story.now += DAY
    for _twice in range(2):
        revision_scope.cancel_revision(actor=cast.clara, revision=story.revision, now=story.now)

    order, revision = story.reread().order, story.revision
    assert (order.state, order.review_ends_at - story.now, order.review_left) == ("delivered", left, None)
    assert (revision.state, revision.uses_round) == ("cancelled", False)
    assert order.events.filter(verb="cancel_revision").count() == 1


def test_cancelling_again_and_again_gives_no_time(cast: Cast) -> None:
    """Asking and taking back cannot stretch the review window."""
    story = Story(cast).delivered()
    ends = story.order.review_ends_at
    for _again in range(3):
        revision_requests.request_revision(
            actor=cast.clara,
            order=story.reread().order,
            summary="x",
            severity="minor",
            points=[revision_requests.Point(issue="x")],
            now=story.now,
        )
        revision_scope.cancel_revision(actor=cast.clara, revision=story.revision, now=story.now)

    assert story.reread().order.review_ends_at == ends


def test_held_revisions_cannot_be_moved(cast: Cast) -> None:
    story = Story(cast).revising()
    holding.hold_order(actor=cast.sam, reason="Waiting", **story.tick())

    with pytest.raises(WrongState, match="On hold"):
        propose(story, cast.clara, story.now + 3 * DAY)
