"""The public holidays of countries and their regions, to be proposed: which days an agency rests on it says
itself. They come with the package `holidays`, so nothing is asked of the network."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache

import holidays
from babel import Locale
from babel.core import get_global

from agencies.models import Agency
from agencies.models.working_hours import HOLIDAY_LIMIT

#: How far ahead they are proposed.
AHEAD = dt.timedelta(days=731)
ENGLISH = "en_US"


@lru_cache(maxsize=1)
def countries() -> Mapping[str, str]:
    """Code -> name of each country whose holidays are known, by name."""
    names = Locale("en").territories
    found = {code: names[code] for code in holidays.list_supported_countries() if code in names}
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


@lru_cache(maxsize=64)
def regions(country: str) -> Mapping[str, str]:
    """Code -> name of each region of a country that has holidays of its own; the code where no name is
    known."""
    names = holidays.country_holidays(country).get_subdivision_aliases()
    codes = holidays.list_supported_countries().get(country, [])
    found = {code: (names.get(code) or [code])[0] for code in codes}
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


def country_of(agency: Agency) -> str:
    """The country of the agency's time zone; "" where none, or none with known holidays, is."""
    country = str(get_global("zone_territories").get(agency.timezone, ""))
    return country if country in countries() else ""


def public_holidays(country: str, region: str, today: dt.date) -> list[tuple[dt.date, str]]:
    """The holidays of the coming two years, by day, each with its name. `country` and `region` are codes of
    `countries` and `regions`; without a region those of the whole country."""
    until = today + AHEAD
    years = range(today.year, until.year + 1)
    found = holidays.country_holidays(country, subdiv=region or None, years=years, language=_words(country))
    days = sorted((day, name) for day, name in found.items() if today <= day < until)
    return [(day, name.replace(" (estimated)", "")[:HOLIDAY_LIMIT]) for day, name in days]


def _words(country: str) -> str | None:
    """English where the package has it, else the country's own words."""
    known = holidays.list_localized_countries().get(country, [])
    return ENGLISH if ENGLISH in known else None
