"""Fees: what an order owes to whom, once, and who reads that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from agencies.states.roles import is_staff
from orders.models.change_orders import ChangeOrder
from orders.models.ledger import EntryKind, FeeCause, LedgerEntry
from orders.models.revisions import ACTIVE, RevisionRequest, RevisionState
from orders.rules.orders import is_on_account
from orders.states.revision_choices import ChangeState

if TYPE_CHECKING:
    from agencies.models import Membership
    from orders.models import Order
    from project.base.viewer import Viewer

#: Revisions whose fee is owed, or will be: those that are withdrawn or out of scope earn nothing.
PAID_STATES = (*ACTIVE, RevisionState.ACCEPTED)


@dataclass(frozen=True)
class FeeDue:
    """One fee that was agreed and is not booked yet."""

    person: Membership
    cause: FeeCause
    amount: Decimal
    revision: RevisionRequest | None = None
    change: ChangeOrder | None = None


def sees_revision_fee(viewer: Viewer, revision: RevisionRequest) -> bool:
    """The reviser their own, and the desk; never the client's side or the order's writer."""
    own = revision.assignee_id is not None and revision.assignee_id == viewer.member_id
    return own or _of_desk(viewer, revision.order)


def sees_change_fee(viewer: Viewer, revision: RevisionRequest) -> bool:
    """What a change order of this revision adds: whoever works on it, and the desk."""
    return worker_id(revision) == viewer.member_id or _of_desk(viewer, revision.order)


def _of_desk(viewer: Viewer, order: Order) -> bool:
    return is_staff(viewer) and not is_on_account(viewer, order)


def worker_id(revision: RevisionRequest) -> int | None:
    """Who works on a revision: the person who has been given it, else the order's writer."""
    return revision.assignee_id or revision.order.writer_id


def fees_due(order: Order) -> list[FeeDue]:
    """Every fee of a locked order that is agreed and not booked: for writing it, for revisions, for change
    orders. Four queries at most."""
    booked = list(LedgerEntry.objects.filter(order=order, kind=EntryKind.WRITER_FEE))
    return [*_of_work(order, booked), *_of_revisions(order, booked), *_of_changes(order, booked)]


def _of_work(order: Order, booked: Iterable[LedgerEntry]) -> list[FeeDue]:
    paid = {entry.writer_id for entry in booked if entry.cause == FeeCause.WORK}
    if order.writer is None or order.writer_fee is None or order.writer_id in paid:
        return []
    return [FeeDue(order.writer, FeeCause.WORK, order.writer_fee)]


def _of_revisions(order: Order, booked: Iterable[LedgerEntry]) -> list[FeeDue]:
    paid = {entry.revision_id for entry in booked}
    rows = order.revisions.filter(fee__isnull=False, state__in=PAID_STATES).select_related("assignee")
    return [
        FeeDue(row.assignee, FeeCause.REVISION, row.fee, revision=row)
        for row in rows
        if row.pk not in paid and row.assignee and row.fee is not None
    ]


def _of_changes(order: Order, booked: Iterable[LedgerEntry]) -> list[FeeDue]:
    paid = {entry.change_id for entry in booked}
    rows = order.changes.filter(
        writer_fee__isnull=False, state=ChangeState.ACCEPTED, revision__state__in=PAID_STATES
    )
    found = []
    for row in rows.select_related("revision__assignee"):
        person = row.revision.assignee or order.writer
        if row.pk not in paid and person and row.writer_fee is not None:
            found.append(FeeDue(person, FeeCause.CHANGE, row.writer_fee, change=row))
    return found
