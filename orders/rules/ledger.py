"""Who reads and writes the ledger of an order: predicates of (viewer, order)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agencies.states.roles import is_management, is_staff
from clients.rules.accounts import account_role, pays_for

if TYPE_CHECKING:
    from orders.models import Order
    from project.base.viewer import Viewer


def reads_ledger(viewer: Viewer, order: Order) -> bool:
    """Staff, and the payers of the client account."""
    return is_staff(viewer) or pays_for(viewer, order.account_id)


def can_record_payment(viewer: Viewer, order: Order) -> bool:
    """The desk, but nobody for an order of their own account."""
    return is_staff(viewer) and not account_role(viewer, order.account_id)


def can_change_charge(viewer: Viewer, order: Order) -> bool:
    """Managers and owners, but nobody for an order of their own account."""
    return is_management(viewer) and not account_role(viewer, order.account_id)


def can_call_off(viewer: Viewer, order: Order) -> bool:
    """As for charges: what is paid back, and to whom a fee is owed, when
    an order ends after its work has begun."""
    return can_change_charge(viewer, order)
