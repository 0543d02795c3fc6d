"""A currency beside a number: the own one is read, another one refused, wherever amounts are typed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import assume, given
from hypothesis import strategies as st

from catalog.forms.price_rows import NumberField
from project.base.currencies import amounts_in, is_mark_of
from project.base.fields import AmountField, WholeNumberField
from project.base.money import LARGEST, format_money

#: A currency, and how it may be written beside an amount.
OWN = {
    "EUR": ["€", "EUR", "eur", "Euro", "euros", "ευρώ"],
    "USD": ["$", "US$", "USD", "＄", "dollars", "dólares"],
    "GBP": ["£", "GBP", "￡", "pounds"],
    "CAD": ["$", "CA$", "CAD", "C$"],
    "INR": ["₹", "Rs.", "rupees"],
    "TRY": ["₺", "TL"],
    "RUB": ["₽", "руб.", "рублей"],
    "UAH": ["₴", "грн"],
    "SAR": ["SAR", "ر.س.\u200f"],
    "CHF": ["CHF", "Fr.", "SFr."],
    "SEK": ["kr", "SEK"],
    "PLN": ["zł", "PLN"],
    "ZAR": ["R", "ZAR"],
}
CODES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=3, max_size=3)
SIGNS = st.characters(categories=["Sc"])
NUMBERS = st.decimals(min_value=0, max_value=9_999, places=2).map(str)


def rate(*, money: bool = True) -> NumberField:
    return NumberField(least=Decimal(0), most=LARGEST, places=4, money=money)


def code(field: forms.Field, typed: str) -> str:
    """The code of the refusal."""
    with pytest.raises(ValidationError) as refusal:
        field.clean(typed)
    return str(refusal.value.error_list[0].code)


@pytest.mark.parametrize(("currency", "mark"), [(key, mark) for key, marks in OWN.items() for mark in marks])
def test_the_own_currency_is_read(currency: str, mark: str) -> None:
    with amounts_in(currency):
        for typed in (f"{mark}12.50", f"12.50 {mark}", f"{mark} 12,50"):
            assert str(AmountField(most=LARGEST).clean(typed)) == "12.50"
            assert str(rate().clean(typed)) == "12.50"


@pytest.mark.parametrize(
    ("currency", "typed"),
    [
        ("USD", "€5"),
        ("USD", "5 €"),
        ("EUR", "5 USD"),
        ("EUR", "US$ 5"),
        ("EUR", "$5"),
        ("GBP", "1 234,50\u00a0€"),
        ("USD", "CA$5"),
        ("EUR", "5 kr"),
        ("EUR", "€5 USD"),
        ("EUR", "\u200e£5"),
    ],
)
def test_another_currency_is_refused_with_the_own_one(currency: str, typed: str) -> None:
    for field in (AmountField(most=LARGEST), rate()):
        with amounts_in(currency), pytest.raises(ValidationError) as refusal:
            field.clean(typed)
        assert f"Enter the amount in {currency}, without “" in str(refusal.value.messages)


def test_a_number_that_is_no_money_takes_no_currency() -> None:
    fields = [AmountField(most=LARGEST, money=False), rate(money=False), WholeNumberField()]
    with amounts_in("EUR"):
        assert [code(field, "€5") for field in fields] == ["invalid"] * 3
        assert [field.clean("5") for field in fields] == [5, 5, 5]


@given(mark=st.one_of(CODES, SIGNS), number=NUMBERS, after=st.booleans(), currency=st.sampled_from([*OWN]))
def test_no_other_mark_is_taken_by_its_number(mark: str, number: str, after: bool, currency: str) -> None:
    assume(not is_mark_of(mark, currency))
    typed = f"{number} {mark}" if after else f"{mark}{number}"
    with amounts_in(currency), pytest.raises(ValidationError):
        AmountField(most=LARGEST, signed=True).clean(typed)


@given(number=st.decimals(min_value=0, max_value=9_999_999, places=2), currency=st.sampled_from([*OWN]))
def test_what_the_page_prints_is_read(number: Decimal, currency: str) -> None:
    with amounts_in(currency):
        printed = format_money(number, currency, "en_GB")
        assert AmountField(most=LARGEST).clean(printed) == number


@pytest.mark.parametrize("word", ["pages", "uro", "hello", "Wörter", "ges"])
def test_a_word_that_is_no_currency_is_not_called_one(word: str) -> None:
    with amounts_in("EUR"), pytest.raises(ValidationError) as refusal:
        AmountField(most=LARGEST).clean(f"12 {word}")
    assert (word == "pages") is ("without “pages”" in str(refusal.value.messages))


def test_where_nobody_says_the_currency_any_is_read() -> None:
    assert AmountField(most=LARGEST).clean("5 USD") == 5
