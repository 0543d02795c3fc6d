"""Which drafts are free to be changed, and what holds the others."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from drafts.hooks import hold
from drafts.models import OrderDraft
from drafts.models.drafts import OrderDraftQuerySet


def in_writing(rows: OrderDraftQuerySet) -> OrderDraftQuerySet:
    """Of these drafts: those that are neither an order nor held."""
    return rows.filter(~Exists(hold().held().filter(draft=OuterRef("pk"))), converted_at=None)


def with_holder(rows: OrderDraftQuerySet) -> OrderDraftQuerySet:
    """These drafts, each with `held_by`, the number of what holds it; "" for none."""
    numbers = hold().held().filter(draft=OuterRef("pk")).values("number")
    return rows.annotate(held_by=Coalesce(Subquery(numbers[:1]), Value("")))


def is_held(draft: OrderDraft) -> bool:
    """Whether something holds the draft now. One query."""
    return hold().held().filter(draft=draft).exists()
