"""Attachments: one use of a stored file, in an order's brief, a delivery, a message or a revision request."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import FileUse
from agencies.rules.agencies import is_writer

from .deliveries import Delivery
from .messages import Message
from .orders import Order
from .revisions import RevisionRequest

if TYPE_CHECKING:
    from project.base.viewer import Viewer


def _one_of(*places: str) -> Q:
    """Exactly one of these is set."""
    only = [Q(**{f"{place}__isnull": place != one for place in places}) for one in places]
    return reduce(or_, only)


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, viewer: Viewer) -> AttachmentQuerySet:
        """Files of visible orders' briefs, of visible deliveries, messages and revision requests, and of past
        work those from before it was handed over."""
        rows = self.filter(agency_id=viewer.agency_id)
        return rows.filter(
            Q(order__in=Order.objects.visible_to(viewer))
            | Q(delivery__in=Delivery.objects.visible_to(viewer))
            | Q(message__in=Message.objects.visible_to(viewer))
            | Q(revision__in=RevisionRequest.objects.visible_to(viewer))
            | self._of_past_work(viewer)
        )

    def _of_past_work(self, viewer: Viewer) -> Q:
        """Of orders that the viewer has handed over: what hung there by then."""
        if not is_writer(viewer):
            return Q(pk__in=[])
        past = Order.objects.handed_over_by(viewer).filter(handed_at__gte=OuterRef("added_at"))
        places = (
            past.filter(pk=OuterRef("order_id")),
            past.filter(pk=OuterRef("delivery__order_id")),
            past.filter(pk=OuterRef("revision__order_id")),
        )
        talk = Exists(past.filter(pk=OuterRef("message__order_id"))) & Q(message__internal=False)
        return reduce(or_, map(Exists, places), Q(pk__in=[])) | talk


class Attachment(FileUse):
    """One file of an order, or of one of the things that belong to it."""

    order = models.ForeignKey(Order, models.PROTECT, null=True, related_name="attachments")
    delivery = models.ForeignKey(Delivery, models.PROTECT, null=True, related_name="attachments")
    message = models.ForeignKey(Message, models.PROTECT, null=True, related_name="attachments")
    revision = models.ForeignKey(RevisionRequest, models.PROTECT, null=True, related_name="attachments")

    objects = AttachmentQuerySet.as_manager()

    class Meta(FileUse.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("The messages you can read on these orders.")
        constraints = [
            models.CheckConstraint(
                condition=_one_of("order", "delivery", "message", "revision"),
                name="attachment_one_place",
            ),
        ]
