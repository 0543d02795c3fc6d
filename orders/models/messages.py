"""Messages of an order: one conversation between client, writer and desk, and
internal notes beside it. Append-only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from orders.querysets.messages import UNREAD_CAP, readable_messages
from orders.querysets.orders import through
from project.base.ids import public_id
from project.base.paging import CappedCount
from project.base.search import AgencyVector
from project.base.text import validate_text

from .orders import Order

if TYPE_CHECKING:
    from project.base.viewer import Viewer

MESSAGE_LIMIT = 10_000


class Side(models.TextChoices):
    """From which side of the order its author wrote: it decides how readers may name them."""

    CLIENT = "client", _("Client")
    WRITER = "writer", _("Writer")
    EDITOR = "editor", _("Editor")
    DESK = "desk", _("Agency")


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, viewer: Viewer) -> MessageQuerySet:
        """The conversation for its sides, internal notes for the desk and the
        order's editor. See readable_messages."""
        return self.filter(readable_messages(viewer), agency_id=viewer.agency_id)

    def unread_by(self, viewer: Viewer) -> MessageQuerySet:
        """What the viewer may read, others have written, and the viewer has not opened yet."""
        opened = MessageRead.objects.filter(
            agency_id=viewer.agency_id,
            order=OuterRef("order"),
            internal=OuterRef("internal"),
            membership_id=viewer.member_id,
            upto_id__gte=OuterRef("pk"),
        )
        return self.visible_to(viewer).exclude(author_id=viewer.member_id).filter(~Exists(opened))

    def with_wording(self) -> MessageQuerySet:
        """Each with its present `text`, and `wording`: 1 as it was sent, more when it was edited."""
        of_it = MessageText.objects.filter(agency_id=OuterRef("agency_id"), message=OuterRef("pk"))
        texts = of_it.order_by("-number")
        return self.annotate(
            text=Subquery(texts.values("text")[:1]), wording=Subquery(texts.values("number")[:1])
        )


class Message(OfAgency):
    """One message. Its words are rows of their own (MessageText), so that an edit rewrites nothing.

    `writer` is who wrote the order when it was sent: after a hand-over a former writer reads what is theirs,
    no more. `form_key` names the form that it came from, so that a second click sends nothing.
    """

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    order = models.ForeignKey(Order, models.PROTECT, related_name="messages")
    internal = models.BooleanField(default=False)
    author = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    side = models.CharField(max_length=6, choices=Side)
    writer = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField()
    form_key = models.CharField(max_length=10)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["id"]
        constraints = [
            agency_id_unique("message"),
            models.UniqueConstraint(fields=["order", "author", "form_key"], name="message_once"),
            models.CheckConstraint(
                condition=Q(internal=True, side__in=[Side.EDITOR, Side.DESK])
                | Q(internal=False, side__in=[Side.CLIENT, Side.WRITER, Side.DESK]),
                name="message_side",
            ),
        ]
        indexes = [models.Index(fields=["order", "internal", "id"], name="message_thread")]

    def __str__(self) -> str:
        return self.public_id


class MessageTextQuerySet(models.QuerySet["MessageText"]):
    def readable_by(self, viewer: Viewer) -> MessageTextQuerySet:
        """The present wordings of messages that the viewer may read, in orders that they may open."""
        wordings = self.model.objects.filter(agency_id=viewer.agency_id, message=OuterRef("message"))
        newer = wordings.filter(number__gt=OuterRef("number"))
        opened = Order.objects.visible_through(viewer, "message__order")
        readable = through("message", readable_messages(viewer))
        return self.filter(readable, opened, ~Exists(newer), agency_id=viewer.agency_id)


class MessageText(OfAgency):
    """Wording `number` of a message: 1 as it was sent, each edit the next. Append-only by trigger."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="texts")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(
        _("text"), blank=True, validators=[MaxLengthValidator(MESSAGE_LIMIT), validate_text]
    )
    at = models.DateTimeField()
    search = models.GeneratedField(
        expression=AgencyVector("text"), output_field=SearchVectorField(), db_persist=True
    )

    objects = MessageTextQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["message", "number"], name="messagetext_number")]
        indexes = [GinIndex(fields=["search"], name="messagetext_search", fastupdate=False)]


class MessageMention(OfAgency):
    """Somebody whom the author named. Append-only by trigger."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="mentions")
    person = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "person"], name="messagemention_once")]


class MessageRead(OfAgency):
    """How far one person has read one order's conversation, or its internal notes."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="+")
    internal = models.BooleanField()
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    upto = models.ForeignKey(Message, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "membership", "internal"], name="messageread_once")
        ]


class InboxThreadQuerySet(models.QuerySet["InboxThread"]):
    def visible_to(self, viewer: Viewer) -> InboxThreadQuerySet:
        """The viewer's own inbox, without threads whose latest message they may no longer read: somebody who
        lost the order loses its threads."""
        readable = through("latest", readable_messages(viewer))
        opened = Order.objects.visible_through(viewer, "order")
        own = self.filter(agency_id=viewer.agency_id, membership_id=viewer.member_id)
        return own.filter(readable, opened)


class InboxThread(OfAgency):
    """A conversation that concerns somebody, or internal notes that do, in that person's inbox.

    `unread`: its `latest` message, or one before it, is new to them. Both are written in the transaction that
    sends a message or notes how far somebody has read, so that a page of the inbox and the count in the menu
    need no look at the messages themselves.
    """

    order = models.ForeignKey(Order, models.PROTECT, related_name="+", db_index=False)
    internal = models.BooleanField()
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    latest = models.ForeignKey(Message, models.PROTECT, related_name="+")
    unread = models.BooleanField()

    objects = InboxThreadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "membership", "internal"], name="inboxthread_once")
        ]
        indexes = [
            models.Index(fields=["agency", "membership", "-latest"], name="inboxthread_newest"),
            models.Index(
                fields=["agency", "membership", "-latest"],
                condition=Q(unread=True),
                name="inboxthread_unread",
            ),
        ]


def unread_count(viewer: Viewer, **of: Any) -> CappedCount:
    """As an expression: how many messages of one order the viewer has not
    read, no further than UNREAD_CAP + 1."""
    return CappedCount(Message.objects.unread_by(viewer).filter(**of), cap=UNREAD_CAP)


def unread_in_thread(viewer: Viewer) -> CappedCount:
    """As an expression over a thread of the viewer's inbox: how many of its messages they have not read, no
    further than UNREAD_CAP + 1."""
    rows = Message.objects.unread_by(viewer)
    return CappedCount(rows.filter(order=OuterRef("order"), internal=OuterRef("internal")), cap=UNREAD_CAP)
