"""Units that people write beside a number, such as “5 %” or “500 words”."""

from __future__ import annotations

import unicodedata

PERCENT, WORDS, PAGES, HOURS = "percent", "words", "pages", "hours"
MINUTES, DAYS, YEARS, ITEMS = "minutes", "days", "years", "items"
#: How each is written, in small letters and without a closing point.
_WRITTEN = {
    PERCENT: ("%", "٪", "percent", "pct", "prozent"),
    WORDS: ("word", "words", "wds"),
    PAGES: ("page", "pages", "pp", "pgs"),
    HOURS: ("h", "hr", "hrs", "hour", "hours"),
    MINUTES: ("min", "mins", "minute", "minutes"),
    DAYS: ("d", "day", "days"),
    YEARS: ("yr", "yrs", "year", "years"),
    ITEMS: ("item", "items", "pcs", "piece", "pieces"),
}
_UNITS = {written: unit for unit, all_written in _WRITTEN.items() for written in all_written}
#: The unit of a service, as the catalog has it.
OF_SERVICE = {"word": WORDS, "page": PAGES, "hour": HOURS, "item": ITEMS}


def unit_of(mark: str) -> str:
    """The unit that this is written for; "" for something else."""
    return _UNITS.get(unicodedata.normalize("NFKC", mark).casefold().rstrip("."), "")
