"""What the list of drafts reads: a page of rows, and how many each tab has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import DateTimeField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Left, Lower

from agencies.models import Agency
from drafts.models import DraftAddOn, OrderDraft
from drafts.models.drafts import OrderDraftQuerySet
from drafts.rules.held_drafts import in_writing
from project.base import clock
from project.base.compiled import Slot, compiled
from project.base.paging import CappedCount, Reader, cut
from project.base.viewer import Member, Viewer

Order = tuple[str, ...]
#: Everything that a price needs; what the catalog offers today is asked when the row is printed.
WITH_FACTS = (
    Q(service__isnull=False, quality__isnull=False, quantity__isnull=False) & ~Q(title="") & ~Q(brief="")
)
#: The tabs that say how many there are.
COUNTED = ("open", "unfinished", "ready")
#: Characters of a brief that are read: enough to find whole words for a row.
BEGINNING = 640
COLUMNS = (
    "public_id",
    "title",
    "account_id",
    "account__name",
    "account__reverse_charge",
    "volume",
    "service_id",
    "service__name",
    "quality_id",
    "quantity",
    "preferred_writer_id",
    "deadline",
    "updated_at",
    "converted_at",
    "order__number",
)


def reader_of(viewer: Member, tab: str, order: Order, ready_after: dt.datetime, now: dt.datetime) -> Reader:
    """The drafts of a tab in an order, as dicts; ready are those whose deadline is later than that."""
    given = {"ready_after": ready_after, "now": now, "latest": clock.LATEST}

    def read(cursor: Any, back: bool) -> list[Any]:
        first, last = cursor or (None, None)
        return _page(viewer, tab=tab, order=order, back=back, first=first, last=last, **given)

    return read


def found(
    viewer: Member,
    tab: str,
    order: Order,
    ready_after: dt.datetime,
    now: dt.datetime,
    words: Sequence[str],
) -> QuerySet[Any, Any]:
    """Those of them that hold all of these words."""
    rows = _in_tab(viewer, tab, ready_after, now)
    for word in words:
        rows = rows.containing(word)
    return _sorted(rows, order, Value(clock.LATEST, output_field=DateTimeField()))


def counts_of(viewer: Member, ready_after: dt.datetime, now: dt.datetime) -> dict[str, int]:
    """How many drafts the counted tabs have, up to the cap. One query."""
    counted = _counts(viewer, ready_after=ready_after, now=now)[0]
    return {tab: counted[f"count_{tab}"] for tab in COUNTED}


@compiled
def _page(
    viewer: Viewer,
    tab: str,
    order: Order,
    back: bool,
    ready_after: Slot,
    now: Slot,
    latest: Slot,
    first: Slot | None,
    last: Slot | None,
) -> QuerySet[Any, Any]:
    rows = _sorted(_in_tab(viewer, tab, ready_after, now), order, latest)
    return cut(rows, order, None if first is None else (first, last), back=back)


def _sorted(rows: OrderDraftQuerySet, order: Order, latest: Any) -> QuerySet[Any, Any]:
    """What a row is printed from, with what they are sorted by."""
    rows = with_order(rows, order, latest)
    addons = DraftAddOn.objects.filter(draft=OuterRef("pk"), agency_id=OuterRef("agency_id"))
    return rows.values(
        *COLUMNS,
        *(name.lstrip("-") for name in order),
        beginning=Left("brief", BEGINNING),
        addon_ids=ArraySubquery(addons.order_by("id").values("addon_id")),
    )


def with_order(rows: Any, order: Order, latest: Any = None) -> Any:
    """Each with what it is sorted by where no column says it; no deadline is `latest`."""
    if "due" in order:
        last = latest or Value(clock.LATEST, output_field=DateTimeField())
        rows = rows.annotate(due=Coalesce("deadline", last, output_field=DateTimeField()))
    return rows.annotate(sort_title=Lower("title")) if "sort_title" in order else rows


def is_ready(after: Any) -> Q:
    """That a draft in writing can be ordered, with a deadline later than `after`."""
    return WITH_FACTS & Q(deadline__gt=after)


def is_unfinished(after: Any) -> Q:
    """That something is missing to order it."""
    return ~WITH_FACTS | Q(deadline=None) | Q(deadline__lte=after)


def _in_tab(viewer: Viewer, tab: str, ready_after: Any, now: Any) -> OrderDraftQuerySet:
    rows = OrderDraft.objects.visible_to(viewer)
    if tab == "ordered":
        return rows.filter(converted_at__isnull=False)
    return in_writing(rows, now).filter(
        {
            "open": Q(),
            "ready": is_ready(ready_after),
            "unfinished": is_unfinished(ready_after),
        }[tab]
    )


@compiled
def _counts(viewer: Viewer, ready_after: Slot, now: Slot) -> QuerySet[Any, Any]:
    columns = {f"count_{tab}": CappedCount(_in_tab(viewer, tab, ready_after, now)) for tab in COUNTED}
    return Agency.objects.filter(pk=viewer.agency_id).values(**columns)
