"""The portfolio editor: what its writer has, what is on show, what is still to do."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from project.base.viewer import Viewer
from writers.models import PortfolioSample, WriterPortfolio
from writers.rules.consents import judged_sample
from writers.rules.portfolio import has_new_words
from writers.rules.portfolio_publishing import why_not
from writers.states.portfolio import Approval, SampleSource, Visibility

#: What a widget needs of a sample, loaded with it.
RELATED = ("subject", "service", "collection", "portfolio__agency", "portfolio__member", "file")


def own_portfolio(viewer: Viewer) -> WriterPortfolio | None:
    """The viewer's own, on or off. One query."""
    rows = WriterPortfolio.objects.visible_to(viewer).filter(member_id=viewer.member_id)
    return rows.select_related("agency", "member").first()


def own_samples(viewer: Viewer) -> Any:
    """The samples of the viewer's own portfolio."""
    rows = PortfolioSample.objects.visible_to(viewer).filter(portfolio__member_id=viewer.member_id)
    return rows.select_related(*RELATED, "consent")


def kept_rows(portfolio: WriterPortfolio) -> dict[str, Any]:
    """The lists of a portfolio, by the names of the form. Four queries."""
    return {
        "subjects": [row.subject for row in portfolio.specialities.select_related("subject")],
        "services": [row.service for row in portfolio.services.select_related("service")],
        "credentials": list(portfolio.credentials.all()),
        "links": list(portfolio.links.all()),
    }


def overview(portfolio: WriterPortfolio, viewer: Viewer) -> dict[str, Any]:
    """All that the overview prints. Four queries, however many samples there are."""
    rows = own_samples(viewer).order_by("position", "id")
    samples = [judged_sample(sample, viewer.now) for sample in rows]
    photos = {row.width: row for row in portfolio.photos.all()}
    return {
        "portfolio": portfolio,
        "state": state_of(portfolio),
        "missing": missing(portfolio, samples, photos),
        "samples": [sample_row(sample) for sample in samples],
        "collections": [collection_row(row) for row in portfolio.collections.all()],
        "photo": photos.get(240),
        "address": f"/writers/{portfolio.slug}/",
    }


def state_of(portfolio: WriterPortfolio) -> dict[str, str]:
    """One word about the portfolio with its tone, and what follows from it."""
    if not portfolio.enabled:
        return {"word": _("Off"), "tone": "neutral", "text": _("Only you can see your portfolio.")}
    if portfolio.visibility == Visibility.PRIVATE:
        return {"word": _("Private"), "tone": "neutral", "text": _("Only you can see your portfolio.")}
    if portfolio.approval == Approval.WAITING:
        text = _("The agency is reading your portfolio. It is shown as soon as it is approved.")
        return {"word": _("Waiting for approval"), "tone": "warn", "text": text}
    if portfolio.approval != Approval.APPROVED:
        text = _("Edit your portfolio and submit it for approval. Until then nobody else can see it.")
        return {"word": _("Changes needed"), "tone": "bad", "text": text}
    if portfolio.submitted_at is not None:
        text = _("Your new words are waiting for approval. Until then the approved ones are shown.")
        return {"word": _("Shown"), "tone": "good", "text": text}
    if has_new_words(portfolio):
        text = _("Your new words are not shown yet. Submit them for approval.")
        return {"word": _("Shown"), "tone": "warn", "text": text}
    if portfolio.visibility == Visibility.CLIENTS:
        return {"word": _("Shown"), "tone": "good", "text": _("Clients of this agency can see it.")}
    return {"word": _("Public"), "tone": "good", "text": _("Everyone can see it.")}


def may_submit(portfolio: WriterPortfolio) -> bool:
    """Whether submitting it now does anything."""
    if portfolio.submitted_at is not None or not portfolio.headline:
        return False
    approved = portfolio.approval == Approval.APPROVED
    return has_new_words(portfolio) if approved else portfolio.approval == Approval.DECLINED


def missing(portfolio: WriterPortfolio, samples: list[Any], photos: dict[int, Any]) -> list[dict[str, str]]:
    """What would make the portfolio better, each with the page where it is done."""
    profile, sample = reverse("writers:portfolio_profile"), reverse("writers:portfolio_sample_new")
    wanted = [
        (portfolio.headline, _("Enter a headline"), profile),
        (portfolio.bio, _("Write a few sentences about yourself"), profile),
        (photos, _("Upload a photo"), profile),
        (samples, _("Add a sample of your work"), sample),
        (any(row.published_at for row in samples) or not samples, _("Publish a sample"), ""),
    ]
    return [{"text": text, "url": url} for there, text, url in wanted if not there]


def sample_row(sample: PortfolioSample) -> dict[str, Any]:
    """One sample in the list."""
    return {
        "id": sample.public_id,
        "title": sample.title,
        "url": reverse("writers:portfolio_sample", args=[sample.public_id]),
        "act_url": reverse("writers:portfolio_sample_act", args=[sample.public_id]),
        "check_url": reverse("writers:sample_check", args=[sample.public_id]),
        "links_url": reverse("writers:sample_links", args=[sample.public_id]),
        "source": SampleSource(sample.source).label,
        "audience": sample.get_audience_display(),
        "collection": sample.collection.name if sample.collection else "",
        "published": sample.published_at is not None,
        "featured": sample.featured,
        **badge_of(sample),
    }


def badge_of(sample: PortfolioSample) -> dict[str, str]:
    """The state of a sample as a word and its tone."""
    if sample.published_at is not None and sample.approval == Approval.APPROVED:
        return {"word": _("Published"), "tone": "good"}
    if sample.approval == Approval.WAITING:
        return {"word": _("Waiting for approval"), "tone": "warn"}
    if sample.approval == Approval.DECLINED:
        return {"word": _("Changes needed"), "tone": "bad"}
    return {"word": _("Not published"), "tone": "neutral"}


def collection_row(row: Any) -> dict[str, str]:
    """One collection in the list."""
    url = reverse("writers:portfolio_collection", args=[row.public_id])
    return {"id": row.public_id, "name": row.name, "url": url}


def sample_facts(sample: PortfolioSample, now: dt.datetime) -> dict[str, Any]:
    """What the page of one sample prints beside its form."""
    sample = judged_sample(sample, now)
    return {
        **sample_row(sample),
        "note": sample.decision_note,
        "reasons": [] if sample.published_at else why_not(sample, now),
        "file": getattr(sample, "file", None),
        "version": sample.version,
    }
