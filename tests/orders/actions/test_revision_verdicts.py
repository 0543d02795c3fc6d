"""Questions that rest the clock, verdicts on each point, and closing."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from orders.actions import acceptance, deliveries, holding, revision_requests, revision_verdicts
from orders.actions.revision_requests import Point, PointAnswer
from orders.actions.revision_verdicts import Judged
from orders.models import PointNote, RevisionRequest
from project.base.errors import Invalid, NotAllowed, WrongState
from tests.helpers.cast import Cast, load_cast
from tests.helpers.factories import DAY, HOUR
from tests.helpers.races import each_round, kinds, race
from tests.helpers.story import Story
from tests.orders.helpers.revision_acts import with_question

pytestmark = pytest.mark.django_db


def judge(story: Story, **verdicts: Judged) -> RevisionRequest:
    story.now += HOUR
    given = {int(name[1:]): verdict for name, verdict in verdicts.items()}
    return revision_verdicts.judge_points(
        actor=story.cast.clara, revision=story.revision, verdicts=given, now=story.now
    )


def reply(story: Story, after: dt.timedelta = 5 * HOUR) -> RevisionRequest:
    story.now += after
    return revision_verdicts.answer_question(
        actor=story.cast.clara, revision=story.revision, replies={1: "Both."}, now=story.now
    )


def test_a_question_rests_the_clock_until_the_client_answers(cast: Cast) -> None:
    story = with_question(Story(cast).revising())
    due = story.revision.due_at
    assert story.revision.paused_at == story.now

    revision = reply(story, 5 * HOUR)

    assert (revision.paused_at, revision.due_at) == (None, due + 5 * HOUR)
    point = revision.points.get(position=1)
    assert (point.answer, point.client_reply, point.settled) == ("question", "Both.", False)


def test_the_clock_rests_until_the_last_question_is_answered(cast: Cast) -> None:
    story = with_question(Story(cast).revising())
    due = story.revision.due_at
    given = {2: PointAnswer("question", "How lively?")}
    revision_requests.answer_points(
        actor=cast.wendell, revision=story.revision, answers=given, now=story.now + HOUR
    )

    first = reply(story)
    assert first.paused_at is not None and first.due_at == due
    last = revision_verdicts.answer_question(
        actor=cast.clara, revision=first, replies={2: "Very."}, now=story.now + HOUR
    )

    assert (last.paused_at, last.due_at) == (None, due + 6 * HOUR)


def test_a_question_taken_back_runs_the_clock_again(cast: Cast) -> None:
    story = with_question(Story(cast).revising())
    due = story.revision.due_at

    given = {1: PointAnswer("done", "I found it.")}
    revision = revision_requests.answer_points(
        actor=cast.wendell, revision=story.revision, answers=given, now=story.now + 2 * HOUR
    )

    assert (revision.paused_at, revision.due_at) == (None, due + 2 * HOUR)


def test_a_hold_during_a_question_is_counted_once(cast: Cast) -> None:
    story = with_question(Story(cast).revising())
    due, asked = story.revision.due_at, story.now
    holding.hold_order(actor=cast.sam, reason="Waiting", **story.tick())
    story.now += 9 * HOUR
    holding.resume_order(actor=cast.sam, **story.tick())

    reply(story, HOUR)

    assert story.revision.due_at - due == story.now - asked


def test_an_empty_answer_is_refused(cast: Cast) -> None:
    story = with_question(Story(cast).revising())

    with pytest.raises(Invalid):
        revision_verdicts.answer_question(
            actor=cast.clara, revision=story.revision, replies={1: ""}, now=story.now
        )


def test_an_answered_question_is_not_answered_again(cast: Cast) -> None:
    story = with_question(Story(cast).revising())
    reply(story)

    with pytest.raises(WrongState):
        revision_verdicts.answer_question(
            actor=cast.clara, revision=story.revision, replies={1: "No."}, now=story.now
        )
    assert story.revision.points.get(position=1).client_reply == "Both."


def test_delivering_ends_the_rest(cast: Cast) -> None:
    """A question about a nice-to-have keeps no version back."""
    story = Story(cast).revising()
    given = {1: PointAnswer("done", "Added."), 2: PointAnswer("question", "How lively?")}
    revision_requests.answer_points(actor=cast.wendell, revision=story.revision, answers=given, now=story.now)

    story.deliver("Another text")

    assert (story.revision.state, story.revision.paused_at) == ("answered", None)


def test_a_new_version_is_linked_to_the_points_that_it_answers(cast: Cast) -> None:
    story = Story(cast).answered()

    assert [point.delivery.number for point in story.revision.points.all()] == [2, 2]


def test_every_point_accepted_closes_the_revision_and_not_the_order(cast: Cast) -> None:
    story = Story(cast).answered()

    first = judge(story, p1=Judged("met"))
    assert first.state == "answered"
    revision = judge(story, p2=Judged("met"))

    assert (revision.state, story.reread().order.state) == ("accepted", "delivered")
    assert revision.closed_at == story.now


def test_a_reopened_point_goes_back_into_work_in_the_same_round(cast: Cast) -> None:
    story = Story(cast).answered()
    ends = story.order.review_ends_at

    judge(story, p1=Judged("reopened", "Still too short."), p2=Judged("met"))

    order, revision = story.reread().order, story.revision
    assert (order.state, order.review_ends_at, order.review_left) == ("in_progress", None, ends - story.now)
    assert (revision.number, revision.state, revision.uses_round) == (1, "in_progress", True)
    first, second = revision.points.all()
    assert (first.answer, first.verdict, first.objection) == (None, "reopened", "Still too short.")
    assert (second.answer, second.verdict) == ("declined", "met")
    assert revision.due_at > story.now
    with pytest.raises(WrongState, match="must-fix"):
        story.deliver("A third text")


def test_the_story_of_a_point_is_kept(cast: Cast) -> None:
    story = Story(cast).answered()
    judge(story, p1=Judged("reopened", "Still too short."))
    revision_requests.answer_points(
        actor=cast.wendell,
        revision=story.revision,
        answers={1: PointAnswer("done", "Longer.")},
        now=story.now,
    )

    notes = PointNote.objects.filter(point__position=1).values_list("kind", "text")

    assert list(notes) == [("done", "Added."), ("reopened", "Still too short."), ("done", "Longer.")]


def test_a_redelivery_loses_no_point_and_resets_no_clock(cast: Cast) -> None:
    story = Story(cast).answered()
    judge(story, p1=Judged("reopened", "Still too short."))
    left = story.reread().order.review_left
    revision_requests.answer_points(
        actor=cast.wendell,
        revision=story.revision,
        answers={1: PointAnswer("done", "Longer.")},
        now=story.now,
    )
    story.deliver("A third text").approve()

    assert [(point.position, point.answer) for point in story.revision.points.all()] == [
        (1, "done"),
        (2, "declined"),
    ]
    assert story.order.review_ends_at - story.now == left
    assert [point.delivery.number for point in story.revision.points.all()] == [3, 3]


def test_reopening_needs_words(cast: Cast) -> None:
    story = Story(cast).answered()

    with pytest.raises(Invalid) as refusal:
        judge(story, p1=Judged("reopened"), p7=Judged("met"), p2=Judged("perhaps"))

    assert set(refusal.value.errors) == {"point-1", "point-2", "point-7"}
    assert story.reread().order.state == "delivered"


def test_no_verdict_at_all(cast: Cast) -> None:
    with pytest.raises(Invalid):
        judge(Story(cast).answered())


def test_accepting_the_order_accepts_its_revision(cast: Cast) -> None:
    story = Story(cast).answered()
    acceptance.accept_order(actor=cast.clara, **story.tick())

    assert story.reread().revision.state == "accepted"


def test_the_desk_closes_what_the_client_need_not_look_at(cast: Cast) -> None:
    story = Story(cast).answered()
    close = partial(revision_verdicts.close_revision, revision=story.revision, now=story.now)
    with pytest.raises(WrongState, match="client still has to check"):
        close(actor=cast.sam)

    RevisionRequest.objects.update(client_review=False)
    for _twice in range(2):
        close(actor=cast.sam)

    assert (story.revision.state, story.reread().order.state) == ("accepted", "delivered")
    assert story.order.events.filter(verb="close_revision").count() == 1


@pytest.mark.parametrize("name", ["wendell", "wanda", "edith", "sam", "max", "nick"])
def test_only_the_clients_side_judges(cast: Cast, name: str) -> None:
    story = Story(cast).answered()

    with pytest.raises(NotAllowed):
        revision_verdicts.judge_points(
            actor=getattr(cast, name), revision=story.revision, verdicts={1: Judged("met")}, now=story.now
        )


@pytest.mark.django_db(transaction=True)
def test_accepting_and_reopening_at_once(rounds: int) -> None:
    """Two tabs: one reopens, the other accepts the order. One of them wins whole; nothing is half done."""
    cast = load_cast()
    for _round in each_round(rounds):
        story = Story(cast).answered()
        reopen = partial(
            revision_verdicts.judge_points,
            actor=cast.clara,
            revision=story.revision,
            verdicts={1: Judged("reopened", "No")},
            now=story.now,
        )
        accept = partial(acceptance.accept_order, actor=cast.clara, order=story.order, now=story.now)

        results = race([reopen, accept] * 3)

        state = story.reread().order.state
        assert state in ("completed", "in_progress"), kinds(results)
        assert story.revision.state == {"completed": "accepted", "in_progress": "in_progress"}[state]


@pytest.mark.django_db(transaction=True)
def test_answers_at_once_are_each_kept_once(rounds: int) -> None:
    cast = load_cast()
    for _round in each_round(rounds):
        story = with_question(Story(cast).revising())
        answer = partial(
            revision_verdicts.answer_question,
            actor=cast.clara,
            revision=story.revision,
            replies={1: "Both."},
            now=story.now + DAY,
        )

        results = race([answer] * 6)

        assert kinds(results) == {"RevisionRequest": 1, "WrongState": 5}
        assert PointNote.objects.filter(point__revision=story.revision, kind="reply").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_delivery_and_a_question_at_once(rounds: int) -> None:
    """Whichever comes first: the clock of an answered revision never rests."""
    cast = load_cast()
    for _round in each_round(rounds):
        story = Story(cast).revising()
        revision_requests.answer_points(
            actor=cast.wendell,
            revision=story.revision,
            answers={1: PointAnswer("done", "Yes")},
            now=story.now,
        )
        ask = partial(
            revision_requests.answer_points,
            actor=cast.wendell,
            revision=story.revision,
            answers={2: PointAnswer("question", "How?")},
            now=story.now,
        )
        deliver = partial(
            deliveries.deliver,
            actor=cast.wendell,
            order=story.order,
            text="New",
            note="",
            uploads=[],
            now=story.now,
        )

        race([ask, deliver] * 2)

        assert (story.reread().revision.state, story.revision.paused_at) == ("answered", None)


def test_a_point_knows_its_words(cast: Cast) -> None:
    """Guards the constraint: what is reopened has an objection."""
    story = Story(cast).answered()
    with pytest.raises(IntegrityError), transaction.atomic():
        story.revision.points.filter(position=1).update(verdict="reopened", objection="")


def test_a_note_cannot_be_rewritten(cast: Cast) -> None:
    Story(cast).answered()
    with pytest.raises(IntegrityError), transaction.atomic():
        PointNote.objects.update(text="Otherwise")


def test_a_new_request_closes_the_answered_one(cast: Cast) -> None:
    story = Story(cast).answered()
    revision_requests.request_revision(
        actor=cast.clara, summary="More", severity="minor", points=[Point(issue="x")], **story.tick()
    )

    assert list(story.reread().order.revisions.values_list("number", "state")) == [
        (1, "accepted"),
        (2, "open"),
    ]
