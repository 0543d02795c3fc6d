"""What the row of a price list from another program says: columns, and how each is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.hooks.imports import ImportField, ImportRecord, RowFault
from agencies.rules.import_records import read_values
from agencies.rules.imports import Customs, alike
from catalog.models import PriceBook
from catalog.models.catalog import AddOnKind, Unit
from catalog.models.price_versions import Part
from catalog.pricing.drafted_prices import by_name
from catalog.pricing.sections import (
    LEAST_FACTOR,
    LEAST_HOURS,
    LEAST_OFF,
    LEAST_PIECES,
    LEAST_RATE,
    MOST_FACTOR,
    MOST_HOURS,
    MOST_OFF,
    MOST_PERCENT,
    MOST_PIECES,
    MOST_QUANTITY,
    MOST_RATE,
    MOST_THINGS,
    NAME_LENGTH,
    SECTIONS,
    TEXT_LENGTH,
    Row,
    rows_of,
)
from project.base.fields import LineField

FIELDS = (
    ImportField(
        "id",
        gettext_lazy("Number"),
        ("Item code", "Product code", "SKU", "Code", "ID", "Record ID", "No.", "Artikelnummer"),
        help=gettext_lazy("As in the other program. A row with the same number is not imported twice."),
    ),
    ImportField(
        "part",
        gettext_lazy("Section"),
        ("Part", "Type", "Category", "Art", "Tipo"),
        help=gettext_lazy(
            "“Service”, “Add-on”, “Quality”, “Urgency” or “Volume”. Without it, each row is a service."
        ),
    ),
    ImportField(
        "name",
        gettext_lazy("Name"),
        ("Item name", "Product", "Product name", "Service", "Service name", "Title", "Bezeichnung", "Nombre"),
        required=True,
    ),
    ImportField(
        "description",
        gettext_lazy("Description"),
        ("Sales description", "Details", "Beschreibung", "Descripción"),
    ),
    ImportField(
        "unit",
        gettext_lazy("Unit"),
        ("Per", "Unit of measure", "Einheit", "Unité", "Unidad"),
        help=gettext_lazy("“Word”, “Page”, “Hour” or “Item”. Without it, a service is priced by the item."),
    ),
    ImportField(
        "price",
        gettext_lazy("Price"),
        ("Rate", "Unit price", "Sales unit price", "Amount", "Preis", "Prix", "Precio"),
        help=gettext_lazy(
            "Without tax. Of an add-on, its amount or percentage. Of a volume tier, the percentage off."
        ),
    ),
    ImportField(
        "charge",
        gettext_lazy("Charge type"),
        ("Charge", "Pricing", "Price type"),
        help=gettext_lazy("Of an add-on: “Fixed”, “Per unit” or “Percentage”. Without it, a fixed amount."),
    ),
    ImportField("multiplier", gettext_lazy("Multiplier"), ("Factor", "Faktor", "Facteur")),
    ImportField(
        "hours",
        gettext_lazy("Deadline within (hours)"),
        ("Within hours", "Hours", "Turnaround hours", "Stunden"),
    ),
    ImportField("least", gettext_lazy("Minimum"), ("Minimum quantity", "Min", "Mindestmenge")),
    ImportField("most", gettext_lazy("Maximum"), ("Maximum quantity", "Max", "Höchstmenge")),
)
PARTS: Mapping[str, Sequence[str]] = {
    Part.SERVICES: ("", "service", "services", "product", "leistung", "servicio"),
    Part.ADDONS: ("add-on", "addon", "add-ons", "addons", "extra", "option"),
    Part.QUALITIES: ("quality", "quality tier", "tier", "qualität", "calidad"),
    Part.URGENCIES: ("urgency", "urgency tier", "express", "rush", "eile"),
    Part.VOLUMES: ("volume", "volume tier", "quantity discount", "mengenrabatt", "staffel"),
}
UNITS: Mapping[str, Sequence[str]] = {
    Unit.ITEM: ("", "item", "items", "piece", "each", "stück", "unit"),
    Unit.WORD: ("word", "words", "wort", "wörter", "mot", "palabra"),
    Unit.PAGE: ("page", "pages", "seite", "seiten", "página"),
    Unit.HOUR: ("hour", "hours", "h", "stunde", "stunden", "heure", "hora"),
}
CHARGES: Mapping[str, Sequence[str]] = {
    AddOnKind.FIXED: ("", "fixed", "flat", "fest"),
    AddOnKind.PER_UNIT: ("per unit", "per_unit", "unit", "je einheit"),
    AddOnKind.PERCENT: ("percent", "percentage", "%", "prozent"),
}
_NAME = LineField(max_length=NAME_LENGTH, printed=True)
_DESCRIPTION = LineField(max_length=TEXT_LENGTH, required=False)


def read_thing(record: ImportRecord, customs: Customs) -> tuple[dict[str, Any], list[RowFault]]:
    """The columns of a drafted thing, and what is wrong with its row."""
    parts, faults = read_values(record, {"part": lambda text: _one_of(text, PARTS)})
    if faults:
        return {}, faults
    part = parts["part"]
    facts, faults = read_values(record, {**_WORDS, **_readers(part, record, customs)})
    if faults:
        return {}, faults
    columns = {"part": part} | {_COLUMNS.get(name, name): value for name, value in facts.items()}
    if part == Part.SERVICES and columns["maximum_quantity"] < columns["minimum_quantity"]:
        words = _("Enter a number no lower than the minimum.")
        return columns, [RowFault(record.number, "most", words)]
    return columns, []


_WORDS: Mapping[str, Callable[[str], Any]] = {"name": _NAME.clean, "description": _DESCRIPTION.clean}
_COLUMNS = {
    "price": "amount",
    "charge": "kind",
    "hours": "within_hours",
    "least": "minimum_quantity",
    "most": "maximum_quantity",
}


def _readers(part: str, record: ImportRecord, customs: Customs) -> dict[str, Callable[[str], Any]]:
    def number(least: Decimal, most: Decimal, places: int = 4) -> Callable[[str], Decimal]:
        return lambda text: _within(customs.number(_needed(text), places=places), least, most)

    def whole(least: int, most: int, otherwise: int | None = None) -> Callable[[str], int]:
        return lambda text: _whole(text, customs, least, most, otherwise)

    percent = _one_of_or_none(record.values.get("charge", ""), CHARGES) == AddOnKind.PERCENT
    readers: dict[str, dict[str, Callable[[str], Any]]] = {
        Part.SERVICES.value: {
            "unit": lambda text: _one_of(text, UNITS),
            "price": number(LEAST_RATE, MOST_RATE),
            "least": whole(1, MOST_QUANTITY, 1),
            "most": whole(1, MOST_QUANTITY, 100_000),
        },
        Part.ADDONS.value: {
            "charge": lambda text: _one_of(text, CHARGES),
            "price": number(Decimal(0), MOST_PERCENT if percent else MOST_RATE),
        },
        Part.QUALITIES.value: {"multiplier": number(LEAST_FACTOR, MOST_FACTOR, 3)},
        Part.URGENCIES.value: {
            "multiplier": number(LEAST_FACTOR, MOST_FACTOR, 3),
            "hours": whole(LEAST_HOURS, MOST_HOURS),
        },
        Part.VOLUMES.value: {
            "price": number(LEAST_OFF, MOST_OFF, 2),
            "least": whole(LEAST_PIECES, MOST_PIECES),
        },
    }
    return readers[part]


def faults_beside(
    things: Sequence[tuple[ImportRecord, Mapping[str, Any]]], book: PriceBook
) -> list[RowFault]:
    """What is wrong with sound rows as seen together, and beside the price list that stands: a name twice, a
    unit that would change, hours of another tier, more than fit. Two queries for each part."""
    found: list[RowFault] = []
    for part, section in SECTIONS.items():
        mine = [(record, facts) for record, facts in things if facts["part"] == part]
        if mine:
            found += _faults_of_part(mine, rows_of(section, book))
    return found


#: Of tiers: the number that no two of a part share, and the field of a row that says it.
_STEPS = {Part.URGENCIES: ("within_hours", "hours"), Part.VOLUMES: ("from_pieces", "least")}
_SAME = {
    "hours": gettext_lazy("Another tier has the same number of hours."),
    "least": gettext_lazy("Another tier has the same number of pieces."),
}


def _faults_of_part(
    things: Sequence[tuple[ImportRecord, Mapping[str, Any]]], before: list[Row]
) -> list[RowFault]:
    known = by_name(before)
    names: dict[str, int] = {}
    mine = {alike(facts["name"]) for _record, facts in things}
    step, column = _STEPS.get(things[0][1]["part"], ("", ""))
    steps = Counter(
        row[step] for name, row in known.items() if step and row["offered"] and row[step] and name not in mine
    )
    found = []
    room = MOST_THINGS - len(before)
    for record, facts in things:
        name = alike(facts["name"])
        stored = known.get(name)
        room -= 0 if stored or name in names else 1
        steps[facts.get(_COLUMNS.get(column, ""))] += 1
        if name in names:
            words = _("Row %(row)s has the same name.") % {"row": names[name]}
            found.append(RowFault(record.number, "name", words))
        elif stored and facts.get("unit", "") != stored.get("unit", ""):
            found.append(RowFault(record.number, "unit", _("The unit of this service can’t be changed.")))
        elif step and steps[facts[_COLUMNS[column]]] > 1:
            found.append(RowFault(record.number, column, str(_SAME[column])))
        elif room < 0:
            words = _("A list can have at most %(most)s entries.") % {"most": MOST_THINGS}
            found.append(RowFault(record.number, "", words))
        names.setdefault(name, record.number)
    return found


def _one_of_or_none(text: str, words: Mapping[str, Sequence[str]]) -> str | None:
    return next((key for key, said in words.items() if alike(text) in said), None)


def _one_of(text: str, words: Mapping[str, Sequence[str]]) -> str:
    if (found := _one_of_or_none(text, words)) is not None:
        return found
    choices = ", ".join(f"“{said[1]}”" for said in words.values() if len(said) > 1)
    raise ValueError(_("Enter one of: %(choices)s.") % {"choices": choices})


def _needed(text: str) -> str:
    if not text.strip():
        raise ValueError(_("Enter a value."))
    return text


def _within(number: Decimal, least: Decimal, most: Decimal) -> Decimal:
    if not least <= number <= most:
        words = _("Enter a number between %(least)s and %(most)s.")
        raise ValueError(words % {"least": f"{least:,}", "most": f"{most:,}"})
    return number


def _whole(text: str, customs: Customs, least: int, most: int, otherwise: int | None) -> int:
    if not text.strip() and otherwise is not None:
        return otherwise
    number = customs.number(_needed(text), places=0)
    return int(_within(number, Decimal(least), Decimal(most)))
