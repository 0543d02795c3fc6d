"""What goes in and out of `writer-management/pool/` and `pool-entries/`."""

from __future__ import annotations

from orders.api.order_shapes import MEMBER, NUMBER, NamedOut
from orders.states.orders import State
from project.base.api import fields
from project.base.api.bodies import Body, Out
from writers.rules.pool import MOST_HOURS
from writers.states.assignment import PoolEnd, PoolMode

ENTRY = "p6w3kz8nq2"


class PoolOut(Out):
    """An order in the pool, as writers read it. Brief and style are null while they are confidential."""

    id = fields.Id()
    mode = fields.Choice(choices=PoolMode.values)
    service = fields.Text()
    subject = fields.Text(allow_null=True)
    quantity = fields.Whole()
    unit = fields.Text()
    deadline = fields.Moment()
    fee = fields.Money()
    currency = fields.Text()
    brief = fields.Text(allow_null=True)
    house_style = fields.Text(allow_null=True)
    style_preferences = fields.Text(allow_null=True, help_text="One a line.")
    preferred_until = fields.Moment(allow_null=True, help_text="Until then, no one but you sees it.")
    interested = fields.Flag(help_text="Whether you showed interest in it.")

    example = {
        "id": ENTRY,
        "mode": "take",
        "service": "Article",
        "subject": "Travel",
        "quantity": 600,
        "unit": "word",
        "deadline": "2026-03-10T09:00:00Z",
        "fee": "90.00",
        "currency": "EUR",
        "brief": "A feature about the harbour at dusk.",
        "house_style": "",
        "style_preferences": "Numbers: in words up to twelve",
        "preferred_until": None,
        "interested": False,
    }


class PoolTakenOut(Out):
    """The order that is yours from now on."""

    order = fields.Number()
    state = fields.Choice(choices=State.values)
    fee = fields.Money()

    example = {"order": NUMBER, "state": "assigned", "fee": "90.00"}


class PoolPut(Body):
    """An order that waits for a writer, and how it is given."""

    order = fields.Number()
    mode = fields.Choice(choices=PoolMode.values)
    fee = fields.Money()
    confidential = fields.Flag(required=False)
    preferred_hours = fields.Whole(
        least=1,
        most=MOST_HOURS,
        required=False,
        help_text="For so long only the client’s preferred writer sees it.",
    )

    example = {"order": NUMBER, "mode": "take", "fee": "90.00", "confidential": False, "preferred_hours": 24}


class PoolInterestOut(Out):
    writer = NamedOut()
    at = fields.Moment()


class PoolEntryOut(Out):
    """An order in the pool, as the desk reads it, with the interested writers."""

    id = fields.Id()
    order = fields.Number()
    mode = fields.Choice(choices=PoolMode.values)
    fee = fields.Money()
    currency = fields.Text()
    confidential = fields.Flag()
    preferred_until = fields.Moment(allow_null=True)
    put_at = fields.Moment()
    ended_at = fields.Moment(allow_null=True)
    end = fields.Choice(choices=PoolEnd.values, allow_null=True)
    interests = PoolInterestOut(many=True)

    example = {
        "id": ENTRY,
        "order": NUMBER,
        "mode": "interest",
        "fee": "90.00",
        "currency": "EUR",
        "confidential": False,
        "preferred_until": None,
        "put_at": "2026-03-02T09:00:00Z",
        "ended_at": None,
        "end": None,
        "interests": [{"writer": {"id": MEMBER, "name": "Wendell H."}, "at": "2026-03-02T10:00:00Z"}],
    }
