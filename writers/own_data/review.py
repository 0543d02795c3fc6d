"""What is kept of an editor's remarks: the comment bank, points of reviews, rubrics."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from accounts.hooks import Part, exported, slices
from agencies.models import Membership
from project.base.viewer import Member
from writers.models import FeedbackPoint, Rubric, SavedComment

#: What is taken along of a point.
POINT = ("passage", "section", "issue", "suggestion", "tag__name", "made_at", "shown_at", "done_at")


def parts(viewer: Member) -> Iterator[Part]:
    """Own remarks, and the points that were shown to the person; whoever wrote them is not named."""
    yield Part("saved_comments", _("Your saved comments."), _saved(viewer), place=108)
    own = FeedbackPoint.objects.filter(agency_id=viewer.agency_id, feedback__giver_id=viewer.member_id)
    yield Part("points_written", _("Points that you wrote on texts."), _points(own), place=108)
    read = FeedbackPoint.objects.filter(agency_id=viewer.agency_id, feedback__receiver_id=viewer.member_id)
    read = read.filter(shown_at__isnull=False, feedback__deleted_at=None)
    yield Part("points_received", _("Points on your texts."), _points(read), place=108)
    yield Part("rubrics", _("Rubrics that you published."), _rubrics(viewer), place=108)


def erase(membership: Membership) -> None:
    """Saved comments go, and points that nobody has read. Those that came with a verdict are what their
    writer works by: they stay with the order, as the verdict does. Rubrics are the agency's."""
    own = {"agency_id": membership.agency_id}
    SavedComment.objects.filter(**own, member=membership).delete()
    FeedbackPoint.objects.filter(**own, feedback__giver=membership, shown_at=None).delete()


def _saved(viewer: Member) -> Iterator[dict[str, Any]]:
    rows = SavedComment.objects.filter(agency_id=viewer.agency_id, member_id=viewer.member_id)
    for row in slices(rows.select_related("tag")):
        yield exported(row, "issue", "suggestion", "tag__name", "shared", "saved_at")


def _points(rows: Any) -> Iterator[dict[str, Any]]:
    for row in slices(rows.select_related("feedback__order", "tag")):
        yield exported(row, *POINT, order=row.feedback.order.number)


def _rubrics(viewer: Member) -> Iterator[dict[str, Any]]:
    rows = Rubric.objects.filter(agency_id=viewer.agency_id, made_by_id=viewer.member_id)
    for row in slices(rows.select_related("service")):
        yield exported(row, "service__name", "number", "made_at", "retired_at")
