"""Lines of the side menu that lead to this app's pages."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from project.base.menu import MOST_COUNTED, Entry, menu_counts, menu_entries
from project.base.paging import CappedCount
from quotes.models import OrderQuote
from quotes.states import WITH_DESK


def register() -> None:
    """Called once, in ready()."""
    menu_counts.register("quotes_to_prepare", quotes_to_prepare)
    menu_entries.register("quotes", Entry("client", _("Quotes"), "quotes:quotes", "file-text", 40))
    menu_entries.register(
        "desk_quotes",
        Entry("desk", _("Quotes"), "quotes:desk_quotes", "file-text", 30, counts="quotes_to_prepare"),
    )


def quotes_to_prepare(now: Any) -> CappedCount:
    """Of a member of the desk: how many quotes their agency has to price and send."""
    rows = OrderQuote.objects.filter(agency_id=OuterRef("agency_id"), state__in=WITH_DESK)
    return CappedCount(rows, MOST_COUNTED)
