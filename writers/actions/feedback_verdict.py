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
from orders.states.orders import State
from project.base.errors import Invalid, require
from project.base.locks import locked
from project.base.viewer import Member
from writers.models import Feedback, FeedbackPoint, RubricLevel
from writers.states.feedback import Direction

from .feedback import Said, begin_feedback, give_feedback
from .feedback_edits import edit_feedback
from .feedback_levels import keep_levels
from .feedback_points import PointSaid, add_point, edit_point


def judge_with_feedback(
    *,
    actor: Member,
    order: Order,
    number: int,
    approve: bool,
    note: str,
    said: Said | None,
    levels: Sequence[RubricLevel] | None = None,
    point: PointSaid | None = None,
    edits: FeedbackPoint | None = None,
    feedback_version: int | None = None,
    now: dt.datetime,
) -> Order:
    """Approve delivery `number`, or send it back, and give its writer the editor's feedback: all of it, or
    nothing. Their points are shown with the verdict (PointsFollower), and `point` with them, which is new or
    takes the place of what `edits` said.

    `said` is None for a verdict without ratings, `levels` for leaving those kept before. What was given with
    an earlier verdict on this order is edited, as it stood at `feedback_version` (0: not given yet; None:
    however it stands). The same again changes nothing. Raises as approve_delivery and send_back,
    give_feedback, edit_feedback and add_point, and Invalid under "overall" for levels without ratings.
    """
    require(can_review(actor, order))
    if said is None and levels:
        raise Invalid({"overall": _("Choose an overall rating.")})
    with transaction.atomic():
        order = locked(actor, order)
        if point is not None and order.state == State.IN_REVIEW:  # A second click has added it already.
            _add_point(actor, order, number, point, edits, now)
        judged = (approve_delivery if approve else send_back)(
            actor=actor, order=order, number=number, note=note, now=now
        )
        if said is not None:
            feedback = _say(actor, judged, number, said, feedback_version, now)
            if levels is not None:
                keep_levels(feedback, levels, actor=actor, now=now)
    return judged


def _add_point(
    actor: Member, order: Order, number: int, point: PointSaid, edits: FeedbackPoint | None, now: dt.datetime
) -> None:
    if edits is not None:
        edit_point(actor=actor, point=edits, said=point)
    else:
        add_point(actor=actor, order=order, number=number, said=point, now=now)


def _say(
    actor: Member, order: Order, number: int, said: Said, read: int | None, now: dt.datetime
) -> Feedback:
    receiver = order.deliveries.select_related("delivered_by").get(number=number).delivered_by
    facts: dict[str, Any] = {"order": order, "direction": Direction.EDITOR_TO_WRITER, "receiver": receiver}
    feedback = begin_feedback(actor=actor, **facts, now=now)
    if feedback.given_at is None:
        return give_feedback(actor=actor, **facts, said=said, now=now)
    version = feedback.version if read is None else read
    return edit_feedback(actor=actor, feedback=feedback, said=said, version=version, now=now)
