"""`/api/v1/writer-management/feedback/`: what those who took part in an order say to each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from rest_framework.response import Response

from agencies.models import Membership
from orders.views.fetching import order_or_404
from project.base.api.endpoint import MEMBERS, endpoint, only, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import NotAllowed, NotVisible
from writers.actions.feedback import Said, give_feedback
from writers.actions.feedback_contests import (
    contest_feedback,
    decide_contest,
    reply_to_feedback,
    withdraw_contest,
)
from writers.actions.feedback_edits import delete_feedback, edit_feedback
from writers.actions.feedback_publication import allow_public, publish_feedback, unpublish_feedback
from writers.models import Feedback, FeedbackLevel, FeedbackPoint
from writers.models.feedback import FeedbackQuerySet
from writers.pages.feedback import RELATED, known
from writers.pages.feedback_detail import changes_of
from writers.querysets.feedback_filters import narrowed
from writers.querysets.feedback_levels import levels_of
from writers.rules.feedback import moderates, receivers_of, sees_order
from writers.rules.feedback_acts import gave
from writers.rules.feedback_ratings import overall_averages
from writers.states.feedback import RATINGS
from writers.states.feedback_history import RECEIVED as OF_HISTORIES
from writers.views.feedback import allowed_or_403, feedback_or_404, own_to_delete
from writers.views.feedback_lists import GIVEN, RECEIVED, given_by, received_by

from .feedback_rows import TEXTS, feedback_row, points_of
from .feedback_shapes import (
    ContestBody,
    DecisionBody,
    FeedbackFields,
    FeedbackFilters,
    FeedbackHistoryOut,
    FeedbackOut,
    NewFeedback,
    ReceivedOut,
    ReplyBody,
)

#: By lot: the order of a list tells nobody when something was given.
ORDER, KINDS = ("public_id",), (str,)
DECIDERS = only(moderates)
FLAGS = {"is_anonymous": "anonymous", "is_public": "allow_public"}
#: The name in the API of each of the columns.
COLUMNS = {**{f"{name}_rating": name for name in RATINGS}, **TEXTS, **FLAGS}
NAMES = {column: name for name, column in COLUMNS.items()}


class FeedbackViewSet(Resource):
    """Feedback that the caller gave, received, or reads for the agency."""

    def thing(self, key: str) -> Feedback:
        return feedback_or_404(self.http, key)

    def shown(self, thing: Feedback) -> dict[str, Any]:
        return feedback_row(self.viewer, thing, points_of(self.viewer, [thing]), levels_of([thing]))

    @endpoint(MEMBERS, FeedbackOut, listed=True, query=FeedbackFilters)
    def list(self, request: Any) -> Response:
        """List the feedback that you gave, received, or read for the agency. Its order is random: it tells
        nobody when something was given. An anonymous one is not found by its order."""
        rows = Feedback.objects.visible_to(self.viewer).given().select_related(*RELATED)
        return self._page(rows, {"order": ORDER, "kinds": KINDS})

    @verb("received", MEMBERS, ReceivedOut, method="get", detail=False, query=FeedbackFilters)
    def received(self, request: Any) -> Response:
        """List what you received, the newest release first, with your average."""
        answer = self._page(received_by(self.viewer), RECEIVED)
        (average,) = overall_averages(
            self.viewer.agency, [self.viewer.member_id], directions=OF_HISTORIES
        ).values()
        statistics = {"n": average.n, "average": _text(average.shrunk), "raw_average": _text(average.raw)}
        answer.data["statistics"] = statistics
        return answer

    @verb("given", MEMBERS, FeedbackOut, method="get", detail=False, listed=True, query=FeedbackFilters)
    def given(self, request: Any) -> Response:
        """List what you gave, the newest first."""
        return self._page(given_by(self.viewer), GIVEN)

    @endpoint(MEMBERS, FeedbackOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read feedback."""
        return self.ok(self.thing(public_id))

    @endpoint(MEMBERS, FeedbackOut, status=201, body=NewFeedback, creates=True, moves=True, refusals=(404,))
    def create(self, request: Any) -> Response:
        """Give feedback on an order in which you took part, once per direction."""
        order = order_or_404(self.http, self.body["order"])
        direction, place = self.body["feedback_type"], self.body.get("receiver", 1)
        receivers = receivers_of(self.viewer, order).get(direction, [])
        if not receivers:
            raise NotAllowed(_("You can’t give this feedback on this order."))
        if place > len(receivers):
            raise NotVisible()
        people = Membership.objects.filter(agency=self.viewer.agency, pk=receivers[place - 1] or 0)
        facts: dict[str, Any] = {"order": order, "direction": direction, "receiver": people.first()}
        made = give_feedback(actor=self.viewer, said=said(self.body), now=self.now, **facts)
        return self.created(
            self.thing(made.public_id), f"/api/v1/writer-management/feedback/{made.public_id}/"
        )

    @endpoint(MEMBERS, FeedbackOut, body=FeedbackFields, versioned=True, moves=True)
    def update(self, request: Any, public_id: str) -> Response:
        """Say it otherwise, as its giver. Words and ratings that you leave out are taken back; `is_anonymous`
        and `is_public` stay as they are unless you say otherwise."""
        stored = self._own(public_id)
        flags = {name: getattr(stored, column) for name, column in FLAGS.items()}
        return self._edit(stored, {**flags, **self.body})

    @endpoint(MEMBERS, FeedbackOut, body=FeedbackFields, versioned=True, partial=True, moves=True)
    def partial_update(self, request: Any, public_id: str) -> Response:
        """Change some of it, as its giver. `is_public` alone can be changed at any time, also while it is
        contested."""
        stored = self._own(public_id)
        if set(self.body) - {"version"} == {"is_public"}:
            allowed = self.body["is_public"]
            allow_public(actor=self.viewer, feedback=stored, allowed=allowed, now=self.now)
            return self.ok(self.thing(public_id))
        return self._edit(stored, {**said_before(stored), **self.body})

    @endpoint(MEMBERS, status=204, moves=True)
    def destroy(self, request: Any, public_id: str) -> Response:
        """Delete what you gave before its receiver reads it."""
        delete_feedback(actor=self.viewer, feedback=own_to_delete(self.http, public_id), now=self.now)
        return Response(status=204)

    @verb("history", MEMBERS, FeedbackHistoryOut, method="get")
    def history(self, request: Any, public_id: str) -> Response:
        """Read every edit: what was said before, when, and by whom."""
        thing = self.thing(public_id)
        giver = known(self.viewer, thing).giver if sees_order(self.viewer, thing) else None
        changes = [
            {
                "field": NAMES.get(change.name, change.name),
                "before": change.before,
                "after": change.after,
                "at": moment_text(change.at),
                "by": giver,
            }
            for change in changes_of(self.viewer, thing)
        ]
        return Response({"changes": changes})

    @verb("reply", MEMBERS, FeedbackOut, body=ReplyBody)
    def reply(self, request: Any, public_id: str) -> Response:
        """Reply to what you received. A further reply replaces the first."""
        reply_to_feedback(**self._facts(public_id), text=self.body["text"])
        return self.ok(self.thing(public_id))

    @verb("contest", MEMBERS, FeedbackOut, body=ContestBody, moves=True)
    def contest(self, request: Any, public_id: str) -> Response:
        """Contest what you received. It counts in no average until the agency decides."""
        contest_feedback(**self._facts(public_id), reason=self.body["reason"])
        return self.ok(self.thing(public_id))

    @verb("withdraw-contest", MEMBERS, FeedbackOut, moves=True)
    def withdraw_contest(self, request: Any, public_id: str) -> Response:
        """Withdraw your contest."""
        withdraw_contest(**self._facts(public_id))
        return self.ok(self.thing(public_id))

    @verb("decide-contest", DECIDERS, FeedbackOut, body=DecisionBody, moves=True)
    def decide_contest(self, request: Any, public_id: str) -> Response:
        """Decide a contest, with the explanation that both sides read."""
        decide_contest(**self._facts(public_id), **self.body)
        return self.ok(self.thing(public_id))

    @verb("publish", DECIDERS, FeedbackOut, moves=True)
    def publish(self, request: Any, public_id: str) -> Response:
        """Publish what a client says of a writer, with the client’s leave (`is_public`)."""
        publish_feedback(**self._facts(public_id))
        return self.ok(self.thing(public_id))

    @verb("unpublish", DECIDERS, FeedbackOut)
    def unpublish(self, request: Any, public_id: str) -> Response:
        """Take it offline."""
        unpublish_feedback(**self._facts(public_id))
        return self.ok(self.thing(public_id))

    def _facts(self, public_id: str) -> dict[str, Any]:
        return {"actor": self.viewer, "feedback": self.thing(public_id), "now": self.now}

    def _own(self, public_id: str) -> Feedback:
        return allowed_or_403(self.http, public_id, gave)

    def _edit(self, stored: Feedback, wanted: Mapping[str, Any]) -> Response:
        facts: dict[str, Any] = {"said": said(wanted), "version": self.version(), "now": self.now}
        edit_feedback(actor=self.viewer, feedback=stored, **facts)
        return self.ok(self.thing(stored.public_id))

    def _page(self, rows: FeedbackQuerySet, listed: Mapping[str, Any]) -> Response:
        """A page of rows, with the points of all of them in one query."""
        asked, points, levels = self.asked, dict[int, list[FeedbackPoint]](), dict[int, list[FeedbackLevel]]()

        def read(found: Sequence[Feedback]) -> None:
            points.update(points_of(self.viewer, found))
            levels.update(levels_of(found))

        rows = narrowed(rows, direction=asked.get("feedback_type", ""), min_rating=asked.get("min_rating"))
        if order := asked.get("order"):
            rows = about_order(self.viewer, rows, order)
        return page(
            self,
            rows,
            lambda row: feedback_row(self.viewer, row, points, levels),
            order=listed["order"],
            kinds=listed["kinds"],
            prepare=read,
        )


def about_order(viewer: Any, rows: FeedbackQuerySet, number: str) -> FeedbackQuerySet:
    """Those about an order, except what nobody may learn the order of."""
    return rows.filter(Q(giver_id=viewer.member_id) | Q(anonymous=False), order__number=number)


def said(body: Mapping[str, Any]) -> Said:
    """What a body says."""
    ratings = {name: body.get(f"{name}_rating") for name in RATINGS}
    return Said(
        ratings={name: value for name, value in ratings.items() if value is not None},
        **{column: body.get(name, "") for name, column in TEXTS.items()},
        **{column: body.get(name, False) for name, column in FLAGS.items()},
    )


def said_before(row: Feedback) -> dict[str, Any]:
    """What is stored, as a body says it."""
    return {name: getattr(row, column) for name, column in COLUMNS.items()}


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
