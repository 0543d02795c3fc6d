"""The changes of price books in words: for the preview of a version, and
for the history of those that were made."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog.models.catalog import AddOnKind, Unit
from catalog.pricing.words import rate_words
from project.base import formatting

FIELDS = {
    "name": gettext_lazy("Name"),
    "description": gettext_lazy("Description"),
    "position": gettext_lazy("Position"),
    "unit": gettext_lazy("Unit"),
    "rate": gettext_lazy("Rate"),
    "minimum_quantity": gettext_lazy("Minimum"),
    "maximum_quantity": gettext_lazy("Maximum"),
    "multiplier": gettext_lazy("Multiplier"),
    "within_hours": gettext_lazy("Deadline within"),
    "kind": gettext_lazy("Charge type"),
    "amount": gettext_lazy("Amount"),
    "from_pieces": gettext_lazy("From"),
    "percent": gettext_lazy("Off"),
    "minimum_charge": gettext_lazy("Minimum charge"),
    "preferred_surcharge": gettext_lazy("Surcharge for a preferred writer"),
    "tax_rate": gettext_lazy("Tax"),
    "tax_label": gettext_lazy("Tax name"),
    "prices_include_tax": gettext_lazy("Prices include tax"),
}
CHOICES: dict[str, Any] = {"unit": Unit, "kind": AddOnKind}


def told(changes: Iterable[Any], currency: str) -> list[dict[str, Any]]:
    """Changes for printing, one entry for each thing: name, what happened
    to its offer, and its fields old -> new.

    `changes` have key, name, field, old and new, those of one thing next to each other.
    """
    return [_thing(list(group), currency) for _key, group in groupby(changes, key=lambda change: change.key)]


def _thing(group: list[Any], currency: str) -> dict[str, Any]:
    fields = {change.field: change for change in group}
    offered = fields.pop("offered", None)
    is_new = "name" in fields and not fields["name"].old
    verdict = "" if offered is None else "new" if is_new else "back" if offered.new else "archived"
    return {
        "name": group[0].name,
        "verdict": verdict,
        "verdict_words": {"new": _("New"), "back": _("Restored"), "archived": _("Archived"), "": ""}[verdict],
        "fields": [
            {
                "label": FIELDS[name],
                "old": value_words(name, change.old, currency),
                "new": value_words(name, change.new, currency),
            }
            for name, change in fields.items()
            if name in FIELDS and not (is_new and name in ("name", "position"))
        ],
    }


def value_words(field: str, text: str, currency: str) -> str:
    """A kept value as people read it: "€0.24", "× 1.4", "72 hours"; "" stays "",
    but for a tick.    Text that is no number stays as it is."""
    if field in CHOICES and text in CHOICES[field].values:
        return str(CHOICES[field](text).label)
    if field == "prices_include_tax":
        return _("Yes") if text else _("No")
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if field in ("rate", "minimum_charge"):
        return rate_words(number, currency)
    if field == "multiplier":
        return f"× {text}"
    if field in ("preferred_surcharge", "tax_rate", "percent"):
        return f"{text}%"
    if field == "within_hours":
        return ngettext("%(n)s hour", "%(n)s hours", int(number)) % {"n": text}
    if field == "from_pieces":
        return ngettext("%(n)s piece", "%(n)s pieces", int(number)) % {"n": text}
    return formatting.whole(int(number)) if field in ("minimum_quantity", "maximum_quantity") else text
