"""Fields of bodies and queries: strict about the type that JSON names, and exact in the schema.

Limits are given at each field, for the schema; what a value may be is said by the form that checks it
(`bodies.bound`).
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError as Refused
from django.core.files.uploadedfile import UploadedFile
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from project.base import clock
from project.base.converters import OrderNumber, PublicId, QuoteNumber, TicketNumber
from project.base.money import parse_amount
from project.base.text import clean_body, clean_line

WRONG = {
    "text": _("Enter a text."),
    "whole": _("Enter a whole number."),
    "flag": _("Enter true or false."),
    "moment": _("Enter a date and time with its offset, such as 2026-03-02T09:00:00Z."),
    "day": _("Enter a date, such as 2026-03-02."),
    "money": _("Enter an amount as text, such as “120.00”."),
    "list": _("Enter a list."),
    "file": _("Send a file."),
}
#: Of what has no bound of its own, such as bytes and seconds: JSON carries it exactly.
MOST = 10**15


class Text(serializers.CharField):
    """One line of text, or `lines` of it, cleaned as forms clean it."""

    def __init__(self, *, lines: bool = False, **options: Any) -> None:
        options.setdefault("allow_blank", not options.get("required", True))
        super().__init__(trim_whitespace=False, **options)
        self.lines = lines

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            raise serializers.ValidationError(WRONG["text"])
        try:
            return clean_body(data) if self.lines else clean_line(data)
        except Refused as refused:
            raise serializers.ValidationError(refused.messages) from None

    def run_validation(self, data: Any = serializers.empty) -> Any:
        if isinstance(data, str) and not data.strip() and not self.allow_blank:
            self.fail("blank")
        return super(serializers.CharField, self).run_validation(data)


class Key(serializers.RegexField):
    """An id, number or key in one of our alphabets."""

    def __init__(self, regex: str, **options: Any) -> None:
        super().__init__(rf"\A(?:{regex})\Z", **options)
        self.pattern = f"^(?:{regex})$"

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            raise serializers.ValidationError(WRONG["text"])
        return data


class Id(Key):
    """A `public_id`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(PublicId.regex, **options)


class Number(Key):
    """The number of an order."""

    def __init__(self, **options: Any) -> None:
        super().__init__(OrderNumber.regex, **options)


class QuoteNo(Key):
    """The number of a quote."""

    def __init__(self, **options: Any) -> None:
        super().__init__(QuoteNumber.regex, **options)


class TicketNo(Key):
    """The number of a ticket."""

    def __init__(self, **options: Any) -> None:
        super().__init__(TicketNumber.regex, **options)


class Slug(Key):
    """The key of something of the catalog."""

    def __init__(self, **options: Any) -> None:
        super().__init__(r"[a-z0-9][a-z0-9_-]{0,59}", **options)


class Whole(serializers.IntegerField):
    """A whole number from `least` to `most`."""

    def __init__(self, *, least: int = 0, most: int = 1_000_000, **options: Any) -> None:
        super().__init__(min_value=least, max_value=most, **options)

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not isinstance(data, int):
            raise serializers.ValidationError(WRONG["whole"])
        return data


class Flag(serializers.BooleanField):
    """true or false."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            raise serializers.ValidationError(WRONG["flag"])
        return data


class Choice(serializers.ChoiceField):
    """One of a closed set of words."""

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            raise serializers.ValidationError(WRONG["text"])
        return super().to_internal_value(data)


_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]{1,6})?)?"
    r"([Zz]|[+-][0-9]{2}:[0-9]{2})\Z"
)


class Moment(serializers.DateTimeField):
    """A moment with its offset, from 2000 to 2099; in UTC when it goes out."""

    def to_internal_value(self, value: Any) -> dt.datetime:
        if not isinstance(value, str) or not _MOMENT.match(value):
            raise serializers.ValidationError(WRONG["moment"])
        try:
            found = parse_datetime(value.upper())
            moment = found.astimezone(dt.UTC) if found else None
        except (ValueError, OverflowError):
            moment = None
        if moment is None:
            raise serializers.ValidationError(WRONG["moment"])
        if not clock.within_range(moment):
            raise serializers.ValidationError(_("Choose a date between 2000 and 2099."))
        return moment


class Day(serializers.DateField):
    """A date, from 2000 to 2099."""

    def to_internal_value(self, value: Any) -> dt.date:
        try:
            if not isinstance(value, str) or not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
                raise ValueError(value)
            day = dt.date.fromisoformat(value)
        except ValueError:
            raise serializers.ValidationError(WRONG["day"]) from None
        if not clock.EARLIEST.date() <= day < clock.LATEST.date():
            raise serializers.ValidationError(_("Choose a date between 2000 and 2099."))
        return day


class Money(serializers.CharField):
    """An amount as text with at most two decimals; goes out with exactly two. `signed` ones may have a
    minus."""

    def __init__(self, *, signed: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.signed = signed
        self.pattern = r"^-?[0-9]{1,8}(\.[0-9]{1,2})?$" if signed else r"^[0-9]{1,8}(\.[0-9]{1,2})?$"

    def to_internal_value(self, data: Any) -> Decimal:
        if not isinstance(data, str):
            raise serializers.ValidationError(WRONG["money"])
        minus = self.signed and data.startswith("-")
        try:
            amount = parse_amount(data[1:] if minus else data)
        except ValueError:
            raise serializers.ValidationError(WRONG["money"]) from None
        return -amount if minus else amount


class Precise(Key):
    """A number as text with at most `places` decimals, without a sign unless it is `signed`: a rate, a
    multiplier, a percentage."""

    def __init__(self, *, places: int = 4, signed: bool = False, **options: Any) -> None:
        sign = "-?" if signed else ""
        super().__init__(rf"{sign}[0-9]{{1,14}}(\.[0-9]{{1,{places}}})?", **options)
        self.error_messages["invalid"] = _("Enter a number as text, such as “1.5”.")


class Upload(serializers.Field):
    """A file of a multipart form. What it holds is judged where it is stored."""

    def to_internal_value(self, data: Any) -> UploadedFile:
        if not isinstance(data, UploadedFile):
            raise serializers.ValidationError(WRONG["file"])
        return data


class Items(serializers.ListField):
    """A list of at most `max_length` values of one kind."""

    def __init__(self, *, child: serializers.Field, max_length: int = 200, **options: Any) -> None:
        super().__init__(child=child, max_length=max_length, **options)

    def to_internal_value(self, data: Any) -> list[Any]:
        if not isinstance(data, list):
            raise serializers.ValidationError(WRONG["list"])
        return super().to_internal_value(data)


def moment_text(moment: dt.datetime | None) -> str | None:
    """A stored moment as the API writes it: UTC, to the second."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def money_text(amount: Decimal | None) -> str | None:
    """A stored amount as the API writes it: two decimals, no exponent."""
    return f"{amount:.2f}" if amount is not None else None


def number_text(number: Decimal | None) -> str | None:
    """A stored number as the API writes it where it is no amount of money: no trailing zeros, no exponent."""
    return f"{number.normalize():f}" if number is not None else None
