"""What every row of this app has: the agency it belongs to."""

from __future__ import annotations

from django.db import models

from .agency import Agency


class OfAgency(models.Model):
    """A row of one agency. Foreign keys between such rows are checked in the
    database to stay within it (migrations)."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")

    class Meta:
        abstract = True


def agency_id_unique(name: str) -> models.UniqueConstraint:
    """The constraint that a parent needs so that children can refer to (agency, id)."""
    return models.UniqueConstraint(fields=["agency", "id"], name=f"{name}_agency_id")
