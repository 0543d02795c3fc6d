"""Who switches features of an agency (project/base/features.py), and what one does not go without."""

from __future__ import annotations

from agencies.states.roles import Role, is_management
from project.base.features import features
from project.base.viewer import Viewer


def sees_features(viewer: Viewer) -> bool:
    """Managers and owners see what is on, and what was switched."""
    return is_management(viewer)


def switches(viewer: Viewer, key: str) -> bool:
    """Managers and owners switch a feature; owners alone what opens the agency to others."""
    return viewer.has(Role.OWNER) or (is_management(viewer) and not features[key].owners)
