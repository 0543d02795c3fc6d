"""A second e-mail address of a person: for alerts, and as a way back when the first one is lost."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from .security import OfPerson


class BackupAddressQuerySet(models.QuerySet["BackupAddress"]):
    def present(self) -> BackupAddressQuerySet:
        """Neither removed nor replaced, confirmed or not: one of a person at most."""
        return self.filter(removed_at=None)

    def confirmed(self) -> BackupAddressQuerySet:
        """Those that count."""
        return self.present().filter(confirmed_at__isnull=False)

    def open(self, now: dt.datetime) -> BackupAddressQuerySet:
        """Those whose link is good."""
        return self.present().filter(confirmed_at=None, expires_at__gt=now)


class BackupAddress(OfPerson):
    """A person asked at `agency` to be reached at `email`, too. Only the hash of the mailed token is stored.
    There is a row, too, when somebody else has the address: then no token was mailed."""

    email = models.EmailField(_("second email address"))
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    objects = BackupAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("second email address")
        verbose_name_plural = _("second email addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(removed_at=None), name="backupaddress_one_of_a_person"
            ),
            models.UniqueConstraint(
                fields=["email"],
                condition=Q(removed_at=None, confirmed_at__isnull=False),
                name="backupaddress_of_one_person",
            ),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="backupaddress_lower"),
        ]
        indexes = [models.Index(fields=["removed_at"], name="backupaddress_kept")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.created_at:%Y-%m-%d %H:%M}"
