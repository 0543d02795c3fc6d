"""`/api/v1/writer-management/assignments/` and `waiting-lists/`: who fits which order, and who is asked after
whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.response import Response

from orders.actions.moving import ORDERS
from orders.models import Order
from orders.rules.offers import gives_out
from orders.views.fetching import order_or_404
from orders.views.offers import people_with_load
from project.base.api.bodies import renamed
from project.base.api.endpoint import MEMBERS, endpoint, only, verb
from project.base.api.fields import moment_text, money_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import Invalid, require
from writers.actions.waiting_list import cancel_waiting_list, set_waiting_list
from writers.pages.assignment import TOP, Candidate, ranked
from writers.pages.order_panels import waiting_places
from writers.querysets.assignment import waiting_orders

from .assignment_shapes import (
    AssignmentOut,
    AssignmentQuery,
    CandidatesOut,
    WaitingListBody,
    WaitingListOut,
)

MANAGERS = only(gives_out)


class OfOrder(Resource):
    """Of one order, which the viewer may give out."""

    lookup_field = "number"
    lookup_value_converter = "order_number"

    def thing(self, key: str) -> Order:
        order = order_or_404(self.http, key)
        require(ORDERS.may("offer", self.viewer, order))
        return order


class AssignmentViewSet(OfOrder):
    """Orders that wait for a writer."""

    @endpoint(MANAGERS, AssignmentOut, listed=True, query=AssignmentQuery)
    def list(self, request: Any) -> Response:
        """List the orders that wait for a writer, the most urgent first, each with the writers who fit
        best."""
        asked = {name: self.asked.get(name) or "" for name in ("service", "subject", "due")}
        rows = waiting_orders(self.viewer, now=self.now, **asked)
        people = people_with_load(self.http)
        found: dict[int, list[Candidate]] = {}

        def rank(orders: Any) -> None:
            found.update(ranked(people, orders, self.now))

        return page(
            self,
            rows,
            lambda order: _assignment(order, found[order.pk]),
            order=("client_deadline", "id"),
            kinds=(dt.datetime, int),
            prepare=rank,
        )

    @verb("candidates", MEMBERS, CandidatesOut, method="get")
    def candidates(self, request: Any, number: str) -> Response:
        """Every writer for an order: how well they fit, and every reason against them with its code."""
        order = self.thing(number)
        found = ranked(people_with_load(self.http), [order], self.now)[order.pk]
        return Response({"order": order.number, "candidates": _candidates(found)})


class WaitingListViewSet(OfOrder):
    """Writers who are asked one after the other."""

    def shown(self, thing: Order) -> dict[str, Any]:
        return {
            "order": thing.number,
            "places": [
                {
                    "writer": {"id": each.writer.public_id, "name": each.writer.public_name},
                    "fee": money_text(each.fee),
                    "hours": each.hours,
                    "state": each.state,
                    "against": each.against,
                }
                for each in waiting_places(self.viewer, thing)
            ],
        }

    @endpoint(MEMBERS, WaitingListOut)
    def retrieve(self, request: Any, number: str) -> Response:
        """Read the waiting list of an order."""
        return self.ok(self.thing(number))

    @endpoint(MEMBERS, WaitingListOut, body=WaitingListBody, moves=True)
    def update(self, request: Any, number: str) -> Response:
        """Set the waiting list of an order: add, remove and reorder. The first who can take it is asked at
        once; who is asked already stays asked."""
        order = self.thing(number)
        people = {person.public_id: person for person in people_with_load(self.http)}
        missing = [each["writer"] for each in self.body["places"] if each["writer"] not in people]
        if missing:
            raise Invalid({"places": [_("There is no writer %(id)s.") % {"id": key} for key in missing]})
        places = [(people[each["writer"]], each["fee"]) for each in self.body["places"]]
        with renamed({"writers": "places", "fee": "places"}):
            set_waiting_list(
                actor=self.viewer, order=order, places=places, hours=self.body["hours"], now=self.now
            )
        return self.ok(order)

    @endpoint(MEMBERS, status=204)
    def destroy(self, request: Any, number: str) -> Response:
        """Cancel the waiting list of an order. Open offers stay open."""
        cancel_waiting_list(actor=self.viewer, order=self.thing(number), now=self.now)
        return Response(status=204)


def _assignment(order: Order, candidates: list[Candidate]) -> dict[str, Any]:
    return {
        "order": order.number,
        "title": order.title,
        "state": order.state,
        "service": order.service.name,
        "subject": order.subject.name if order.subject else None,
        "client_deadline": moment_text(order.client_deadline),
        "writer_deadline": moment_text(order.writer_deadline),
        "candidates": _candidates([one for one in candidates if not one.never][:TOP]),
    }


def _candidates(candidates: Iterable[Candidate]) -> list[dict[str, Any]]:
    return [
        {
            "writer": {"id": one.person.public_id, "name": one.name},
            "can": not one.against,
            "score": one.fit.score,
            "parts": [
                {
                    "code": part.code,
                    "points": part.points,
                    "most": part.most,
                    "n": part.n,
                    "words": part.words,
                }
                for part in one.fit.parts
            ],
            "reasons": [
                {"code": reason.code, "hard": reason.hard, "words": reason.words} for reason in one.against
            ],
        }
        for one in candidates
    ]
