"""The roles of a membership, and the groups of them that rules and querysets speak of."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from project.base.viewer import Viewer


class Role(models.TextChoices):
    CLIENT = "client", _("Client")
    WRITER = "writer", _("Writer")
    EDITOR = "editor", _("Editor")
    SUPPORT = "support", _("Support")
    MANAGER = "manager", _("Manager")
    OWNER = "owner", _("Owner")


#: What project.base.viewer.Receiver holds: nobody is given it.
RECEIVER = "receiver"
STAFF = (Role.SUPPORT, Role.MANAGER, Role.OWNER)
MANAGEMENT = (Role.MANAGER, Role.OWNER)


def is_staff(viewer: Viewer) -> bool:
    """Whether the viewer runs the agency's desk: support, manager or owner."""
    return viewer.has(*STAFF)


def is_receiver(viewer: Viewer) -> bool:
    """Whether the viewer came by a link of their own, for what is made for them and paid for by another."""
    return viewer.has(RECEIVER)


def is_owner(viewer: Viewer) -> bool:
    """Whether the viewer runs the agency."""
    return viewer.has(Role.OWNER)


def is_management(viewer: Viewer) -> bool:
    """Whether the viewer is a manager or an owner."""
    return viewer.has(*MANAGEMENT)
