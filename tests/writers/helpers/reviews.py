"""An editor's points and rubrics for tests."""

from __future__ import annotations

from typing import Any

from catalog.models import ServiceType
from project.base.viewer import Member
from tests.helpers.cast import START, Cast
from tests.helpers.story import Story
from writers.actions.feedback_points import PointSaid, add_point
from writers.models import FeedbackPoint, Rubric, RubricCriterion, RubricLevel

#: What Edith says unless a test says otherwise.
POINT = PointSaid(
    issue="Who says so?", suggestion="Name the source.", passage="nobody hurries", tag="sources"
)


def point(story: Story, who: str = "edith", **changed: Any) -> FeedbackPoint:
    """A point of an editor's on the newest version of the story's order."""
    said = PointSaid(**{**vars(POINT), **changed})
    last = story.order.deliveries.latest("number").number
    facts = story.tick()
    return add_point(actor=getattr(story.cast, who), number=last, said=said, **facts)


def stored_rubric(cast: Cast, service: ServiceType | None = None, number: int = 1, **facts: Any) -> Rubric:
    """Two criteria with two levels each, which are worth the same."""
    made: dict[str, Any] = {"agency": cast.inkwell, "made_by": cast.max.membership, "made_at": START, **facts}
    rubric = Rubric.objects.create(service=service, number=number, **made)
    for place, name in enumerate(("Structure", "Sources"), start=1):
        criterion = RubricCriterion.objects.create(
            agency=cast.inkwell, rubric=rubric, position=place, name=name
        )
        for step, level in enumerate(("Needs work", "Good"), start=1):
            RubricLevel.objects.create(
                agency=cast.inkwell, criterion=criterion, position=step, name=level, points=3
            )
    return rubric


def level(rubric: Rubric, criterion: int, step: int) -> RubricLevel:
    """The level at these places."""
    rows = RubricLevel.objects.select_related("criterion__rubric")
    return rows.get(criterion__rubric=rubric, criterion__position=criterion, position=step)


def everybody(cast: Cast) -> dict[str, Member]:
    """All who are not Edith, by name."""
    names = ("clara", "wendell", "wanda", "sam", "max", "otto", "mara", "nick", "nora")
    return {name: getattr(cast, name) for name in names}
