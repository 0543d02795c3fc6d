"""Orders of the demo that are disputed: one that waits for a response, one for the desk's decision, one that
was settled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from support.actions import disputes, disputes_settling
from support.actions.disputes_terms import Terms
from support.models import Dispute

from .editing import EditedStory

CLAIM = (
    "The text is fine as far as it goes, but part of what we asked for is missing, and we had to have it "
    "written elsewhere in a hurry."
)
POINTS = ["The last section of the brief is not covered", "Two of the examples are from another country"]
RESPONSE = (
    "Everything in the brief is covered. The examples came from the list of references that the client sent."
)
MIDDLE = Terms("refund", "One section is missing indeed; the rest can be used as it is.", percent=20)
MORE = Terms("refund", "We paid somebody else for that section, so half of it would be fair.", percent=50)


class DisputedStory(EditedStory):
    """A story with the fates of disputes."""

    def _act(self, verb: Callable[..., Any], actor: Any, after: tuple[float, float], **facts: Any) -> None:
        dispute = Dispute.objects.select_related("order__agency").get(order=self.order)
        self._do(lambda order, **told: verb(dispute=dispute, **told), actor, after=after, **facts)

    def _open(self) -> None:
        facts = {"reason": "brief", "text": CLAIM, "points": POINTS}
        self._do(disputes.open_dispute, self.client, after=(2, 10), **facts)

    # --- fates ---------------------------------------------------------------------------------

    def disputed(self) -> None:
        """Waits for the writer's response."""
        self.delivered()
        self._open()

    def dispute_proposed(self) -> None:
        """Waits for the sides."""
        self.disputed()
        self._act(disputes.respond, self.writer, (2, 8), text=RESPONSE)
        self._act(disputes_settling.propose, self.manager, (2, 8), terms=MIDDLE)

    def dispute_countered(self) -> None:
        """Waits for the desk's decision."""
        self.dispute_proposed()
        self._act(disputes_settling.counter, self.client, (1, 5), number=1, terms=MORE)

    def dispute_settled(self) -> None:
        """Both sides agreed."""
        self.dispute_proposed()
        self._act(disputes_settling.accept, self.client, (1, 5), number=1)
        self._act(disputes_settling.accept, self.writer, (1, 5), number=1)
