"""The writer's open ask for more time, as the writer and the desk read it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from orders.models import Order
from orders.rules.extensions import open_ask
from orders.rules.sides import Sides


@dataclass(frozen=True)
class Extension:
    """Who asks, for what and why; `turn` says who answers it, `mine` that it is the reader."""

    title: str
    turn: str
    mine: bool
    deadline: dt.datetime
    wanted: dt.datetime
    asked_at: dt.datetime
    reason: str


def extension_of(order: Order, sides: Sides) -> Extension | None:
    """The ask for the two sides that it is between; None for everybody else, and when nobody asks."""
    if not (sides.desk or sides.writer):
        return None
    ask = open_ask(order)
    if ask is None:
        return None
    own = ask.asked_by_id == sides.member_id
    who = order.writer.public_name if order.writer else ""
    return Extension(
        title=_("You have requested an extension")
        if own
        else _("%(writer)s has requested an extension") % {"writer": who},
        turn=_("Waiting for the agency’s answer.") if own else _("Your turn: grant or decline it."),
        mine=not own,
        deadline=ask.deadline,
        wanted=ask.wanted,
        asked_at=ask.asked_at,
        reason=ask.reason,
    )
