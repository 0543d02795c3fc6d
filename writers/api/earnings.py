"""`/api/v1/writer-management/earnings/`: what somebody earned, and will earn."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from rest_framework.response import Response

from agencies.models import Membership
from orders.models import LedgerEntry
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.fields import moment_text, money_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import NotAllowed
from writers.pages.earnings import (
    LATEST,
    LATEST_KINDS,
    PEOPLE,
    PEOPLE_KINDS,
    Coming,
    all_rows_of,
    months_of,
    people_of,
    rows_of,
    to_come,
)
from writers.rules.earnings import month_at, month_named, reads_earnings, sees_earnings
from writers.views.earnings import as_csv, as_pdf, person_or_404

from .earnings_shapes import (
    EarningFilters,
    EarningOut,
    EarningsOut,
    PeopleFilters,
    PersonEarningsOut,
    StatementQuery,
    SummaryQuery,
)

EARNERS, MANAGERS = only(reads_earnings), only(sees_earnings)


class EarningsViewSet(Resource):
    """Fees that people earned: writers and editors read their own, managers everybody's."""

    @endpoint(EARNERS, EarningOut, listed=True, query=EarningFilters, refusals=(404,))
    def list(self, request: Any) -> Response:
        """List the fees that you earned, the latest first. Managers may ask for someone else’s."""
        person, agency = self._person(), self.http.agency
        month = self.asked.get("month")
        rows = rows_of(agency, person, month_named(month)) if month else all_rows_of(agency, person)
        return page(self, rows, self._row, order=LATEST, kinds=LATEST_KINDS)

    @verb(
        "summary",
        EARNERS,
        EarningsOut,
        method="get",
        detail=False,
        query=SummaryQuery,
        refusals=(404,),
    )
    def summary(self, request: Any) -> Response:
        """Read what you earned in each month of a year, and what is to come."""
        person, agency = self._person(), self.http.agency
        year = self.asked.get("year") or month_at(self.now, agency.zone).year
        months, coming = months_of(agency, person, year), to_come(agency, person)
        return Response(
            {
                "year": year,
                "currency": agency.currency,
                "earned": money_text(sum((row["total"] for row in months), Decimal(0))),
                "months": [_month(row) for row in months],
                "to_come": money_text(sum((row.amount for row in coming), Decimal(0))),
                "coming": [_coming(row) for row in coming],
            }
        )

    @verb(
        "csv",
        EARNERS,
        method="get",
        detail=False,
        query=StatementQuery,
        media_types=("text/csv",),
        refusals=(404,),
    )
    def csv(self, request: Any) -> HttpResponse:
        """Read the statement of a month as CSV."""
        return as_csv(self.http, self._person(), month_named(self.asked["month"]))

    @verb(
        "pdf",
        EARNERS,
        method="get",
        detail=False,
        query=StatementQuery,
        media_types=("application/pdf",),
        refusals=(404,),
    )
    def pdf(self, request: Any) -> HttpResponse:
        """Read the statement of a month as PDF."""
        return as_pdf(self.http, self._person(), month_named(self.asked["month"]))

    @verb(
        "people",
        MANAGERS,
        PersonEarningsOut,
        method="get",
        detail=False,
        listed=True,
        query=PeopleFilters,
    )
    def people(self, request: Any) -> Response:
        """List who earned how much in a month, by name. For managers."""
        rows = people_of(self.http.agency, month_named(self.asked["month"]))
        return page(self, rows, self._of_person, order=PEOPLE, kinds=PEOPLE_KINDS)

    def _person(self) -> Membership:
        key = self.asked.get("person")
        if key is None or key == self.viewer.membership.public_id:
            return self.viewer.membership
        if not sees_earnings(self.viewer):
            raise NotAllowed()
        return person_or_404(self.http, key)

    def _row(self, entry: LedgerEntry) -> dict[str, Any]:
        return {
            "at": moment_text(entry.at),
            "day": entry.at.astimezone(self.http.agency.zone).date().isoformat(),
            "order": entry.order.number,
            "cause": entry.cause.value if entry.cause else None,
            "revision": entry.revision.number if entry.revision else None,
            "change": entry.change.number if entry.change else None,
            "amount": money_text(entry.amount),
            "currency": entry.currency,
        }

    def _of_person(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "person": row["writer__public_id"],
            "person_name": row["writer__public_name"],
            "fees": row["count"],
            "earned": money_text(row["total"]),
            "currency": self.http.agency.currency,
        }


def _month(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"month": str(row["month"]), "fees": row["count"], "earned": money_text(row["total"])}


def _coming(row: Coming) -> dict[str, Any]:
    return {
        "order": row.number,
        "cause": row.cause.value,
        "due_at": moment_text(row.due_at),
        "delivered": row.delivered,
        "amount": money_text(row.amount),
    }
