"""The way from the page of a trial order to where it is deleted."""

from __future__ import annotations

import datetime as dt

from agencies.rules.marks import handles_marks
from orders.hooks.panels import Panel, Place
from orders.models import Order
from orders.rules.sides import Sides
from orders.states.numbers import is_trial_number
from project.base.viewer import Viewer


class TrialPanel:
    """What a trial order is, for those who may delete it. Asks no query."""

    place = Place.SIDE

    def prepare(self, viewer: Viewer, order: Order, sides: Sides, now: dt.datetime) -> Panel | None:
        if not is_trial_number(order.number) or not handles_marks(viewer):
            return None
        return Panel("quotes/_trial_panel.html", {})
