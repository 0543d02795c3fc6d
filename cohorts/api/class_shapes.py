"""What goes in and out of classes."""

from __future__ import annotations

from cohorts.models.cohorts import LABEL_LIMIT, NAME_LIMIT
from cohorts.states.cohorts import CohortState, Receiver
from drafts.api.order_draft_shapes import EXAMPLE, DraftFields
from project.base.api import fields
from project.base.api.bodies import Body, Out, Paged


class NewClass(Body):
    """A new class for the client account `account`, which may be left out by who orders for one alone."""

    name = fields.Text(max_length=NAME_LIMIT)
    account = fields.Id(required=False)
    receiver = fields.Choice(choices=Receiver.values, default=Receiver.PAYER.value)
    asks_members = fields.Flag(default=False, help_text="Whether each member is asked for a brief.")

    example = {"name": "Consultants 2026", "receiver": "payer", "asks_members": False}


class ClassFields(DraftFields):
    """What a class says: its settings, and the common brief, with placeholders such as {name}."""

    name = fields.Text(max_length=NAME_LIMIT, required=False)
    receiver = fields.Choice(choices=Receiver.values, required=False)
    asks_members = fields.Flag(required=False)
    budget = fields.Money(required=False, allow_null=True)

    example = {**EXAMPLE, "title": "Biography of {name}", "budget": "5000.00", "version": 1}


class ClassFilters(Paged):
    state = fields.Choice(choices=CohortState.values, required=False)
    search = fields.Text(max_length=80, required=False, help_text="Words of the name.")


class ClassFieldOut(Out):
    """What members fill: the common brief names it as {key}."""

    key = fields.Text()
    label = fields.Text()

    example = {"key": "company", "label": "Company"}


class NewField(Body):
    """A field that members fill."""

    label = fields.Text(max_length=LABEL_LIMIT)

    example = {"label": "Company"}


class ClassOut(Out):
    """A class. `committed` is what its orders cost so far, and what those will whose brief is asked for."""

    id = fields.Id()
    name = fields.Text()
    account = fields.Id()
    receiver = fields.Text()
    asks_members = fields.Flag()
    state = fields.Text()
    members = fields.Whole()
    ordered = fields.Whole()
    placeholders = fields.Items(child=ClassFieldOut())
    title = fields.Text()
    brief = fields.Text()
    service = fields.Text(allow_null=True)
    quality = fields.Text(allow_null=True)
    quantity = fields.Whole(allow_null=True)
    deadline = fields.Moment(allow_null=True)
    budget = fields.Money(allow_null=True)
    committed = fields.Money()
    currency = fields.Text()
    version = fields.Whole(most=2_147_483_647)
    created_at = fields.Moment()

    example = {
        "id": "c4t8k2m6p9",
        "name": "Consultants 2026",
        "account": "c5h8pz3wq6",
        "receiver": "payer",
        "asks_members": False,
        "state": "running",
        "members": 40,
        "ordered": 40,
        "placeholders": [ClassFieldOut.example],
        "title": "Biography of {name}",
        "brief": "A biography of {name} of {company} for the website.",
        "service": "article",
        "quality": "standard",
        "quantity": 200,
        "deadline": "2026-03-12T09:00:00Z",
        "budget": "5000.00",
        "committed": "4608.00",
        "currency": "EUR",
        "version": 4,
        "created_at": "2026-03-02T09:00:00Z",
    }


class ClassPriceOut(Out):
    """What ordering for the members without an order costs: `total` is `unit` times `count`. `over` is how
    much of it is beyond the budget: nothing is placed then."""

    count = fields.Whole()
    unit = fields.Money()
    total = fields.Money()
    committed = fields.Money()
    budget = fields.Money(allow_null=True)
    over = fields.Money()
    currency = fields.Text()

    example = {
        "count": 40,
        "unit": "115.20",
        "total": "4608.00",
        "committed": "0.00",
        "budget": "5000.00",
        "over": "0.00",
        "currency": "EUR",
    }


class PlaceOrders(Body):
    """The total that you accept, as `price` gave it."""

    total = fields.Money()

    example = {"total": "4608.00"}


class PlacingOut(Out):
    """Orders on their way: `done` of `count` are placed, or prepared where briefs are asked for."""

    id = fields.Id()
    state = fields.Text()
    count = fields.Whole()
    done = fields.Whole()
    total = fields.Money()
    refusal = fields.Text(allow_null=True)

    example = {
        "id": "p4t8k2m6p9",
        "state": "running",
        "count": 40,
        "done": 12,
        "total": "4608.00",
        "refusal": None,
    }
