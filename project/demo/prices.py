"""How the price lists of the demo came about: new prices, a slip that is taken back, fewer languages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from decimal import Decimal

from catalog.actions import price_versions
from catalog.models import Part, PriceBook
from catalog.pricing import sections
from catalog.pricing.sections import SECTIONS, Row
from project.base.viewer import Member

DAY = dt.timedelta(days=1)


def revise(manager: Member, begun: dt.datetime) -> None:
    """Play the versions in the first days after `begun`, before anything is ordered."""
    report: Row = {
        "key": "",
        "name": "Annual report",
        "description": "Letter to the reader, chapters and captions, in step with your designers.",
        "position": 6,
        "offered": True,
        "unit": "page",
        "rate": Decimal("190.00"),
        "minimum_quantity": 8,
        "maximum_quantity": 120,
    }
    book = _current(manager)
    services = sections.rows_of(SECTIONS[Part.SERVICES], book)
    dearer = [{**row, "rate": Decimal("0.58")} for row in services if row["key"] == "speech"]
    _save(manager, Part.SERVICES, [*dearer, report], begun + 6 * DAY)

    (general,) = sections.rows_of(SECTIONS[Part.GENERAL], _current(manager))
    slip = _save(manager, Part.GENERAL, [{**general, "minimum_charge": Decimal("600.00")}], begun + 20 * DAY)
    price_versions.take_back(actor=manager, book=slip, now=begun + 20 * DAY + dt.timedelta(minutes=4))


def speak(manager: Member, codes: Collection[str], now: dt.datetime) -> None:
    """Offer these languages alone; what is written in another keeps it."""
    rows = sections.rows_of(SECTIONS[Part.LANGUAGES], _current(manager))
    _save(manager, Part.LANGUAGES, [{**row, "offered": row["key"] in codes} for row in rows], now)


def include_tax(manager: Member, now: dt.datetime) -> None:
    """Enter and show every price with its tax from now on."""
    (general,) = sections.rows_of(SECTIONS[Part.GENERAL], _current(manager))
    _save(manager, Part.GENERAL, [{**general, "prices_include_tax": True}], now)


def _current(manager: Member) -> PriceBook:
    return PriceBook.objects.visible_to(manager).standing()[0]


def _save(manager: Member, part: Part, rows: list[Row], now: dt.datetime) -> PriceBook:
    base = _current(manager).version
    return price_versions.save_section(actor=manager, section=SECTIONS[part], rows=rows, base=base, now=now)
