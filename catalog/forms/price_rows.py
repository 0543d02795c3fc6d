"""The parts of the catalog as forms: one row for each thing, empty rows at the end for new ones."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.models.catalog import AddOnKind, Unit
from catalog.pricing.sections import (
    LEAST_FACTOR,
    LEAST_HOURS,
    LEAST_OFF,
    LEAST_PIECES,
    LEAST_RATE,
    MOST_FACTOR,
    MOST_HOURS,
    MOST_OFF,
    MOST_PERCENT,
    MOST_PIECES,
    MOST_QUANTITY,
    MOST_RATE,
    NAME_LENGTH,
    TEXT_LENGTH,
    Row,
    Section,
    text_of,
)
from project.base.fields import LineField, WholeNumberField, typed_number
from project.base.units import HOURS, ITEMS, PERCENT

#: What may stand in a field at most, that no import brings.
MOST_TAX, MOST_PLACES = Decimal(50), 999
CLASSES: dict[type, str] = {forms.Select: "form-select", forms.CheckboxInput: "form-check-input"}


class NumberField(forms.CharField):
    """A number from `least` to `most` with at most `places` decimals, read as the pages of any country print
    it; of `money` with its currency or without, else with its `unit` (project/base/units.py) or without."""

    def __init__(
        self,
        *,
        least: Decimal,
        most: Decimal,
        places: int,
        money: bool = False,
        unit: str = "",
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.least, self.most, self.places, self.money, self.unit = least, most, places, money, unit
        self.widget.attrs.update(inputmode="decimal", autocomplete="off")

    def prepare_value(self, value: Any) -> Any:
        return text_of(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        typed = (super().to_python(value) or "").strip()
        if not typed:
            return None
        refusal = _("Enter a number such as 1.5, with at most %(places)s decimal places.")
        number = typed_number(
            typed,
            places=self.places,
            refusal=refusal % {"places": self.places},
            money=self.money,
            unit=self.unit,
        )
        if not self.least <= number <= self.most:
            bounds = {"least": f"{self.least:,}", "most": f"{self.most:,}"}
            raise ValidationError(
                _("Enter a number between %(least)s and %(most)s."), code="range", params=bounds
            )
        return number


def _rate(**options: Any) -> NumberField:
    return NumberField(least=LEAST_RATE, most=MOST_RATE, places=4, money=True, **options)


def _factor() -> NumberField:
    return NumberField(label=gettext_lazy("Multiplier"), least=LEAST_FACTOR, most=MOST_FACTOR, places=3)


class ThingForm(forms.Form):
    """One thing of the catalog. `known` are the rows by key as they are
    stored; a row without a key is a new thing."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    name = LineField(label=gettext_lazy("Name"), max_length=NAME_LENGTH, printed=True)
    description = LineField(label=gettext_lazy("Description"), max_length=TEXT_LENGTH, required=False)
    position = WholeNumberField(label=gettext_lazy("Position"), least=0, most=MOST_PLACES)
    offered = forms.BooleanField(label=gettext_lazy("Offered"), required=False)

    def __init__(self, *args: Any, known: dict[str, Row], section: Section, **options: Any) -> None:
        super().__init__(*args, **options)
        self.section, self.known = section, known
        self.stored: Row | None = known.get(self["key"].value() or "")
        if self.stored:
            self.initial = {**self.stored, **({} if self.is_bound else self.initial)}
            for name in section.fixed:
                self.fields[name].disabled = True
            for field in self.fields.values() if not self["offered"].value() else ():
                field.required = False  # what stays archived needs nothing
        else:
            self.initial.setdefault("offered", True)
        self.fields["position"].required = False
        for field in self.fields.values():
            field.widget.attrs["class"] = CLASSES.get(type(field.widget), "form-control")
        for name in ("name", "description"):
            self.fields[name].widget.attrs["placeholder"] = self.fields[name].label

    def has_changed(self) -> bool:
        """Of a row for a new thing: whether anything was typed. A choice or a tick alone makes nothing."""
        changed = set(self.changed_data)
        return bool(changed if self.stored else changed - {"offered", "unit", "kind"})

    #: Whether who makes a new thing types its key; else it is made of the name.
    types_key = False

    @property
    def numbers(self) -> list[forms.BoundField]:
        """The fields that only this part has."""
        return [self[name] for name in self.fields if name not in ThingForm.base_fields]

    def clean_key(self) -> str:
        key = str(self.cleaned_data["key"])
        if key and key not in self.known:
            raise ValidationError(_("This entry is not on the price list."), code="unknown")
        return key

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        stored, touched = self.stored, self.has_changed()
        if stored is None and touched and not cleaned.get("offered"):
            self.add_error("offered", _("Tick this to offer the item, or clear the row."))
        if stored and not cleaned.get("offered") and self._edited(stored, cleaned):
            self.add_error(
                "offered",
                _(
                    "You can change an item only if it is offered. Tick this, or undo your changes to "
                    "the row."
                ),
            )
        return cleaned

    def _edited(self, stored: Row, cleaned: dict[str, Any]) -> bool:
        return any(
            name in cleaned and text_of(cleaned[name]) != text_of(stored[name])
            for name in self.section.fields
        )

    def row(self) -> Row | None:
        """The row for the action; None for an empty one. What is not offered stays as it is stored."""
        if self.stored is None:
            return {**self.cleaned_data} if self.has_changed() else None
        return (
            {**self.stored, **self.cleaned_data}
            if self.cleaned_data.get("offered")
            else {**self.stored, "offered": False}
        )


