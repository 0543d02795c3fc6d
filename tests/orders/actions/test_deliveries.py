"""The writer's verbs: start and deliver; and the client's clock that a delivery starts."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import Agency
from orders.actions import deliveries, revision_requests
from project.base.errors import Invalid, NotAllowed, WrongState
from tests.helpers.cast import Cast
from tests.helpers.factories import DAY
from tests.helpers.story import TEXT, Story

pytestmark = pytest.mark.django_db


def answer_all(story: Story) -> None:
    """Start the revision and answer its must-fix point."""
    deliveries.start_work(actor=story.cast.wendell, **story.tick())
    revision_requests.answer_points(
        actor=story.cast.wendell,
        revision=story.order.revisions.get(),
        answers={1: revision_requests.PointAnswer("done", "Two sentences added.")},
        now=story.now,
    )


def test_start_twice_leaves_one_event(cast: Cast) -> None:
    story = Story(cast).in_progress()

    deliveries.start_work(actor=cast.wendell, order=story.order, now=story.now)

    assert story.order.events.filter(verb="start").count() == 1


def test_start_somebody_elses_order(cast: Cast) -> None:
    story = Story(cast).assigned()

    with pytest.raises(NotAllowed):
        deliveries.start_work(actor=cast.wanda, order=story.order, now=story.now)


def test_deliver_counts_words_and_waits_for_review(cast: Cast) -> None:
    story = Story(cast).in_review()

    delivery = story.order.deliveries.get()
    assert (delivery.number, delivery.word_count, delivery.verdict) == (1, 16, "pending")
    assert (story.order.state, story.order.review_ends_at) == ("in_review", None)


def test_deliver_a_file_alone(cast: Cast) -> None:
    story = Story(cast).in_progress()
    upload = SimpleUploadedFile("../../etc/Harbour.md", b"# Harbour\n")

    delivery = deliveries.deliver(
        actor=cast.wendell, order=story.order, text="", note="", uploads=[upload], now=story.now
    )

    use = delivery.attachments.get()
    assert (use.name, use.file.content_type, use.file.size) == ("Harbour.md", "text/plain", 10)


def test_deliver_nothing(cast: Cast) -> None:
    story = Story(cast).in_progress()

    with pytest.raises(Invalid) as refusal:
        deliveries.deliver(
            actor=cast.wendell, order=story.order, text="", note="Done", uploads=[], now=story.now
        )

    assert "text" in refusal.value.errors


def test_a_refused_file_stores_nothing(cast: Cast) -> None:
    story = Story(cast).in_progress()
    uploads = [SimpleUploadedFile("good.md", b"good"), SimpleUploadedFile("bad.exe", b"MZ\x00\x01")]

    with pytest.raises(Invalid) as refusal:
        deliveries.deliver(
            actor=cast.wendell, order=story.order, text=TEXT, note="", uploads=uploads, now=story.now
        )

    assert refusal.value.errors["files"][0].startswith("bad.exe: ")
    assert not story.order.deliveries.exists()


def test_deliver_without_editorial_review_goes_to_the_client(cast: Cast) -> None:
    Agency.objects.filter(pk=cast.inkwell.pk).update(features=["-editorial_review"])
    story = Story(cast).in_progress().deliver()

    assert story.order.state == "delivered"
    assert story.order.deliveries.get().approved
    assert story.order.review_ends_at == story.now + 14 * DAY


def test_deliver_is_refused_while_a_must_fix_point_is_open(cast: Cast) -> None:
    story = Story(cast).revision_requested()
    deliveries.start_work(actor=cast.wendell, **story.tick())

    with pytest.raises(WrongState) as refusal:
        story.deliver()

    assert str(refusal.value) == "Answer the must-fix points first. Still open: 1."


def test_a_question_does_not_settle_a_must_fix_point(cast: Cast) -> None:
    story = Story(cast).revision_requested()
    deliveries.start_work(actor=cast.wendell, **story.tick())
    revision = story.order.revisions.get()
    asked = {1: revision_requests.PointAnswer("question", "Which market?")}
    revision_requests.answer_points(actor=cast.wendell, revision=revision, answers=asked, now=story.now)

    with pytest.raises(WrongState):
        story.deliver()


def test_delivering_again_answers_the_revision_and_loses_no_point(cast: Cast) -> None:
    story = Story(cast).revision_requested()
    answer_all(story)
    story.deliver("# Better")

    revision = story.order.revisions.get()
    assert (revision.state, revision.points.count()) == ("answered", 2)
    assert story.order.deliveries.get(number=2).revision == revision


def test_delivering_again_never_resets_the_review_window(cast: Cast) -> None:
    """The trap: a writer who delivers again must not get the client a new fortnight."""
    story = Story(cast).delivered()
    ends = story.order.review_ends_at
    story.now += 5 * DAY
    points = [revision_requests.Point(issue="Shorter")]
    revision_requests.request_revision(
        actor=cast.clara, summary="Shorter", severity="minor", points=points, **story.tick()
    )
    left = ends - story.now
    story.now += 30 * DAY
    answer_all(story)
    story.deliver("# Short").approve()

    assert story.order.review_ends_at == story.now + left
    assert left < 9 * DAY


def test_a_revised_version_leaves_three_days_at_least(cast: Cast) -> None:
    story = Story(cast).delivered()
    story.now = story.order.review_ends_at - dt.timedelta(hours=3)
    revision_requests.request_revision(
        actor=cast.clara,
        summary="Late wish",
        severity="minor",
        points=[revision_requests.Point(issue="x")],
        **story.tick(),
    )
    answer_all(story)
    story.deliver("# Late").approve()

    assert story.order.review_ends_at == story.now + 3 * DAY
