"""Who reads a delivery before the client does, and what stands in the way: predicates
of (viewer, order), guards of (order)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from agencies.rules.agencies import is_editor
from clients.rules.accounts import account_role

from .live_revision import reviser_id
from .offers import can_assign
from .orders import is_clock

if TYPE_CHECKING:
    from orders.models import Order
    from project.base.viewer import Viewer


def can_claim_review(viewer: Viewer, order: Order) -> bool:
    """Any editor who has no other side of the order: neither wrote it nor belongs to its client account."""
    if not is_editor(viewer) or viewer.member_id in (order.writer_id, order.requested_by_id):
        return False
    if reviser_id(order) == viewer.member_id:
        return False
    return not account_role(viewer, order.account_id)


def can_review(viewer: Viewer, order: Order) -> bool:
    return is_editor(viewer) and order.editor_id == viewer.member_id


def can_release_review(viewer: Viewer, order: Order) -> bool:
    """The editor who holds it, management, and the clock when that editor is gone."""
    return can_review(viewer, order) or can_assign(viewer, order) or is_clock(viewer, order)


def has_an_editor(order: Order) -> str:
    """Only a claimed review can be given back."""
    return "" if order.editor_id else _("No editor has claimed this review.")


def no_other_editor(order: Order) -> str:
    """A review has one editor; the first who claims it."""
    return _("Another editor already has this review.") if order.editor_id else ""
