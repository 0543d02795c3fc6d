"""Verdict and feedback: one act."""

from __future__ import annotations

from typing import Any

import pytest

from catalog.models import ServiceType
from project.base.errors import Conflict, Invalid, NotAllowed, NotVisible
from tests.helpers.cast import Cast, load_cast
from tests.helpers.factories import HOUR
from tests.helpers.races import kinds, race
from tests.helpers.story import Story
from tests.writers.helpers.reviews import everybody, level, point, stored_rubric
from writers.actions.feedback import Said
from writers.actions.feedback_verdict import judge_with_feedback
from writers.models import Feedback, FeedbackLevel, FeedbackPoint

pytestmark = pytest.mark.django_db
GOOD = Said({"overall": 4, "quality": 5}, strengths="A clear voice.")


def judge(story: Story, who: str = "edith", **changed: Any) -> Any:
    given: dict[str, Any] = {"number": 1, "approve": True, "note": "", "said": GOOD, **changed}
    return judge_with_feedback(actor=getattr(story.cast, who), **{**story.tick(), **given})


@pytest.mark.parametrize(("approve", "state"), [(True, "delivered"), (False, "in_progress")])
def test_verdict_points_ratings_and_levels_at_once(cast: Cast, approve: bool, state: str) -> None:
    story = Story(cast).claimed()
    rubric = stored_rubric(cast)
    point(story)

    order = judge(story, approve=approve, note="Check the tides.", levels=[level(rubric, 1, 2)])

    feedback = Feedback.objects.get()
    assert order.state == state and FeedbackPoint.objects.get().shown_at == story.now
    assert (feedback.overall, feedback.quality, feedback.timeliness, feedback.strengths) == (
        4,
        5,
        None,
        "A clear voice.",
    )
    assert (feedback.given_at, feedback.released_at, feedback.rubric) == (story.now, story.now, rubric)
    assert FeedbackLevel.objects.get().level.name == "Good"


def test_without_ratings_points_alone_are_shown(cast: Cast) -> None:
    story = Story(cast).claimed()
    point(story)

    judge(story, said=None)

    assert FeedbackPoint.objects.get().shown_at and Feedback.objects.get().given_at is None


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"approve": False, "note": ""}, "note"),
        ({"said": Said(strengths="x")}, "overall"),
        ({"said": Said({"overall": 6})}, "overall"),
    ],
)
def test_a_refused_verdict_stores_nothing(cast: Cast, changed: dict[str, Any], field: str) -> None:
    story = Story(cast).claimed()

    with pytest.raises(Invalid) as refused:
        judge(story, **changed)

    story.reread()
    assert list(refused.value.errors) == [field] and story.order.state == "in_review"
    assert not Feedback.objects.exists()


def test_another_version_than_the_one_that_was_read(cast: Cast) -> None:
    story = Story(cast).claimed().correct()

    with pytest.raises(Conflict):
        judge(story, number=1)
    assert not Feedback.objects.exists()


def test_levels_of_two_rubrics_or_without_ratings_are_refused(cast: Cast) -> None:
    story = Story(cast).claimed()
    mine, other = stored_rubric(cast), stored_rubric(cast, story.order.service)
    strange = ServiceType.objects.filter(agency=cast.inkwell).exclude(pk=story.order.service_id)[0]
    elsewhere = stored_rubric(cast, strange)

    for levels in (
        [level(mine, 1, 1), level(other, 2, 1)],
        [level(mine, 1, 1), level(mine, 1, 2)],
        [level(elsewhere, 1, 1)],
    ):
        with pytest.raises(Invalid, match="Check"):
            judge(story, levels=levels)
    with pytest.raises(Invalid):
        judge(story, said=None, levels=[level(mine, 1, 1)])
    assert not Feedback.objects.exists() and story.reread().order.state == "in_review"


def test_two_levels_worth_the_same_stay_different(cast: Cast) -> None:
    story = Story(cast).claimed()
    rubric = stored_rubric(cast)

    judge(story, levels=[level(rubric, 1, 1), level(rubric, 2, 2)])

    kept = FeedbackLevel.objects.order_by("criterion__position")
    assert [(row.level.name, row.points) for row in kept] == [("Needs work", 3), ("Good", 3)]


def test_the_second_click_changes_nothing(cast: Cast) -> None:
    story = Story(cast).claimed()
    rubric = stored_rubric(cast)
    point(story)
    for _click in range(2):
        judge(story, levels=[level(rubric, 1, 2)])

    feedback = Feedback.objects.get()
    assert (feedback.events.count(), feedback.levels.count(), feedback.changes.count()) == (2, 1, 0)


def test_a_later_verdict_edits_what_was_said_with_an_earlier_one(cast: Cast) -> None:
    story, rubric = Story(cast).claimed(), stored_rubric(cast)
    judge(story, approve=False, note="Check the tides.", levels=[level(rubric, 1, 1)])
    story.reread().deliver()

    judge(story, number=2, said=Said({"overall": 5}), levels=[level(rubric, 1, 2)])

    feedback = Feedback.objects.get()
    kept = {(row.field, row.before, row.after) for row in feedback.changes.all()}
    assert (feedback.overall, feedback.levels.get().level.name, feedback.version) == (5, "Good", 2)
    assert {("overall", "4", "5"), ("levels", "Structure: Needs work", "Structure: Good")} <= kept


def test_a_later_verdict_without_ratings_leaves_them(cast: Cast) -> None:
    story = Story(cast).claimed()
    judge(story, approve=False, note="Check the tides.")
    story.reread().deliver()

    judge(story, number=2, said=None)

    assert Feedback.objects.get().overall == 4


def test_the_editor_alone_judges(cast: Cast) -> None:
    story = Story(cast).claimed()
    for name in everybody(cast):
        with pytest.raises((NotAllowed, NotVisible)):
            judge(story, name)
    assert story.reread().order.state == "in_review"


@pytest.mark.django_db(transaction=True)
def test_many_clicks_at_once_are_one_verdict() -> None:
    cast = load_cast()
    story = Story(cast).claimed()
    facts: dict[str, Any] = {"order": story.order, "now": story.now + HOUR, "number": 1, "note": "Check"}

    results = race(
        [lambda: judge_with_feedback(actor=cast.edith, approve=True, said=GOOD, **facts)] * 10
        + [lambda: judge_with_feedback(actor=cast.edith, approve=False, said=GOOD, **facts)] * 10
    )

    feedback = Feedback.objects.get()
    assert kinds(results)["Order"] == 10 and feedback.events.filter(verb="give").count() == 1
