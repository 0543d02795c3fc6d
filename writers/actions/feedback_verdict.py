"""An editor's verdict with their feedback: one act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from orders.actions.reviews import approve_delivery, send_back
from orders.models import Order
from orders.rules.reviews import can_review
from project.base.errors import Invalid, require
from project.base.locks import locked
from project.base.viewer import Member
from writers.models import Feedback, RubricLevel
from writers.states.feedback import Direction

from .feedback import Said, begin_feedback, give_feedback
from .feedback_edits import edit_feedback
from .feedback_levels import keep_levels


def judge_with_feedback(
    *,
    actor: Member,
    order: Order,
    number: int,
    approve: bool,
    note: str,
    said: Said | None,
    levels: Sequence[RubricLevel] = (),
    now: dt.datetime,
) -> Order:
    """Approve delivery `number`, or send it back, and give its writer the editor's feedback: all of it, or
    nothing. Their points are shown with the verdict (PointsFollower).

    `said` is None for a verdict without ratings. What was given with an earlier verdict on this order is
    edited. The same again changes nothing. Raises as approve_delivery and send_back, give_feedback and
    edit_feedback, and Invalid under "overall" for levels without ratings.
    """
    require(can_review(actor, order))
    if said is None and levels:
        raise Invalid({"overall": _("Choose an overall rating.")})
    with transaction.atomic():
        order = locked(actor, order)
        judged = (approve_delivery if approve else send_back)(
            actor=actor, order=order, number=number, note=note, now=now
        )
        if said is not None:
            _say(actor, judged, number, said, levels, now)
    return judged


def _say(
    actor: Member, order: Order, number: int, said: Said, levels: Sequence[RubricLevel], now: dt.datetime
) -> Feedback:
    receiver = order.deliveries.select_related("delivered_by").get(number=number).delivered_by
    facts: dict[str, Any] = {"order": order, "direction": Direction.EDITOR_TO_WRITER, "receiver": receiver}
    feedback = begin_feedback(actor=actor, **facts, now=now)
    if feedback.given_at is None:
        feedback = give_feedback(actor=actor, **facts, said=said, now=now)
    else:
        version = feedback.version
        feedback = edit_feedback(actor=actor, feedback=feedback, said=said, version=version, now=now)
    keep_levels(feedback, levels, actor=actor, now=now)
    return feedback
