"""What an agency says about its disputes, and who says it."""

from __future__ import annotations

from agencies.models import Agency
from agencies.states.roles import is_management
from project.base.viewer import Viewer
from support.models import DisputePolicy


def can_edit_dispute_policy(viewer: Viewer) -> bool:
    """Who sets the times of disputes and the limit of support."""
    return is_management(viewer)


def dispute_policy_of(agency: Agency) -> DisputePolicy:
    """What holds at this agency: its own, or the defaults (a row that is not stored). One query."""
    return DisputePolicy.objects.filter(agency=agency).first() or DisputePolicy(agency=agency)
