"""What may stand in the way of a revision's verbs, or of the order's because of one:
a plain reason, "" when nothing does."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from orders.states.orders import State
from project.base.errors import WrongState
from project.base.features import is_on, require_on

from .live_revision import active_revision

if TYPE_CHECKING:
    from orders.models import ChangeOrder, DeadlineProposal, Order, RevisionRequest


def every_must_is_settled(order: Order) -> str:
    """A delivery waits until each must-fix point of the live revision is done, or declined with a reply."""
    revision = active_revision(order)
    open_points = [] if revision is None else [point for point in revision.points.all() if not point.settled]
    if not open_points:
        return ""
    return _("Answer the must-fix points first. Still open: %(count)s.") % {"count": len(open_points)}


def scope_is_judged(order: Order) -> str:
    """A revision whose scope is not decided yet is nobody's work."""
    revision = active_revision(order)
    if revision is None or revision.scope != "pending":
        return ""
    return _("The agency has not yet decided whether this revision is part of the order.")


def too_late_to_ask(order: Order, now: dt.datetime) -> str:
    """After an order is complete, the agency's days of grace are left to ask for a
    revision. Not a guard: it needs `now`."""
    if order.state != State.COMPLETED or order.closed_at is None:
        return ""
    if order.writer_id is None:  # it came from another program
        return _("This order was not written here, so no revision can be requested.")
    if not is_on(order.agency, "late_revisions"):
        return _("The agency takes no revision requests on completed orders.")
    if now < order.closed_at + dt.timedelta(days=order.agency.grace_days):
        return ""
    return _("The period for requesting a revision on this order has ended.")


def require_time_to_ask(order: Order, now: dt.datetime) -> None:
    """The same, for who asks. Raises FeatureDisabled where the agency takes no such requests, WrongState when
    it is too late."""
    if order.state == State.COMPLETED:
        require_on(order.agency, "late_revisions")
    if reason := too_late_to_ask(order, now):
        raise WrongState(reason)


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
    return _("Not possible while the order’s state is “%(state)s”.") % {"state": State(order.state).label}


def open_proposal(revision: RevisionRequest) -> DeadlineProposal | None:
    """The time that waits for the other side's answer. Reads prefetched rows when there are some."""
    return next((row for row in revision.proposals.all() if row.state == "open"), None)


def a_time_is_proposed(revision: RevisionRequest) -> str:
    return "" if open_proposal(revision) else _("No new deadline has been proposed.")


def something_is_asked(revision: RevisionRequest) -> str:
    return "" if any(point.asks for point in revision.points.all()) else _("There are no open questions.")


def client_need_not_look(revision: RevisionRequest) -> str:
    return _("The client still has to check the answers to this revision.") if revision.client_review else ""


def open_change(revision: RevisionRequest) -> ChangeOrder | None:
    """The change order that waits for the client's answer. Reads prefetched rows when there are some."""
    return next((row for row in revision.changes.all() if row.state == "offered"), None)


def has_open_change(revision: RevisionRequest) -> bool:
    """Whether a change order waits for the client's answer. A query may have brought it along."""
    known = getattr(revision, "change_waits", None)
    return open_change(revision) is not None if known is None else bool(known)


def a_change_waits(revision: RevisionRequest) -> str:
    return "" if open_change(revision) else _("No change order is waiting for an answer.")


def no_change_waits(revision: RevisionRequest) -> str:
    return _("A change order is waiting for the client’s answer.") if open_change(revision) else ""
