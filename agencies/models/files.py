"""Stored files: the bytes, once per agency, and what every use of them has."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from project.base.ids import public_id

from .agency import Agency
from .base import OfAgency
from .membership import Membership


class StoredFile(models.Model):
    """Bytes under our own name in the private media folder. Uses of it are
    link rows (FileUse), with the given name.

    `content_type` was judged by content, never by name or by what the browser said.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(_("size in bytes"))
    content_type = models.CharField(max_length=100)
    created_at = models.DateTimeField(auto_now_add=True)
    #: When the sweep first found no link to it (agencies/actions/file_sweeps.py).
    unused_since = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        constraints = [
            models.UniqueConstraint(fields=["agency", "sha256"], name="storedfile_once_per_agency"),
            models.UniqueConstraint(fields=["agency", "id"], name="storedfile_agency_id"),
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="storedfile_sha256"
            ),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def path(self) -> str:
        """Where the bytes lie, relative to the media folder: agency, two letters of the hash, hash."""
        return f"{self.agency_id}/{self.sha256[:2]}/{self.sha256}"


class FileUse(OfAgency):
    """One use of a stored file: a link from the thing that it hangs on. `name` is what the person called it,
    used for display and download only.

    The app of the thing makes a table of it, adds the foreign key, and says by the queryset's
    `visible_to(viewer)`, which it registers in agencies.hooks.file_uses, whose downloads are answered.
    """

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=160)
    added_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
