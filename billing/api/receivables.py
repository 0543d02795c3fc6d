"""What is owed, by the API: `/api/v1/billing/ageing/`, `/api/v1/billing/unbilled-orders/`, and statements
below `/api/v1/clients/accounts/{id}/`."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from rest_framework.response import Response

from billing.models import UnbilledOrder
from billing.pages.ageing import Ageing, ageing_of
from billing.pages.invoice_filters import Wanted, narrowed
from billing.pages.statement import Statement
from billing.pages.unbilled import ORDER, WantedOrders, order_now, unbilled_rows
from billing.views.statements import as_document, statement_parts
from clients.rules.accounts import sees_accounts
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.fields import money_text
from project.base.api.lists import page
from project.base.api.resource import Resource

from .receivable_shapes import (
    AgeingFilters,
    AgeingOut,
    PeriodFilters,
    StatementOut,
    UnbilledFilters,
    UnbilledOut,
)

SEES = only(sees_accounts)


class AgeingViewSet(Resource):
    """What is open: of the agency for the desk, of their accounts for payers."""

    single = True

    @endpoint(SEES, AgeingOut, query=AgeingFilters)
    def retrieve(self, request: Any) -> Response:
        """Read what is open by currency, and for how long it has been due."""
        today = self.now.astimezone(self.http.agency.zone).date()
        rows = narrowed(self.viewer, Wanted(account=self.asked.get("account", "")), today)
        return Response(
            {"on": today.isoformat(), "currencies": [_ageing(group) for group in ageing_of(rows, today)]}
        )


class UnbilledViewSet(Resource):
    """Orders with money that no invoice holds."""

    @endpoint(SEES, UnbilledOut, listed=True, query=UnbilledFilters)
    def list(self, request: Any) -> Response:
        """List orders with money that no invoice holds yet, newest first."""
        asked = {name: self.asked.get(name, "") for name in ("q", "account", "state")}
        rows = unbilled_rows(self.viewer, WantedOrders(**asked))
        return page(self, rows, _unbilled, order=ORDER, kinds=(int,))


class StatementViewSet(Resource):
    """The statement of a client account, for its payers and the desk."""

    @verb("statement", SEES, StatementOut, method="get", query=PeriodFilters)
    def statement(self, request: Any, public_id: str) -> Response:
        """Read the statement of an account."""
        account, period, statements = statement_parts(self.http, public_id, self._period())
        return Response(
            {
                "account": account.public_id,
                "name": account.name,
                "begins": period.begins.isoformat(),
                "ends": period.ends.isoformat(),
                "statements": [_statement(each) for each in statements],
            }
        )

    @verb("statement/document", SEES, method="get", query=PeriodFilters, media_types=("application/pdf",))
    def document(self, request: Any, public_id: str) -> HttpResponse:
        """Read the PDF of the statement of an account."""
        return as_document(self.http, *statement_parts(self.http, public_id, self._period()))

    def _period(self) -> dict[str, str]:
        return {name: self.asked[name].isoformat() for name in ("begins", "ends") if self.asked.get(name)}


def _ageing(group: Ageing) -> dict[str, Any]:
    return {
        "currency": group.currency,
        "open": money_text(group.amount),
        "overdue": money_text(group.overdue),
        "invoices": group.count,
        "ages": [
            {"age": each.key, "amount": money_text(each.amount), "invoices": each.count}
            for each in group.ages
        ],
    }


def _unbilled(row: UnbilledOrder) -> dict[str, Any]:
    return {
        "order": row.order.number,
        "title": row.order.title,
        "account": row.account.public_id,
        "client": row.account.name,
        "state": order_now(row).state,
        "amount": money_text(row.amount),
        "currency": row.currency,
    }


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "currency": statement.currency,
        "opening_balance": money_text(statement.opening),
        "closing_balance": money_text(statement.closing),
        "not_invoiced": money_text(statement.unbilled),
        "open": money_text(statement.ageing.amount) if statement.ageing else "0.00",
        "lines": [
            {
                "on": line.on.isoformat(),
                "kind": line.kind,
                "reference": line.reference,
                "order": line.order,
                "amount": money_text(line.amount),
                "balance": money_text(line.balance),
            }
            for line in statement.lines
        ],
    }
