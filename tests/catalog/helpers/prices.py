"""What tests of the catalog need: rows as a manager would type them, and forms filled from a page."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from catalog.actions import price_versions
from catalog.models import PriceBook
from catalog.pricing import sections
from catalog.pricing.offering import Offering, current_offering
from catalog.pricing.sections import SECTIONS, Row
from project.base.viewer import Member
from tests.helpers.cast import START

INPUT = re.compile(r"<(?:input|select|option)\b[^>]*>")


def current(member: Member) -> PriceBook:
    return PriceBook.objects.standing().filter(agency=member.agency)[0]


def offering(member: Member) -> Offering:
    """What the member's next request sees on offer."""
    member.agency.refresh_from_db()
    return current_offering(member.agency)


def stored(member: Member, part: str) -> list[Row]:
    """The rows of a part as they are stored."""
    return sections.rows_of(SECTIONS[part], current(member))


def changed(member: Member, part: str, key: str, **values: Any) -> list[Row]:
    """The stored rows with other values in one of them."""
    return [{**row, **values} if row["key"] == key else row for row in stored(member, part)]


def save(member: Member, part: str, rows: list[Row], base: int | None = None, **options: Any) -> PriceBook:
    """Make the next version, from the current one unless `base` says otherwise."""
    begun = current(member).version if base is None else base
    return price_versions.save_section(
        actor=member, section=SECTIONS[part], rows=rows, base=begun, **{"now": START, **options}
    )


def change(member: Member, part: str, key: str, **values: Any) -> PriceBook:
    return save(member, part, changed(member, part, key, **values))


def fields(page: str) -> dict[str, str]:
    """What a browser would send of the page's main form: every field with its value, ticks that are set."""
    form = page.split("<main", 1)[1]
    sent: dict[str, str] = {}
    select = ""
    for tag in INPUT.findall(form):
        attributes = {name: unescape(value) for name, value in re.findall(r'([a-z]+)="([^"]*)"', tag)}
        if tag.startswith("<select"):
            select = attributes["name"]
        elif tag.startswith("<option"):
            if " selected" in tag or select not in sent:
                sent[select] = attributes.get("value", "")
        elif attributes.get("type") != "checkbox":
            sent[attributes.get("name", "")] = attributes.get("value", "")
        elif " checked" in tag:
            sent[attributes.get("name", "")] = attributes.get("value", "on")
    sent.pop("", None)
    return sent


def field_of(sent: dict[str, str], key: str, name: str) -> str:
    """The name of a field in the row of a thing."""
    (prefix,) = [
        field.removesuffix("-key") for field, value in sent.items() if field.endswith("-key") and value == key
    ]
    return f"{prefix}-{name}"
