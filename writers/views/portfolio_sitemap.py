"""The sitemap: what search engines may list at this host."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from catalog.pricing.offering import current_offering
from project.base.access import public, when_open
from project.base.errors import NotVisible
from project.base.features import is_on
from project.base.http import AgencyRequest
from project.base.public_pages import told_apart_by
from writers.pages.portfolio_public_data import origin_of, page_url, sample_url
from writers.querysets.portfolio_public import sitemap_rows
from writers.querysets.portfolio_states import sitemap_state

#: Portfolios in one file: with all their samples these are fewer addresses than search engines read (50,000).
PORTFOLIOS = 500


@public
@when_open
@told_apart_by(sitemap_state)
@require_safe
def sitemap(request: AgencyRequest, part: int = 0) -> HttpResponse:
    """GET /sitemap.xml: every address, or the files that list them where there are too many for one. GET
    /sitemap/<part>.xml: such a file."""
    origin = origin_of(request)
    rows = list(sitemap_rows(request.agency)) if is_on(request.agency, "portfolios") else []
    parts = range(1, -(-len(rows) // PORTFOLIOS) + 1)
    if part and part not in parts:
        raise NotVisible
    if not part and len(parts) > 1:
        files = [{"url": origin + reverse("writers:sitemap_part", args=[number])} for number in parts]
        return _xml(request, "writers/public/sitemap_index.xml", {"files": files})
    shown = rows[(part - 1) * PORTFOLIOS :][:PORTFOLIOS] if part else rows
    pages = _pages(request, origin, bool(rows)) if part < 2 else []
    return _xml(request, "writers/public/sitemap.xml", {"pages": pages + _portfolios(shown, origin)})


def _pages(request: AgencyRequest, origin: str, writers: bool) -> list[dict[str, str]]:
    """The agency's own pages; the directory when it lists somebody."""
    services = [
        reverse("catalog:service", args=[row.key]) for row in current_offering(request.agency).services
    ]
    paths = ["/", reverse("catalog:services"), *services]
    paths += [reverse("writers:public_directory")] if writers else []
    return [{"url": origin + path, "changed": ""} for path in paths]


def _portfolios(rows: list[dict[str, Any]], origin: str) -> list[dict[str, str]]:
    found = []
    for row in rows:
        slug = row["slug"]
        found.append({"url": page_url(slug, origin), "changed": _day(row["changed_at"])})
        found += [
            {
                "url": sample_url(slug, one["id"], origin),
                "changed": _day(dt.datetime.fromisoformat(one["changed"])),
            }
            for one in row["samples_shown"]
        ]
    return found


def _day(moment: dt.datetime) -> str:
    return moment.date().isoformat()


def _xml(request: AgencyRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context, content_type="application/xml")
