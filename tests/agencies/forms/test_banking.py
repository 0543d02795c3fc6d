"""IBAN and BIC as people type them."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from agencies.forms.banking import BicField, IbanField
from agencies.models import Letterhead
from billing.forms.invoices import InvoicingForm
from tests.helpers.cast import Cast

FILLED = {"name": "Inkwell", "address": "1 Quay", "payment_days": "14"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
        ("gb82west12345698765432", "GB82WEST12345698765432"),
        ("NO93 8601 1117 947", "NO9386011117947"),
        ("", ""),
    ],
)
def test_an_iban_is_kept_without_spaces(typed: str, kept: str) -> None:
    assert IbanField(required=False).clean(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["DE89 3704 0044 0532 0130 01", "DE89", "XX12345", "GB00 INKW", "DE89370400440532013000 1", "ДЕ89"],
)
def test_a_wrong_iban_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        IbanField(required=False).clean(typed)


@pytest.mark.parametrize(
    ("typed", "right"), [("COBADEFFXXX", True), ("cobadeff", True), ("COBA", False), ("1", False)]
)
def test_a_bic_has_its_shape(typed: str, right: bool) -> None:
    if right:
        assert BicField(required=False).clean(typed) == typed.upper()
    else:
        with pytest.raises(ValidationError):
            BicField(required=False).clean(typed)


def test_a_bic_alone_pays_nobody() -> None:
    form = InvoicingForm({**FILLED, "bic": "COBADEFFXXX"})

    assert list(form.errors) == ["iban"]


def test_without_a_choice_the_invoice_number_is_the_reference() -> None:
    form = InvoicingForm(FILLED)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["reference"] == "invoice"


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"iban": "gb82"}, {"iban": "", "bic": "COBADEFF"}, {"reference": "mine"}])
def test_the_database_says_no_too(cast: Cast, wrong: dict[str, str]) -> None:
    with pytest.raises(IntegrityError):
        Letterhead.objects.create(agency=cast.inkwell, name="X", address="Y", **wrong)
