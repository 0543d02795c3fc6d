"""`/api/v1/writer-management/fairness/`: who was offered how much, and what they answered."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from rest_framework.response import Response

from orders.api.order_shapes import MEMBER, NamedOut
from orders.rules.offers import gives_out
from orders.states.offers import DeclineCode
from project.base.api import fields
from project.base.api.bodies import Out, Paged, Query
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.lists import page
from project.base.api.resource import Resource
from writers.pages.fairness import CODES, FairnessRow, asked_days, fairness_rows, period_of
from writers.querysets.fairness import ORDER, writers_of
from writers.views.fairness import csv_of

MANAGERS = only(gives_out)
DAYS = "A day of the agency, both included; at most 366 days."


class PeriodQuery(Query):
    """The days of the report; the last 90 without."""

    from_day = fields.Day(required=False, help_text=DAYS)
    to_day = fields.Day(required=False, help_text=DAYS)


class FairnessQuery(Paged):
    """The days of the report; the last 90 without."""

    from_day = fields.Day(required=False, help_text=DAYS)
    to_day = fields.Day(required=False, help_text=DAYS)


class DeclinesOut(Out):
    """Declines by reason."""

    code = fields.Choice(choices=DeclineCode.values, allow_null=True, help_text="Null: not stated.")
    count = fields.Whole(least=0)


class FairnessOut(Out):
    """One writer in the period."""

    writer = NamedOut()
    offers = fields.Whole(least=0)
    accepted = fields.Whole(least=0)
    declined = fields.Whole(least=0)
    expired = fields.Whole(least=0)
    withdrawn = fields.Whole(least=0)
    share = fields.Whole(least=0, most=100, allow_null=True, help_text="Percent of all offers.")
    declines = DeclinesOut(many=True)
    held = fields.Items(child=fields.Whole(least=0), help_text="Orders held, week by week.")

    example = {
        "writer": {"id": MEMBER, "name": "Wendell H."},
        "offers": 5,
        "accepted": 3,
        "declined": 1,
        "expired": 1,
        "withdrawn": 0,
        "share": 25,
        "declines": [{"code": "no_time", "count": 1}],
        "held": [1, 2, 2, 1],
    }


class FairnessViewSet(Resource):
    """The fairness report."""

    @endpoint(MANAGERS, FairnessOut, listed=True, query=FairnessQuery)
    def list(self, request: Any) -> Response:
        """List the agency’s writers by name with what they were offered, answered and held in a period."""
        agency, found = self.http.agency, {}
        period = period_of(*asked_days(self.http.GET, self.now, agency), agency)

        def read(people: Any) -> None:
            found.update({row.person.pk: row for row in fairness_rows(agency, people, period)})

        return page(
            self,
            writers_of(self.viewer),
            lambda person: _row(found[person.pk]),
            order=ORDER,
            kinds=(str, int),
            prepare=read,
            key=lambda person: [person.public_name, person.pk],
        )

    @verb("csv", MANAGERS, method="get", detail=False, query=PeriodQuery, media_types=("text/csv",))
    def csv(self, request: Any) -> HttpResponse:
        """Read the report of all writers as CSV."""
        return csv_of(self.http)


def _row(row: FairnessRow) -> dict[str, Any]:
    return {
        "writer": {"id": row.person.public_id, "name": row.name},
        **row.found.counts,
        "share": row.share,
        "declines": [
            {"code": code or None, "count": n} for code in CODES if (n := row.found.declined.get(code, 0))
        ],
        "held": row.found.held,
    }
