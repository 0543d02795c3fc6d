"""`/api/v1/writer-management/feedback-points/`: points of editors' feedback, and `reviews/`: the verdict with
the feedback in one act."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.response import Response

from agencies.rules.agencies import is_editor
from orders.api.order_resource import OrderResource
from orders.api.order_shapes import OrderOut
from orders.rules.reviews import can_review
from orders.views.fetching import order_or_404
from project.base.api.bodies import bound, renamed
from project.base.api.endpoint import MEMBERS, endpoint, only, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import Invalid, require
from writers.actions.feedback_points import add_point, edit_point, mark_point, remove_point
from writers.actions.feedback_verdict import judge_with_feedback
from writers.forms.feedback_points import PointForm, typed_point
from writers.forms.feedback_verdict import VerdictForm
from writers.models import FeedbackPoint
from writers.querysets.rubrics import judged_by, version_of
from writers.rules.feedback_points import can_add_points, can_edit_point
from writers.views.review_points import point_or_404

from .feedback_point_shapes import (
    RATING_NAMES,
    FeedbackPointChange,
    FeedbackPointFilters,
    FeedbackPointMark,
    FeedbackPointOut,
    NewFeedbackPoint,
)
from .feedback_point_shapes import VerdictBody as ReviewVerdictBody

EDITORS = only(is_editor)
#: Of an endpoint that makes a point of an order.
MAKES: dict[str, Any] = {"status": 201, "creates": True, "moves": True, "refusals": (404,)}
ROOT = "/api/v1/writer-management/feedback-points/"


class FeedbackPointViewSet(Resource):
    """Points that the caller may read: their own unread ones, and those that came with a verdict."""

    def thing(self, key: str) -> FeedbackPoint:
        return point_or_404(self.http, key)

    def shown(self, thing: FeedbackPoint) -> dict[str, Any]:
        return point_row(thing)

    @endpoint(MEMBERS, FeedbackPointOut, listed=True, query=FeedbackPointFilters)
    def list(self, request: Any) -> Response:
        """List points, the newest first."""
        rows = FeedbackPoint.objects.visible_to(self.viewer)
        names = {"order": "feedback__order__number", "tag": "tag__name__iexact"}
        given = {column: self.asked[name] for name, column in names.items() if self.asked.get(name)}
        if "done" in self.asked:
            given["done_at__isnull"] = not self.asked["done"]
        keys = rows.filter(**given).values("pk")
        found = FeedbackPoint.objects.filter(pk__in=keys)
        found = found.select_related("tag", "delivery", "feedback__order", "feedback__receiver")
        return page(self, found, point_row, order=("-id",), kinds=(int,))

    @endpoint(MEMBERS, FeedbackPointOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read a point."""
        return self.ok(self.thing(public_id))

    @endpoint(
        EDITORS,
        FeedbackPointOut,
        status=201,
        body=NewFeedbackPoint,
        creates=True,
        moves=True,
        refusals=(404,),
    )
    def create(self, request: Any) -> Response:
        """Add a point on the version that you have read. The same again answers with the same one."""
        order = order_or_404(self.http, self.body["order"])
        require(can_add_points(self.viewer, order))
        typed = {name: value for name, value in self.body.items() if name not in ("order", "version")}
        facts = {"number": self.body["version"], "said": bound(PointForm, typed).said, "now": self.now}
        made = add_point(actor=self.viewer, order=order, **facts)
        return self.created(self.thing(made.public_id), f"{ROOT}{made.public_id}/")

    @endpoint(EDITORS, FeedbackPointOut, body=FeedbackPointChange, partial=True, moves=True)
    def partial_update(self, request: Any, public_id: str) -> Response:
        """Change one of one’s own points that nobody has read yet."""
        point = self.thing(public_id)
        require(can_edit_point(self.viewer, point))
        said = bound(PointForm, {**typed_point(point), **self.body}).said
        return self.ok(edit_point(actor=self.viewer, point=point, said=said))

    @endpoint(EDITORS, status=204, moves=True)
    def destroy(self, request: Any, public_id: str) -> Response:
        """Delete one of one’s own points that nobody has read yet."""
        remove_point(actor=self.viewer, point=self.thing(public_id))
        return Response(status=204)

    @verb("mark-done", MEMBERS, FeedbackPointOut, body=FeedbackPointMark)
    def mark_done(self, request: Any, public_id: str) -> Response:
        """Tick off a point that one was given, or take the tick back."""
        done = self.body.get("done", True)
        point = mark_point(actor=self.viewer, point=self.thing(public_id), done=done, now=self.now)
        return self.ok(point)


class ReviewVerdictViewSet(OrderResource):
    """Verdicts of editors."""

    @verb("verdict", EDITORS, OrderOut, body=ReviewVerdictBody, moves=True)
    def verdict(self, request: Any, number: str) -> Response:
        """Approve the version that you have read, or send it back, and give its writer your feedback: all
        of it or nothing. Your points are shown with it."""
        order = order_or_404(self.http, number)
        require(can_review(self.viewer, order))
        with renamed({"number": "version", **{column: name for name, column in RATING_NAMES.items()}}):
            form = self._form(order)
            judge_with_feedback(
                actor=self.viewer,
                order=order,
                number=form.cleaned_data["number"],
                approve=self.body["verdict"] == "approve",
                note=form.cleaned_data["note"],
                said=form.said,
                levels=form.levels if "levels" in self.body else None,
                feedback_version=self.body.get("feedback_version"),
                now=self.now,
            )
        return self.ok(self.thing(number))

    def _form(self, order: Any) -> VerdictForm:
        key = self.body.get("rubric")
        tree = version_of(self.viewer, order, key) if key else judged_by(self.viewer, order)
        chosen = {f"level-{row['criterion']}": str(row["level"]) for row in self.body.get("levels", [])}
        known = {f"level-{criterion.position}" for criterion, _each in (tree.criteria if tree else ())}
        if set(chosen) - known or len(chosen) < len(self.body.get("levels", [])):
            raise Invalid({"levels": _("Choose one level for each criterion of one rubric.")})
        names = {"version": "number", **RATING_NAMES}
        typed = {names.get(name, name): value for name, value in self.body.items()}
        kept = {name: value for name, value in typed.items() if name in VerdictForm.base_fields}
        return bound(VerdictForm, {**kept, **chosen}, tree=tree)


def point_row(point: FeedbackPoint) -> dict[str, Any]:
    """A point for whoever may read it."""
    return {
        "id": point.public_id,
        "order": point.feedback.order.number,
        "version": point.delivery.number if point.delivery else None,
        "passage": point.passage,
        "section": point.section,
        "issue": point.issue,
        "suggestion": point.suggestion,
        "tag": point.tag.name if point.tag else None,
        "done": point.done_at is not None,
        "made_at": moment_text(point.made_at),
        "shown_at": moment_text(point.shown_at),
        "done_at": moment_text(point.done_at),
    }
