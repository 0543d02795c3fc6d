"""A client keeps the writer of one of their orders as a favourite."""

from __future__ import annotations

import datetime as dt

from clients.actions.favourites import keep_writer
from clients.models import FavouriteWriter
from orders.models import Order
from orders.rules.favourites import can_favour
from project.base.errors import require
from project.base.viewer import Member


def add_favourite(*, actor: Member, order: Order, now: dt.datetime) -> FavouriteWriter:
    """Keep the writer of one of the actor's orders as a favourite. Keeping one again does nothing."""
    require(can_favour(actor, order))
    assert order.writer_id is not None  # can_favour has asked for it
    return keep_writer(actor=actor, writer_id=order.writer_id, now=now)
