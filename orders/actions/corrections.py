"""The editor's own hand in a text: a corrected version of what a writer handed in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.files import attach_all, relink
from agencies.files.storage import stored_name
from orders.models import Delivery, Order
from orders.rules.reviews import can_review
from orders.states.deliveries import ReviewVerdict
from project.base.errors import Invalid, require
from project.base.locks import locked
from project.base.readable import count_read
from project.base.viewer import Member

from .moving import ORDERS, move_order
from .reviews import waiting_delivery
from .waiting_files import use_waiting, waiting_files


def correct_delivery(
    *,
    actor: Member,
    order: Order,
    number: int,
    text: str,
    uploads: Sequence[Any],
    now: dt.datetime,
    waiting: Sequence[str] = (),
) -> Delivery:
    """Put a corrected version in the place of delivery `number`, which waits for this editor's verdict.

    It belongs to the same hand-in: its writer, note and revision stay, no fee is booked and no clock moves,
    and what the writer handed in is kept as it was. The files go along; an upload replaces the one of its
    name; `waiting` as in deliver. A second click makes no second version. Raises Conflict when another
    version waits, Invalid under "text" when nothing is left or nothing was changed, and under "files" or
    "attachments".
    """
    require(can_review(actor, order))
    with transaction.atomic():
        order = locked(actor, order)
        if made := _made_already(actor, order, number, text, [*uploads, *waiting]):
            return made
        ORDERS.check("correct", actor, order)
        old = waiting_delivery(order, number)
        files = waiting_files(actor, order, waiting)
        _refuse_nothing(old, text, [*uploads, *files])
        _close(old, actor, now)
        new = _write(old, actor, text, now)
        names = {*map(stored_name, uploads), *(file.name for file in files)}
        _carry_files(old, new, names, now)
        attach_all(new.attachments, actor=actor, uploads=uploads, now=now)
        use_waiting(new.attachments, actor=actor, order=order, waiting=waiting, now=now)
        move_order(order, "correct", actor=actor, now=now, delivery=new)
    return new


def _made_already(
    actor: Member, order: Order, number: int, text: str, uploads: Sequence[Any]
) -> Delivery | None:
    if uploads:
        return None
    rows = order.deliveries.filter(verdict=ReviewVerdict.PENDING, made_by_id=actor.member_id)
    return rows.filter(number=number + 1, text=text).first()


def _refuse_nothing(old: Delivery, text: str, uploads: Sequence[Any]) -> None:
    if uploads:
        return
    if text == old.text:
        raise Invalid({"text": _("You haven’t changed anything yet.")})
    if not text and not old.attachments.exists():
        raise Invalid({"text": _("Write the text here or attach a file.")})


def _close(old: Delivery, actor: Member, now: dt.datetime) -> None:
    old.verdict, old.corrected = ReviewVerdict.SENT_BACK, True
    old.reviewed_by_id, old.reviewed_at = actor.member_id, now
    old.save(update_fields=["verdict", "corrected", "reviewed_by", "reviewed_at"])


def _write(old: Delivery, actor: Member, text: str, now: dt.datetime) -> Delivery:
    return Delivery.objects.create(
        agency_id=old.agency_id,
        order_id=old.order_id,
        number=old.number + 1,
        text=text,
        note=old.note,
        word_count=count_read(text),
        revision_id=old.revision_id,
        delivered_by_id=old.delivered_by_id,
        delivered_at=now,
        made_by_id=actor.member_id,
        corrects_id=old.corrects_id or old.pk,
    )


def _carry_files(old: Delivery, new: Delivery, replaced: Collection[str], now: dt.datetime) -> None:
    """Link the files of the old version to the new one, but for those that one of the same name replaces."""
    for use in old.attachments.select_related("added_by").order_by("id"):
        if use.name not in replaced:
            relink(use, new.attachments, added_by=use.added_by, now=now)
