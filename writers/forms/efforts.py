"""How much of each service an hour makes, as a form: a number for each service."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalog.models import ServiceType
from catalog.pricing.words import units
from project.base.errors import Invalid
from project.base.fields import AmountField
from project.base.forms import ActionForm
from project.base.units import OF_SERVICE
from writers.states.capacity import DEFAULT_PER_HOUR, MOST_PER_HOUR


class EffortsForm(ActionForm):
    """Empty for the rate of the service's unit."""

    numbered = ("rate_*",)

    def __init__(
        self, data: Any = None, *, services: Sequence[ServiceType], stored: dict[int, Decimal]
    ) -> None:
        super().__init__(data)
        self.services = {f"rate_{service.key}": service for service in services}
        for name, service in self.services.items():
            rate = stored.get(service.pk)
            hint = _("%(units)s in an hour of work. Without a number: %(number)s.")
            self.fields[name] = AmountField(
                label=service.name,
                most=MOST_PER_HOUR,
                money=False,
                unit=OF_SERVICE[service.unit],
                required=False,
                initial=f"{rate.normalize():f}" if rate else "",
                help_text=hint
                % {"units": capfirst(units(service.unit, 2)), "number": DEFAULT_PER_HOUR[service.unit]},
            )

    @property
    def facts(self) -> dict[ServiceType, Decimal | None]:
        """What save_efforts takes."""
        return {service: self.cleaned_data[name] for name, service in self.services.items()}

    def add_refusal(self, refusal: Invalid) -> None:
        """The action names services by their keys."""
        super().add_refusal(Invalid({f"rate_{name}": texts for name, texts in refusal.errors.items()}))
