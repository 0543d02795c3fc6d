"""Fetching a ticket in the viewer's scope: what is not visible does not exist."""

from __future__ import annotations

from project.base.errors import NotVisible
from project.base.viewer import Viewer
from support.models import Ticket


def ticket_or_404(viewer: Viewer, number: str) -> Ticket:
    """The ticket of that number if the viewer may see it. One query."""
    rows = Ticket.objects.visible_to(viewer).select_related("requester", "assignee", "follows", "order")
    ticket = rows.filter(number=number).first()
    if ticket is None:
        raise NotVisible()
    ticket.agency = viewer.agency
    return ticket
