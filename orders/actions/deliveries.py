"""The writer's verbs: start, and deliver a new version."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from agencies.actions.files import attach_all
from agencies.files.storage import stored_name
from agencies.files.types import RefusedFile
from orders.models import Delivery, Order
from orders.models.revisions import PointVerdict, RevisionState
from orders.rules.live_revision import active_revision
from orders.rules.orders import can_write
from orders.states.deliveries import ReviewVerdict
from orders.states.orders import State
from project.base.errors import Invalid, require
from project.base.locks import locked
from project.base.readable import count_read
from project.base.viewer import Member, Viewer

from .moving import ORDERS, move_order
from .revision_moving import move_revision
from .waiting_files import use_waiting

#: What the client keeps of the review window at least, when a revised version arrives.
LEAST_REVIEW = dt.timedelta(days=3)


def start_work(*, actor: Member, order: Order, now: dt.datetime) -> Order:
    """Begin the work, or the revision that was asked for. From here on cancelling is no longer free."""
    require(can_write(actor, order))
    with transaction.atomic():
        order = locked(actor, order)
        if not ORDERS.check("start", actor, order):
            return order
        revision = active_revision(order)
        if revision and revision.state == RevisionState.OPEN:
            # A question that is still open, from whoever worked on it before, rests the clock again.
            revision.paused_at = now if any(point.asks for point in revision.points.all()) else None
            move_revision(revision, RevisionState.IN_PROGRESS, now)
        move_order(order, "start", actor=actor, now=now, revision=revision)
    return order


def deliver(
    *,
    actor: Member,
    order: Order,
    text: str,
    note: str,
    uploads: Sequence[Any],
    now: dt.datetime,
    waiting: Sequence[str] = (),
) -> Delivery:
    """Hand in the next version: Markdown text, files (uploaded, unsaved, or `waiting`: ids of the actor's
    WaitingFiles of this order), or both. Handing in the newest version again does nothing.

    With editorial review it waits for an editor, otherwise it goes straight to the client. While a revision
    is in work the delivery answers it, and is refused as long as a must-fix point has no answer. Raises
    Invalid under "text", "files" or "attachments".
    """
    require(can_write(actor, order))
    if not text and not uploads and not waiting:
        raise Invalid({"text": _("Write the text here or attach a file.")})
    with transaction.atomic():
        order = locked(actor, order)
        if order.state not in ORDERS["deliver"].sources and (
            sent := delivered_before(actor, order, text, uploads, waiting)
        ):
            return sent
        ORDERS.check("deliver", actor, order)
        revision = active_revision(order)
        delivery = _write(actor, order, text, note, revision, now)
        attach_all(delivery.attachments, actor=actor, uploads=uploads, now=now)
        use_waiting(delivery.attachments, actor=actor, order=order, waiting=waiting, now=now)
        if revision:
            revision.answered_at = now
            move_revision(revision, RevisionState.ANSWERED, now)
            revision.points.exclude(answer=None).exclude(verdict=PointVerdict.MET).update(delivery=delivery)
        if not order.agency.editorial_review:
            _approve_unread(delivery, now)
            release(order, now)
        target = State.IN_REVIEW if order.agency.editorial_review else State.DELIVERED
        move_order(order, "deliver", actor=actor, now=now, to=target, delivery=delivery, revision=revision)
    return delivery


def delivered_before(
    actor: Member, order: Order, text: str, uploads: Sequence[Any], waiting: Sequence[str] = ()
) -> Delivery | None:
    """The newest version, when it is this very text with these very files: the second of two clicks."""
    last = order.deliveries.order_by("-number").first()
    if last is None or (last.delivered_by_id, last.text) != (actor.member_id, text):
        return None
    try:
        sent = sorted((stored_name(upload), upload.size) for upload in uploads)
    except RefusedFile:
        return None
    there = last.attachments.values_list("public_id", "name", "file__size")
    used = {public_id for public_id, _name, _size in there} & set(waiting)
    others = sorted((name, size) for public_id, name, size in there if public_id not in used)
    return last if (others, used) == (sent, set(waiting)) else None


def release(order: Order, now: dt.datetime) -> None:
    """Start the client's review window on a locked order, for the caller to save.

    The first delivery opens the agency's whole window. A later one gives back what was left of it when the
    revision was asked for, and LEAST_REVIEW at least: delivering again never resets a clock.
    """
    if order.review_left is None:
        order.review_ends_at = now + dt.timedelta(days=order.agency.review_days)
    else:
        order.review_ends_at = now + max(order.review_left, LEAST_REVIEW)
    order.review_left = None
    order.delivered_at = order.delivered_at or now


def _write(actor: Viewer, order: Order, text: str, note: str, revision: Any, now: dt.datetime) -> Delivery:
    last = order.deliveries.aggregate(last=Max("number"))["last"] or 0
    return Delivery.objects.create(
        agency_id=order.agency_id,
        order=order,
        number=last + 1,
        text=text,
        note=note,
        word_count=count_read(text),
        revision=revision,
        delivered_by_id=actor.member_id,
        delivered_at=now,
    )


def _approve_unread(delivery: Delivery, now: dt.datetime) -> None:
    delivery.verdict, delivery.reviewed_at = ReviewVerdict.APPROVED, now
    delivery.save(update_fields=["verdict", "reviewed_at"])
