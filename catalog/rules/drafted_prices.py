"""Imported prices: what goes with a mark, and how a draft stands."""

from __future__ import annotations

from django.db.models import QuerySet

from agencies.hooks import MarkedKind
from agencies.models import Mark
from catalog.models import DraftedThing, PricePublication
from project.base.hanging import Found


def _things(mark: Mark) -> QuerySet[DraftedThing]:
    return DraftedThing.objects.filter(agency_id=mark.agency_id, mark=mark)


def is_published(mark: Mark) -> bool:
    """Whether the draft of this mark became the price list. One query."""
    return PricePublication.objects.filter(agency_id=mark.agency_id, mark=mark).exists()


def _touched(mark: Mark, found: Found) -> bool:
    return bool(found.get(DraftedThing)) and is_published(mark)


#: By the name under which it is registered.
KINDS = {"drafted_prices": MarkedKind(DraftedThing, _things, touched=_touched)}
