"""Putting work into other hands: another writer, or a review that its editor gives back."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Membership
from orders.actions.eligibility import check_eligible, check_fee, locked_people, note_override
from orders.models import Order
from orders.models.revisions import RevisionState
from orders.rules.live_revision import active_revision, due
from orders.rules.offers import can_assign
from orders.rules.reviews import can_release_review
from orders.states.orders import State
from project.base.errors import Invalid, require
from project.base.locks import locked
from project.base.viewer import Member, System, Viewer

from .moving import ORDERS, move_order
from .preferred_writer import release_preferred
from .revision_moving import move_revision


def reassign_order(
    *,
    actor: Member,
    order: Order,
    writer: Membership,
    fee: Decimal,
    now: dt.datetime,
    override: str = "",
    named_writer: str = "",
) -> Order:
    """Take an order from its writer and give it to another, who begins anew:
    with the work, or with the live revision.

    Versions, deadlines and what was answered stay. The former writer reads the order as it was at this
    moment, and nothing later. Raises Invalid with the reasons against the new one; soft ones are passed over,
    and logged, for the reason `override`. `named_writer` as in release_preferred.
    """
    require(can_assign(actor, order))
    check_fee(fee)
    with transaction.atomic():
        order = locked(actor, order)
        ORDERS.check("reassign", actor, order)
        hand_over(order, writer, fee, actor=actor, now=now, override=override, named_writer=named_writer)
    return order


def hand_over(
    order: Order,
    writer: Membership,
    fee: Decimal,
    *,
    actor: Viewer,
    now: dt.datetime,
    override: str = "",
    named_writer: str = "",
) -> None:
    """Give a locked, checked order in work to another writer. Raises Invalid under "writers"."""
    if order.writer_id == writer.pk:
        raise Invalid({"writers": _("%(writer)s already has this order.") % {"writer": writer.public_name}})
    (person,) = locked_people(order, [writer])
    overridden = check_eligible(order, [person], now, override=override)
    order.writer, order.writer_fee = person, fee
    to = _begin_again(order, now)
    event = move_order(order, "reassign", actor=actor, now=now, to=to, person=person, amount=fee)
    note_override(event, person, overridden, override)
    release_preferred(order, now, to=person.pk, answer=named_writer, actor=actor)


def _begin_again(order: Order, now: dt.datetime) -> State:
    """Where the new writer starts: a revision that was in work waits to be started again, and is theirs."""
    revision = active_revision(order)
    if revision is None:
        return State.ASSIGNED
    revision.assignee = revision.fee = None
    if revision.state == RevisionState.IN_PROGRESS:
        revision.due_at = due(revision, now)
        move_revision(revision, RevisionState.OPEN, now)
    else:
        revision.save(update_fields=["assignee", "fee"])
    return State.REVISION_REQUESTED if order.delivered_at else State.ASSIGNED


def release_review(*, actor: Viewer, order: Order, now: dt.datetime) -> Order:
    """Put a claimed review back into the queue, for any editor to
    claim. Does nothing when nobody holds it."""
    require(can_release_review(actor, order))
    with transaction.atomic():
        order = locked(actor, order)
        if order.state == State.IN_REVIEW and order.editor_id is None:
            return order
        ORDERS.check("release_review", actor, order)
        editor, order.editor = order.editor, None
        move_order(order, "release_review", actor=actor, now=now, person=editor)
    return order


def release_reviews_of(*, editor: Membership, now: dt.datetime) -> int:
    """Put back every review of somebody who is no longer an editor here, as
    the agency's clock. Returns how many."""
    waiting = Order.objects.filter(agency_id=editor.agency_id, editor=editor, state=State.IN_REVIEW)
    orders = list(waiting.order_by("id"))
    for order in orders:
        release_review(actor=System(editor.agency), order=order, now=now)
    return len(orders)
