"""Who was told of what by mail: one row for each person and event of an order, or person and message."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency

from .events import OrderEvent
from .messages import Message


class SentMail(OfAgency):
    """One person was written to about one event, or one message. Append-only: a job that runs twice finds it
    and stops.

    `mail_id` (a Message-ID) names the mail of accounts. `farewell`: the mail said that the order is no longer
    this person's, so it may reach somebody who cannot open the order.
    """

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    event = models.ForeignKey(OrderEvent, models.PROTECT, null=True, related_name="mails")
    message = models.ForeignKey(Message, models.PROTECT, null=True, related_name="mails")
    mail_id = models.CharField(max_length=320, unique=True)
    farewell = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("sent email")
        verbose_name_plural = _("sent emails")
        constraints = [
            models.UniqueConstraint(fields=["event", "membership"], name="sentmail_once_per_event"),
            models.UniqueConstraint(fields=["message", "membership"], name="sentmail_once_per_message"),
            models.CheckConstraint(
                condition=Q(event=None, message__isnull=False) | Q(event__isnull=False, message=None),
                name="sentmail_one_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.mail_id
