"""The statement of a client account as a PDF on the agency's sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from agencies.models import Agency, Letterhead
from agencies.pages.pdf import new_sheet, paper_of
from billing.models import BillingDetails
from billing.pages.ageing import Ageing

from .statement import Statement

if TYPE_CHECKING:
    from agencies.pages.pdf_sheet import Sheet


def render_statement(statements: Sequence[Statement], agency: Agency, now: dt.datetime) -> bytes:
    """The statement as PDF bytes, a part for each currency. Two queries."""
    head = Letterhead.objects.filter(agency=agency).first()
    seller = head.name if head and head.name else agency.name
    sheet = new_sheet(
        title=_("Statement of account"),
        author=seller,
        foot=seller,
        **paper_of(agency),
        currency=statements[0].currency,
        made=now,
    )
    for statement in statements:
        sheet.currency = statement.currency
        sheet.add_page()
        sheet.heading(seller, head.address if head else "", _("Statement of account"), statement.account.name)
        sheet.parties(_addressed(statement), _facts(statement, sheet))
        _body(statement, sheet)
    return bytes(sheet.output())


def _addressed(statement: Statement) -> str:
    account = statement.account
    details = BillingDetails.objects.filter(agency_id=account.agency_id, account=account).first()
    parts = (details.name, details.address) if details else ("", "")
    return "\n".join(part for part in (parts[0] or account.name, parts[1]) if part)


def _facts(statement: Statement, sheet: Sheet) -> list[tuple[str, str]]:
    period = statement.period
    return [(_("From"), sheet.day(period.begins)), (_("To"), sheet.day(period.ends))]


def _body(statement: Statement, sheet: Sheet) -> None:
    lines = [(_("Opening balance"), sheet.day(statement.period.begins), statement.opening)]
    for line in statement.lines:
        after = _("balance %(amount)s") % {"amount": sheet.money(line.balance)}
        words = " · ".join(part for part in (sheet.day(line.on), line.order, after) if part)
        lines.append((": ".join(part for part in (line.label, line.reference) if part), words, line.amount))
    lines.append((_("Closing balance"), sheet.day(statement.period.ends), statement.closing))
    sheet.priced(_("Entries"), lines)
    if statement.ageing:
        sheet.ln(6)
        sheet.priced(_("Open invoices by age"), _ages(statement.ageing))
    if statement.unbilled:
        sheet.note(_("Not invoiced yet"), sheet.money(statement.unbilled))


def _ages(ageing: Ageing) -> list[tuple[str, str, Decimal]]:
    ages = [(str(each.label), "", each.amount) for each in ageing.ages]
    return [*ages, (_("Open"), "", ageing.amount)]
