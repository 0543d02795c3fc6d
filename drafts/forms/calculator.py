"""What the public calculator hands over: the choice, and what it cost there."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from agencies.rules.working_hours import Calendar
from catalog.forms.calculator import FIELDS, CalculatorForm
from catalog.pricing.paces import deadline_of
from project.base import query
from project.base.fields import AmountField
from project.base.money import LARGEST

#: Characters of a choice that is handed back to the calculator.
MOST = 1_000


class PricedChoiceForm(CalculatorForm):
    """The calculator's fields, with the total that it showed."""

    total = AmountField(most=LARGEST, required=False)

    def draft_fields(self, calendar: Calendar) -> dict[str, Any]:
        """What a draft of a valid choice begins with: it costs what the choice costs, and is due within the
        hours of the agency's calendar."""
        names = ("service", "quantity", "quality", "addons")
        return {
            **{name: self.cleaned_data[name] for name in names},
            "deadline": deadline_of(
                self.cleaned_data["pace"], self.now, book=self.offering.book, calendar=calendar
            ),
        }


def choice_of(given: QueryDict) -> list[tuple[str, str]]:
    """What of `given` is the calculator's, as it was sent; nothing when it is too long for an address."""
    sent = query.everything(given, without=(), most=MOST)
    return [(name, value) for name in FIELDS for value in sent.get(name, ())]
