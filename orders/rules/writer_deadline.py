"""By when a writer delivers: the writer's part of the time until the client's deadline, within the agency's
hours."""

from __future__ import annotations

import datetime as dt

from agencies.models import Agency
from agencies.rules.working_hours import calendar_of, into_hours


def writer_deadline(agency: Agency, start: dt.datetime, deadline: dt.datetime) -> dt.datetime:
    """The agency's share (80 % unless it says otherwise) of the time from `start` to the client's deadline,
    moved into the agency's hours (see `into_hours`): never before `start`, never after `deadline`."""
    span = (deadline - start).total_seconds() * float(agency.writer_span)
    return kept_in_hours(agency, start + dt.timedelta(seconds=round(span)), start=start, until=deadline)


def kept_in_hours(
    agency: Agency, moment: dt.datetime, *, start: dt.datetime, until: dt.datetime
) -> dt.datetime:
    """A writer's deadline at `moment` that nobody chose, moved into the agency's hours."""
    return into_hours(calendar_of(agency), moment, start=start, until=until)
