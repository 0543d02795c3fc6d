"""The levels of a rubric that an editor chose, kept with their feedback."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from project.base.errors import Invalid, WrongState
from project.base.viewer import Member
from writers.models import Feedback, FeedbackChange, FeedbackLevel, RubricLevel
from writers.rules.feedback_acts import why_not_edited
from writers.rules.rubrics import fits_order


def keep_levels(
    feedback: Feedback, levels: Sequence[RubricLevel], *, actor: Member, now: dt.datetime
) -> bool:
    """Keep these levels (each with its criterion and its rubric), and with them the version of the rubric, in
    place of those kept before. Of a change in feedback that was given before `now` a FeedbackChange is left.
    Returns whether anything changed. Asks no right; the feedback is locked with its order.

    Raises Invalid under "levels" for levels of several rubrics, of one that is not for this order, and for
    two of one criterion; WrongState while it is contested and once a contest was upheld.
    """
    _check(feedback, levels)
    before = list(feedback.levels.select_related("criterion", "level").order_by("criterion__position"))
    if {each.level_id for each in before} == {level.pk for level in levels}:
        return False
    if feedback.given_at is not None and feedback.given_at < now:
        if reason := why_not_edited(feedback):
            raise WrongState(reason)
        told = (
            "\n".join(f"{each.criterion}: {each.level}" for each in before),
            "\n".join(f"{level.criterion}: {level}" for level in levels),
        )
        FeedbackChange.objects.create(
            agency_id=feedback.agency_id,
            feedback=feedback,
            by_id=actor.member_id,
            at=now,
            field="levels",
            before=told[0],
            after=told[1],
        )
    feedback.levels.all().delete()
    feedback.rubric = levels[0].criterion.rubric if levels else None
    feedback.save(update_fields=["rubric"])
    FeedbackLevel.objects.bulk_create(_row(feedback, level) for level in levels)
    return True


def _row(feedback: Feedback, level: RubricLevel) -> FeedbackLevel:
    return FeedbackLevel(
        agency_id=feedback.agency_id,
        feedback=feedback,
        criterion_id=level.criterion_id,
        level=level,
        points=level.points,
    )


def _check(feedback: Feedback, levels: Sequence[RubricLevel]) -> None:
    rubrics = {level.criterion.rubric_id for level in levels}
    if len(rubrics) > 1 or len({level.criterion_id for level in levels}) < len(levels):
        raise Invalid({"levels": _("Choose one level for each criterion of one rubric.")})
    if levels and not fits_order(levels[0].criterion.rubric, feedback.order):
        raise Invalid({"levels": _("This rubric is not for the service of this order.")})
