"""The numbers of quotes."""

from __future__ import annotations

import datetime as dt

from agencies.actions.numbering import next_in_year
from agencies.models import Agency
from quotes.models import QuoteCounter


def next_quote_number(agency: Agency, now: dt.datetime) -> str:
    """The next quote number of the agency, such as INK-Q-2026-00007; counted apart from orders."""
    year, last = next_in_year(QuoteCounter, agency, now)
    return f"{agency.code}-Q-{year}-{last:05d}"
