"""What is earned by a revision, as far as its reader may know it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from orders.models import RevisionRequest
from orders.rules.fees import sees_change_fee, sees_revision_fee
from orders.states.revision_choices import ChangeState
from project.base.money import format_money
from project.base.viewer import Viewer

#: Change orders that add to a fee, or will if the client accepts.
COUNTED = (ChangeState.OFFERED, ChangeState.ACCEPTED)


def revision_fee(viewer: Viewer, revision: RevisionRequest) -> Decimal | None:
    """The fee of whoever has been given it; None for those who may not read it."""
    return revision.fee if sees_revision_fee(viewer, revision) else None


def change_fee(viewer: Viewer, revision: RevisionRequest) -> Decimal | None:
    """What its change orders add to the fee of whoever works on it. Reads prefetched rows."""
    if not sees_change_fee(viewer, revision):
        return None
    fees = [row.writer_fee for row in revision.changes.all() if row.state in COUNTED]
    known = [fee for fee in fees if fee is not None]
    return sum(known, Decimal(0)) if known else None


def fee_facts(viewer: Viewer, revision: RevisionRequest) -> list[tuple[Any, str]]:
    """Both for a list of facts, with their labels."""
    rows = [
        (_("Fee for this revision"), revision_fee(viewer, revision)),
        (_("Fee for the change order"), change_fee(viewer, revision)),
    ]
    currency = revision.order.currency
    return [(label, format_money(fee, currency)) for label, fee in rows if fee is not None]
