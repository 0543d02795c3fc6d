"""What may stand in the way of a verb although the state allows it: (order) -> plain reason, "" when nothing does."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from orders.states.orders import State

if TYPE_CHECKING:
    from orders.models import ChangeOrder, DeadlineProposal, ExtensionAsk, Order, RevisionRequest


def active_revision(order: Order) -> RevisionRequest | None:
    """The order's live revision request. Reads prefetched rows when there are some."""
    return next((revision for revision in order.revisions.all() if revision.active), None)


def know_open_ask(order: Order, ask: ExtensionAsk | None) -> None:
    """Tell open_ask what a query has brought along, so that it need not ask again of this object."""
    order._open_ask = ask  # type: ignore[attr-defined]


def open_ask(order: Order) -> ExtensionAsk | None:
    """The writer's ask for more time that nobody has answered yet."""
    if hasattr(order, "_open_ask"):
        known: ExtensionAsk | None = order._open_ask
        return known
    return order.extension_asks.waiting().first()


def owed_by(order: Order) -> dt.datetime:
    """By when the writer owes the next text: the live revision's time once there was a delivery, else the writer's deadline."""
    revision = active_revision(order) if order.delivered_at else None
    return revision.due_at if revision else order.writer_deadline


def nothing_is_asked(order: Order) -> str:
    """A writer asks for more time once, and waits for the answer."""
    return _("You have asked already; the agency has not answered yet.") if open_ask(order) else ""


def time_is_asked(order: Order) -> str:
    """Only an ask that is open can be answered or withdrawn."""
    return "" if open_ask(order) else _("Nobody is asking for more time now.")


def every_must_is_settled(order: Order) -> str:
    """A delivery waits until each must-fix point of the live revision is done, or declined with a reply."""
    revision = active_revision(order)
    open_points = [] if revision is None else [point for point in revision.points.all() if not point.settled]
    if not open_points:
        return ""
    return _("Answer the must-fix points first: %(count)s still open.") % {"count": len(open_points)}


def has_an_editor(order: Order) -> str:
    """Only a claimed review can be given back."""
    return "" if order.editor_id else _("No editor has claimed this review.")


def no_other_editor(order: Order) -> str:
    """A review has one editor; the first who claims it."""
    return _("Another editor has this review.") if order.editor_id else ""


def reviser_id(order: Order) -> int:
    """Who has been given the live revision instead of the order's writer; 0 for nobody. A query may have brought it along."""
    if hasattr(order, "known_reviser"):
        return int(order.known_reviser or 0)
    revision = active_revision(order)
    return (revision.assignee_id or 0) if revision else 0


def scope_is_judged(order: Order) -> str:
    """A revision whose scope is not decided yet is nobody's work."""
    revision = active_revision(order)
    if revision is None or revision.scope != "pending":
        return ""
    return _("The agency has yet to decide whether this revision is part of the order.")


def too_late_to_ask(order: Order, now: dt.datetime) -> str:
    """After an order is complete, the agency's days of grace are left to ask for a revision. Not a guard: it needs `now`."""
    if order.state != State.COMPLETED or order.closed_at is None:
        return ""
    if now < order.closed_at + dt.timedelta(days=order.agency.grace_days):
        return ""
    return _("The time to ask for a revision of this order is over.")


# --- of a revision: (revision) -> plain reason -------------------------------------------------


def order_is_in_revision(revision: RevisionRequest) -> str:
    """What only makes sense while the client waits for the new version."""
    return _unless(revision.order, "revision_requested", "in_progress")


def order_is_in_progress(revision: RevisionRequest) -> str:
    return _unless(revision.order, "in_progress")


def order_is_delivered(revision: RevisionRequest) -> str:
    return _unless(revision.order, "delivered")


def order_rests(revision: RevisionRequest) -> str:
    """More can be ordered when nothing is in work."""
    return _unless(revision.order, "delivered", "completed")


def _unless(order: Order, *states: str) -> str:
    if order.state in states:
        return ""
    return _("Not possible while the order is “%(state)s”.") % {"state": State(order.state).label}


def open_proposal(revision: RevisionRequest) -> DeadlineProposal | None:
    """The time that waits for the other side's answer. Reads prefetched rows when there are some."""
    return next((row for row in revision.proposals.all() if row.state == "open"), None)


def a_time_is_proposed(revision: RevisionRequest) -> str:
    return "" if open_proposal(revision) else _("Nobody has proposed another time.")


def something_is_asked(revision: RevisionRequest) -> str:
    return "" if any(point.asks for point in revision.points.all()) else _("No question is open.")


def client_need_not_look(revision: RevisionRequest) -> str:
    return _("The client looks at the answers of this revision.") if revision.client_review else ""


def open_change(revision: RevisionRequest) -> ChangeOrder | None:
    """The change order that waits for the client's answer. Reads prefetched rows when there are some."""
    return next((row for row in revision.changes.all() if row.state == "offered"), None)


def has_open_change(revision: RevisionRequest) -> bool:
    """Whether a change order waits for the client's answer. A query may have brought it along."""
    known = getattr(revision, "change_waits", None)
    return open_change(revision) is not None if known is None else bool(known)


def a_change_waits(revision: RevisionRequest) -> str:
    return "" if open_change(revision) else _("No change order waits for an answer.")


def no_change_waits(revision: RevisionRequest) -> str:
    return _("A change order waits for the client’s answer.") if open_change(revision) else ""
