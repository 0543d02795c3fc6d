"""How long a quote took, and whom it waited for: its own events in the words of the SLA clock.

Nothing is promised on quotes, so the reading is due at no time that anybody is held to: it says how long the
request was with the agency, until the client accepted, and how long it waited for the client.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from agencies.models import Agency
from agencies.rules.sla_clock import Goal, Reading, read_clock
from agencies.rules.sla_log import ClockEvent
from agencies.states.sla import Happening, Priority, Target
from quotes.models import QuoteEvent

from .tickets import hours_of

#: What begins it: the client asks. A quote that the desk began by itself kept nobody waiting.
ASKED = ("ask", "ask_again")
#: What the clock makes of an event, by its verb; of the others it is not told.
HAPPENINGS = {
    "ask": Happening.OPENED,
    "ask_again": Happening.OPENED,
    "send": Happening.WAITING,
    "ask_change": Happening.RESUMED,
    "rework": Happening.RESUMED,
    "accept": Happening.SOLVED,
    "order_in_name": Happening.SOLVED,
    "decline": Happening.ENDED,
    "expire": Happening.ENDED,
    "withdraw": Happening.ENDED,
    "call_back": Happening.ENDED,
}
#: A goal that no quote reaches: the clock measures by it.
MEASURE = {(Priority.NORMAL, Target.RESOLUTION): Goal(dt.timedelta(days=36_500))}


def read_quote(agency: Agency, events: Iterable[QuoteEvent], now: dt.datetime) -> Reading | None:
    """The clock of a quote since it was asked for the last time, by its events, oldest first; None where it
    was not asked for. Time is working time, where the agency has any."""
    log: list[ClockEvent] = []
    for event in events:
        if event.verb in ASKED:
            log = []
        if event.verb in HAPPENINGS and (log or event.verb in ASKED):
            log.append(ClockEvent(event.at, HAPPENINGS[event.verb]))
    return read_clock(log, MEASURE, hours_of(agency), now)[Target.RESOLUTION] if log else None
