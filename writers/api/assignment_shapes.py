"""What goes in and out of `writer-management/assignments/` and `waiting-lists/`."""

from __future__ import annotations

from orders.api.order_shapes import MEMBER, NUMBER, NamedOut
from orders.states.orders import GIVABLE
from project.base.api import fields
from project.base.api.bodies import Body, Out, Paged
from writers.actions.waiting_list import MOST_HOURS
from writers.querysets.assignment import DUE
from writers.states.assignment import MOST_PLACES, FitPart, PlaceState
from writers.states.capacity import CODES

from .reason_shapes import ReasonOut

CANDIDATE = {
    "writer": {"id": MEMBER, "name": "Wendell H."},
    "can": False,
    "score": 55,
    "parts": [{"code": "on_time", "points": 18, "most": 20, "n": 10, "words": "90% of 10 orders in time"}],
    "reasons": [{"code": "full", "hard": False, "words": "Has 10 active orders; the limit is 10."}],
}


class AssignmentQuery(Paged):
    """What narrows the list."""

    service = fields.Slug(required=False)
    subject = fields.Slug(required=False)
    due = fields.Choice(choices=tuple(DUE), required=False)


class FitPartOut(Out):
    """One part of the score; `n`: how many orders, or ratings, are behind it."""

    code = fields.Choice(choices=FitPart.values)
    points = fields.Whole(least=0, most=100)
    most = fields.Whole(least=0, most=100)
    n = fields.Whole(least=0, allow_null=True)
    words = fields.Text()


class CandidateOut(Out):
    """One writer for one order: how well they fit, and what speaks against them."""

    writer = NamedOut()
    can = fields.Flag(help_text="Nothing speaks against them.")
    score = fields.Whole(least=0, most=100)
    parts = FitPartOut(many=True)
    reasons = ReasonOut(many=True)


class CandidatesOut(Out):
    """Every writer of the agency for one order, who fits best first."""

    order = fields.Number()
    candidates = CandidateOut(many=True)

    example = {"order": NUMBER, "candidates": [CANDIDATE]}


class AssignmentOut(Out):
    """An order that waits for a writer, with the five writers who fit best."""

    order = fields.Number()
    title = fields.Text()
    state = fields.Choice(choices=GIVABLE)
    service = fields.Text()
    subject = fields.Text(allow_null=True)
    client_deadline = fields.Moment()
    writer_deadline = fields.Moment()
    candidates = CandidateOut(many=True)

    example = {
        "order": NUMBER,
        "title": "A quiet harbour",
        "state": "placed",
        "service": "Article",
        "subject": "Travel",
        "client_deadline": "2026-03-12T09:00:00Z",
        "writer_deadline": "2026-03-10T09:00:00Z",
        "candidates": [CANDIDATE],
    }


class PlaceBody(Body):
    """A writer, and the fee that they are offered."""

    writer = fields.Id()
    fee = fields.Money()


class WaitingListBody(Body):
    """Writers in the order in which they are asked."""

    places = fields.Items(child=PlaceBody(), max_length=MOST_PLACES)
    hours = fields.Whole(least=1, most=MOST_HOURS, help_text="That each has to respond.")

    example = {"places": [{"writer": MEMBER, "fee": "90.00"}], "hours": 24}


class PlaceOut(Out):
    """One place; `against`: why its writer was passed over."""

    writer = NamedOut()
    fee = fields.Money()
    hours = fields.Whole()
    state = fields.Choice(choices=PlaceState.values)
    against = fields.Items(child=fields.Choice(choices=CODES))


class WaitingListOut(Out):
    """The last twenty places of an order’s waiting lists, who was asked first on top."""

    order = fields.Number()
    places = PlaceOut(many=True)

    example = {
        "order": NUMBER,
        "places": [
            {
                "writer": {"id": MEMBER, "name": "Wendell H."},
                "fee": "90.00",
                "hours": 24,
                "state": "asked",
                "against": [],
            }
        ],
    }
