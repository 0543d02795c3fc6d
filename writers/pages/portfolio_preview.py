"""What others see of one's own portfolio, also while it is off."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from writers.models import WriterPortfolio

from .portfolio_directory import in_widths
from .portfolio_public import EVERYBODY, LISTED_TO_CLIENTS, PublicPortfolio, public_view

#: Who looks, by the key in the address, and which samples are listed for them.
READERS = {"public": EVERYBODY, "clients": LISTED_TO_CLIENTS}
LABELS = {"public": _("Everyone"), "clients": _("Clients of this agency")}


def preview(portfolio: WriterPortfolio, reader: str) -> dict[str, Any]:
    """The portfolio exactly as that reader sees it, or would once it is on. Words that were never on show
    are shown as they are now. One query."""
    shown = public_view(portfolio, READERS[reader])
    if not (shown.headline or shown.bio):
        shown = replace(shown, headline=portfolio.headline, bio=portfolio.bio)
    return {
        "shown": shown,
        "groups": _groups(shown),
        "photo": in_widths([(_file(one["id"]), one["width"]) for one in shown.photos]),
        "tabs": tabs(reader),
    }


def _groups(shown: PublicPortfolio) -> list[tuple[str, list[dict[str, Any]]]]:
    """The samples, each leading to where its writer edits it."""
    return [
        (title, [{"one": one, "url": reverse("writers:portfolio_sample", args=[one.id])} for one in samples])
        for title, samples in shown.grouped()
    ]


def _file(public_id: str) -> str:
    return reverse("agencies:file", args=[public_id])


def tabs(reader: str) -> list[dict[str, Any]]:
    """The readers as links."""
    url = reverse("writers:portfolio_preview")
    return [
        {"label": label, "url": f"{url}?reader={key}", "active": key == reader, "count": None}
        for key, label in LABELS.items()
    ]
