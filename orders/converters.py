"""Parts of addresses."""

from __future__ import annotations


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
