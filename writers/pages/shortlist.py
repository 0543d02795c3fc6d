"""A client's shortlist, and writers side by side."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Agency
from catalog.pricing.offering import current_offering
from project.base import formatting
from project.base.viewer import Viewer
from writers.models import ShortlistedWriter, WriterPortfolio
from writers.querysets import portfolio_public as rows
from writers.states.portfolio import Figure

from .portfolio_directory import photo_of
from .portfolio_public import CLIENTS, PublicPortfolio, prepared

#: Writers that are compared at once.
MOST_COMPARED = 3
#: Titles of samples that a comparison names of each writer.
SAMPLES = 5
PAGE, PHOTO = "writers:client_portfolio", "writers:client_photo"


def on_shortlist(viewer: Viewer) -> set[int]:
    """The keys of the portfolios on the viewer's list. One query."""
    return set(on_list(viewer).values_list("portfolio_id", flat=True))


def on_list(viewer: Viewer) -> QuerySet[ShortlistedWriter]:
    """The rows of the viewer's list whose portfolios clients still see, with their writers."""
    shown = WriterPortfolio.objects.for_clients(viewer.agency)
    rows = ShortlistedWriter.objects.visible_to(viewer).filter(portfolio__in=shown)
    return rows.select_related("portfolio__member")


def surcharge_words(agency: Agency) -> str:
    """What naming a writer costs, in words; "" for nothing. No query."""
    percent = current_offering(agency).book.preferred_surcharge
    if not percent:
        return ""
    return _("Choosing a preferred writer adds %(percent)s%% of the base price.") % {
        "percent": f"{percent.normalize():f}"
    }


def listed(viewer: Viewer) -> list[PublicPortfolio]:
    """The writers on the viewer's list whom clients still see, the last added first. Two queries."""
    shown = WriterPortfolio.objects.for_clients(viewer.agency)
    keys = list(on_list(viewer).order_by("-added_at", "-id").values_list("portfolio_id", flat=True))
    found = {row["pk"]: prepared(viewer.agency, row) for row in _whole(shown.filter(pk__in=keys))}
    return [found[key] for key in keys if key in found]


def compared(viewer: Viewer, ids: list[str]) -> list[PublicPortfolio]:
    """Those of the portfolios with these public ids that clients see, in that order, no more than
    MOST_COMPARED. One query."""
    shown = WriterPortfolio.objects.for_clients(viewer.agency).filter(public_id__in=ids)
    found = {row["public_id"]: prepared(viewer.agency, row) for row in _whole(shown)}
    return [found[one] for one in ids if one in found][:MOST_COMPARED]


def _whole(shown: Any) -> Any:
    return rows.parts(shown, CLIENTS)


def list_row(shown: PublicPortfolio) -> dict[str, Any]:
    """One writer on the list."""
    return {
        "id": shown.id,
        "slug": shown.slug,
        "name": shown.name,
        "headline": shown.headline,
        "url": reverse(PAGE, args=[shown.slug]),
        "photo": photo_of(shown.slug, shown.photos, PHOTO),
        "specialities": ", ".join(one["name"] for one in shown.specialities),
        "remove_url": reverse("writers:shortlist_remove", args=[shown.slug]),
    }


def table(people: list[PublicPortfolio]) -> list[dict[str, Any]]:
    """What is compared, row by row, each with a cell for every writer."""
    figures = [
        {"label": figure.label, "cells": [_figure(one, figure.value) for one in people]} for figure in Figure
    ]
    rest = [
        (_("Years of experience"), [formatting.whole(one.years) if one.years else "" for one in people]),
        (_("Specialities"), [_names(one.specialities) for one in people]),
        (_("Services"), [_names(one.services) for one in people]),
        (_("Languages"), [_names(one.languages) for one in people]),
    ]
    lines = [{"label": label, "cells": [{"text": text} for text in texts]} for label, texts in rest]
    samples = [{"samples": _samples(one)} for one in people]
    return [*figures, *lines, {"label": _("Samples"), "cells": samples}]


def _figure(shown: PublicPortfolio, kind: str) -> dict[str, str]:
    found = next((one for one in shown.figures if one.kind == kind), None)
    if found is None:
        return {"text": ""}
    as_of = _("as of %(day)s") % {"day": shown.as_of}
    return {"text": found.text, "detail": ", ".join(filter(None, [found.detail, as_of]))}


def _names(things: Any) -> str:
    return ", ".join(one["name"] for one in things)


def _samples(shown: PublicPortfolio) -> list[dict[str, str]]:
    featured = sorted(shown.samples, key=lambda one: not one.featured)[:SAMPLES]
    return [
        {"title": one.title, "url": reverse("writers:client_sample", args=[shown.slug, one.id])}
        for one in featured
    ]
