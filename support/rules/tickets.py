"""Who may do what with a ticket, and what is promised on it."""

from __future__ import annotations

import datetime as dt

from agencies.models import Agency
from agencies.rules.sla_clock import Goal, Policy, Reading, read_clock
from agencies.rules.sla_log import ClockEvent
from agencies.rules.working_hours import Calendar, calendar_of
from agencies.states.roles import is_staff
from agencies.states.sla import ClockState, Happening, Priority, Target
from project.base.viewer import LinkHolder, Member, System, Viewer
from support.models import Ticket, TicketEvent, TicketTimer
from support.states.inbound import MAIL_SENDER
from support.states.tickets import CHOOSING, HAPPENINGS

from .sla_policies import Terms, terms_of


def works_on_tickets(viewer: Viewer) -> bool:
    """Who has the queue: the desk."""
    return is_staff(viewer)


def is_requester(viewer: Viewer, ticket: Ticket) -> bool:
    """Whether the viewer is who asks."""
    if isinstance(viewer, LinkHolder):
        sender = ticket.sender
        return viewer.kind == MAIL_SENDER and sender is not None and sender.public_id == viewer.public_id
    return viewer.member_id == ticket.requester_id


def can_ask(viewer: Viewer, ticket: Ticket) -> bool:
    """Whoever opened it says more on it: from the page, or from the reply address that we mailed them."""
    return isinstance(viewer, Member | LinkHolder) and is_requester(viewer, ticket)


def can_handle(viewer: Viewer, ticket: Ticket) -> bool:
    """The desk, but nobody in a matter of their own."""
    return works_on_tickets(viewer) and not is_requester(viewer, ticket)


def can_solve(viewer: Viewer, ticket: Ticket) -> bool:
    """The desk, and whoever asked: the answer may have come to them by itself."""
    return can_handle(viewer, ticket) or can_ask(viewer, ticket)


def comes_with_another(viewer: Viewer, ticket: Ticket) -> bool:
    """Nobody does it by itself: it is what merging does to the ticket that another is merged into."""
    return False


def is_clock(viewer: Viewer, ticket: Ticket) -> bool:
    """Only the agency’s own clock."""
    return isinstance(viewer, System)


def _hours(number: float) -> Goal:
    return Goal(dt.timedelta(hours=number))


#: What is promised where no policy of the agency fits, in working hours; a critical matter counts around the
#: clock.
DEFAULTS: Policy = {
    (Priority.LOW, Target.FIRST_REPLY): _hours(16),
    (Priority.LOW, Target.NEXT_REPLY): _hours(24),
    (Priority.LOW, Target.RESOLUTION): _hours(80),
    (Priority.NORMAL, Target.FIRST_REPLY): _hours(8),
    (Priority.NORMAL, Target.NEXT_REPLY): _hours(16),
    (Priority.NORMAL, Target.RESOLUTION): _hours(40),
    (Priority.HIGH, Target.FIRST_REPLY): _hours(2),
    (Priority.HIGH, Target.NEXT_REPLY): _hours(4),
    (Priority.HIGH, Target.RESOLUTION): _hours(16),
    (Priority.CRITICAL, Target.FIRST_REPLY): Goal(dt.timedelta(minutes=30), working=False),
    (Priority.CRITICAL, Target.NEXT_REPLY): Goal(dt.timedelta(hours=1), working=False),
    (Priority.CRITICAL, Target.RESOLUTION): Goal(dt.timedelta(hours=8), working=False),
}


def hours_of(agency: Agency) -> Calendar | None:
    """By which hours working time is counted; None for an agency without any, where all time is."""
    try:
        return calendar_of(agency)
    except ValueError:
        return None


def calendar_name(agency: Agency) -> str:
    """By which hours timers are reckoned: they change with each version of the agency's week and holidays,
    and with its zone."""
    return f"{agency.calendar_version} {agency.timezone}"


def clock_events(events: list[TicketEvent]) -> list[ClockEvent]:
    """The events of one ticket, in order, in the words of the clock."""
    found = []
    for event in events:
        given = Priority(event.priority) if event.priority else None
        happenings = HAPPENINGS.get(event.verb, ())
        if event.verb == "open":
            found.append(ClockEvent(event.at, Happening.PRIORITY, Priority.NORMAL))
        if event.verb in CHOOSING:
            found.append(promised(terms_of(event.policy_id), event.at))
        found += [ClockEvent(event.at, happening, given) for happening in happenings]
    return found


def promised(terms: Terms | None, at: dt.datetime) -> ClockEvent:
    """From then on this is promised; without a policy, the defaults."""
    return ClockEvent(at, Happening.POLICY, policy=terms.goals if terms else DEFAULTS)


def policy_now(events: list[TicketEvent]) -> Terms | None:
    """The policy that was chosen last, by the events of a ticket in order."""
    chosen = [event.policy_id for event in events if event.verb in CHOOSING]
    return terms_of(chosen[-1]) if chosen else None


def readings_of(
    agency: Agency, events: list[TicketEvent], now: dt.datetime, *besides: ClockEvent
) -> dict[Target, Reading]:
    """How each target of a ticket stands, by its events in order; `besides`: as if this had happened, too."""
    return read_clock([*clock_events(events), *besides], DEFAULTS, hours_of(agency), now)


def shown_readings(
    ticket: Ticket, agency: Agency, events: list[TicketEvent], now: dt.datetime
) -> dict[Target, Reading]:
    """The same for whoever reads it: what ended stands as it was judged then, whatever hours the agency has
    by now. One query."""
    found, hours = readings_of(agency, events, now), calendar_name(agency)
    for row in TicketTimer.objects.filter(agency_id=agency.pk, ticket=ticket, ended_at__isnull=False):
        reading = found[Target(row.target)]
        if reading.ended == row.ended_at:
            state = ClockState(row.outcome)
            found[reading.target] = reading.as_judged(row.due_at, state, measured=row.calendar == hours)
    return found
