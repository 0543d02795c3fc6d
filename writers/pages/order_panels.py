"""What the desk reads on the page of an order: who had it although something spoke against them, and who is
asked one after the other. Neither the client nor a writer reads a word of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from orders.hooks.panels import Panel, Place
from orders.models import Order
from orders.rules.sides import Sides
from orders.states.orders import GIVABLE, RESUMABLE
from project.base import formatting
from project.base.viewer import Viewer
from writers.models import EligibilityOverride, PoolEntry, WaitingPlace
from writers.states.assignment import PlaceState
from writers.states.capacity import label_of

#: Rows that a panel prints.
MOST = 20
TONES = {PlaceState.WAITING: "neutral", PlaceState.ASKED: "info", PlaceState.PASSED: "warn"}


def flags() -> dict[str, Callable[[], Exists]]:
    """What an order's page asks along with the order; see orders.hooks.beside."""
    return {
        "overrides": lambda: Exists(_of_order(EligibilityOverride)),
        "waiting_places": lambda: Exists(_of_order(WaitingPlace)),
        "pool": lambda: Exists(_of_order(PoolEntry).filter(ended_at=None)),
    }


def _of_order(model: Any) -> QuerySet[Any]:
    return model.objects.filter(agency_id=OuterRef("agency_id"), order_id=OuterRef("pk"))


def is_missing(order: Order, name: str) -> bool:
    """Whether the query that fetched the order has found none of these."""
    known = order.facts.beside if order.facts else None
    return known is not None and name not in known


class OverridesPanel:
    """Exceptions: each with who made it, for whom, the codes that it passed over, and why."""

    place = Place.SIDE

    def prepare(self, viewer: Viewer, order: Order, sides: Sides, now: dt.datetime) -> Panel | None:
        """One query for the desk where there are any, none otherwise."""
        if not sides.desk or is_missing(order, "overrides"):
            return None
        rows = EligibilityOverride.objects.visible_to(viewer).filter(order=order)
        found = list(rows.select_related("member", "event__actor").order_by("-id")[:MOST])
        lines = [_override(row) for row in found]
        return Panel("writers/assignment/_overrides.html", {"lines": lines}) if lines else None


def _override(row: EligibilityOverride) -> dict[str, Any]:
    actor = row.event.actor
    return {
        "name": row.member.public_name,
        "by": actor.public_name if actor else "",
        "at": row.event.at,
        "codes": [label_of(code) for code in row.codes],
        "reason": row.reason,
    }


class WaitingListPanel:
    """The waiting list of an order that has no writer yet."""

    place = Place.SIDE

    def prepare(self, viewer: Viewer, order: Order, sides: Sides, now: dt.datetime) -> Panel | None:
        """One query for the desk while there is a list and no writer, none otherwise."""
        if not sides.desk or order.writer_id or order.state not in (*GIVABLE, *RESUMABLE):
            return None
        if is_missing(order, "waiting_places"):
            return None
        lines = place_lines(waiting_places(viewer, order), order.currency)
        url = reverse("writers:waiting_list", args=[order.number])
        return Panel("writers/assignment/_places.html", {"lines": lines, "url": url}) if lines else None


def waiting_places(viewer: Viewer, order: Order) -> list[WaitingPlace]:
    """The last places of the order's lists, in their order. One query."""
    rows = WaitingPlace.objects.visible_to(viewer).filter(order=order).select_related("writer")
    return list(rows.order_by("-position", "-id")[:MOST])[::-1]


def place_lines(places: list[WaitingPlace], currency: str) -> list[dict[str, Any]]:
    """Places prepared for printing."""
    return [
        {
            "name": place.writer.public_name,
            "state": str(PlaceState(place.state).label),
            "tone": TONES.get(PlaceState(place.state), "neutral"),
            "fee": formatting.money(place.fee, currency),
            "against": [label_of(code) for code in place.against],
        }
        for place in places
    ]
