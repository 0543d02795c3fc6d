"""Who may do what with the agency itself and its people. Role names occur here and in querysets only."""

from __future__ import annotations

from agencies.states.roles import Role, is_management, is_staff
from project.base.viewer import Viewer

__all__ = [
    "edits_catalog",
    "is_editor",
    "is_staff",
    "is_writer",
    "manages_domains",
    "manages_people",
    "manages_webhooks",
    "may_grant",
    "sees_agency",
    "sees_catalog",
    "sees_people",
    "sees_storage",
    "sets_agency",
    "sets_branding",
    "sets_hours",
    "sets_security",
]


def is_writer(viewer: Viewer) -> bool:
    """Whether the viewer has the studio."""
    return viewer.has(Role.WRITER)


def is_editor(viewer: Viewer) -> bool:
    """Whether the viewer has the review queue."""
    return viewer.has(Role.EDITOR)


def sees_people(viewer: Viewer) -> bool:
    """Managers and owners see the list of people; support does not (design: not catalog or people)."""
    return is_management(viewer)


def sees_storage(viewer: Viewer) -> bool:
    """Managers and owners see what the files of the agency take."""
    return is_management(viewer)


def manages_people(viewer: Viewer) -> bool:
    """Whether the viewer may invite people and change their roles."""
    return is_management(viewer)


def may_grant(viewer: Viewer, role: str) -> bool:
    """Only owners make owners; other roles are the manager's too."""
    return viewer.has(Role.OWNER) or (manages_people(viewer) and role != Role.OWNER)


def sees_catalog(viewer: Viewer) -> bool:
    """Managers and owners read the catalog with its numbers and its history; support does not."""
    return is_management(viewer)


def edits_catalog(viewer: Viewer) -> bool:
    """Managers and owners change the catalog and its prices."""
    return is_management(viewer)


def sets_hours(viewer: Viewer) -> bool:
    """Managers and owners see and change the working hours and
    holidays; nobody else has a use for the page."""
    return is_management(viewer)


def manages_domains(viewer: Viewer) -> bool:
    """Owners alone decide which host names lead to the agency."""
    return viewer.has(Role.OWNER)


def manages_webhooks(viewer: Viewer) -> bool:
    """Managers and owners decide which programs hear of what happens."""
    return is_management(viewer)


def sees_agency(viewer: Viewer) -> bool:
    """Managers and owners see the settings of the agency, and what it lacks before it opens."""
    return is_management(viewer)


def sets_agency(viewer: Viewer) -> bool:
    """Owners alone change the settings of the agency, and open it."""
    return viewer.has(Role.OWNER)


def sets_branding(viewer: Viewer) -> bool:
    """Owners alone see and change what the agency will look like, and publish it."""
    return viewer.has(Role.OWNER)


def sets_security(viewer: Viewer) -> bool:
    """Owners alone decide how long sessions last and who needs a second factor."""
    return viewer.has(Role.OWNER)
