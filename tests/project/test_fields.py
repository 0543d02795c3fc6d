"""Form fields: what they take, what they refuse, and that nothing
refused can break the database behind them."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from project.base.fields import AmountField, BodyField, FilesField, LineField, MomentField, WholeNumberField
from project.base.money import LARGEST, format_money

NUL, ZERO_WIDTH, SURROGATE = "a\x00b", "\u200b\u200d\ufeff", "a\ud800b"


def refused(field: forms.Field, typed: Any) -> str:
    """The code of the refusal."""
    with pytest.raises(ValidationError) as refusal:
        field.clean(typed)
    return str(refusal.value.error_list[0].code)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("  two   words ", "two words"),
        ("a\tb", "a b"),
        ("a\nb", "a b"),
        ("Zoë ‘quoted’ 字", "Zoë ‘quoted’ 字"),
        ("\u202egnp.exe", "gnp.exe"),
        ("👩‍👩‍👧", "👩‍👩‍👧"),
        ("a\x00b", "a b"),
        ("a\x0bb\x0cc\x85d\u2028e", "a b c d e"),
        ("a\x1b\x93b", "a b"),
        ("", ""),
    ],
)
def test_a_line(typed: str, wanted: str) -> None:
    assert LineField(required=False).clean(typed) == wanted


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (SURROGATE, "forbidden"),
        ("a\uffffb", "forbidden"),
        (ZERO_WIDTH, "blank"),
        ("\u0301", "blank"),
    ],
)
def test_a_line_that_is_refused(typed: str, code: str) -> None:
    assert refused(LineField(required=False), typed) == code


def test_a_line_has_its_length() -> None:
    assert LineField(max_length=3).clean("abc") == "abc"
    assert refused(LineField(max_length=3), "abcd") == "max_length"
    assert refused(LineField(), "") == "required"
    assert refused(LineField(), "   ") == "required"


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("\n\n a \n\n", "a"),
        ("a\n\n\nb", "a\n\n\nb"),
        (ZERO_WIDTH, ""),
        ("", ""),
        ("Our history\x0bSince 1902", "Our history\nSince 1902"),
        ("a\x0cb\x85c\u2028d\u2029e", "a\nb\nc\nd\ne"),
        ("a\x00b\x07c\x7fd\x93e", "a b c d e"),
        ("co\x1eop, hy\x1fphen", "co-op, hyphen"),
    ],
)
def test_a_body(typed: str, wanted: str) -> None:
    assert BodyField(required=False).clean(typed) == wanted


def test_a_body_that_is_refused() -> None:
    assert refused(BodyField(required=False), SURROGATE) == "forbidden"
    assert refused(BodyField(max_length=2), "abc") == "max_length"


def test_a_character_that_is_refused_is_named_with_its_line() -> None:
    with pytest.raises(ValidationError) as refusal:
        BodyField().clean("One\r\nTwo\x0bThree \uffff")

    assert refusal.value.messages == ["Line 3 has a character that can’t be stored (U+FFFF). Remove it."]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("1", 1),
        (" 600 ", 600),
        ("12,000", 12_000),
        ("1 000 000", 1_000_000),
        ("007", 7),
        ("1.234", 1_234),
        ("1\u202f234", 1_234),
        ("12’000", 12_000),
        ("١٢", 12),
        ("१२,०००", 12_000),
        ("1,23,456", 123_456),
        ("", None),
        ("  ", None),
    ],
)
def test_a_whole_number(typed: str, wanted: int | None) -> None:
    assert WholeNumberField(required=False).clean(typed) == wanted


@pytest.mark.parametrize(
    "typed",
    [
        "1_0",
        "-1",
        "+1",
        "1.0",
        "1e3",
        "0.123",
        "1.2,3",
        "²",
        "0x10",
        "1,00",
        "12,34,56",
        "1,234,56",
        "1\n2",
        "9" * 10,
        "9" * 5000,
    ],
)
def test_a_whole_number_is_digits(typed: str) -> None:
    assert refused(WholeNumberField(), typed) == "invalid"


@pytest.mark.parametrize("typed", ["0", "1000001", "999999999"])
def test_a_whole_number_in_range(typed: str) -> None:
    assert refused(WholeNumberField(), typed) == "range"


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("0", "0"),
        ("12", "12"),
        ("12.5", "12.5"),
        ("500.00", "500.00"),
        (" 3.10 ", "3.10"),
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("12,50", "12.50"),
        ("€12.50", "12.50"),
        ("1\u202f234,50\u00a0€", "1234.50"),
        ("CHF 1’234.50", "1234.50"),
        ("US$0.90", "0.90"),
        ("\u200f١٬٢٣٤٫٥٠\u00a0£", "1234.50"),
        ("２５．５", "25.5"),
        ("12.50 EUR", "12.50"),
        ("1,234,567", "1234567"),
        ("1.234.567,8", "1234567.8"),
        ("1,23,456.00", "123456.00"),
        ("₹12,34,567.89", "1234567.89"),
        ("12,–", "12"),
        ("12.- CHF", "12"),
    ],
)
def test_an_amount(typed: str, wanted: str) -> None:
    assert AmountField(most=LARGEST).clean(typed) == Decimal(wanted)


@pytest.mark.parametrize("language", ["en", "en-gb", "de", "de-ch", "fr", "ar-eg", "fa", "sv", "pl", "ja"])
@pytest.mark.parametrize("amount", ["0.00", "7.05", "120.50", "1234.50", "98765432.10"])
def test_what_a_page_prints_is_taken_back(language: str, amount: str) -> None:
    printed = format_money(Decimal(amount), "EUR", language.replace("-", "_"))

    assert AmountField(most=LARGEST).clean(printed) == Decimal(amount)


@pytest.mark.parametrize("typed", ["1.234", "1,234", "€999.000", "١٬٢٣٤"])
def test_an_amount_of_two_readings_is_refused_with_both(typed: str) -> None:
    with pytest.raises(ValidationError, match=r"can mean \d+ or \d+\.\d+\. Enter it without") as refusal:
        AmountField(most=LARGEST).clean(typed)
    assert refusal.value.code == "ambiguous"


@pytest.mark.parametrize(
    "typed",
    ["-1", "+1", "1e2", "NaN", "Infinity", "sNaN", "1.2345", "1,50,1", "1_0", ".5", "5.", "12 34", "²", NUL],
)
def test_an_amount_that_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        AmountField(most=Decimal(500)).clean(typed)


def test_an_amount_has_a_most() -> None:
    assert refused(AmountField(most=Decimal(500)), "500.01") == "range"


@pytest.mark.parametrize("typed", ["2026-07-01T09:30", "2026-07-01T09:30:00", "2026-07-01 09:30"])
@pytest.mark.parametrize(("zone", "hour"), [("Europe/London", 8), ("America/New_York", 13), ("UTC", 9)])
def test_a_moment_is_meant_in_the_readers_zone(typed: str, zone: str, hour: int) -> None:
    with timezone.override(zone):
        moment = MomentField().clean(typed)

    assert moment == dt.datetime(2026, 7, 1, hour, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "typed",
    [
        "9999-12-31T23:59",
        "0001-01-01T00:00",
        "1999-12-31T23:59",
        "2100-01-01T00:00",
        "-2026-01-01T00:00",
        "20260-01-01T00:00",
        "tomorrow",
        "2026-13-01T00:00",
        "2026-02-30T00:00",
        "2026-02-28T24:00",
        "2026-02-",
        "２０２６-02-28T10:00",
    ],
)
def test_a_moment_that_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        MomentField().clean(typed)


@pytest.mark.parametrize(
    ("zone", "typed"),
    [
        ("Europe/London", "2026-03-29T01:30"),  # skipped: 01:00 becomes 02:00
        ("Europe/London", "2026-10-25T01:30"),  # happens twice
        ("America/New_York", "2026-03-08T02:30"),
        ("Australia/Lord_Howe", "2026-10-04T02:15"),  # half an hour is skipped
    ],
)
def test_a_moment_that_the_clocks_skip_or_repeat(zone: str, typed: str) -> None:
    with timezone.override(zoneinfo.ZoneInfo(zone)), pytest.raises(ValidationError):
        MomentField().clean(typed)
    with timezone.override("UTC"):
        assert MomentField().clean(typed)


@pytest.mark.parametrize("offset", ["+23:59", "-23:59", "+00:00", "Z"])
def test_a_typed_offset_is_kept_as_the_same_moment_in_utc(offset: str) -> None:
    """The database reads no offset of sixteen hours and more."""
    moment = MomentField().clean(f"2026-06-01T12:00{offset}")

    assert moment == dt.datetime.fromisoformat(f"2026-06-01T12:00{offset}")
    assert moment.utcoffset() == dt.timedelta(0)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
@pytest.mark.parametrize("typed", ["2000-01-01T00:00", "2099-12-31T23:59"])
def test_the_edges_of_the_range_never_overflow(zone: str, typed: str) -> None:
    """14 hours east and 11 hours west of UTC: one of the two is out of range there, neither is an error."""
    with timezone.override(zone):
        try:
            moment = MomentField().clean(typed)
        except ValidationError:
            moment = None

    assert moment is None or dt.datetime(2000, 1, 1, tzinfo=dt.UTC) <= moment < dt.datetime(
        2100, 1, 1, tzinfo=dt.UTC
    )


def test_files_are_a_list() -> None:
    assert FilesField(required=False).clean(None) == []
    assert FilesField(required=False).clean(["a", "b"]) == ["a", "b"]
    assert refused(FilesField(), []) == "required"
