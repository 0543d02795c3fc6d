"""What every row of this app has: the agency it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models

from agencies.states.roles import is_owner

from .agency import Agency

if TYPE_CHECKING:
    from project.base.viewer import Viewer


class OfAgency(models.Model):
    """A row of one agency. Foreign keys between such rows are checked in the
    database to stay within it (migrations)."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class OfOwners(models.QuerySet[Any]):
    """Rows that the owners of their agency read, and nobody else."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Those of the agency, for its owners."""
        rows = self.filter(agency_id=viewer.agency_id)
        return rows if is_owner(viewer) else rows.none()


def agency_id_unique(name: str) -> models.UniqueConstraint:
    """The constraint that a parent needs so that children can refer to (agency, id)."""
    return models.UniqueConstraint(fields=["agency", "id"], name=f"{name}_agency_id")
