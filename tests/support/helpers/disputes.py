"""One dispute on its way: Clara claims that the text falls short, Wendell responds, Sam or Max settle it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from orders.models import LedgerEntry, Order
from orders.models.ledger import OF_CLIENT, EntryKind
from orders.pricing.ledger_balances import balance_of
from project.base.viewer import Member
from support.actions import disputes, disputes_settling
from support.actions.disputes_terms import Terms
from support.models import Dispute, DisputePolicy, DisputeProposal
from tests.helpers.cast import Cast
from tests.helpers.factories import HOUR
from tests.helpers.stages import stage
from tests.helpers.story import Story

CLAIM = "Half of the text is about another town."
HIGH = Decimal("1000000.00")
POINTS = ["The market is missing", "The harbour has another name"]
CLOSE = Terms("close", "Both sides were right.")
PART = Terms("refund", "Half of it cannot be used.", percent=50)


class Case:
    """A dispute about an order that `at` names a stage of; each step takes an hour."""

    def __init__(self, cast: Cast, at: str = "delivered", *, by: str = "clara") -> None:
        self.cast = cast
        self.story = getattr(Story(cast), at)()
        self.now = self.story.now + HOUR
        self.opened_at = self.now
        self.dispute = disputes.open_dispute(
            actor=getattr(cast, by),
            order=self.order,
            reason="quality",
            text=CLAIM,
            points=POINTS,
            now=self.now,
        )

    @property
    def order(self) -> Order:
        """As it is stored now."""
        return Order.objects.get(pk=self.story.order.pk)

    def tick(self, time: dt.timedelta = HOUR) -> dict[str, Any]:
        """Time passes: the dispute afresh and the moment, as arguments of the next action."""
        self.now += time
        self.dispute = Dispute.objects.select_related("order__agency").get(pk=self.dispute.pk)
        return {"dispute": self.dispute, "now": self.now}

    def answered(self, by: Member | None = None) -> Case:
        disputes.respond(actor=by or self.cast.wendell, text="It was in the brief.", **self.tick())
        return self.reread()

    def proposed(self, terms: Terms = PART, by: Member | None = None) -> Case:
        self.answered()
        disputes_settling.propose(actor=by or self.cast.max, terms=terms, **self.tick())
        return self.reread()

    def countered(self, by: Member | None = None) -> Case:
        self.proposed(CLOSE)
        wish = Terms("refund", "All of it back.", percent=100)
        disputes_settling.counter(actor=by or self.cast.clara, number=1, terms=wish, **self.tick())
        return self.reread()

    def decided(self, terms: Terms = CLOSE, by: Member | None = None) -> Case:
        self.countered()
        disputes_settling.decide(actor=by or self.cast.max, terms=terms, **self.tick())
        return self.reread()

    def accept(self, *people: Member, number: int = 1) -> Case:
        for person in people or (self.cast.clara, self.cast.wendell):
            disputes_settling.accept(actor=person, number=number, **self.tick())
        return self.reread()

    def reread(self) -> Case:
        self.dispute = Dispute.objects.select_related("order__agency").get(pk=self.dispute.pk)
        return self

    @property
    def proposal(self) -> DisputeProposal:
        """The newest one."""
        return self.dispute.proposals.latest("number")

    @property
    def refunds(self) -> list[Any]:
        rows = LedgerEntry.objects.filter(order=self.order, kind=EntryKind.REFUND)
        return [row.amount for row in rows]

    @property
    def verbs(self) -> list[str]:
        """What happened on the order since the dispute was opened."""
        return list(self.order.events.filter(at__gte=self.opened_at).values_list("verb", flat=True))


def charged(order: Order) -> Decimal:
    """What the client is charged for an order now."""
    return balance_of(LedgerEntry.objects.filter(order=order, kind__in=OF_CLIENT)).charged


@stage
def set_policy(cast: Cast, **values: Any) -> DisputePolicy:
    """Inkwell's own times and limit."""
    return DisputePolicy.objects.update_or_create(agency=cast.inkwell, defaults=values)[0]


def dispute_doors(cast: Cast) -> dict[str, dict[str, Any]]:
    """The arguments of the addresses of disputes: one that was responded to."""
    case = Case(cast).answered()
    return {
        "support:dispute": {"public_id": case.dispute.public_id},
        "support:dispute_open": {"number": case.story.order.number},
        "support:order_dispute": {"number": case.story.order.number},
        "support:dispute_settings": {},
    }
