"""What the desk writes down about a client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency
from agencies.states.roles import is_staff
from project.base.ids import public_id
from project.base.text import validate_text

from .accounts import ClientAccount

if TYPE_CHECKING:
    from project.base.viewer import Viewer

NOTE_LIMIT = 4_000


class AccountNoteQuerySet(models.QuerySet["AccountNote"]):
    def visible_to(self, viewer: Viewer) -> AccountNoteQuerySet:
        """Staff read the notes of their agency; nobody else reads any."""
        rows = self.filter(agency_id=viewer.agency_id)
        return rows if is_staff(viewer) else rows.none()

    def about(self, account: ClientAccount) -> AccountNoteQuerySet:
        """Those about the account and about the ones merged into it."""
        family = ClientAccount.objects.family(account).values("pk")
        return self.filter(agency_id=account.agency_id, account__in=family)


class AccountNote(OfAgency):
    """A note of the desk, never shown to the client. Its words never change; one that was removed is left
    without them, with who removed it and when."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    account = models.ForeignKey(ClientAccount, models.CASCADE, related_name="notes")
    author = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    text = models.TextField(
        _("note"),
        blank=True,
        max_length=NOTE_LIMIT,
        validators=[MaxLengthValidator(NOTE_LIMIT), validate_text],
    )
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+", db_index=False)

    objects = AccountNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [
            models.CheckConstraint(
                condition=(Q(removed_at=None, removed_by=None) & ~Q(text=""))
                | Q(removed_at__isnull=False, removed_by__isnull=False, text=""),
                name="accountnote_removed_has_no_words",
            )
        ]
        indexes = [models.Index(fields=["author"], name="accountnote_author")]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.public_id}"
