"""Offers as the writer has them to whom they were made."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from orders.models import Offer
from orders.states.offers import OfferState
from orders.states.orders import State

if TYPE_CHECKING:
    from project.base.compiled import Slot
    from project.base.viewer import Member


def answerable(viewer: Member, now: dt.datetime | Slot) -> QuerySet[Offer]:
    """What the viewer can still answer, with the order of each."""
    waiting = Offer.objects.visible_to(viewer).filter(
        writer_id=viewer.member_id, state=OfferState.OPEN, answer_by__gt=now, order__state=State.OFFERED
    )
    return waiting.select_related("order__service").defer("order__search")
