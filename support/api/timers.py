"""`/api/v1/support/sla-timers/`: how the targets of tickets stand, and why. To read only."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from agencies.rules.sla_clock import Reading
from agencies.states.sla import ClockState, Target
from project.base.api import fields
from project.base.api.bodies import Query
from project.base.api.endpoint import MEMBERS, endpoint
from project.base.api.fields import moment_text
from project.base.api.resource import Resource
from support.models import Ticket
from support.rules.tickets import shown_readings
from support.views.fetching import ticket_or_404

from .ticket_shapes import TimersOut


class TimerFilters(Query):
    ticket = fields.TicketNo(help_text="Of which ticket.")


class TimerViewSet(Resource):
    """Timers of a ticket."""

    @endpoint(MEMBERS, TimersOut, query=TimerFilters, refusals=(404,))
    def list(self, request: Any) -> Response:
        """Read the clocks of a ticket that you may see, those of targets that are owed or were."""
        ticket = ticket_or_404(self.viewer, self.asked["ticket"])
        events = list(ticket.events.order_by("pk"))
        found = shown_readings(ticket, self.viewer.agency, events, self.now)
        rows = [_timer(ticket, found[target]) for target in Target if found[target].state != ClockState.IDLE]
        return Response({"results": rows})


def _timer(ticket: Ticket, reading: Reading) -> dict[str, Any]:
    goal = reading.goal
    return {
        "ticket": ticket.number,
        "target": reading.target,
        "state": reading.state,
        "due_at": moment_text(reading.due),
        "goal_seconds": int(goal.time.total_seconds()) if goal else 0,
        "elapsed_seconds": int(reading.elapsed.total_seconds()) if reading.measured else None,
        "paused_seconds": int(reading.paused.total_seconds()) if reading.measured else None,
        "working_time": bool(goal and goal.working),
        "why": [
            {"start": moment_text(span.start), "end": moment_text(span.end), "why": span.why}
            for span in reading.why
        ],
    }
