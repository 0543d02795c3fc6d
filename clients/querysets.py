"""Which rows of client accounts a viewer may see. Names no model, so that models can use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agencies.states.roles import Role

if TYPE_CHECKING:
    from project.base.viewer import Viewer

#: Roles in a client account that draft and order for it.
MAY_ORDER = ("payer", "orderer")


def sees_as_client(viewer: Viewer) -> bool:
    """Whether rows of the viewer's own client accounts are the viewer's to see:
    the role opens them, not the row alone."""
    return viewer.has(Role.CLIENT)
