"""The lock on the person whose settings an action is about to change."""

from __future__ import annotations

from agencies.models import Membership
from agencies.states.roles import Role
from project.base.errors import NotVisible
from project.base.locks import locked
from project.base.viewer import Viewer


def locked_writer(actor: Viewer, member: Membership) -> Membership:
    """The membership under its lock, by which whoever gives them work counts. Raises NotVisible when they
    left or write no more."""
    stored: Membership = locked(actor, member, no_key=True)
    if stored.ended_at is not None or Role.WRITER not in stored.roles:
        raise NotVisible()
    return stored
