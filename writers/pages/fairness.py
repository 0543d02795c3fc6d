"""The fairness report, prepared for its page and for a spreadsheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from agencies.models import Agency, Membership
from orders.states.offers import DeclineCode
from project.base import query
from project.base.csv_export import lines_of
from project.base.viewer import Viewer
from writers.querysets.fairness import COUNTS, Period, Share, offers_in, shares, writers_of

#: Days of the report when nobody asks for others, and at most.
USUAL, MOST = 90, 366
#: Writers that are read at once for a spreadsheet.
CHUNK = 200
#: Declines by reason; "" where none was stated.
CODES = (*DeclineCode.values, "")


@dataclass(frozen=True)
class FairnessRow:
    """One writer of the report. `share`: of all offers of the period, in percent; None without any."""

    person: Membership
    found: Share
    share: int | None

    @property
    def name(self) -> str:
        return self.person.public_name

    @property
    def declines(self) -> list[tuple[str, int]]:
        """Reasons in words, each with how often, where there are any."""
        return [(code_words(code), n) for code in CODES if (n := self.found.declined.get(code, 0))]


def code_words(code: str) -> str:
    return str(DeclineCode(code).label) if code else _("Not stated")


def asked_days(given: Mapping[str, Any], now: dt.datetime, agency: Agency) -> tuple[dt.date, dt.date]:
    """The first and last day that are asked for, in the agency's days; the last 90 where none are, or where
    they cannot be."""
    today = now.astimezone(agency.zone).date()
    last = min(_day(query.text(given, "to_day")) or today, today)
    first = _day(query.text(given, "from_day")) or last - dt.timedelta(days=USUAL - 1)
    if not 0 <= (last - first).days < MOST:
        first = last - dt.timedelta(days=USUAL - 1)
    return first, last


def period_of(first: dt.date, last: dt.date, agency: Agency) -> Period:
    """The days from `first` to `last`, both included, in the agency's zone."""
    start = dt.datetime.combine(first, dt.time(), agency.zone)
    end = dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), agency.zone)
    return Period(start.astimezone(dt.UTC), end.astimezone(dt.UTC))


def _day(text: str) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year < 2100 else None


def fairness_rows(agency: Agency, people: Sequence[Membership], period: Period) -> list[FairnessRow]:
    """These writers with their figures. Four queries, however many they are."""
    total = offers_in(agency, period).count()
    found = shares(agency, [person.pk for person in people], period)
    return [
        FairnessRow(person, found[person.pk], _share(found[person.pk].counts["offers"], total))
        for person in people
    ]


def _share(offers: int, total: int) -> int | None:
    return round(100 * offers / total) if total else None


def fairness_csv(viewer: Viewer, agency: Agency, period: Period) -> Iterator[str]:
    """The report of every writer, line by line."""
    weeks = [week.astimezone(agency.zone).date().isoformat() for week in period.weeks]
    head = [_("Writer"), *_count_words(), _("Share of offers in %")]
    head += [_("Declined: %(why)s") % {"why": code_words(code)} for code in CODES]
    head += [_("Orders held in the week from %(day)s") % {"day": week} for week in weeks]
    return lines_of(head, _csv_rows(viewer, agency, period))


def _csv_rows(viewer: Viewer, agency: Agency, period: Period) -> Iterator[list[Any]]:
    last: tuple[str, int] | None = None
    while people := list(_after(viewer, last)[:CHUNK]):
        last = (people[-1].public_name, people[-1].pk)
        for row in fairness_rows(agency, people, period):
            counts = [row.found.counts[name] for name in COUNTS]
            codes = [row.found.declined.get(code, 0) for code in CODES]
            yield [row.name, *counts, "" if row.share is None else row.share, *codes, *row.found.held]


def _after(viewer: Viewer, last: tuple[str, int] | None) -> Any:
    rows = writers_of(viewer)
    if last is None:
        return rows
    return rows.filter(Q(public_name__gt=last[0]) | Q(public_name=last[0], pk__gt=last[1]))


def _count_words() -> list[str]:
    return [_("Offers"), _("Accepted"), _("Declined"), _("Expired"), _("Withdrawn")]
