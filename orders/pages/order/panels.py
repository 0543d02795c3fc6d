"""What apps to the right show on the pages of an order."""

from __future__ import annotations

import datetime as dt

from orders.hooks.panels import Panel, Place, order_panels
from orders.models import Order
from orders.rules.sides import Sides
from project.base.viewer import Viewer


def panels_of(place: Place, viewer: Viewer, order: Order, sides: Sides, now: dt.datetime) -> list[Panel]:
    """The panels at `place` that have something to show to this viewer. Queries: those of each panel."""
    asked = (entry.prepare(viewer, order, sides, now) for entry in order_panels if entry.place is place)
    return [panel for panel in asked if panel is not None]
