"""A ticket as the API shows it."""

from __future__ import annotations

from typing import Any

from project.base.api.fields import moment_text
from project.base.api.resource import Resource
from support.models import Ticket
from support.pages.ticket_sorting import tag_names
from support.rules.ticket_ratings import rating_of, reads_rating
from support.rules.ticket_times import asleep_until, judged
from support.rules.tickets import works_on_tickets

#: What is read along with a ticket.
BESIDE = ("requester", "sender", "assignee", "order", "follows", "merged_into", "snooze", "rating")


class TicketRows(Resource):
    """What answers with tickets."""

    def shown(self, thing: Ticket) -> dict[str, Any]:
        judged(thing, self.now)
        return {
            "number": thing.number,
            "subject": thing.subject,
            "state": thing.state,
            "priority": thing.priority,
            "requester": person(thing.requester),
            "sender": thing.sender.address if thing.sender else None,
            "assignee": person(thing.assignee),
            "order": thing.order.number if thing.order else None,
            "follows": thing.follows.number if thing.follows else None,
            "merged_into": thing.merged_into.number if thing.merged_into else None,
            "tags": tag_names(thing) if works_on_tickets(self.viewer) else [],
            "snoozed_until": self._snoozed(thing),
            "rating": self._rating(thing),
            "due_at": moment_text(thing.due),
            "opened_at": moment_text(thing.opened_at),
            "touched_at": moment_text(thing.touched_at),
            "solved_at": moment_text(thing.solved_at),
            "closed_at": moment_text(thing.closed_at),
        }

    def _rating(self, thing: Ticket) -> dict[str, Any] | None:
        rating = rating_of(thing)
        if rating is None or not reads_rating(self.viewer, thing):
            return None
        return {
            "verdict": rating.verdict,
            "words": rating.words,
            "given_at": moment_text(rating.given_at),
            "changed_at": moment_text(rating.changed_at),
        }

    def _snoozed(self, thing: Ticket) -> str | None:
        return moment_text(asleep_until(thing, self.now)) if works_on_tickets(self.viewer) else None


def person(member: Any) -> dict[str, Any] | None:
    """Somebody of a ticket."""
    return {"id": member.public_id, "name": member.public_name} if member else None
