"""What becomes of revisions in the demo: questions, second rounds, reopened
points, work beyond the order at a price."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from orders.actions import (
    acceptance,
    change_orders,
    deliveries,
    revision_assignment,
    revision_requests,
    revision_scope,
    revision_verdicts,
)
from orders.models import RevisionRequest
from orders.models.revisions import Cause, PointVerdict
from orders.pricing.suggested_fee import suggested_revision_fee

from .story import Story

QUESTION = "Which of the two do you mean? I find both in the brief."
REPLY = "The first one, please; the other is out of date."
OBJECTION = "Almost: the sentence before it still says it the old way."
BEYOND = "A further section that the brief does not name."
CHANGE_NOTE = "One more section, written and checked"
CLAUSE = "as described in the brief"


class RevisionStory(Story):
    """A story with the fates of revisions."""

    def _latest(self) -> RevisionRequest:
        return self.order.revisions.latest("number")

    def _ask(self, **wishes: Any) -> None:
        """Some are more important to the client than others, a few are urgent."""
        wishes = {"priority": self.rng.choice((3, 5, 5, 5, 8)), "urgent": self.rng.random() < 0.2} | wishes
        super()._ask(**wishes)

    def _begin_revision(self) -> None:
        self._do(deliveries.start_work, self.writer, after=(0.5, 10))

    def _second_version(self) -> None:
        """Everything is answered and delivered again."""
        self._answer(len(self.commission.points))
        self._deliver(self.commission.delivery_2, after=(3, 14))
        self._approve()

    def _round(self) -> None:
        self._ask()
        self._begin_revision()
        self._second_version()

    # --- fates ---------------------------------------------------------------------------------

    def answered(self) -> None:
        """The second version waits for the client."""
        self.delivered()
        self._round()

    def beyond(self) -> None:
        """Asked for once more than is included: the desk decides."""
        self.answered()
        for _round in range(1, self.client.agency.included_rounds):
            self._round()
        self._ask()

    def grace(self) -> None:
        """Asked for after the order was complete: the desk decides."""
        self.delivered()
        self._do(acceptance.accept_order, self.client, after=(4, 30))
        self._ask()

    def questioned(self) -> None:
        """The writer waits for the client's answer."""
        self.revision_requested()
        self._begin_revision()
        asked = {1: revision_requests.PointAnswer("question", QUESTION)}
        revision_requests.answer_points(
            actor=self.writer, revision=self._latest(), answers=asked, now=self._pass(1, 8)
        )

    def told(self) -> None:
        """The client has answered the writer's question."""
        self.questioned()
        revision_verdicts.answer_question(
            actor=self.client, revision=self._latest(), replies={1: REPLY}, now=self._pass(1, 10)
        )

    def reopened(self) -> None:
        """The client does not find the first point met."""
        self.answered()
        verdicts = {1: revision_verdicts.Judged(PointVerdict.REOPENED, OBJECTION)}
        revision_verdicts.judge_points(
            actor=self.client, revision=self._latest(), verdicts=verdicts, now=self._pass(2, 20)
        )

    def given(self) -> None:
        """An editor, or another writer, does the revision."""
        self.revision_requested()
        people = [*self.crew.editors, *self.crew.writers]
        person = next(
            (one for one in people if one.member_id not in (self.order.writer_id, self.order.editor_id)), None
        )
        if person:
            revision = self._latest()
            revision_assignment.assign_revision(
                actor=self.manager,
                revision=revision,
                person=person.membership,
                fee=suggested_revision_fee(revision)[0],
                now=self._pass(0.5, 6),
            )

    def refused(self) -> None:
        """The desk has found the request to be beyond the order."""
        self.grace()
        revision = self._latest()
        revision_scope.judge_scope(
            actor=self.manager,
            revision=revision,
            within=False,
            severity=revision.severity,
            uses_round=False,
            cause=Cause.CHANGE,
            clause=CLAUSE,
            judgement=BEYOND,
            client_review=True,
            now=self._pass(0.5, 8),
        )

    def change_offered(self) -> None:
        """What was beyond the order is offered at a price, and waits for the client."""
        self.refused()
        self._offer_change()

    def change_bought(self) -> None:
        """The client has ordered it in addition."""
        self.change_offered()
        change_orders.accept_change(
            actor=self.client, revision=self._latest(), number=1, now=self._pass(2, 20)
        )

    def _offer_change(self) -> None:
        items = [(CHANGE_NOTE, Decimal(self.rng.randrange(40, 160, 5)))]
        change_orders.offer_change(
            actor=self.manager,
            revision=self._latest(),
            items=items,
            note=BEYOND,
            hours=16,
            writer_fee=Decimal(self.rng.randrange(15, 60, 5)),
            now=self._pass(0.5, 8),
        )
