"""Another e-mail address, asked for and not yet confirmed."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .security import OfPerson


class EmailChangeQuerySet(models.QuerySet["EmailChange"]):
    def waiting(self) -> EmailChangeQuerySet:
        """Neither used nor withdrawn, expired or not: one of a person at most."""
        return self.filter(used_at=None, withdrawn_at=None)

    def open(self, now: dt.datetime) -> EmailChangeQuerySet:
        """Those whose link is good."""
        return self.waiting().filter(expires_at__gt=now)


class EmailChange(OfPerson):
    """A person asked at `agency` to be known by `email` from now on.
    Only the hash of the mailed token is stored.

    There is a row, too, when somebody else has the address: then no
    token was mailed, and the pages say the same.
    """

    email = models.EmailField(_("email address"))
    #: The address that it replaced; empty until it is used. Nobody else gets it while the row is kept.
    former = models.EmailField(blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = EmailChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("email address change")
        verbose_name_plural = _("email address changes")
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(used_at=None, withdrawn_at=None), name="emailchange_one_waiting"
            ),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(withdrawn_at=None), name="emailchange_one_end"
            ),
            models.CheckConstraint(
                condition=Q(used_at=None, former="") | Q(used_at__isnull=False) & ~Q(former=""),
                name="emailchange_former_when_used",
            ),
        ]
        indexes = [
            models.Index(fields=["created_at"], name="emailchange_kept"),
            models.Index(fields=["former"], name="emailchange_former", condition=~Q(former="")),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.created_at:%Y-%m-%d %H:%M}"
