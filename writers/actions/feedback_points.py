"""Points of an editor's feedback: added while a version is reviewed, shown with the verdict, ticked off by
the writer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from orders.actions.moving import ORDERS
from orders.actions.reviews import waiting_delivery
from orders.models import Order, OrderEvent
from project.base.errors import Invalid, NotVisible, WrongState, require
from project.base.locks import locked
from project.base.viewer import Member
from writers.models import Feedback, FeedbackPoint
from writers.models.feedback_parts import MOST_POINTS
from writers.rules.feedback_points import can_add_points, can_edit_point, can_mark_point
from writers.states.feedback import Direction

from .feedback import begin_feedback
from .feedback_tags import tag_named

#: Verbs of an order with which its writer reads the points.
VERDICTS = ("approve", "send_back")


@dataclass(frozen=True)
class PointSaid:
    """What an editor says of one thing; `tag` by its name."""

    issue: str
    suggestion: str = ""
    section: str = ""
    passage: str = ""
    tag: str = ""


def add_point(
    *, actor: Member, order: Order, number: int, said: PointSaid, now: dt.datetime
) -> FeedbackPoint:
    """Add a point about delivery `number`, which waits for this editor's verdict, to their feedback on its
    writer; the feedback is begun with the first. Nobody else reads it before the verdict.

    The same again is the second of two clicks. Raises Invalid under "issue" when it is empty or there are
    too many, Conflict when another version waits than the one read, WrongState when none does.
    """
    require(can_add_points(actor, order))
    _check(said)
    with transaction.atomic():
        order = locked(actor, order)
        ORDERS.check("send_back", actor, order)
        delivery = waiting_delivery(order, number)
        feedback = begin_feedback(
            actor=actor,
            order=order,
            direction=Direction.EDITOR_TO_WRITER,
            receiver=delivery.delivered_by,
            now=now,
        )
        there = feedback.points.filter(shown_at=None, delivery=delivery).select_related("tag")
        if made := next((point for point in there if _says(point, said)), None):
            return made
        last = _require_room(feedback)
        return FeedbackPoint.objects.create(
            agency_id=order.agency_id,
            feedback=feedback,
            position=last + 1,
            delivery=delivery,
            made_at=now,
            tag=tag_named(order.agency_id, said.tag),
            **_words(said),
        )


def edit_point(*, actor: Member, point: FeedbackPoint, said: PointSaid) -> FeedbackPoint:
    """Say something else in a point that nobody has read yet. Raises WrongState once it was shown, Invalid
    under "issue" when that is empty."""
    require(can_edit_point(actor, point))
    _check(said)
    with transaction.atomic():
        point = _unshown(actor, point)
        point.tag = tag_named(point.agency_id, said.tag)
        for name, value in _words(said).items():
            setattr(point, name, value)
        if point.passage and point.delivery_id is None:
            raise Invalid({"passage": _("This point belongs to no version. Leave the passage empty.")})
        point.save()
    return point


def remove_point(*, actor: Member, point: FeedbackPoint) -> None:
    """Delete a point that nobody has read yet. Does nothing when it is gone; raises WrongState once it was
    shown."""
    require(can_edit_point(actor, point))
    with transaction.atomic():
        try:
            stored = _unshown(actor, point)
        except NotVisible:
            return
        stored.delete()


def mark_point(*, actor: Member, point: FeedbackPoint, done: bool, now: dt.datetime) -> FeedbackPoint:
    """The writer ticks a point off, or says that it is not done yet. The same again does nothing."""
    require(can_mark_point(actor, point))
    with transaction.atomic():
        point = locked(actor, point)
        if (point.done_at is not None) != done:
            point.done_at = now if done else None
            point.save(update_fields=["done_at"])
    return point


class PointsFollower:
    """Registered in orders.hooks.moves: whichever way the verdict is given, it shows the points."""

    def moved(self, *, order: Order, event: OrderEvent, now: dt.datetime) -> None:
        """One query, with a verdict alone. Points on a later version than the one judged stay unread."""
        if event.verb not in VERDICTS or event.delivery is None:
            return
        drafts = Feedback.objects.filter(
            agency_id=order.agency_id, order=order, giver_id=event.actor_id, deleted_at=None
        )
        points = FeedbackPoint.objects.filter(feedback__in=drafts.values("pk"), shown_at=None)
        points.filter(delivery__number__lte=event.delivery.number).update(shown_at=now)


def _unshown(actor: Member, point: FeedbackPoint) -> FeedbackPoint:
    """The point under the lock of its order, which a verdict takes too."""
    locked(actor, point.feedback.order)
    stored = locked(actor, point)
    if stored.shown_at is not None:
        raise WrongState(_("The writer has read this point. You can no longer change it."))
    return stored


def _check(said: PointSaid) -> None:
    if not said.issue:
        raise Invalid({"issue": _("Enter what should change.")})


def _require_room(feedback: Feedback) -> int:
    """The last position that is taken. Raises Invalid when there are as many points as there may be."""
    if feedback.points.count() >= MOST_POINTS:
        text = _("Feedback can have at most %(most)s points. Remove one first.") % {"most": MOST_POINTS}
        raise Invalid({"issue": text})
    return feedback.points.aggregate(last=Max("position"))["last"] or 0


def _words(said: PointSaid) -> dict[str, str]:
    return {name: getattr(said, name) for name in ("issue", "suggestion", "section", "passage")}


def _says(point: FeedbackPoint, said: PointSaid) -> bool:
    tag = point.tag.name.lower() if point.tag else ""
    words = all(getattr(point, name) == value for name, value in _words(said).items())
    return words and tag == said.tag.lower()
