"""Statements of account: page, PDF, CSV; for the account's payers and the desk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.states.roles import is_staff
from billing.pages.statement import Period, Statement, as_csv, period_of, statements_of
from billing.pages.statement_pdf import render_statement
from billing.rules import reads_statement
from clients.models import ClientAccount
from project.base import clock
from project.base.access import member_only
from project.base.csv_export import csv_response
from project.base.errors import NotVisible
from project.base.http import MemberRequest


@member_only
@require_safe
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    """The statement of one client account."""
    account, period, statements = statement_parts(request, public_id, request.GET)
    context = {
        "account": account,
        "period": period,
        "statements": statements,
        "desk": is_staff(request.viewer),
        "query": f"?begins={period.begins}&ends={period.ends}",
    }
    return render(request, "billing/statement.html", context)


@member_only
@require_safe
def document(request: MemberRequest, public_id: str) -> HttpResponse:
    """The statement as a PDF."""
    return as_document(request, *statement_parts(request, public_id, request.GET))


@member_only
@require_safe
def export(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """The statement as CSV."""
    _account, period, statements = statement_parts(request, public_id, request.GET)
    return csv_response(as_csv(statements), f"statement-{period.begins}-{period.ends}.csv")


def statement_parts(
    request: MemberRequest, public_id: str, given: Mapping[str, Any]
) -> tuple[ClientAccount, Period, list[Statement]]:
    """The account, if the viewer may read its statement, the period asked for, and the statements. Raises
    NotVisible."""
    account = statement_account_or_404(request, public_id)
    today = clock.now().astimezone(request.agency.zone).date()
    period = period_of(given, today)
    return account, period, statements_of(account, period, request.agency.code, today)


def statement_account_or_404(request: MemberRequest, public_id: str) -> ClientAccount:
    """The account of that id if the viewer may read its statement. Raises NotVisible."""
    rows = ClientAccount.objects.visible_to(request.viewer).select_related("agency")
    account = rows.filter(public_id=public_id).first()
    if account is None or not reads_statement(request.viewer, account.pk):
        raise NotVisible()
    return account


def as_document(
    request: MemberRequest, account: ClientAccount, period: Period, statements: list[Statement]
) -> HttpResponse:
    """The answer that is a statement as a PDF. It says as its age the day on which the period ends."""
    made = dt.datetime.combine(period.ends, dt.time(), request.agency.zone)
    body = render_statement(statements, request.agency, made)
    response = HttpResponse(body, content_type="application/pdf")
    name = f"statement-{period.begins}-{period.ends}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
