"""The lock that verbs take of an order or a revision which may be delivered: first comes what the clock
should have done by then, so that a verb is judged by the same state that its reader was shown."""

from __future__ import annotations

import datetime as dt

from orders.models import Order, RevisionRequest
from project.base.errors import NotVisible
from project.base.locks import locked
from project.base.viewer import Viewer

from .acceptance import settle_review


def locked_order(actor: Viewer, order: Order, now: dt.datetime) -> Order:
    """The order afresh under its lock, completed if its review window has ended, as the sweep would. Within
    an open transaction: a verb that is refused takes the completion back with it, and the sweep notes it.
    Raises NotVisible for a stranger."""
    stored = locked(actor, order)
    settle_review(stored, now)
    return stored


def locked_revision(actor: Viewer, revision: RevisionRequest, now: dt.datetime) -> RevisionRequest:
    """The request afresh, with its order (`.order`) as locked_order gives it: that lock guards all of its
    revisions. Within an open transaction. Raises NotVisible for a stranger."""
    order = locked_order(actor, revision.order, now)
    stored = order.revisions.filter(pk=revision.pk).first()
    if stored is None:
        raise NotVisible()
    stored.order = order
    return stored
