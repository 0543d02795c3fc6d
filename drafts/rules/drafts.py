"""Who may do what with a draft: predicates of (viewer, draft)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agencies.states.roles import is_receiver
from clients.rules.accounts import can_order

if TYPE_CHECKING:
    from drafts.models import OrderDraft
    from project.base.viewer import Viewer


def can_edit_draft(viewer: Viewer, draft: OrderDraft) -> bool:
    """Whoever orders for its account; one that somebody else fills in (receiver) nobody but they."""
    if draft.receiver_id is not None:
        return is_receiver(viewer) and draft.receiver_id == viewer.member_id
    return can_order(viewer, draft.account_id)
