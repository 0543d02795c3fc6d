"""The numbers of tickets."""

from __future__ import annotations

import datetime as dt

from agencies.actions.numbering import next_in_year
from agencies.models import Agency
from support.models import TicketCounter


def next_number(agency: Agency, now: dt.datetime) -> str:
    """The next ticket number of the agency, such as INK-H-2026-00003; the year is that of the agency's zone.

    Holds the counter's row lock until the transaction ends, so that numbers have neither gaps nor doubles.
    """
    year, last = next_in_year(TicketCounter, agency, now)
    return f"{agency.code}-H-{year}-{last:05d}"
