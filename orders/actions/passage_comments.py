"""An editor's comments on passages: they go to the writer with the verdict."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from orders.models import Order, PassageComment
from orders.rules.reviews import can_review
from project.base.errors import Invalid, require
from project.base.locks import locked
from project.base.viewer import Member

from .moving import ORDERS, record
from .reviews import waiting_delivery

#: Comments on one version, at most.
MAX_COMMENTS = 100


def comment_passage(
    *, actor: Member, order: Order, number: int, passage: str, text: str, now: dt.datetime
) -> PassageComment:
    """Say something of the words `passage` of delivery `number`, which waits for this editor's verdict.
    Writer and desk read it once the verdict is given, the client never.

    The same comment again is the second of two clicks. Raises Invalid under "passage" or "text" when either
    is empty or there are too many, Conflict when another version waits than the one read.
    """
    require(can_review(actor, order))
    empty = {"passage": _("Select or enter the passage."), "text": _("Enter your comment.")}
    given = {"passage": passage, "text": text}
    if problems := {name: words for name, words in empty.items() if not given[name]}:
        raise Invalid(problems)
    with transaction.atomic():
        order = locked(actor, order)
        ORDERS.check("send_back", actor, order)
        delivery = waiting_delivery(order, number)
        there = PassageComment.objects.filter(delivery=delivery)
        if made := there.filter(by_id=actor.member_id, **given).first():
            return made
        if there.count() >= MAX_COMMENTS:
            raise Invalid(
                {"text": _("A version can have at most %(most)s comments.") % {"most": MAX_COMMENTS}}
            )
        comment = PassageComment.objects.create(
            agency_id=order.agency_id, delivery=delivery, by_id=actor.member_id, at=now, **given
        )
        record(order, "comment_passage", actor=actor, now=now, delivery=delivery)
    return comment
