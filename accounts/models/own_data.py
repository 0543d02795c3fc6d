"""A person's copy of their data, and the closing of an account: asked for, and what became of it."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from project.base.ids import public_id

from .security import OfPerson


class DataExportQuerySet(models.QuerySet["DataExport"]):
    def of(self, user: object, agency: object) -> DataExportQuerySet:
        """A person's own at one agency."""
        return self.filter(user=user, agency=agency)

    def waiting(self) -> DataExportQuerySet:
        """Asked for and not made yet: one of a person at an agency at most."""
        return self.filter(ready_at=None, gone_at=None)

    def ready(self, now: dt.datetime) -> DataExportQuerySet:
        """Those that can be downloaded."""
        return self.filter(ready_at__isnull=False, gone_at=None, expires_at__gt=now)


class DataExport(OfPerson):
    """A ZIP of what an agency keeps about a person, made by a job. `key` is the random name of its bytes in
    MEDIA_DIR/exports, which are deleted at `expires_at` or earlier by the person (`gone_at`); the row stays
    for a while as a trace."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    asked_at = models.DateTimeField()
    key = models.CharField(max_length=32, blank=True, editable=False)
    size = models.BigIntegerField(_("size in bytes"), null=True)
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True)

    objects = DataExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("copy of personal data")
        verbose_name_plural = _("copies of personal data")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "user"],
                condition=Q(ready_at=None, gone_at=None),
                name="dataexport_one_waiting",
            ),
            models.CheckConstraint(
                condition=Q(ready_at=None, expires_at=None, size=None, key="")
                | Q(ready_at__isnull=False, expires_at__gt=F("ready_at"), size__gt=0) & ~Q(key=""),
                name="dataexport_ready",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "user", "-asked_at", "-id"], name="dataexport_list"),
            models.Index(fields=["expires_at"], condition=Q(gone_at=None), name="dataexport_due"),
        ]

    def __str__(self) -> str:
        return self.public_id


class AccountClosingQuerySet(models.QuerySet["AccountClosing"]):
    def open(self) -> AccountClosingQuerySet:
        """Asked for, and neither done, taken back nor stopped: one of a person at an agency at most."""
        return self.filter(ended_at=None)


class ClosingEnd(models.TextChoices):
    """What became of the wish to close an account."""

    DONE = "done", _("Closed")
    KEPT = "kept", _("Withdrawn by the person")
    STOPPED = "stopped", _("Stopped: the account could not be closed yet")


class AccountClosing(OfPerson):
    """A person's wish that their account at an agency be closed and their data erased at `due_at`."""

    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=8, choices=ClosingEnd, blank=True)

    objects = AccountClosingQuerySet.as_manager()

    class Meta:
        verbose_name = _("account closure")
        verbose_name_plural = _("account closures")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "user"], condition=Q(ended_at=None), name="accountclosing_one"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, end="") | Q(ended_at__isnull=False, end__in=ClosingEnd.values),
                name="accountclosing_ended",
            ),
            models.CheckConstraint(condition=Q(due_at__gt=F("asked_at")), name="accountclosing_due_later"),
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(ended_at=None), name="accountclosing_due")]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.agency_id}"
