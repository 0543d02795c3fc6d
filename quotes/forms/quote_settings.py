"""How the agency quotes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy

from project.base.fields import AmountField, WholeNumberField
from project.base.forms import ActionForm
from project.base.units import DAYS, HOURS, PERCENT
from quotes.actions.settings import BOUNDS


class SettingsForm(ActionForm):
    """How the agency quotes. `limited`: the reader may not change what a manager takes off."""

    valid_days = WholeNumberField(
        least=BOUNDS["valid_days"][0],
        most=BOUNDS["valid_days"][1],
        label=gettext_lazy("Quote validity (days)"),
        unit=DAYS,
        help_text=gettext_lazy("You can choose a different expiry date for each quote."),
    )
    reminder_hours = WholeNumberField(
        least=BOUNDS["reminder_hours"][0],
        most=BOUNDS["reminder_hours"][1],
        label=gettext_lazy("Reminder (hours before expiry)"),
        unit=HOURS,
        help_text=gettext_lazy(
            "The client gets one reminder email for each version they have not responded to."
        ),
    )
    discount_limit = AmountField(
        label=gettext_lazy("Discount limit for managers (%)"),
        most=Decimal(100),
        money=False,
        unit=PERCENT,
        help_text=gettext_lazy(
            "The most that managers can take off the list price, counting discounts and reduced "
            "lines together. Owners have no limit. Support cannot reduce prices."
        ),
    )

    def __init__(self, *args: Any, limited: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if limited:
            del self.fields["discount_limit"]
