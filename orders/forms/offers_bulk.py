"""Giving several orders out: a fee for each, whom, and how long they have to answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from orders.actions.eligibility import MAX_FEE
from orders.models import Order
from project.base.fields import AmountField, WholeNumberField
from project.base.units import HOURS

from .offers import named_writer_field, override_field

MAX_HOURS = 336


class GiveOutForm(forms.Form):
    """`fee-<number>` per order, `writers` (one where `single`), and `hours` where
    offered. `fees` stand there at first."""

    numbered = ("fee-*", "hours")

    writers = forms.MultipleChoiceField(
        label=_("Writers"),
        error_messages={
            "required": _("Choose a writer."),
            "invalid_choice": _("Choose an option from the list."),
        },
    )

    override = override_field()
    named_writer = named_writer_field()

    def __init__(
        self,
        *args: Any,
        people: Iterable[Membership],
        fees: Mapping[Order, Decimal],
        hours: int,
        single: bool,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.people = {person.public_id: person for person in people}
        self.orders, self.single = list(fees), single
        self.fields["writers"].choices = [(key, row.public_name) for key, row in self.people.items()]  # type: ignore[attr-defined]
        for order, fee in fees.items():
            field = self.fields[f"fee-{order.number}"] = AmountField(
                label=_("Fee"), most=MAX_FEE, initial=fee
            )
            field.widget.attrs["class"] = "form-control"
        if not single:
            self.fields["hours"] = WholeNumberField(
                label=_("Hours to respond"), most=MAX_HOURS, unit=HOURS, initial=hours
            )

    def clean_writers(self) -> list[Membership]:
        chosen = [self.people[key] for key in self.cleaned_data["writers"]]
        if self.single and len(chosen) != 1:
            raise forms.ValidationError(_("Choose one writer."))
        return chosen

    def fee_of(self, order: Order) -> forms.BoundField:
        return self[f"fee-{order.number}"]

    @property
    def fees(self) -> list[tuple[Order, Decimal]]:
        """Every order with the fee that was typed for it, once the form is valid."""
        return [(order, self.cleaned_data[f"fee-{order.number}"]) for order in self.orders]
