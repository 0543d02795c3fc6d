"""Who switches features of an agency (project/base/features.py), and what one does not go without."""

from __future__ import annotations

from agencies.models import Agency
from agencies.states.roles import Role, is_management
from project.base.features import features, is_chosen, is_noted
from project.base.viewer import Viewer


def sees_features(viewer: Viewer) -> bool:
    """Managers and owners see what is on, and what was switched."""
    return is_management(viewer)


def is_due(agency: Agency, key: str) -> bool:
    """Whether a planned switch of the feature holds that the sweep has not noted yet."""
    return is_chosen(agency, key) != is_noted(agency, key)


def switches(viewer: Viewer, key: str) -> bool:
    """Managers and owners switch a feature; owners alone what opens the agency to others."""
    return viewer.has(Role.OWNER) or (is_management(viewer) and not features[key].owners)
