"""Who was told of what by mail: one row for each person and event of a quote."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency

from .quotes import QuoteEvent


class SentQuoteMail(OfAgency):
    """One person was written to about one event of a quote. Append-only: a job that runs twice finds it and
    stops.

    `mail_id` (a Message-ID) names the mail of accounts.
    """

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    event = models.ForeignKey(QuoteEvent, models.PROTECT, related_name="mails")
    mail_id = models.CharField(max_length=320, unique=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("email sent about a quote")
        verbose_name_plural = _("emails sent about quotes")
        constraints = [
            models.UniqueConstraint(fields=["event", "membership"], name="sentquotemail_once_per_event"),
        ]

    def __str__(self) -> str:
        return self.mail_id
