"""Who puts orders into the pool, who works with what is in it, and what can be taken."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from agencies.rules.agencies import is_writer
from agencies.states.roles import is_staff
from orders.hooks.eligibility import Reason, eligibility
from orders.rules.offers import can_assign
from orders.rules.orders import is_on_account
from orders.states.orders import GIVABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orders.models import Order
    from project.base.viewer import Member, Viewer
    from writers.models import PoolEntry

#: How long a client's preferred writer may be given alone, at most.
MOST_HOURS = 336


def reads_pool(viewer: Viewer) -> bool:
    """Whether the desk's list of the pool is the viewer's business."""
    return is_staff(viewer)


def takes_from_pool(viewer: Viewer) -> bool:
    """Writers look into the pool."""
    return is_writer(viewer)


def can_put_into_pool(viewer: Viewer, order: Order) -> bool:
    """Whoever gives work out, puts it into the pool and takes it out; nobody on the client's side of it."""
    return can_assign(viewer, order) and not is_on_account(viewer, order)


def is_live(entry: PoolEntry) -> bool:
    """Whether the (locked) entry's order is still in the pool and waits for a writer."""
    return entry.ended_at is None and entry.order.state in GIVABLE


def is_open_to(entry: PoolEntry, member_id: int, now: dt.datetime) -> bool:
    """Whether this member may see it at all at `now`: while the preferred writer is asked, only they may."""
    return alone_until(entry, now) is None or entry.order.preferred_writer_id == member_id


def alone_until(entry: PoolEntry, now: dt.datetime) -> dt.datetime | None:
    """Until when only the preferred writer is asked; None once that time is over."""
    until: dt.datetime | None = entry.preferred_until
    return until if until and until > now else None


def fitting(viewer: Member, entries: Sequence[PoolEntry], now: dt.datetime) -> list[PoolEntry]:
    """Those entries against whose orders nothing speaks for the viewer. Four queries, none without any."""
    orders = [entry.order for entry in entries]
    against = eligibility().explain_all(people=[viewer.membership], orders=orders, now=now)
    return [entry for entry in entries if not against[viewer.member_id, entry.order_id]]


def against(viewer: Member, order: Order, now: dt.datetime) -> list[Reason]:
    """Everything that speaks against the viewer's taking this order of the pool."""
    return eligibility().explain(writer=viewer.membership, order=order, now=now)
