"""Who may do what with a draft: predicates of (viewer, draft)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clients.rules.accounts import can_order

if TYPE_CHECKING:
    from drafts.models import OrderDraft
    from project.base.viewer import Viewer


def can_edit_draft(viewer: Viewer, draft: OrderDraft) -> bool:
    return can_order(viewer, draft.account_id)
