"""Parts of addresses."""

from __future__ import annotations

from django.urls import register_converter


class OrderNumber:
    """An order number such as INK-2026-00042, upper case."""

    regex = "[A-Z]{2,6}-[0-9]{4}-[0-9]{5,8}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class PublicId:
    """A random public id (project.base.ids)."""

    regex = "[2-9a-z]{10}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class QuoteNumber:
    """A quote number such as INK-Q-2026-00007, upper case."""

    regex = "[A-Z]{2,6}-Q-[0-9]{4}-[0-9]{5,8}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class QuoteToken:
    """What a signed link of a quote ends with (quotes/rules/quote_links.py)."""

    regex = r"[2-9a-z]{10}\.[2-9a-z]{10}~[A-Za-z0-9_-]{20,60}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def register_converters() -> None:
    """Called once, in ready() of the project, before any urls.py is read."""
    for converter, name in (
        (OrderNumber, "order_number"),
        (PublicId, "public_id"),
        (QuoteNumber, "quote_number"),
        (QuoteToken, "quote_token"),
    ):
        register_converter(converter, name)
