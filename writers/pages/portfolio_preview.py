"""What others see of one's own portfolio, also while it is off."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from project.base.markdown import render
from project.base.text import excerpt
from writers.models import PortfolioSample, WriterPortfolio
from writers.states.portfolio import Audience

#: Who looks, by the key in the address, and which samples they read.
READERS = {"public": (Audience.PUBLIC,), "clients": (Audience.PUBLIC, Audience.CLIENTS)}
LABELS = {"public": _("Everyone"), "clients": _("Clients of this agency")}
EXCERPT = 240


def preview(portfolio: WriterPortfolio, reader: str) -> dict[str, Any]:
    """The portfolio as that reader would see it once it is on: what is switched off, or not for them, is not
    in it. Six queries."""
    samples = PortfolioSample.objects.published().filter(
        agency_id=portfolio.agency_id, portfolio=portfolio, audience__in=READERS[reader]
    )
    return {
        "name": portfolio.member.public_name,
        "headline": portfolio.shown_headline or portfolio.headline,
        "bio": render(portfolio.shown_bio or portfolio.bio, top=3),
        "years": portfolio.years,
        "specialities": [row.subject.name for row in portfolio.specialities.select_related("subject")],
        "services": [row.service.name for row in portfolio.services.select_related("service")],
        "credentials": list(portfolio.credentials.all()),
        "links": list(portfolio.links.all()),
        "photo": portfolio.photos.filter(width=240).first(),
        "samples": [_sample(row) for row in samples.order_by("-featured", "position", "id")],
        "tabs": tabs(reader),
    }


def _sample(sample: PortfolioSample) -> dict[str, Any]:
    return {
        "title": sample.title,
        "description": sample.description,
        "excerpt": excerpt(sample.body, EXCERPT),
        "featured": sample.featured,
        "url": reverse("writers:portfolio_sample", args=[sample.public_id]),
    }


def tabs(reader: str) -> list[dict[str, Any]]:
    """The readers as links."""
    url = reverse("writers:portfolio_preview")
    return [
        {"label": label, "url": f"{url}?reader={key}", "active": key == reader, "count": None}
        for key, label in LABELS.items()
    ]
