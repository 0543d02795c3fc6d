"""Points of an editor's feedback: added in review, unread before the verdict, ticked off by the writer."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from orders.actions import reassigning, reviews
from project.base.errors import Conflict, Invalid, NotAllowed, NotVisible, WrongState
from tests.helpers.cast import Cast, load_cast
from tests.helpers.factories import HOUR
from tests.helpers.races import each_round, kinds, race
from tests.helpers.story import Story
from tests.orders.helpers.verbs import play
from tests.writers.helpers.reviews import POINT, everybody, point
from writers.actions import feedback_points
from writers.actions.feedback_points import PointSaid, add_point, edit_point, mark_point, remove_point
from writers.models import Feedback, FeedbackPoint, FeedbackTag

pytestmark = pytest.mark.django_db


def read_by(cast: Cast, name: str) -> int:
    return FeedbackPoint.objects.visible_to(cast.everybody[name]).count()


def test_a_point_begins_the_feedback_and_is_its_givers_alone(cast: Cast) -> None:
    story = Story(cast).claimed()

    made = point(story)

    feedback = Feedback.objects.get()
    assert (feedback.direction, feedback.giver, feedback.receiver) == (
        "editor_to_writer",
        cast.edith.membership,
        cast.wendell.membership,
    )
    assert (feedback.given_at, made.shown_at, made.delivery, made.position) == (
        None,
        None,
        story.order.deliveries.get(),
        1,
    )
    assert {name: read_by(cast, name) for name in cast.everybody if name != "edith"} == dict.fromkeys(
        (name for name in cast.everybody if name != "edith"), 0
    )
    assert read_by(cast, "edith") == 1


@pytest.mark.parametrize("verdict", ["approve", "returned"])
def test_the_verdict_shows_the_points_whichever_door_it_came_by(cast: Cast, verdict: str) -> None:
    story = Story(cast).claimed()
    point(story)

    getattr(story, verdict)()

    assert FeedbackPoint.objects.get().shown_at == story.now
    assert {name for name in cast.everybody if read_by(cast, name)} == {
        "edith",
        "wendell",
        "sam",
        "max",
        "otto",
    }


def test_a_second_click_is_no_second_point(cast: Cast) -> None:
    story = Story(cast).claimed()

    assert point(story) == point(story, tag="Sources") and FeedbackPoint.objects.count() == 1


def test_a_tag_is_one_whatever_its_case(cast: Cast) -> None:
    story = Story(cast).claimed()
    tags = {point(story, issue=str(n), tag=name).tag for n, name in enumerate(["Sources", "sources", ""])}

    assert tags == {FeedbackTag.objects.get(), None} and FeedbackTag.objects.get().name == "Sources"


def test_nothing_and_too_many_are_refused_beside_the_field(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = Story(cast).claimed()
    point(story)
    monkeypatch.setattr(feedback_points, "MOST_POINTS", 1)

    for issue in ("", "One more"):
        with pytest.raises(Invalid) as refused:
            point(story, issue=issue)
        assert list(refused.value.errors) == ["issue"]


def test_another_version_than_the_one_that_was_read(cast: Cast) -> None:
    story = Story(cast).claimed().correct()

    with pytest.raises(Conflict):
        add_point(actor=cast.edith, number=1, said=POINT, **story.tick())


@pytest.mark.parametrize("at", ["placed", "in_progress", "delivered", "completed", "cancelled", "on_hold"])
def test_only_while_a_version_waits(cast: Cast, at: str) -> None:
    story = play(cast, at)

    with pytest.raises((WrongState, NotAllowed)):
        add_point(actor=cast.edith, number=1, said=POINT, **story.tick())
    assert not FeedbackPoint.objects.exists() and not Feedback.objects.exists()


def test_the_editor_alone_adds_edits_and_removes(cast: Cast) -> None:
    story = Story(cast).claimed()
    made = point(story)
    for who in everybody(cast).values():
        with pytest.raises((NotAllowed, NotVisible)):
            add_point(actor=who, order=story.order, number=1, said=POINT, now=story.now)
        with pytest.raises(NotAllowed):
            edit_point(actor=who, point=made, said=POINT)
        with pytest.raises(NotAllowed):
            remove_point(actor=who, point=made)
        with pytest.raises(NotAllowed):
            mark_point(actor=who, point=made, done=True, now=story.now)


def test_edited_and_removed_until_it_is_read(cast: Cast) -> None:
    story = Story(cast).claimed()
    made, other = point(story), point(story, issue="Too long")

    changed = edit_point(actor=cast.edith, point=made, said=PointSaid(issue="Says who?", tag="tone"))
    remove_point(actor=cast.edith, point=other)
    remove_point(actor=cast.edith, point=other)

    assert (changed.issue, changed.passage, changed.tag and changed.tag.name) == ("Says who?", "", "tone")
    assert FeedbackPoint.objects.get() == made
    story.approve()
    for act in (lambda: edit_point(actor=cast.edith, point=made, said=POINT), lambda: _remove(cast, made)):
        with pytest.raises(WrongState):
            act()


def _remove(cast: Cast, made: FeedbackPoint) -> None:
    remove_point(actor=cast.edith, point=made)


def test_the_writer_ticks_off_what_they_have_read(cast: Cast) -> None:
    story = Story(cast).claimed()
    made = point(story)
    with pytest.raises(NotAllowed):
        mark_point(actor=cast.wendell, point=made, done=True, now=story.now)
    story.returned()
    made.refresh_from_db()

    for done, wanted in ((True, story.now), (True, story.now), (False, None)):
        assert mark_point(actor=cast.wendell, point=made, done=done, now=story.now).done_at == wanted
    for who in (cast.edith, cast.clara, cast.wanda, cast.max):
        with pytest.raises(NotAllowed):
            mark_point(actor=who, point=made, done=True, now=story.now)


def test_points_of_the_next_version_are_not_shown_by_a_late_second_click(cast: Cast) -> None:
    story = Story(cast).claimed()
    story.returned().deliver()
    later = point(story)

    reviews.send_back(actor=cast.edith, order=story.order, number=1, note="Check the tides.", now=story.now)

    later.refresh_from_db()
    assert later.shown_at is None


def test_points_of_an_editor_who_gave_the_review_back_stay_unread(cast: Cast) -> None:
    story = Story(cast).claimed()
    point(story)
    reassigning.release_review(actor=cast.edith, **story.tick())
    cast.otto.membership.roles = ["owner", "editor"]
    cast.otto.membership.save()
    reviews.claim_review(actor=cast.otto, **story.tick())

    reviews.approve_delivery(actor=cast.otto, number=1, note="", **story.tick())

    assert FeedbackPoint.objects.get().shown_at is None and read_by(cast, "wendell") == 0


@pytest.mark.django_db(transaction=True)
def test_a_point_and_a_verdict_at_once() -> None:
    """The point is in time and shown, or too late and refused; never unread on a judged version."""
    for _round in each_round(3):
        cast = load_cast()
        story = Story(cast).claimed()
        facts: dict[str, Any] = {"order": story.order, "now": story.now + HOUR, "number": 1}
        add = partial(add_point, actor=cast.edith, said=POINT, **facts)
        approve = partial(reviews.approve_delivery, actor=cast.edith, note="", **facts)

        found = kinds(race([*[add] * 5, approve]))

        assert found["Order"] == 1 and set(found) <= {"Order", "FeedbackPoint", "WrongState"}
        assert not FeedbackPoint.objects.filter(shown_at=None).exists()
        assert FeedbackPoint.objects.count() <= 1
