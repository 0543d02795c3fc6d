"""What the order page reads beside the order itself, by compiled queries, and leaves where rules, guards and
panels look for it: `order.revisions.all()` and the like ask nothing more."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from orders.models import Attachment, Offer, Order, OrderLine, RevisionPoint, RevisionRequest
from orders.rules.orders import sees_price
from orders.rules.review_window import judged_revision
from project.base import clock
from project.base.compiled import Among, Slot, compiled
from project.base.related import know
from project.base.viewer import Viewer


def read_around(viewer: Viewer, order: Order) -> None:
    """Read what belongs to the order: offers while no writer has it, revisions with their points, and for
    who sees the price its lines. Four queries at most."""
    know(order, "offers", [] if order.writer_id else _offers(order_id=order.pk))
    found = _revisions(order_id=order.pk, now=clock.now())
    revisions = [judged_revision(revision, order) for revision in found]
    ids = [revision.pk for revision in revisions]
    points = _points(ids=ids) if ids else []
    for revision in revisions:
        know(revision, "points", [point for point in points if point.revision_id == revision.pk])
    know(order, "revisions", revisions)
    if sees_price(viewer, order):
        know(order, "lines", _lines(order_id=order.pk))


def attachments_of(order: Order, deliveries: list[int]) -> list[Attachment]:
    """The files of the brief, and those of these deliveries. One query."""
    return _attachments(order_id=order.pk, deliveries=deliveries)


@compiled
def _offers(order_id: Slot) -> Any:
    return Offer.objects.filter(order_id=order_id).select_related("writer").order_by("-id")


@compiled
def _revisions(order_id: Slot, now: Slot) -> Any:
    return RevisionRequest.objects.filter(order_id=order_id).with_change_waiting(now).order_by("number")


@compiled
def _points(ids: Slot) -> Any:
    return RevisionPoint.objects.filter(Among("revision_id", ids)).order_by("position")


@compiled
def _lines(order_id: Slot) -> Any:
    return OrderLine.objects.filter(order_id=order_id).order_by("position")


@compiled
def _attachments(order_id: Slot, deliveries: Slot) -> Any:
    places = Q(order_id=order_id) | Q(Among("delivery_id", deliveries))
    return Attachment.objects.filter(places).select_related("file").order_by("id")
