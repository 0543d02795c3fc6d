"""The statement of a client account: what was invoiced, credited and paid in a period, from balance to
balance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from billing.models import Invoice, UnbilledOrder
from billing.rules import called
from clients.models import ClientAccount
from orders.models import LedgerEntry
from orders.models.ledger import EntryKind
from project.base import formatting, query
from project.base.csv_export import lines_of

from .ageing import Ageing, AgeSum, ageing_of
from .invoice_filters import Wanted

ZERO = Decimal("0.00")
#: Days that a statement covers unless others are chosen, and lines that it holds at most.
DAYS, MOST_LINES = 90, 2000


@dataclass(frozen=True)
class Period:
    """From the first to the last day, both included."""

    begins: dt.date
    ends: dt.date


@dataclass(frozen=True)
class StatementLine:
    """One document or payment. `amount` is signed: what the client owes more. `balance`: after it."""

    on: dt.date
    kind: str
    label: str
    reference: str
    order: str
    amount: Decimal
    balance: Decimal
    url: str


@dataclass(frozen=True)
class Statement:
    """What happened on a client account in a period, in one currency. `unbilled`: of its orders, today, on no
    invoice; `cut`: there are more lines than a statement holds, the oldest are shown."""

    account: ClientAccount
    period: Period
    currency: str
    opening: Decimal
    lines: tuple[StatementLine, ...]
    closing: Decimal
    unbilled: Decimal
    ageing: Ageing | None
    cut: bool = False

    @property
    def printed(self) -> list[dict[str, Any]]:
        """The lines with their amounts in words."""
        return [
            {
                "on": line.on,
                "label": line.label,
                "reference": line.reference,
                "order": line.order,
                "url": line.url,
                "amount": self._shown(line.amount),
                "balance": self._shown(line.balance),
            }
            for line in self.lines
        ]

    @property
    def opening_shown(self) -> str:
        return self._shown(self.opening)

    @property
    def closing_shown(self) -> str:
        return self._shown(self.closing)

    @property
    def unbilled_shown(self) -> str:
        return self._shown(self.unbilled)

    @property
    def aged(self) -> list[AgeSum]:
        """What is open by age, each with the list of its rows."""
        asked = Wanted(account=self.account.public_id)
        ages = self.ageing.ages if self.ageing else ()
        return [replace(each, url=asked.url(age=each.key)) for each in ages]

    def _shown(self, amount: Decimal) -> str:
        return formatting.money(amount, self.currency)


def period_of(given: Mapping[str, Any], today: dt.date) -> Period:
    """The period that an address asks for, else the last 90 days. Days in the wrong order change places."""
    ends = query.day(given, "ends") or today
    begins = query.day(given, "begins") or ends - dt.timedelta(days=DAYS)
    return Period(min(begins, ends), max(begins, ends))


def statements_of(account: ClientAccount, period: Period, code: str, today: dt.date) -> list[Statement]:
    """One for each currency that the account was ever billed or paid in; usually one. Seven queries; whether
    the reader may has been asked."""
    family = family_of(account)
    documents = Invoice.objects.filter(agency_id=account.agency_id, account__in=family)
    payments = LedgerEntry.objects.filter(
        agency_id=account.agency_id, account__in=family, kind=EntryKind.PAYMENT
    )
    opening = _opening(documents, payments, period)
    found = _lines(documents, payments, period, code)
    ages = {group.currency: group for group in ageing_of(documents, today)}
    unbilled = _unbilled(account, family)
    currencies = sorted({*opening, *(currency for currency, _line in found), *ages, *unbilled})
    return [
        _statement(account, period, currency, opening, found, ages, unbilled)
        for currency in currencies or [account.agency.currency]
    ]


def family_of(account: ClientAccount) -> list[int]:
    """The keys of the account and of those merged with it."""
    return list(ClientAccount.objects.family(account).values_list("pk", flat=True))


def as_csv(statements: Sequence[Statement]) -> Iterator[str]:
    """The lines of the statement as a file, with its balances."""
    return lines_of(
        ["date", "what", "reference", "order", "currency", "amount", "balance"],
        (cells for statement in statements for cells in _cells(statement)),
    )


def _cells(statement: Statement) -> Iterator[list[Any]]:
    money = statement.currency
    period = statement.period
    yield [period.begins, "opening balance", "", "", money, "", statement.opening]
    for line in statement.lines:
        yield [
            line.on,
            line.kind.replace("_", " "),
            line.reference,
            line.order,
            money,
            line.amount,
            line.balance,
        ]
    yield [period.ends, "closing balance", "", "", money, "", statement.closing]


def _opening(documents: Any, payments: Any, period: Period) -> dict[str, Decimal]:
    """What was owed before the period, by currency: documents less payments."""
    billed = documents.filter(issued_on__lt=period.begins).order_by().values_list("currency")
    paid = payments.filter(on__lt=period.begins).order_by().values_list("currency")
    found: dict[str, Decimal] = {}
    for currency, amount in [*billed.annotate(sum=Sum("total")), *paid.annotate(sum=Sum("amount"))]:
        found[currency] = found.get(currency, ZERO) + amount
    return found


def _lines(documents: Any, payments: Any, period: Period, code: str) -> list[tuple[str, StatementLine]]:
    """(currency, line) of the period by date, documents before payments of a day; without balances."""
    days = (period.begins, period.ends)
    bills = documents.filter(issued_on__range=days).select_related("order").order_by("issued_on", "number")
    paid = payments.filter(on__range=days).select_related("order").order_by("on", "pk")
    found = [
        *((row.currency, _of_invoice(row, code)) for row in bills[: MOST_LINES + 1]),
        *((row.currency, _of_payment(row)) for row in paid[: MOST_LINES + 1]),
    ]
    return sorted(found, key=lambda pair: pair[1].on)


def _of_invoice(invoice: Any, code: str) -> StatementLine:
    credit = invoice.is_credit
    return StatementLine(
        on=invoice.issued_on,
        kind="credit_note" if credit else "invoice",
        label=_("Credit note") if credit else _("Invoice"),
        reference=called(invoice.number, code),
        order=invoice.order.number,
        amount=invoice.total,
        balance=ZERO,
        url=reverse("billing:invoice", args=[invoice.number]),
    )


def _of_payment(entry: Any) -> StatementLine:
    back = entry.amount > 0
    return StatementLine(
        on=entry.on,
        kind="payment_returned" if back else "payment",
        label=_("Payment returned") if back else _("Payment"),
        reference=entry.note,
        order=entry.order.number,
        amount=entry.amount,
        balance=ZERO,
        url=reverse("orders:order_ledger", args=[entry.order.number]),
    )


def _unbilled(account: ClientAccount, family: list[int]) -> dict[str, Decimal]:
    rows = UnbilledOrder.objects.filter(Q(account__in=family), agency_id=account.agency_id).order_by()
    return dict(rows.values_list("currency").annotate(sum=Sum("amount")))


def _statement(
    account: ClientAccount,
    period: Period,
    currency: str,
    opening: dict[str, Decimal],
    found: list[tuple[str, StatementLine]],
    ages: dict[str, Ageing],
    unbilled: dict[str, Decimal],
) -> Statement:
    lines = [line for of, line in found if of == currency]
    balanced = tuple(with_balances(opening.get(currency, ZERO), lines[:MOST_LINES]))
    return Statement(
        account=account,
        period=period,
        currency=currency,
        opening=opening.get(currency, ZERO),
        lines=balanced,
        closing=balanced[-1].balance if balanced else opening.get(currency, ZERO),
        unbilled=unbilled.get(currency, ZERO),
        ageing=ages.get(currency),
        cut=len(lines) > MOST_LINES,
    )


def with_balances(opening: Decimal, lines: Sequence[StatementLine]) -> Iterator[StatementLine]:
    """The lines, each with the balance after it."""
    balance = opening
    for line in lines:
        balance += line.amount
        yield replace(line, balance=balance)
