"""What goes into calls about earnings, and what comes out."""

from __future__ import annotations

from orders.models.ledger import FeeCause
from project.base.api import fields
from project.base.api.bodies import Out, Paged, Query
from project.base.converters import Month as MonthInAddress

PERSON, ORDER = "7hq2mxw4kd", "INK-2026-00042"


def month(**options: object) -> fields.Key:
    """The field of a month."""
    return fields.Key(
        MonthInAddress.regex, help_text="Such as 2026-03, in the agency’s time zone.", **options
    )


def person() -> fields.Id:
    """The field of whose earnings are meant."""
    return fields.Id(required=False, help_text="For managers: whose. Without it, your own.")


class EarningFilters(Paged):
    """What narrows the list of fees."""

    month = month(required=False)
    person = person()


class StatementQuery(Query):
    """Of which month, and whose."""

    month = month()
    person = person()


class SummaryQuery(Query):
    """Of which year, and whose."""

    year = fields.Whole(least=2000, most=2099, required=False, help_text="Without it, the present one.")
    person = person()


class PeopleFilters(Paged):
    """Of which month."""

    month = month()


class EarningOut(Out):
    """A fee that was earned. `day` is that of the agency; `revision` and `change` are numbers within the
    order."""

    at = fields.Moment()
    day = fields.Day()
    order = fields.Number()
    cause = fields.Choice(choices=FeeCause.values)
    revision = fields.Whole(allow_null=True)
    change = fields.Whole(allow_null=True)
    amount = fields.Money()
    currency = fields.Text()

    example = {
        "at": "2026-03-12T16:00:00Z",
        "day": "2026-03-12",
        "order": ORDER,
        "cause": "work",
        "revision": None,
        "change": None,
        "amount": "90.00",
        "currency": "GBP",
    }


class EarnedMonthOut(Out):
    """What was earned in a month."""

    month = fields.Text()
    fees = fields.Whole()
    earned = fields.Money()


class ComingFeeOut(Out):
    """A fee that is agreed and not earned yet."""

    order = fields.Number()
    cause = fields.Choice(choices=FeeCause.values)
    due_at = fields.Moment()
    delivered = fields.Flag(help_text="Whether it waits for the client alone.")
    amount = fields.Money()


class EarningsOut(Out):
    """The months of a year in which something was earned, and what is to come."""

    year = fields.Whole(most=2099)
    currency = fields.Text()
    earned = fields.Money()
    months = EarnedMonthOut(many=True)
    to_come = fields.Money()
    coming = ComingFeeOut(many=True)

    example = {
        "year": 2026,
        "currency": "GBP",
        "earned": "90.00",
        "months": [{"month": "2026-03", "fees": 1, "earned": "90.00"}],
        "to_come": "45.00",
        "coming": [
            {
                "order": ORDER,
                "cause": "work",
                "due_at": "2026-04-02T16:00:00Z",
                "delivered": False,
                "amount": "45.00",
            }
        ],
    }


class PersonEarningsOut(Out):
    """What someone earned in a month."""

    person = fields.Id()
    person_name = fields.Text()
    fees = fields.Whole()
    earned = fields.Money()
    currency = fields.Text()

    example = {
        "person": PERSON,
        "person_name": "Wendell H.",
        "fees": 4,
        "earned": "360.00",
        "currency": "GBP",
    }