class ServiceForm(ThingForm):
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), choices=Unit.choices)
    rate = _rate(label=gettext_lazy("Rate"))
    minimum_quantity = WholeNumberField(label=gettext_lazy("Minimum"), least=1, most=MOST_QUANTITY)
    maximum_quantity = WholeNumberField(label=gettext_lazy("Maximum"), least=1, most=MOST_QUANTITY)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        least, most = cleaned.get("minimum_quantity"), cleaned.get("maximum_quantity")
        if least and most and most < least:
            self.add_error("maximum_quantity", _("Enter a number no lower than the minimum."))
        return cleaned


class QualityForm(ThingForm):
    multiplier = _factor()


class UrgencyForm(ThingForm):
    within_hours = WholeNumberField(
        label=gettext_lazy("Deadline within (hours)"), least=LEAST_HOURS, most=MOST_HOURS, unit=HOURS
    )
    multiplier = _factor()


class AddOnForm(ThingForm):
    kind = forms.ChoiceField(label=gettext_lazy("Charge type"), choices=AddOnKind.choices)
    amount = NumberField(label=gettext_lazy("Amount"), least=Decimal(0), most=MOST_RATE, places=4, money=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        """The amount is a percentage or money, as the charge type says that is chosen beside it."""
        super().__init__(*args, **options)
        if self["kind"].value() == AddOnKind.PERCENT:
            amount: Any = self.fields["amount"]
            amount.money, amount.unit = False, PERCENT

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        amount = cleaned.get("amount")
        if cleaned.get("kind") == AddOnKind.PERCENT and amount is not None and amount > MOST_PERCENT:
            self.add_error("amount", _("Enter a percentage of %(most)s or less.") % {"most": MOST_PERCENT})
        return cleaned


class VolumeForm(ThingForm):
    from_pieces = WholeNumberField(
        label=gettext_lazy("From (pieces)"), least=LEAST_PIECES, most=MOST_PIECES, unit=ITEMS
    )
    percent = NumberField(
        label=gettext_lazy("Off (%)"), least=LEAST_OFF, most=MOST_OFF, places=2, unit=PERCENT
    )


class GeneralForm(forms.Form):
    """What every price shares; one row of a section without things."""

    minimum_charge = NumberField(
        label=gettext_lazy("Minimum charge"),
        least=Decimal(0),
        most=MOST_RATE,
        places=2,
        money=True,
        help_text=gettext_lazy("The lowest price for an order. Enter 0 for none."),
    )
    preferred_surcharge = NumberField(
        label=gettext_lazy("Surcharge for a preferred writer (%)"),
        least=Decimal(0),
        most=MOST_PERCENT,
        places=2,
        unit=PERCENT,
        help_text=gettext_lazy(
            "Calculated on the base price and charged when a client chooses a writer. Enter 0 for none."
        ),
    )
    tax_rate = NumberField(
        label=gettext_lazy("Tax (%)"),
        least=Decimal(0),
        most=MOST_TAX,
        places=2,
        unit=PERCENT,
        help_text=gettext_lazy("Enter 0 for none."),
    )
    tax_label = LineField(label=gettext_lazy("Tax name"), max_length=20, printed=True)
    prices_include_tax = forms.BooleanField(
        label=gettext_lazy("Prices include tax"),
        required=False,
        help_text=gettext_lazy(
            "Every rate and amount is then read as a price with tax. Unticked, the tax is added to it. The "
            "numbers themselves stay as they are."
        ),
    )
