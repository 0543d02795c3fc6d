"""By when a commission could be done, by whoever could take it: the answer to drafts.hooks.capacity.

It names nobody. Each writer's days are filled up in order: first the hours that they have in hand, then those
of the commission, in the half-days on which they work and are not away. The day on which that ends, and what
else is asked of every order (eligibility), gives a deadline for each writer; the first of them is the
earliest, and those who can do it by then, or by the deadline that is wished for, are free.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING

from agencies.models import Membership
from agencies.rules.working_hours import calendar_of, closing_from
from drafts.hooks import Room, Wanted
from orders.models import Order
from orders.rules.writer_deadline import writer_deadline
from writers.querysets.people import Facts, efforts_of, hours_of, people_facts

from . import half_days
from .eligibility import reasons_with
from .working_time import held_hours

if TYPE_CHECKING:
    from agencies.models import Agency

#: Writers who are looked at: beyond so many there is always somebody.
MOST_WRITERS = 300
#: How far ahead a deadline is looked for, in half-days.
HORIZON = 2 * 180
#: No more are told of: how many writers an agency has is its own business.
MOST_TOLD = 3
#: How many closings after the share of the time are tried: a writer's deadline may be moved back over days
#: on which the agency is closed.
MOST_CLOSINGS = 30


def earliest_deadline(*, agency: Agency, wanted: Wanted, now: dt.datetime) -> Room | None:
    """See the hook. Five queries, however many writers there are."""
    writers = Membership.objects.writers().filter(agency=agency).order_by("id")[:MOST_WRITERS]
    people = {person.pk: person for person in writers}
    facts, efforts = people_facts(agency, list(people), now), efforts_of(agency)
    hours = hours_of(wanted.quantity, wanted.service.unit, efforts.get(wanted.service.pk))
    ends = {}
    for pk, known in facts.items():
        end = _end(agency, known, held_hours(known, efforts), hours, now)
        if end and not reasons_with(people[pk], _order(agency, wanted, now, end), known, efforts, now):
            ends[pk] = end
    if not ends:
        return None
    earliest = min(ends.values())
    limit = wanted.deadline if wanted.deadline and wanted.deadline >= earliest else earliest
    return Room(earliest, min(MOST_TOLD, sum(end <= limit for end in ends.values())))


def _end(agency: Agency, facts: Facts, held: Decimal, hours: Decimal, now: dt.datetime) -> dt.datetime | None:
    """The client's deadline by which this writer is done; None beyond the horizon."""
    capacity = facts.capacity
    if capacity.max_hours is not None and held + hours > capacity.max_hours:
        return None
    needed = max(1, ceil(2 * (held + hours) / capacity.hours_per_day))
    start = half_days.half_of(now, facts.zone) + 1
    half = _nth_free(range(start, start + HORIZON), facts, calendar_of(agency).holidays, needed)
    if half is None:
        return None
    done = dt.datetime.combine(half_days.day_of(half + 1), dt.time(12 * ((half + 1) % 2)), tzinfo=facts.zone)
    done = max(done, now + dt.timedelta(days=capacity.buffer_days))
    return _closing(agency, now + (done - now) / float(agency.writer_span), done, now)


def _nth_free(days: range, facts: Facts, holidays: Collection[dt.date], n: int) -> int | None:
    """The half-day in which the n-th one of this writer's working time ends."""
    off, week = frozenset(holidays), frozenset(facts.capacity.working_days)
    absent = {
        half for first, last in facts.away for half in range(max(first, days.start), min(last, days.stop))
    }
    for half in days:
        day = half_days.day_of(half)
        if half not in absent and day.weekday() in week and day not in off:
            n -= 1
            if n == 0:
                return half
    return None


def _closing(agency: Agency, moment: dt.datetime, done: dt.datetime, now: dt.datetime) -> dt.datetime | None:
    """The first closing of the agency from `moment` on with which the writer's deadline is not before they
    are `done`; None when none is near."""
    calendar = calendar_of(agency)
    for _day in range(MOST_CLOSINGS):
        moment = closing_from(calendar, moment)
        if writer_deadline(agency, now, moment) >= done:
            return moment.astimezone(agency.zone)
        moment += dt.timedelta(minutes=1)
    return None


def _order(agency: Agency, wanted: Wanted, now: dt.datetime, end: dt.datetime) -> Order:
    """The order that the commission would be, never stored."""
    return Order(
        agency=agency,
        account_id=wanted.account_id,
        requested_by_id=wanted.asker_id,
        service=wanted.service,
        subject_id=wanted.subject_id,
        quantity=wanted.quantity,
        locale=wanted.locale,
        source_locale=wanted.source_locale,
        client_deadline=end,
        writer_deadline=writer_deadline(agency, now, end),
    )
