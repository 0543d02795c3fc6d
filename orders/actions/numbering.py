"""The numbers of orders."""

from __future__ import annotations

import datetime as dt

from agencies.actions.numbering import next_in_year
from agencies.models import Agency
from orders.models import ImportCounter, OrderCounter, TrialCounter
from orders.states.numbers import IMPORTED, TRIAL


def next_number(agency: Agency, now: dt.datetime) -> str:
    """The next order number of the agency, such as INK-2026-00042; the year is that of the agency's zone.

    Holds the counter's row lock until the transaction ends, so that numbers have neither gaps nor doubles.
    """
    year, last = next_in_year(OrderCounter, agency, now)
    return f"{agency.code}-{year}-{last:05d}"


def next_trial_number(agency: Agency, now: dt.datetime) -> str:
    """The same of trial orders, such as INK-T-2026-00003: they take no number from those that count."""
    year, last = next_in_year(TrialCounter, agency, now)
    return f"{agency.code}-{TRIAL}-{year}-{last:05d}"


def next_import_numbers(agency: Agency, count: int, now: dt.datetime) -> list[str]:
    """The same of so many imported orders, such as INK-I-2026-00007, at once."""
    year, last = next_in_year(ImportCounter, agency, now, count)
    return [f"{agency.code}-{IMPORTED}-{year}-{number:05d}" for number in range(last - count + 1, last + 1)]
