"""Who reads the figures of a class."""

from __future__ import annotations

from typing import Any

from agencies.states.roles import is_staff
from cohorts.models import Cohort
from cohorts.rules.cohorts import sees_classes
from project.base.features import is_on
from project.base.viewer import Viewer


def sees_class_figures(viewer: Viewer) -> bool:
    """The desk, and those who order for a client account, where clients have figures."""
    return is_staff(viewer) or (is_on(viewer.agency, "client_analytics") and sees_classes(viewer))


def class_of(viewer: Viewer, public_id: str) -> Any:
    """A class that the viewer sees; None for any other."""
    return Cohort.objects.visible_to(viewer).filter(public_id=public_id).first()
