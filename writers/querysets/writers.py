"""The writers whose capacity somebody may look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agencies.models import Membership
from agencies.states.roles import Role, is_staff

if TYPE_CHECKING:
    from agencies.models.membership import MembershipQuerySet
    from project.base.viewer import Viewer


def writers_visible_to(viewer: Viewer) -> MembershipQuerySet:
    """Writers who belong to the agency, suspended ones among them: all of them for the desk, oneself else."""
    rows = Membership.objects.belonging().with_role(Role.WRITER).filter(agency_id=viewer.agency_id)
    return rows if is_staff(viewer) else rows.filter(pk=viewer.member_id)
