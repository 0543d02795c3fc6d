"""The waiting list of an order: who is asked, in which order, for which fee, and how long each may think."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from orders.actions.eligibility import MAX_FEE
from project.base.fields import AmountField, WholeNumberField
from project.base.forms import ActionForm
from project.base.units import HOURS
from writers.actions.waiting_list import MOST_HOURS
from writers.models import WaitingPlace
from writers.states.assignment import MOST_PLACES


class WaitingListForm(ActionForm):
    """`place-<id>` is somebody's number in the list, left empty for whoever is not asked; `fee-<id>` their
    fee where it is another than that of all."""

    numbered = ("place-*", "fee-*")

    fee = AmountField(label=_("Fee"), most=MAX_FEE)
    hours = WholeNumberField(label=_("Hours to respond"), most=MOST_HOURS, unit=HOURS)

    def __init__(
        self, *args: Any, people: Iterable[Membership], waiting: Iterable[WaitingPlace], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.people = list(people)
        places: Mapping[int, WaitingPlace] = {place.writer_id: place for place in waiting}
        numbers = {pk: number for number, pk in enumerate(places, start=1)}
        for person in self.people:
            place = self.fields[_place(person)] = WholeNumberField(
                label=_("Place"), most=MOST_PLACES, required=False, initial=numbers.get(person.pk)
            )
            fee = self.fields[_fee(person)] = AmountField(
                label=_("Other fee"),
                most=MAX_FEE,
                required=False,
                initial=places[person.pk].fee if person.pk in places else None,
            )
            for field in (place, fee):
                field.widget.attrs["class"] = "form-control"

    def clean(self) -> dict[str, Any]:
        """Each number belongs to one person."""
        typed = super().clean() or self.cleaned_data
        numbers = [typed[_place(one)] for one in self.people if typed.get(_place(one))]
        if len(set(numbers)) < len(numbers):
            raise forms.ValidationError(_("Enter each place once."))
        if not numbers and not self.errors:
            raise forms.ValidationError(_("Enter a place for at least one writer."))
        return typed

    def place_of(self, person: Membership) -> forms.BoundField:
        return self[_place(person)]

    def fee_of(self, person: Membership) -> forms.BoundField:
        return self[_fee(person)]

    @property
    def places(self) -> list[tuple[Membership, Decimal]]:
        """Writers in their order with their fees, once the form is valid."""
        typed = self.cleaned_data
        chosen = [one for one in self.people if typed.get(_place(one))]
        return [
            (one, typed["fee"] if typed.get(_fee(one)) is None else typed[_fee(one)])
            for one in sorted(chosen, key=lambda one: typed[_place(one)])
        ]


def _place(person: Membership) -> str:
    return f"place-{person.public_id}"


def _fee(person: Membership) -> str:
    return f"fee-{person.public_id}"
