"""The page of one feedback: what was said, points, answers, what was said before, and what one may do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.rules.agencies import is_staff
from project.base.features import is_on
from project.base.viewer import Member
from writers.models import Feedback, FeedbackChange, FeedbackLevel, FeedbackPoint
from writers.querysets.feedback_levels import levels_of
from writers.rules.feedback import sees_order
from writers.rules.feedback_acts import (
    can_publish,
    contest_of,
    gave,
    is_contested,
    judges,
    received,
    why_not_deleted,
    why_not_edited,
    why_not_published,
)
from writers.rules.feedback_points import can_mark_point
from writers.states.feedback import RATINGS, Direction

from .feedback import Known, known, label_of

#: Edits that a page lists at most.
MOST_CHANGES = 100
WORDS = {
    "strengths": gettext_lazy("Strengths"),
    "improvements": gettext_lazy("Areas to improve"),
    "notes": gettext_lazy("Further remarks"),
    "anonymous": gettext_lazy("Anonymous"),
    "allow_public": gettext_lazy("May be published"),
    "points": gettext_lazy("Points"),
    "levels": gettext_lazy("Levels"),
}


@dataclass(frozen=True)
class Change:
    """One field before and after an edit; without a moment for whoever may not learn when it was."""

    name: str
    before: str
    after: str
    at: dt.datetime | None

    @property
    def label(self) -> str:
        return label_of(self.name) if self.name in RATINGS else str(WORDS[self.name])

    @property
    def words(self) -> tuple[str, str]:
        """Before and after, as people read them."""
        known_words = {"True": _("Yes"), "False": _("No"), "": "–"}
        return known_words.get(self.before, self.before), known_words.get(self.after, self.after)


@dataclass(frozen=True)
class Detail:
    """What the page prints."""

    known: Known
    levels: list[FeedbackLevel]
    points: list[dict[str, Any]]
    changes: list[Change]
    contest: dict[str, Any] | None
    may: dict[str, bool]

    @property
    def feedback(self) -> Feedback:
        return self.known.feedback


def detail(viewer: Member, feedback: Feedback) -> Detail:
    """The page for `viewer`, who may see the feedback. Three queries, four where a rubric was used."""
    return Detail(
        known=known(viewer, feedback),
        levels=levels_of([feedback]).get(feedback.pk, []),
        points=_points(viewer, feedback),
        changes=changes_of(viewer, feedback),
        contest=_contest(viewer, feedback),
        may=_may(viewer, feedback),
    )


def changes_of(viewer: Member, feedback: Feedback) -> list[Change]:
    """Every edit that the viewer may know, the newest first: its receiver those alone that followed the
    release, and of an anonymous one without their moments. One query."""
    rows = FeedbackChange.objects.filter(agency_id=feedback.agency_id, feedback=feedback)
    open_ = sees_order(viewer, feedback)
    if not gave(viewer, feedback) and (not is_staff(viewer) or not open_):
        rows = rows.filter(at__gt=feedback.released_at) if feedback.released_at else rows.none()
    return [
        Change(row.field, row.before, row.after, row.at if open_ else None)
        for row in rows.order_by("-id")[:MOST_CHANGES]
    ]


def _points(viewer: Member, feedback: Feedback) -> list[dict[str, Any]]:
    rows = FeedbackPoint.objects.visible_to(viewer).filter(feedback=feedback)
    found = rows.select_related("tag", "feedback").order_by("position", "id")
    return [{"point": point, "may_mark": can_mark_point(viewer, point)} for point in found]


def _contest(viewer: Member, feedback: Feedback) -> dict[str, Any] | None:
    """The objection and its outcome. The giver of an anonymous one is told, too."""
    contest = contest_of(feedback)
    if contest is None:
        return None
    return {
        "reason": contest.reason,
        "opened_at": contest.opened_at,
        "open": contest.decided_at is None,
        "outcome": contest.get_outcome_display(),
        "explanation": contest.explanation,
        "decided_at": contest.decided_at,
    }


def _may(viewer: Member, feedback: Feedback) -> dict[str, bool]:
    """The acts that the page offers."""
    mine, to_me = gave(viewer, feedback), received(viewer, feedback)
    given, open_contest = feedback.given_at is not None, is_contested(feedback)
    publishes, published = can_publish(viewer, feedback), feedback.published_at is not None
    about_writer = feedback.direction == Direction.CLIENT_TO_WRITER
    on = is_on(viewer.agency, "feedback")
    return {
        "edit": on and mine and not why_not_edited(feedback),
        "delete": mine and not why_not_deleted(feedback),
        "allow": on and mine and given and about_writer and not feedback.allow_public,
        "disallow": mine and given and about_writer and feedback.allow_public,
        "reply": on and to_me,
        "contest": on and to_me and contest_of(feedback) is None,
        "withdraw": to_me and open_contest,
        "decide": judges(viewer, feedback) and open_contest,
        "publish": on and publishes and not published and not why_not_published(feedback),
        "unpublish": publishes and published,
    }
