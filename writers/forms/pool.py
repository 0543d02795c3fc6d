"""Putting an order into the pool."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from orders.actions.eligibility import MAX_FEE
from orders.models import Order
from project.base.fields import AmountField, WholeNumberField
from project.base.forms import ActionForm
from project.base.units import HOURS
from writers.rules.pool import MOST_HOURS
from writers.states.assignment import PoolMode


class PoolForm(ActionForm):
    """`suggested`: where the fee that stands there at first comes from. The hours are asked only where the
    client prefers a writer."""

    mode = forms.ChoiceField(label=_("Who gets it"), choices=PoolMode.choices, widget=forms.RadioSelect)
    fee = AmountField(label=_("Fee"), most=MAX_FEE)
    confidential = forms.BooleanField(label=_("Keep the brief confidential"), required=False)
    preferred_hours = WholeNumberField(
        label=_("Hours for the preferred writer alone"),
        most=MOST_HOURS,
        unit=HOURS,
        required=False,
        help_text=_("Until then only they see it. Afterwards everyone does, and the surcharge is refunded."),
    )

    def __init__(self, *args: Any, order: Order, suggested: Any = "", **options: Any) -> None:
        super().__init__(*args, **options)
        currency = _("Amount in %(currency)s.") % {"currency": order.currency}
        self.fields["fee"].help_text = f"{currency} {suggested}".strip()
        if order.preferred_writer_id is None:
            self.fields["preferred_hours"].widget = forms.HiddenInput()
