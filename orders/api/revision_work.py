"""Verbs of `/api/v1/orders/revision-requests/`: the work on one, and what its client says to the answers."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from orders.actions import revision_requests, revision_verdicts, revision_work
from orders.forms.deliveries import DeliveryForm
from orders.forms.revision_answers import QuestionForm, VerdictForm
from orders.forms.revision_requests import AnswerForm
from orders.models import RevisionRequest
from project.base.api.bodies import bound, renamed
from project.base.api.endpoint import MEMBERS, verb

from .revision_answers import RevisionOut
from .revision_refusals import bound_points, told_beside
from .revision_requests import RevisionResource
from .revision_shapes import PointAnswers, PointVerdicts, QuestionReplies, ReopenedPoints, RevisionDelivery


class RevisionWorkViewSet(RevisionResource):
    """Start, answer, complete; accept or reopen."""

    @verb("start", MEMBERS, RevisionOut, moves=True)
    def start(self, request: Any, public_id: str) -> Response:
        """Start the work on it. For the person that works on it."""
        revision_work.start_revision(actor=self.viewer, revision=self.thing(public_id), now=self.now)
        return self.fresh(public_id)

    @verb("answer-points", MEMBERS, RevisionOut, body=PointAnswers, moves=True)
    def answer_points(self, request: Any, public_id: str) -> Response:
        """Answer some of its points. Others keep their answers; a question rests the clock until the client
        has answered it."""
        revision, answers = self.thing(public_id), self._answers()
        with told_beside("answers", list(answers), "reply"):
            revision_requests.answer_points(
                actor=self.viewer, revision=revision, answers=answers, now=self.now
            )
        return self.fresh(public_id)

    @verb("complete", MEMBERS, RevisionOut, body=RevisionDelivery, moves=True)
    def complete(self, request: Any, public_id: str) -> Response:
        """Deliver the version that answers it. Answers are kept when the text is refused because a must-fix
        point is open: a question has to reach the client."""
        revision, answers = self.thing(public_id), self._answers()
        beside = told_beside("answers", list(answers), "reply")
        with beside, renamed({"text": "delivery", "note": "writer_notes"}):
            typed = self._delivery()
            revision_work.complete_revision(
                actor=self.viewer,
                revision=revision,
                answers=answers,
                now=self.now,
                uploads=(),
                waiting=self.body.get("attachments", ()),
                **typed,
            )
        return self.fresh(public_id)

    @verb("answer-questions", MEMBERS, RevisionOut, body=QuestionReplies, moves=True)
    def answer_questions(self, request: Any, public_id: str) -> Response:
        """Answer the writer’s questions. With the last of them the clock runs again."""
        revision: RevisionRequest = self.thing(public_id)
        forms = bound_points("replies", self.body["replies"], QuestionForm)
        replies = {position: form.cleaned_data["reply"] for position, form in forms.items()}
        with told_beside("replies", list(replies), "reply"):
            revision_verdicts.answer_question(
                actor=self.viewer, revision=revision, replies=replies, now=self.now
            )
        return self.fresh(public_id)

    @verb("judge-points", MEMBERS, RevisionOut, body=PointVerdicts, moves=True)
    def judge_points(self, request: Any, public_id: str) -> Response:
        """Accept or reopen answers one by one. When every point is accepted, so is the revision; when one is
        reopened, it is in work again."""
        revision: RevisionRequest = self.thing(public_id)
        forms = bound_points("verdicts", self.body["verdicts"], VerdictForm)
        verdicts = {position: form.given for position, form in forms.items()}
        with told_beside("verdicts", list(verdicts), "why"):
            revision_verdicts.judge_points(
                actor=self.viewer, revision=revision, verdicts=verdicts, now=self.now
            )
        return self.fresh(public_id)

    @verb("accept", MEMBERS, RevisionOut, moves=True)
    def accept(self, request: Any, public_id: str) -> Response:
        """Accept all answers, and so the revision. The order stays delivered until it is accepted itself."""
        revision_verdicts.accept_points(actor=self.viewer, revision=self.thing(public_id), now=self.now)
        return self.fresh(public_id)

    @verb("reopen", MEMBERS, RevisionOut, body=ReopenedPoints, moves=True)
    def reopen(self, request: Any, public_id: str) -> Response:
        """Reopen points that are not met. The revision is in work again, in the same round, with the working
        hours of its severity anew."""
        revision, rows = self.thing(public_id), self.body["points"]
        rows = [{**row, "verdict": "reopened"} for row in rows]
        forms = bound_points("points", rows, VerdictForm)
        reasons = {position: form.cleaned_data["why"] for position, form in forms.items()}
        with told_beside("points", list(reasons), "why"):
            revision_verdicts.reopen_points(
                actor=self.viewer, revision=revision, reasons=reasons, now=self.now
            )
        return self.fresh(public_id)

    @verb("close", MEMBERS, RevisionOut, moves=True)
    def close(self, request: Any, public_id: str) -> Response:
        """Close an answered one for the client. For the desk, where the client need not check the answers."""
        revision_verdicts.close_revision(actor=self.viewer, revision=self.thing(public_id), now=self.now)
        return self.fresh(public_id)

    def _answers(self) -> dict[int, revision_requests.PointAnswer]:
        forms = bound_points("answers", self.body.get("answers", ()), AnswerForm)
        return {position: form.given for position, form in forms.items()}

    def _delivery(self) -> dict[str, str]:
        data = {"text": self.body.get("delivery", ""), "note": self.body.get("writer_notes", "")}
        typed = bound(DeliveryForm, data).cleaned_data
        return {"text": typed["text"], "note": typed["note"]}
