"""An editor's points and rubrics for tests."""

from __future__ import annotations

from typing import Any

from catalog.models import ServiceType
from orders.models import Order
from project.base.viewer import Member
from tests.helpers.cast import START, Cast
from tests.helpers.story import Story
from writers.actions.feedback_points import PointSaid, add_point
from writers.actions.saved_comments import CommentSaid, save_comment
from writers.models import Feedback, FeedbackPoint, Rubric, RubricCriterion, RubricLevel, SavedComment
from writers.states.feedback import Direction

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


def shown_point(cast: Cast, order: Order) -> FeedbackPoint:
    """A point of Edith's that Wendell has read, about an order that he delivered."""
    facts = {"agency": cast.inkwell, "order": order, "direction": Direction.EDITOR_TO_WRITER}
    people = {"giver": cast.edith.membership, "receiver": cast.wendell.membership}
    feedback, _made = Feedback.objects.get_or_create(**facts, **people, defaults={"begun_at": START})
    last = feedback.points.count()
    return FeedbackPoint.objects.create(
        agency=cast.inkwell,
        feedback=feedback,
        position=last + 1,
        delivery=order.deliveries.earliest("number"),
        issue="Who says so?",
        made_at=START,
        shown_at=START,
    )


def saved_comment(cast: Cast, issue: str = "Name the source") -> SavedComment:
    """One of Edith's."""
    return save_comment(actor=cast.edith, said=CommentSaid(issue), now=START)
