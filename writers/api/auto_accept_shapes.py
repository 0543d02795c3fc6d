"""What goes in and out of `writer-management/auto-accept-rules/`."""

from __future__ import annotations

from orders.api.order_shapes import NUMBER
from project.base.api import fields
from project.base.api.bodies import Out, Versioned
from writers.forms.auto_accept import MOST_DAYS
from writers.states.assignment import RuleClients


class RuleFields(Versioned):
    """What an offer has to meet. What is null, or left out, asks nothing."""

    clients = fields.Choice(choices=RuleClients.values)
    service = fields.Slug(required=False, allow_null=True, help_text="The key of a service.")
    subject = fields.Slug(required=False, allow_null=True, help_text="The key of a subject.")
    min_fee = fields.Money(required=False, allow_null=True)
    min_days = fields.Whole(most=MOST_DAYS, required=False, allow_null=True)
    max_quantity = fields.Whole(least=1, required=False, allow_null=True)
    enabled = fields.Flag(required=False)

    example = {
        "clients": "preferred",
        "service": "article",
        "subject": None,
        "min_fee": "50.00",
        "min_days": 3,
        "max_quantity": 2000,
        "enabled": False,
        "version": 1,
    }


class NewRule(RuleFields):
    """A new rule. It is off unless told otherwise."""

    version = None  # type: ignore[assignment]  # a new record has none

    example = {name: value for name, value in RuleFields.example.items() if name != "version"}


class RuleOut(Out):
    """A rule."""

    id = fields.Id()
    clients = fields.Choice(choices=RuleClients.values)
    service = fields.Slug(allow_null=True)
    subject = fields.Slug(allow_null=True)
    min_fee = fields.Money(allow_null=True)
    min_days = fields.Whole(allow_null=True)
    max_quantity = fields.Whole(allow_null=True)
    enabled = fields.Flag()
    version = fields.Whole()
    created_at = fields.Moment()

    example = {**RuleFields.example, "id": "r5t8wq2mz4", "created_at": "2026-03-02T09:00:00Z"}


class TriedOut(Out):
    """An order that the rule would have accepted; `order` is null for one that you may not see."""

    order = fields.Number(allow_null=True)
    at = fields.Moment()
    fee = fields.Money()
    currency = fields.Text()


class DryRunOut(Out):
    """What a rule would have accepted of the offers of the last days; and what of the pool, had it been
    offered."""

    days = fields.Whole()
    offers = TriedOut(many=True)
    pool = TriedOut(many=True)

    example = {
        "days": 30,
        "offers": [{"order": NUMBER, "at": "2026-03-02T09:00:00Z", "fee": "90.00", "currency": "EUR"}],
        "pool": [],
    }
