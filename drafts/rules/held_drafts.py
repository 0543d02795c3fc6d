"""Which drafts are free to be changed, and what holds the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from drafts.hooks import hold
from drafts.models import OrderDraft
from drafts.models.drafts import OrderDraftQuerySet

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class Holder(TypedDict):
    """What `with_holder` brings along with a draft."""

    held_by: str


def in_writing(rows: OrderDraftQuerySet) -> OrderDraftQuerySet:
    """Of these drafts: those that are neither an order nor held."""
    return rows.filter(~Exists(hold().held().filter(draft=OuterRef("pk"))), converted_at=None)


def with_holder(rows: OrderDraftQuerySet) -> QuerySet[WithAnnotations[OrderDraft, Holder]]:
    """These drafts, each with `held_by`, the number of what holds it; "" for none."""
    numbers = hold().held().filter(draft=OuterRef("pk")).values("number")
    return rows.annotate(held_by=Coalesce(Subquery(numbers[:1]), Value("")))


def is_held(draft: OrderDraft) -> bool:
    """Whether something holds the draft now. One query."""
    return hold().held().filter(draft=draft).exists()
