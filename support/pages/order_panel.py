"""Support on the order page: one's tickets about it, and the way to ask."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.http import urlencode

from orders.hooks.panels import Panel, Place
from orders.models import Order
from orders.rules.sides import Sides
from project.base.features import is_on
from project.base.viewer import Viewer
from support.models import Ticket

from .tickets import ticket_row, with_people

FLAG = "tickets"
#: Tickets that the panel prints.
MOST = 5


def tickets_flag() -> Exists:
    """Whether anybody asked about the order of the outer query."""
    return Exists(Ticket.objects.filter(agency_id=OuterRef("agency_id"), order_id=OuterRef("pk")))


class SupportPanel:
    """Registered in orders.hooks.panels."""

    place = Place.SIDE

    def prepare(self, viewer: Viewer, order: Order, sides: Sides, now: dt.datetime) -> Panel | None:
        """One query where there are tickets about the order, none otherwise."""
        known = order.facts.beside if order.facts else None
        rows = []
        if known is None or FLAG in known:
            found = with_people(Ticket.objects.visible_to(viewer).filter(order=order))
            rows = [ticket_row(ticket, now) for ticket in found.order_by("-touched_at", "-id")[:MOST]]
        new_url = ""
        if viewer.member_id and is_on(viewer.agency, "support"):
            new_url = f"{reverse('support:ticket_new')}?{urlencode({'order': order.number})}"
        if not rows and not new_url:
            return None
        return Panel("support/_order_panel.html", {"rows": rows, "new_url": new_url})
