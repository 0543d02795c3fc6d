"""Who may do what with a draft: predicates of (viewer, draft)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clients.rules.accounts import can_order

if TYPE_CHECKING:
    from drafts.models import OrderDraft
    from orders.models import Attachment
    from project.base.viewer import Viewer


def can_edit_draft(viewer: Viewer, draft: OrderDraft) -> bool:
    return can_order(viewer, draft.account_id)


def can_remove_attachment(viewer: Viewer, attachment: Attachment) -> bool:
    """Only files of a draft can be taken away; what an order or a delivery shows stays."""
    return attachment.draft is not None and can_edit_draft(viewer, attachment.draft)
