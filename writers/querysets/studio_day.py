"""What a writer has to hand in, and by when; which offers they declined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from orders.models import Offer, Order, RevisionRequest
from orders.states.offers import OfferState
from orders.states.orders import IN_WORK

if TYPE_CHECKING:
    from project.base.viewer import Member

#: Rows of the day at most: nobody has more in hand.
MOST = 200


def owed_work(viewer: Member) -> QuerySet[Any, Any]:
    """Orders in work whose next text the viewer owes, as dicts with when it is `due` and whether a revision
    (`revises`), the nearest first: their own unless somebody else revises them, and revisions of others'."""
    live = RevisionRequest.objects.live().filter(agency_id=viewer.agency_id, order=OuterRef("pk"))
    rows = Order.objects.filter(agency_id=viewer.agency_id, state__in=IN_WORK).annotate(
        revision_due=Subquery(live.values("due_at")[:1]), reviser=Subquery(live.values("assignee_id")[:1])
    )
    given = RevisionRequest.objects.live().filter(agency_id=viewer.agency_id, assignee_id=viewer.member_id)
    mine = Q(writer_id=viewer.member_id, reviser=None) | Q(pk__in=given.values("order_id"))
    found = rows.filter(mine).annotate(due=Coalesce("revision_due", "writer_deadline"))
    return found.order_by("due", "pk").values("number", "title", "due", "revision_due")[:MOST]


def declined_by(viewer: Member) -> QuerySet[Offer]:
    """The offers that the viewer declined. Of the orders they see nothing any more."""
    rows = Offer.objects.filter(agency_id=viewer.agency_id, writer_id=viewer.member_id)
    return rows.filter(state=OfferState.DECLINED, answered_at__isnull=False)
