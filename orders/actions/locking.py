"""The lock that verbs take of an order that may be delivered or offered, or of a revision: first comes what
the clock should have done by then, so that a verb is judged by the same state that its reader was shown."""

from __future__ import annotations

import datetime as dt

from django.db.models import F

from orders.models import Order, RevisionRequest
from orders.states.orders import State
from orders.states.revision_choices import ChangeState
from project.base.errors import NotVisible
from project.base.locks import locked
from project.base.viewer import System, Viewer

from .acceptance import settle_review
from .offer_steps import expire_due


def locked_order(actor: Viewer, order: Order, now: dt.datetime) -> Order:
    """The order afresh under its lock, completed if its review window has ended, and without the offers
    whose time is over, as the sweep would. Within an open transaction: a verb that is refused takes that back
    with it, and the sweep notes it. Raises NotVisible for a stranger."""
    stored = locked(actor, order)
    settle_review(stored, now)
    if stored.state == State.OFFERED and expire_due(System(stored.agency), stored, now):
        return locked(actor, order)  # what followed may have moved it on
    return stored


def locked_revision(actor: Viewer, revision: RevisionRequest, now: dt.datetime) -> RevisionRequest:
    """The request afresh, with its order (`.order`) as locked_order gives it, and change orders whose time is
    over as expired: that lock guards all of its revisions. Within an open transaction. Raises NotVisible for
    a stranger."""
    order = locked_order(actor, revision.order, now)
    stored = order.revisions.filter(pk=revision.pk).first()
    if stored is None:
        raise NotVisible()
    stored.order = order
    _settle_changes(order, now)
    return stored


def _settle_changes(order: Order, now: dt.datetime) -> None:
    """Note of a locked order that its change order has expired, if it has. Its event said until when."""
    over = order.changes.filter(state=ChangeState.OFFERED, valid_until__lte=now)
    over.update(state=ChangeState.EXPIRED, answered_at=F("valid_until"))
