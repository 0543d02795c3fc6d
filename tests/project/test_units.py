"""A unit beside a number: its own is read, another one refused beside the field, in every form."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from catalog.forms.price_rows import AddOnForm, NumberField
from catalog.pricing.sections import SECTIONS
from project.base import units
from project.base.currencies import amounts_in
from project.base.fields import AmountField, WholeNumberField
from project.base.units import unit_of
from tests.project.test_composed import every_form

#: A unit, and how it may be written.
WRITTEN = {
    units.PERCENT: ["%", "٪", "percent"],
    units.WORDS: ["words", "word", "Words"],
    units.PAGES: ["pages", "pp."],
    units.HOURS: ["h", "hrs", "hours"],
    units.MINUTES: ["min", "minutes"],
    units.DAYS: ["days", "day"],
    units.YEARS: ["years"],
    units.ITEMS: ["items", "pcs."],
    "": ["€", "USD", "kr"],
}
PAIRS = [(unit, mark) for unit, marks in WRITTEN.items() for mark in marks]
#: What the label or the name of a field says of its unit.
SAID = {
    r"percent|\(%\)|percentage": units.PERCENT,
    r"\bhours?\b|_hours": units.HOURS,
    r"\bdays?\b": units.DAYS,
}


def numeric_fields() -> dict[str, Any]:
    kinds = (AmountField, WholeNumberField, NumberField)
    return {
        f"{form}.{name}": field
        for form, kind in every_form().items()
        for name, field in kind.base_fields.items()  # type: ignore[attr-defined]
        if isinstance(field, kinds)
    }


def taken(field: Any, typed: str) -> bool:
    """Whether what stands beside the number is read: the number may still be out of bounds."""
    try:
        field.clean(typed)
    except ValidationError as refusal:
        return refusal.error_list[0].code == "range"
    return True


def test_each_number_of_each_form_takes_its_own_unit_alone() -> None:
    fields = numeric_fields()

    assert len(fields) > 50
    with amounts_in("CHF"):
        for name, field in fields.items():
            for unit, mark in PAIRS:
                own = bool(unit) and unit == field.unit
                assert taken(field, f"12 {mark}") is own, (name, mark)


def test_what_a_label_says_is_the_unit() -> None:
    """Whose label names a unit takes it."""
    for name, field in numeric_fields().items():
        said = f"{field.label} {name.rpartition('.')[2]}".lower()
        for pattern, unit in SAID.items():
            if re.search(pattern, said) and not re.search("orders a day|_per_day|orders at once", said):
                assert field.unit in (unit, units.HOURS), name


@pytest.mark.parametrize(("unit", "mark"), [pair for pair in PAIRS if pair[0]])
def test_the_own_unit_is_read(unit: str, mark: str) -> None:
    assert unit_of(mark) == unit
    for typed in (f"12 {mark}", f"12{mark}", f" 12\u00a0{mark} "):
        assert WholeNumberField(unit=unit).clean(typed) == 12
        assert AmountField(most=Decimal(99), money=False, unit=unit).clean(typed) == 12


@pytest.mark.parametrize("typed", ["€5", "5 €", "5 EUR", "5 h", "5 pages"])
def test_a_percentage_is_asked_for_without_it(typed: str) -> None:
    field = AmountField(most=Decimal(100), money=False, unit=units.PERCENT)

    with amounts_in("EUR"), pytest.raises(ValidationError, match="Enter a percentage, without “"):
        field.clean(typed)


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("percent", "5 %", "5"),
        ("percent", "5", "5"),
        ("percent", "€5", ""),
        ("percent", "5 EUR", ""),
        ("fixed", "€5", "5"),
        ("fixed", "5 %", ""),
        ("per_unit", "5%", ""),
        ("per_unit", "0.05 €", "0.05"),
    ],
)
def test_an_add_on_is_of_its_charge_type(kind: str, typed: str, stored: str) -> None:
    data = {"name": "Images", "kind": kind, "amount": typed, "offered": "on"}

    with amounts_in("EUR"):
        form = AddOnForm(data, known={}, section=SECTIONS["addons"])
        valid = form.is_valid()

    assert valid is bool(stored), form.errors
    assert (str(form.cleaned_data["amount"]) if valid else "") == stored
    assert valid or list(form.errors) == ["amount"]
