"""What is kept of the feedback that somebody gave and received, and what is forgotten with them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from accounts.hooks import Part, exported, slices
from agencies.models import Membership
from project.base.viewer import Member
from writers.models import Feedback, FeedbackChange, FeedbackContest
from writers.querysets.feedback_levels import levels_of
from writers.rules.feedback import sees_order
from writers.states.feedback import RATINGS

#: What stands for the reason of a contest by somebody who is gone.
ERASED = "–"
TEXTS = ("strengths", "improvements", "notes")
SAID = ("direction", *RATINGS, *TEXTS, "anonymous", "allow_public")


def parts(viewer: Member) -> Iterator[Part]:
    """What the person said, and what they read of what others said: of an anonymous one neither order nor
    date nor giver."""
    yield Part("feedback_given", _("Feedback you gave."), _given(viewer), place=106)
    yield Part("feedback_received", _("Feedback you received."), _received(viewer), place=107)


def _given(viewer: Member) -> Iterator[dict[str, Any]]:
    rows = Feedback.objects.visible_to(viewer).filter(giver_id=viewer.member_id).select_related("order")
    for row in slices(rows):
        changes = row.changes.order_by("id").values("field", "before", "after", "at")
        yield exported(
            row,
            *SAID,
            "order__number",
            "begun_at",
            "given_at",
            "reply",
            changes=list(changes),
            levels=_levels(row),
        )


def _levels(row: Feedback) -> list[dict[str, Any]]:
    """What an editor chose in a rubric."""
    return [
        {"criterion": each.criterion.name, "level": each.level.name, "points": each.points}
        for each in levels_of([row]).get(row.pk, [])
    ]


def _received(viewer: Member) -> Iterator[dict[str, Any]]:
    rows = Feedback.objects.visible_to(viewer).released().filter(receiver_id=viewer.member_id)
    for row in slices(rows.select_related("order", "contest")):
        open_ = sees_order(viewer, row)
        contest = getattr(row, "contest", None)
        facts = {
            "order": row.order.number if open_ else None,
            "given_at": row.given_at if open_ else None,
            "levels": _levels(row),
            "contest": contest.reason if contest else "",
            "decision": contest.explanation if contest else "",
        }
        yield exported(row, "direction", *RATINGS, *TEXTS, "anonymous", "reply", **facts)


def erase(membership: Membership) -> None:
    """Of what they gave the words go, with those of former versions, and the leave to publish it; the ratings
    stay as figures of whom they are about. Their replies and the reasons of their contests go; decisions of
    the agency stay."""
    own = {"agency_id": membership.agency_id}
    given = Feedback.objects.filter(**own, giver=membership)
    given.update(**dict.fromkeys(TEXTS, ""), allow_public=False, published_at=None, published_by=None)
    FeedbackChange.objects.filter(**own, by=membership, field__in=TEXTS).update(before="", after="")
    Feedback.objects.filter(**own, receiver=membership).update(reply="", replied_at=None)
    FeedbackContest.objects.filter(**own, opened_by=membership).update(reason=ERASED)
