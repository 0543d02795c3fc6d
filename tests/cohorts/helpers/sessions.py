"""Sessions for tests, made through the actions that people use."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cohorts.actions.sessions import add_session
from cohorts.models import Cohort, Session
from project.base.viewer import Member
from tests.helpers.cast import START
from tests.helpers.factories import DAY, HOUR

#: Ten days after the stories begin.
LATER = START + 10 * DAY


def said(starts: dt.datetime = LATER, **facts: Any) -> dict[str, Any]:
    """What a session consists of: an hour with five seats, to be booked until the day before."""
    return {
        "title": "Writing clinic",
        "group": None,
        "place": "Room 4",
        "link": "",
        "starts_at": starts,
        "ends_at": starts + HOUR,
        "closes_at": starts - DAY,
        "seats": 5,
        **facts,
    }


def session_of(
    cohort: Cohort, actor: Member, starts: dt.datetime = LATER, now: dt.datetime = START, **facts: Any
) -> Session:
    return add_session(actor=actor, cohort=cohort, fields=said(starts, **facts), now=now)
