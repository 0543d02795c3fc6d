"""What goes into the sorting of tickets."""

from __future__ import annotations

from project.base.api import fields
from project.base.api.bodies import Body
from support.models.ticket_sorting import TAG_LIMIT


class TicketTags(Body):
    """All tags of a ticket, up to 10; in small letters."""

    tags = fields.Items(child=fields.Text(max_length=TAG_LIMIT), max_length=10)

    example = {"tags": ["invoice", "address"]}


class TicketSnoozing(Body):
    """Until when, within the next 90 days."""

    until = fields.Moment()

    example = {"until": "2026-03-09T09:00:00Z"}
