"""The pool as writers read it, and as the desk does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import get_language

from drafts.pages.commission_words import style_of
from orders.pages.lists.rows import PREFIX, work_words
from project.base import formatting, marks
from project.base.paging import cut
from project.base.text import excerpt
from project.base.viewer import Member, Viewer
from writers.models import PoolEntry, PoolInterest
from writers.rules.pool import fitting
from writers.states.assignment import PoolMode

#: Order and types of the keyset, of pages and API alike.
ORDER, KINDS = ("-put_at", "-id"), (dt.datetime, int)
PAGE = 20
#: Entries that are looked at together, and how often: a page costs no more than five queries for each batch.
BATCH, BATCHES = 100, 10
EXCERPT = 240
RELATED = ("order__service", "order__subject", "order__agency", "order__preferred_writer")


class FittingEntries:
    """Reads the entries that fit one writer, batch by batch, until a page is full or BATCHES are read. It
    then knows where it stopped (`stopped_at`), so that the next page goes on behind it."""

    def __init__(self, viewer: Member, now: dt.datetime, size: int = PAGE) -> None:
        self.viewer, self.now, self.size = viewer, now, size
        rows = PoolEntry.objects.offered_to(viewer, now).select_related(*RELATED)
        self.rows = rows.defer("order__search")
        self.stopped_at: Sequence[Any] | None = None

    def __call__(self, values: Sequence[Any] | None, back: bool) -> list[PoolEntry]:
        found: list[PoolEntry] = []
        for _number in range(BATCHES):
            batch = list(cut(self.rows, ORDER, values, back=back, size=BATCH - 1))
            found += fitting(self.viewer, batch, self.now)
            if len(found) > self.size or len(batch) < BATCH:
                return found[: self.size + 1]
            values = (batch[-1].put_at, batch[-1].pk)
        self.stopped_at = None if back else values
        return found


def entry_row(entry: PoolEntry, now: dt.datetime) -> dict[str, Any]:
    """What a writer reads of an order in the pool: nothing else of it leaves this function."""
    order, language = entry.order, get_language() or "en"
    return {
        "url": reverse("writers:pool_entry", args=[entry.public_id]),
        "service": order.service.name,
        "subject": order.subject.name if order.subject else "",
        "work": work_words(order.quantity or 0, order.service.unit, order.service.name, language),
        "deadline": marks.deadline(order.writer_deadline, now=now),
        "fee": formatting.money(entry.fee, order.currency),
        "brief": "" if entry.confidential else order.brief,
        "words": [] if entry.confidential else style_of(order),
        "excerpt": "" if entry.confidential else excerpt(order.brief, EXCERPT),
        "confidential": entry.confidential,
        "takes": entry.mode == PoolMode.TAKE,
        "alone_until": entry.preferred_until,
    }


def interested_in(viewer: Viewer, entries: Sequence[PoolEntry]) -> set[int]:
    """Ids of those entries that the viewer would take. One query."""
    rows = PoolInterest.objects.filter(agency_id=viewer.agency_id, member_id=viewer.member_id)
    found = rows.filter(entry__in=[entry.pk for entry in entries], withdrawn_at=None)
    return set(found.values_list("entry_id", flat=True))


def desk_entries(viewer: Viewer, *, ended: bool = False) -> Any:
    """What is in the pool, or was (`ended`), as the desk reads it, with those who would take it. Two
    queries."""
    live = PoolInterest.objects.visible_to(viewer).filter(withdrawn_at=None).select_related("member")
    rows = PoolEntry.objects.visible_to(viewer)
    rows = (rows if ended else rows.open()).select_related(*RELATED)
    interests = Prefetch("interests", live.order_by("id"), to_attr="live_interests")
    return rows.prefetch_related(interests).defer("order__search", "order__brief")


def desk_row(entry: Any, now: dt.datetime) -> dict[str, Any]:
    """One line of the desk's list."""
    order, language = entry.order, get_language() or "en"
    return {
        "number": order.number,
        "title": order.title,
        "url": f"{PREFIX}{order.number}/",
        "work": work_words(order.quantity or 0, order.service.unit, order.service.name, language),
        "mode": PoolMode(entry.mode).label,
        "fee": formatting.money(entry.fee, order.currency),
        "deadline": marks.deadline(order.writer_deadline, now=now),
        "confidential": entry.confidential,
        "put_at": entry.put_at,
        "alone": alone_with(entry, now),
        "alone_until": entry.preferred_until,
        "interested": [interest.member.public_name for interest in entry.live_interests],
        "assign_url": reverse("orders:order_assign", args=[order.number]),
        "offer_url": reverse("orders:order_offer", args=[order.number]),
        "withdraw_url": reverse("writers:pool_withdraw", args=[order.number]),
    }


def alone_with(entry: PoolEntry, now: dt.datetime) -> str:
    """The writer who alone sees it now; "" when everybody does."""
    if entry.preferred_until is None or entry.preferred_until <= now:
        return ""
    return entry.order.preferred_writer.public_name if entry.order.preferred_writer else ""
