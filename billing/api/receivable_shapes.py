"""What goes in and out of what is owed, by the API."""

from __future__ import annotations

from billing.pages.unbilled import STATES
from project.base.api import fields
from project.base.api.bodies import Out, Paged, Query

AGE = {"age": "30", "amount": "145.20", "invoices": 1}
AGEING = {"currency": "GBP", "open": "145.20", "overdue": "145.20", "invoices": 1, "ages": [AGE]}


class AgeingFilters(Query):
    """`account`: of this client account alone."""

    account = fields.Id(required=False)


class AgeOut(Out):
    """What is open of one age: due (not due yet), 30, 60, 90 or older, in days since the due date."""

    age = fields.Text()
    amount = fields.Money()
    invoices = fields.Whole()


class CurrencyAgeingOut(Out):
    """What is open in one currency, and for how long it has been due."""

    currency = fields.Text()
    open = fields.Money()
    overdue = fields.Money()
    invoices = fields.Whole()
    ages = AgeOut(many=True)


class AgeingOut(Out):
    """What is open, by currency. `on` is the day in the agency's zone."""

    on = fields.Day()
    currencies = CurrencyAgeingOut(many=True)

    example = {"on": "2026-04-20", "currencies": [AGEING]}


class UnbilledFilters(Paged):
    """`q`: words of client, order or address."""

    q = fields.Text(max_length=120, required=False)
    account = fields.Id(required=False)
    state = fields.Choice(choices=[state for state in STATES if state], required=False)


class UnbilledOut(Out):
    """An order with money that no invoice holds; below zero when a credit note is missing."""

    order = fields.Number()
    title = fields.Text()
    account = fields.Id()
    client = fields.Text()
    state = fields.Text()
    amount = fields.Money(signed=True)
    currency = fields.Text()

    example = {
        "order": "INK-2026-00042",
        "title": "A quiet harbour",
        "account": "a9c4m7x2hd",
        "client": "Harbour Books",
        "state": "completed",
        "amount": "145.20",
        "currency": "GBP",
    }


class PeriodFilters(Query):
    """The first and the last day; the last 90 days without."""

    begins = fields.Day(required=False)
    ends = fields.Day(required=False)


class StatementLineOut(Out):
    """An invoice, credit note or payment. `amount` is what the client owes more by it, `balance` after it."""

    on = fields.Day()
    kind = fields.Choice(choices=["invoice", "credit_note", "payment", "payment_returned"])
    reference = fields.Text()
    order = fields.Number()
    amount = fields.Money(signed=True)
    balance = fields.Money(signed=True)


class CurrencyStatementOut(Out):
    """A statement in one currency."""

    currency = fields.Text()
    opening_balance = fields.Money(signed=True)
    closing_balance = fields.Money(signed=True)
    not_invoiced = fields.Money(signed=True)
    open = fields.Money()
    lines = StatementLineOut(many=True)


class StatementOut(Out):
    """The statement of a client account."""

    account = fields.Id()
    name = fields.Text()
    begins = fields.Day()
    ends = fields.Day()
    statements = CurrencyStatementOut(many=True)

    example = {
        "account": "a9c4m7x2hd",
        "name": "Harbour Books",
        "begins": "2026-03-01",
        "ends": "2026-03-31",
        "statements": [
            {
                "currency": "GBP",
                "opening_balance": "0.00",
                "closing_balance": "145.20",
                "not_invoiced": "0.00",
                "open": "145.20",
                "lines": [
                    {
                        "on": "2026-03-05",
                        "kind": "invoice",
                        "reference": "INK-INV-00042",
                        "order": "INK-2026-00042",
                        "amount": "145.20",
                        "balance": "145.20",
                    }
                ],
            }
        ],
    }
