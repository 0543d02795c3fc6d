"""Money is rounded, read and printed in one way everywhere."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project.base.money import CENT, LARGEST, cents, format_money, parse_amount

AMOUNTS = st.decimals(min_value=-1_000_000, max_value=1_000_000, places=6)


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [
        ("0.005", "0.01"),
        ("0.015", "0.02"),
        ("0.025", "0.03"),
        ("1.005", "1.01"),
        ("2.675", "2.68"),
        ("0.0049999", "0.00"),
        ("0.994", "0.99"),
        ("0.995", "1.00"),
        ("99.995", "100.00"),
        ("-0.005", "-0.01"),
        ("-0.015", "-0.02"),
        ("-1.0149", "-1.01"),
        ("7", "7.00"),
        ("1E+2", "100.00"),
        ("99999999.99", "99999999.99"),
    ],
)
def test_half_a_cent_goes_away_from_zero(exact: str, rounded: str) -> None:
    assert str(cents(Decimal(exact))) == rounded


@pytest.mark.parametrize("nothing", ["-0", "-0.00", "-0.004", "-0.00000001", "0", "0.004"])
def test_zero_never_has_a_sign(nothing: str) -> None:
    assert str(cents(Decimal(nothing))) == "0.00"
    assert not cents(Decimal(nothing)).is_signed()


@given(AMOUNTS)
def test_rounding_moves_by_half_a_cent_at_most_and_only_once(amount: Decimal) -> None:
    rounded = cents(amount)
    assert rounded.as_tuple().exponent == -2
    assert abs(rounded - amount) <= CENT / 2
    assert cents(rounded) == rounded
    assert cents(-amount) == -rounded


@given(AMOUNTS, AMOUNTS)
def test_rounding_keeps_the_order(one: Decimal, other: Decimal) -> None:
    low, high = sorted([one, other])
    assert cents(low) <= cents(high)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("12", "12"),
        ("12.5", "12.5"),
        ("12.50", "12.50"),
        (" 12.50 ", "12.50"),
        ("\t12\n", "12"),
        ("0", "0"),
        ("0.00", "0.00"),
        ("007", "7"),
        ("99999999.99", "99999999.99"),
    ],
)
def test_amounts_that_can_be_read(typed: str, amount: str) -> None:
    read = parse_amount(typed)
    assert read == Decimal(amount)
    assert 0 <= read <= LARGEST


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "1_0",
        "-0.00",
        "-1",
        "+1",
        "1e3",
        "1E3",
        "NaN",
        "sNaN",
        "Infinity",
        "inf",
        "١٢",
        "１２",
        "²",
        "1.234",
        "1.",
        ".5",
        ".",
        "1,5",
        "1,000",
        "1 000",
        "1\n2",
        "12.50 €",
        "€12",
        "0x10",
        "1.2.3",
        "123456789",
        "100000000.00",
        "9" * 5000,
    ],
)
def test_everything_else_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="not an amount of money"):
        parse_amount(typed)


@given(st.text(max_size=12))
def test_whatever_is_typed_is_an_amount_in_whole_cents_or_refused(typed: str) -> None:
    try:
        amount = parse_amount(typed)
    except ValueError:
        return
    assert 0 <= amount <= LARGEST
    assert amount == cents(amount)
    assert not amount.is_signed()


@given(st.integers(0, int(LARGEST * 100)).map(lambda count: count * CENT))
def test_a_stored_amount_is_read_back_as_itself(amount: Decimal) -> None:
    assert parse_amount(str(amount)) == amount


@pytest.mark.parametrize(
    ("amount", "currency", "locale", "printed"),
    [
        ("1234.5", "EUR", "en", "€1,234.50"),
        ("0", "EUR", "en", "€0.00"),
        ("0.01", "USD", "en", "$0.01"),
        ("-9.5", "EUR", "en", "-€9.50"),
        ("99999999.99", "GBP", "en", "£99,999,999.99"),
        ("1234.5", "EUR", "de", "1.234,50\u00a0€"),
    ],
)
def test_printed_as_people_read_it(amount: str, currency: str, locale: str, printed: str) -> None:
    assert format_money(Decimal(amount), currency, locale) == printed


def test_printed_in_english_unless_told() -> None:
    assert format_money(Decimal("1234.50"), "EUR") == "€1,234.50"
