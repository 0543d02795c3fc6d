"""What goes in and out of `support/disputes/`."""

from __future__ import annotations

from rest_framework import serializers

from orders.api.order_shapes import FILE, NUMBER, FileOut
from orders.api.work import attachments
from orders.states.orders import State as OrderState
from project.base.api import fields
from project.base.api.bodies import Body, Out, Paged
from support.models.disputes import MOST_POINTS, POINT_LIMIT, TEXT_LIMIT, WORDS_LIMIT
from support.states.disputes import (
    LEAST_HOURS,
    LONGEST_EXTENSION,
    MOST_DAYS,
    MOST_HOURS,
    DisputeState,
    Outcome,
    ProposalKind,
    ProposalState,
    Reason,
    Side,
    StatementKind,
)

DISPUTE = "d7s4kq2mx9"
WORDS = "Half of the text cannot be used."


class DisputeFilters(Paged):
    """Which disputes are listed."""

    state = fields.Choice(choices=DisputeState.values, required=False)
    order = fields.Number(required=False)


class NewDispute(Body):
    """What an order is disputed for."""

    order = fields.Number()
    reason = fields.Choice(choices=Reason.values)
    text = fields.Text(lines=True, max_length=TEXT_LIMIT)
    points = fields.Items(child=fields.Text(max_length=POINT_LIMIT), max_length=MOST_POINTS, required=False)
    attachments = attachments()

    example = {
        "order": NUMBER,
        "reason": "quality",
        "text": "Half of the text is about another town.",
        "points": ["The market is missing"],
    }


class StatementBody(Body):
    """What a side says."""

    text = fields.Text(lines=True, max_length=TEXT_LIMIT)
    attachments = attachments()

    example = {"text": "The brief names that town.", "attachments": [FILE]}


class NumberBody(Body):
    """The number of the proposal that is meant."""

    number = fields.Whole(least=1, most=30_000)

    example = {"number": 1}


class CounterBody(NumberBody):
    """What you would agree to instead of the proposal of that number."""

    outcome = fields.Choice(choices=Outcome.values)
    percent = fields.Whole(least=0, most=100, required=False)
    days = fields.Whole(least=1, most=LONGEST_EXTENSION, required=False)
    words = fields.Text(lines=True, max_length=WORDS_LIMIT)

    example = {"number": 1, "outcome": "refund", "percent": 50, "words": WORDS}


class TermsBody(Body):
    """How the dispute is to end. `percent` of the price is refunded; `writer` gets the order for `fee`, which
    with a full refund is what its present writer is owed."""

    outcome = fields.Choice(choices=Outcome.values)
    percent = fields.Whole(least=0, most=100, required=False)
    days = fields.Whole(least=1, most=LONGEST_EXTENSION, required=False)
    writer = fields.Id(required=False, allow_null=True)
    fee = fields.Money(required=False, allow_null=True)
    words = fields.Text(lines=True, max_length=WORDS_LIMIT)

    example = {"outcome": "refund", "percent": 50, "words": WORDS}


class DisputeStatementOut(Out):
    kind = fields.Choice(choices=StatementKind.values)
    side = fields.Choice(choices=Side.values)
    text = fields.Text()
    at = fields.Moment()
    files = FileOut(many=True)


class DisputeProposalOut(Out):
    """A proposal, a counterproposal or a decision. Null is what the reader does not know or nobody set."""

    number = fields.Whole()
    kind = fields.Choice(choices=ProposalKind.values)
    state = fields.Choice(choices=ProposalState.values)
    side = fields.Choice(choices=Side.values)
    at = fields.Moment()
    outcome = fields.Choice(choices=Outcome.values)
    percent = fields.Whole(least=0, allow_null=True)
    amount = fields.Money(allow_null=True)
    days = fields.Whole(least=0)
    writer = fields.Id(allow_null=True)
    fee = fields.Money(allow_null=True)
    words = fields.Text()
    accepted = fields.Items(child=fields.Text(), help_text="The sides that have accepted it.")
    needs_second = fields.Flag(allow_null=True, help_text="For the desk.")


class DisputeRowOut(Out):
    """A dispute in a list."""

    id = fields.Id()
    order = fields.Number()
    state = fields.Choice(choices=DisputeState.values)
    side = fields.Choice(choices=Side.values, help_text="Who opened it.")
    reason = fields.Choice(choices=Reason.values)
    opened_at = fields.Moment()
    answer_by = fields.Moment()
    reply_by = fields.Moment(allow_null=True)
    decide_by = fields.Moment()
    escalated = fields.Flag()
    ended_at = fields.Moment(allow_null=True)

    example = {
        "id": DISPUTE,
        "order": NUMBER,
        "state": "proposed",
        "side": "client",
        "reason": "quality",
        "opened_at": "2026-03-03T10:00:00Z",
        "answer_by": "2026-03-06T10:00:00Z",
        "reply_by": "2026-03-08T10:00:00Z",
        "decide_by": "2026-03-13T10:00:00Z",
        "escalated": False,
        "ended_at": None,
    }


class DisputeOut(DisputeRowOut):
    """A dispute as its reader may know it. `allowed` and `blocked` are verbs, as its page has them."""

    order_state = fields.Choice(choices=OrderState.values, help_text="Where the order was.")
    points = fields.Items(child=fields.Text())
    statements = DisputeStatementOut(many=True)
    proposals = DisputeProposalOut(many=True)
    currency = fields.Text()
    allowed = fields.Items(child=fields.Text())
    blocked = serializers.DictField(child=fields.Text())

    example = {
        **DisputeRowOut.example,
        "order_state": "delivered",
        "points": ["The market is missing"],
        "statements": [
            {
                "kind": "claim",
                "side": "client",
                "text": "Half of the text is about another town.",
                "at": "2026-03-03T10:00:00Z",
                "files": [{"id": FILE, "name": "Map.pdf", "content_type": "application/pdf", "size": 48213}],
            }
        ],
        "proposals": [
            {
                "number": 1,
                "kind": "proposal",
                "state": "open",
                "side": "desk",
                "at": "2026-03-05T10:00:00Z",
                "outcome": "refund",
                "percent": 50,
                "amount": "72.60",
                "days": 0,
                "writer": None,
                "fee": None,
                "words": WORDS,
                "accepted": [],
                "needs_second": None,
            }
        ],
        "currency": "EUR",
        "allowed": ["accept", "counter"],
        "blocked": {},
    }


class DisputeSettings(Body):
    """The times of disputes, and the highest refund without a second person."""

    answer_hours = fields.Whole(least=LEAST_HOURS, most=MOST_HOURS)
    reply_hours = fields.Whole(least=LEAST_HOURS, most=MOST_HOURS)
    decision_hours = fields.Whole(least=LEAST_HOURS, most=MOST_HOURS)
    appeal_days = fields.Whole(least=0, most=MOST_DAYS)
    support_limit = fields.Money()

    example = {
        "answer_hours": 72,
        "reply_hours": 72,
        "decision_hours": 120,
        "appeal_days": 7,
        "support_limit": "100.00",
    }


class DisputeSettingsOut(Out):
    """The times of disputes, and the highest refund without a second person."""

    answer_hours = fields.Whole(least=LEAST_HOURS, most=MOST_HOURS)
    reply_hours = fields.Whole(least=LEAST_HOURS, most=MOST_HOURS)
    decision_hours = fields.Whole(least=LEAST_HOURS, most=MOST_HOURS)
    appeal_days = fields.Whole(least=0, most=MOST_DAYS)
    support_limit = fields.Money()

    example = DisputeSettings.example
