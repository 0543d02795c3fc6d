"""What somebody says who wants to know a price before anything else."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from catalog.pricing.formula import Facts, Price, PricingProblem, ServiceRate, UrgencyTier, price
from catalog.pricing.offering import Offering
from catalog.pricing.paces import latest_deadline, paces

from .offered import REFUSED, OfferedForm

#: The fields, as they stand in an address.
FIELDS = ("service", "quantity", "quality", "pace", "addons")
#: How many times the least quantity the calculator begins with.
BEGINS_WITH = 4


class CalculatorForm(OfferedForm):
    """What is wanted, by when. A valid one has its `price`; what has none is refused beside the field that is
    the reason. `pace` is cleaned to a tier of the price book, None for no hurry."""

    field_order = FIELDS

    pace = forms.ChoiceField(label=gettext_lazy("Urgency"), required=False, error_messages=REFUSED)

    price: Price | None = None

    def __init__(self, *args: Any, offering: Offering, now: dt.datetime, **options: Any) -> None:
        super().__init__(*args, offering=offering, **options)
        self.now = now

    def _offer_choices(self) -> None:
        super()._offer_choices()
        self._keys("pace", [tier.key for tier in paces(self.offering.book)])

    def clean_pace(self) -> UrgencyTier | None:
        wanted = self.cleaned_data["pace"]
        return next((tier for tier in paces(self.offering.book) if tier.key == wanted), None)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            try:
                self.price = price(self.offering.book, self._facts(cleaned))
            except PricingProblem as problem:
                for name, text in problem.errors.items():
                    self.add_error(name, text)
        return cleaned

    def _facts(self, cleaned: dict[str, Any]) -> Facts:
        service, quality = cleaned["service"], cleaned["quality"]
        return Facts(
            service=service.key if service else "",
            quality=quality.key if quality else "",
            quantity=cleaned["quantity"] or 0,
            placed_at=self.now,
            deadline=latest_deadline(cleaned["pace"], self.offering.book, self.now),
            addons=tuple(row.key for row in cleaned["addons"]),
        )


def begun(given: QueryDict, offering: Offering) -> QueryDict:
    """`given` with a usual value for each field that it does not name: the page, or a link that names the
    service alone, begins with a price. A field that is named and empty stays empty."""
    data = given.copy()
    if offering.services:
        data.setdefault("service", offering.services[0].key)
    if offering.qualities:
        data.setdefault("quality", offering.qualities[0].key)
    if rate := offering.book.services.get(str(data.get("service"))):
        data.setdefault("quantity", str(usual_quantity(rate)))
    return data


def usual_quantity(rate: ServiceRate) -> int:
    """How much of a service a price begins with."""
    return min(rate.minimum_quantity * BEGINS_WITH, rate.maximum_quantity)
