"""Codes that were mailed to somebody who wants to do something dangerous on a device that is new."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .security import OfPerson, PersonSession


class ConfirmationCodeQuerySet(models.QuerySet["ConfirmationCode"]):
    def waiting(self, now: dt.datetime) -> ConfirmationCodeQuerySet:
        """Those that can be typed."""
        return self.filter(used_at=None, ends_at__gt=now)


class ConfirmationCode(OfPerson):
    """A code for one session, mailed to an address from before its device was new. Only the newest of a
    session opens anything, once, and only a hash of it is stored. A used one says that the device has been
    confirmed by mail."""

    session = models.ForeignKey(PersonSession, models.PROTECT, related_name="codes")
    hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects = ConfirmationCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("emailed code")
        verbose_name_plural = _("emailed codes")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("made_at")), name="confirmationcode_lasts"),
            models.CheckConstraint(condition=Q(hash__regex=r"^[0-9a-f]{64}$"), name="confirmationcode_hash"),
        ]
        indexes = [
            models.Index(fields=["session", "-id"], name="confirmationcode_newest"),
            models.Index(fields=["user"], name="confirmationcode_of_person"),
            models.Index(fields=["made_at"], name="confirmationcode_kept"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.made_at:%Y-%m-%d %H:%M}"
