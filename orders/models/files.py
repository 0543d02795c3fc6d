"""Attachments: one use of a stored file, in a draft, an order's brief, a delivery, a message or a revision request."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership, StoredFile
from agencies.models.base import OfAgency
from drafts.models.drafts import OrderDraft
from project.base.ids import public_id
from quotes.models.quotes import OrderQuote
from quotes.states import LIVE

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


def _quoted(viewer: Viewer) -> models.QuerySet[OrderQuote]:
    """What the viewer reads in quotes: not what a client adds to the draft after the quote has ended."""
    quotes = OrderQuote.objects.visible_to(viewer).filter(draft=OuterRef("draft"))
    return quotes.filter(Q(state__in=LIVE) | Q(versions__sent_at__gte=OuterRef("added_at")))


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, viewer: Viewer) -> AttachmentQuerySet:
        """Files of visible drafts and quotes, of visible orders' briefs, of visible deliveries, messages and revision requests."""
        rows = self.filter(agency_id=viewer.agency_id)
        return rows.filter(
            Q(draft__in=OrderDraft.objects.visible_to(viewer))
            | Exists(_quoted(viewer))
            | Q(order__in=Order.objects.visible_to(viewer))
            | Q(delivery__in=Delivery.objects.visible_to(viewer))
            | Q(message__in=Message.objects.visible_to(viewer))
            | Q(revision__in=RevisionRequest.objects.visible_to(viewer))
        )


class Attachment(OfAgency):
    """A link from one thing to one stored file. `name` is what the person called it, used for display and download only."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=160)
    draft = models.ForeignKey(OrderDraft, models.PROTECT, null=True, related_name="attachments")
    order = models.ForeignKey(Order, models.PROTECT, null=True, related_name="attachments")
    delivery = models.ForeignKey(Delivery, models.PROTECT, null=True, related_name="attachments")
    message = models.ForeignKey(Message, models.PROTECT, null=True, related_name="attachments")
    revision = models.ForeignKey(RevisionRequest, models.PROTECT, null=True, related_name="attachments")
    added_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=_one_of("draft", "order", "delivery", "message", "revision"),
                name="attachment_one_place",
            ),
        ]

    def __str__(self) -> str:
        return self.name
