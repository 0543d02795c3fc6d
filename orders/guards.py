"""What may stand in the way of a verb although the state allows it: (order) -> plain reason, "" when nothing does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from .models import Order, RevisionRequest


def active_revision(order: Order) -> RevisionRequest | None:
    """The order's live revision request. Reads prefetched rows when there are some."""
    return next((revision for revision in order.revisions.all() if revision.active), None)


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
