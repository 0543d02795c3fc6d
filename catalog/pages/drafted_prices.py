"""Imported prices as their page prints them, and those that wait to be published."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef

from agencies.models import DataImport
from catalog.models import DraftedThing, PriceBook, PricePublication
from catalog.pages import price_history
from catalog.pricing.drafted_prices import changes_of
from project.base.viewer import Viewer

#: Drafts that the price list tells of.
TOLD = 5


def drafts_of(viewer: Viewer) -> Any:
    """Imports whose prices are here, published or not, with their mark and publication."""
    things = DraftedThing.objects.visible_to(viewer).filter(mark=OuterRef("mark"))
    rows = DataImport.objects.visible_to(viewer).filter(Exists(things), mark__isnull=False)
    return rows.select_related("made_by", "mark__price_publication__by")


def waiting_drafts(viewer: Viewer) -> list[DataImport]:
    """The newest drafts that nobody has published yet. One query."""
    published = PricePublication.objects.filter(agency_id=viewer.agency_id, mark=OuterRef("mark"))
    return list(drafts_of(viewer).filter(~Exists(published)).order_by("-made_at", "-pk")[:TOLD])


def publication_of(draft: DataImport) -> PricePublication | None:
    """By whom and when a draft was published; None while it waits."""
    return getattr(draft.mark, "price_publication", None)


def draft_page(viewer: Viewer, draft: DataImport) -> dict[str, Any]:
    """What the page of a draft prints: what publishing would change of the price list as it stands."""
    things = list(DraftedThing.objects.visible_to(viewer).filter(mark=draft.mark))
    book = PriceBook.objects.standing().filter(agency_id=viewer.agency_id)[0]
    done = publication_of(draft)
    changes = [] if done else changes_of(things, book)
    return {
        "draft": draft,
        "by": draft.made_by.public_name,
        "count": len(things),
        "base": book.version,
        "published": done,
        "parts": [
            {
                "title": section.part.label,
                "told": price_history.told(found, viewer.agency.currency),
                "part": section.part.value,
                "changes": found,
            }
            for section, found in changes
        ],
    }
