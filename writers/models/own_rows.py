"""Rows that belong to one member: who sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from agencies.states.roles import is_staff

if TYPE_CHECKING:
    from project.base.viewer import Viewer


class OwnRows(models.QuerySet[Any]):
    """Of a table with a `member`: one's own rows, and all of the agency's for its desk."""

    def visible_to(self, viewer: Viewer) -> OwnRows:
        """Staff see everybody's, others their own."""
        rows = self.filter(agency_id=viewer.agency_id)
        return rows if is_staff(viewer) else rows.filter(member_id=viewer.member_id)
