"""Fields of work that is priced. Their choices are the keys of an agency's own offering."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from catalog.pricing.offering import Offering
from project.base.fields import WholeNumberField
from project.base.units import OF_SERVICE

REFUSED = {"invalid_choice": gettext_lazy("Choose an option from the list.")}


class OfferedForm(forms.Form):
    """What is ordered of what `offering` holds. Every field may be empty; cleaned values are rows of the
    offering, None for none, or plain values."""

    service = forms.ChoiceField(label=gettext_lazy("Service"), required=False, error_messages=REFUSED)
    quality = forms.ChoiceField(label=gettext_lazy("Quality"), required=False, error_messages=REFUSED)
    quantity = WholeNumberField(label=gettext_lazy("Quantity"), required=False)
    addons = forms.MultipleChoiceField(
        label=gettext_lazy("Add-ons"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=REFUSED,
    )

    def __init__(self, *args: Any, offering: Offering, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offering = offering
        self._offer_choices()
        service = next((row for row in offering.services if row.key == self["service"].value()), None)
        quantity: Any = self.fields["quantity"]
        quantity.unit = OF_SERVICE[service.unit] if service else ""

    def _offer_choices(self) -> None:
        """Keys alone: nobody reads them here."""
        self._keys("service", [row.key for row in self.offering.services])
        self._keys("quality", [row.key for row in self.offering.qualities])
        self._keys("addons", [row.key for row in self.offering.addons])

    def _keys(self, name: str, keys: Iterable[str]) -> None:
        self.fields[name].choices = [(key, key) for key in keys]  # type: ignore[attr-defined]

    def _row(self, rows: Iterable[Any], name: str) -> Any:
        return next((row for row in rows if row.key == self.cleaned_data.get(name)), None)

    def clean_service(self) -> Any:
        return self._row(self.offering.services, "service")

    def clean_quality(self) -> Any:
        return self._row(self.offering.qualities, "quality")

    def clean_addons(self) -> list[Any]:
        wanted = set(self.cleaned_data["addons"])
        return [row for row in self.offering.addons if row.key in wanted]
