"""Who may do what with a preset: predicates of (viewer, preset)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from clients.rules.accounts import can_order, manages_account
from project.base.features import is_on

if TYPE_CHECKING:
    from drafts.models import OrderDraft, OrderPreset
    from project.base.viewer import Viewer


def can_use_preset(viewer: Viewer, preset: OrderPreset) -> bool:
    """One's own, and what the account shares, for whoever orders there, while the agency has presets."""
    return (
        is_on(viewer.agency, "presets")
        and can_order(viewer, preset.account_id)
        and (preset.shared or preset.owner_id == viewer.member_id)
    )


def can_edit_preset(viewer: Viewer, preset: OrderPreset) -> bool:
    """Its owner; a shared one also the account's payers."""
    mine = preset.owner_id == viewer.member_id
    return can_order(viewer, preset.account_id) and (
        mine or (preset.shared and manages_account(viewer, preset.account_id))
    )


def why_not_begin(preset: OrderPreset) -> str:
    """Why no draft can begin with this preset; "" when one can."""
    return _("This preset is archived. Restore it first.") if preset.archived_at else ""


def why_not_fill(preset: OrderPreset, draft: OrderDraft) -> str:
    """Why this draft cannot be filled with this preset; "" when it can."""
    if draft.converted_at or preset.archived_at:
        return _("This preset can’t be applied because the draft is now an order or the preset is archived.")
    return ""
