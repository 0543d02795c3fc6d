"""Which drafts are free to be changed, and what holds the others."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from drafts.hooks import hold
from drafts.models import DraftAddOn, OrderDraft
from drafts.models.drafts import OrderDraftQuerySet
from project.base.compiled import Slot, compiled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django_stubs_ext import WithAnnotations


class Holder(TypedDict):
    """What `with_holder` brings along with a draft."""

    held_by: str


def in_writing(rows: OrderDraftQuerySet, now: Any) -> OrderDraftQuerySet:
    """Of these drafts: those that are neither an order nor held at `now` (a moment or its slot)."""
    return rows.filter(~Exists(_holders(now)), converted_at=None)


def held(rows: OrderDraftQuerySet, wanted: bool, now: Any) -> OrderDraftQuerySet:
    """Of these drafts: those that are held at `now`; or that are not."""
    holding = Exists(_holders(now))
    return rows.filter(holding if wanted else ~holding)


def with_holder(rows: OrderDraftQuerySet, now: Any) -> QuerySet[WithAnnotations[OrderDraft, Holder]]:
    """These drafts, each with `held_by`, the number of what holds it at `now`; "" for none."""
    return rows.annotate(held_by=Coalesce(Subquery(_holders(now).values("number")[:1]), Value("")))


class Beside(NamedTuple):
    """What lies beside the row of a draft: whether something holds it, and the ids of its add-ons."""

    held: bool
    addon_ids: Sequence[int]


def beside(draft: OrderDraft, now: dt.datetime) -> Beside:
    """What lies beside the draft at `now`. One query, for after the draft's lock: one that locks, too, would
    tell of how it was before the wait."""
    return Beside(*_beside(agency_id=draft.agency_id, pk=draft.pk, now=now)[0])


def is_held(draft: OrderDraft, now: dt.datetime) -> bool:
    """Whether something holds the draft at `now`. One query."""
    return beside(draft, now).held


@compiled
def _beside(agency_id: Slot, pk: Slot, now: Slot) -> Any:
    addons = DraftAddOn.objects.filter(draft=OuterRef("pk"), agency_id=OuterRef("agency_id"))
    rows = OrderDraft.objects.filter(agency_id=agency_id, pk=pk)
    chosen = ArraySubquery(addons.order_by("id").values("addon_id"))
    return rows.annotate(held=Exists(_holders(now)), addon_ids=chosen).values_list("held", "addon_ids")


def _holders(now: Any) -> QuerySet[Any]:
    """What holds the draft of the outer query at `now`."""
    return hold().held(now).filter(draft=OuterRef("pk"), agency_id=OuterRef("agency_id"))
