"""What may stand in the way of a verb although the state allows it: (order) -> plain reason, "" when nothing does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    import datetime as dt

    from .models import ExtensionAsk, Order, RevisionRequest


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
