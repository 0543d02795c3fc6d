"""Portfolios as the desk reads them: what waits for approval, what is on show, what is off."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from project.base.markdown import render
from project.base.viewer import Viewer
from writers.models import PortfolioEvent, PortfolioPolicy, PortfolioSample, WriterPortfolio
from writers.rules.consents import judged_sample
from writers.rules.portfolio import approves_portfolios, has_new_words
from writers.rules.portfolio_publishing import why_not
from writers.states.portfolio import Approval, PortfolioVerb, Visibility

from .portfolio import badge_of, state_of

#: Order and types of the keyset.
ORDER, KINDS = ("id",), (int,)
PAGE = 30
#: The views of the list, by their key in the address.
VIEWS = {
    "waiting": gettext_lazy("Waiting for approval"),
    "shown": gettext_lazy("Shown"),
    "off": gettext_lazy("Not shown"),
}


def listed(viewer: Viewer, view: str) -> Any:
    """The portfolios of one view. `waiting`: of the portfolio itself or of a sample."""
    waits = PortfolioSample.objects.filter(
        agency_id=viewer.agency_id, portfolio=OuterRef("pk"), approval=Approval.WAITING
    )
    rows = WriterPortfolio.objects.visible_to(viewer).select_related("member", "agency")
    edits = PortfolioEvent.objects.filter(
        agency_id=viewer.agency_id,
        portfolio=OuterRef("pk"),
        sample="",
        verb__in=[PortfolioVerb.EDIT, PortfolioVerb.RENAME],
        at__gt=OuterRef("decided_at"),
    )
    rows = rows.annotate(sample_waits=Exists(waits), edited=Exists(edits))
    on = Q(enabled=True, approval=Approval.APPROVED) & ~Q(visibility=Visibility.PRIVATE)
    if view == "waiting":
        return rows.filter(Q(submitted_at__isnull=False) | Q(sample_waits=True))
    return rows.filter(on) if view == "shown" else rows.exclude(on)


def tabs(view: str) -> list[dict[str, Any]]:
    """The views as links."""
    url = reverse("writers:desk_portfolios")
    return [
        {"label": label, "url": f"{url}?view={key}", "active": key == view, "count": None}
        for key, label in VIEWS.items()
    ]


def row_of(portfolio: Any) -> dict[str, Any]:
    """One portfolio in the list."""
    waits = _("Portfolio") if portfolio.submitted_at else ""
    if portfolio.sample_waits:
        waits = f"{waits}, {_('samples')}" if waits else _("Samples")
    if not waits and portfolio.edited and portfolio.approval == Approval.APPROVED:
        waits = _("Changed since approval")
    return {
        "name": portfolio.member.public_name,
        "headline": portfolio.headline,
        "url": reverse("writers:desk_portfolio", args=[portfolio.public_id]),
        "waits": waits,
        **state_of(portfolio),
    }


def facts(portfolio: WriterPortfolio, viewer: Viewer, now: dt.datetime) -> dict[str, Any]:
    """All that the desk's page of one portfolio prints."""
    rows = portfolio.samples.filter(Q(published_at__isnull=False) | Q(approval=Approval.WAITING))
    samples = rows.select_related(
        "consent",
        "file__file",
        "portfolio__member",
        "order__account",
        "order__requested_by__user",
        "delivery",
    ).order_by("position", "id")
    return {
        "portfolio": portfolio,
        "name": portfolio.member.public_name,
        "state": state_of(portfolio),
        "bio": render(portfolio.bio, top=3),
        "shown_bio": render(portfolio.shown_bio, top=3) if has_new_words(portfolio) else "",
        "new_words": has_new_words(portfolio) and bool(portfolio.shown_headline),
        "links": list(portfolio.links.all()),
        "credentials": list(portfolio.credentials.all()),
        "samples": [_sample(judged_sample(sample, now), now) for sample in samples],
        "decides": approves_portfolios(viewer),
        "decision": {
            "url": reverse("writers:desk_portfolio_decision", args=[portfolio.public_id]),
            "waiting": portfolio.submitted_at is not None,
            "shown": portfolio.enabled,
            "version": portfolio.version,
        },
    }


def _sample(sample: PortfolioSample, now: dt.datetime) -> dict[str, Any]:
    waiting = sample.approval == Approval.WAITING
    return {
        "title": sample.title,
        "description": sample.description,
        "body": render(sample.body, top=4),
        "audience": sample.get_audience_display(),
        "file": getattr(sample, "file", None),
        "decision": {
            "url": reverse("writers:desk_sample_decision", args=[sample.public_id]),
            "waiting": waiting,
            "shown": sample.published_at is not None,
            "version": sample.version,
        },
        "reasons": why_not(sample, now) if waiting else [],
        **badge_of(sample),
    }


def policy_of(viewer: Viewer) -> PortfolioPolicy | None:
    """What the agency decided; None for the defaults. One query."""
    return PortfolioPolicy.objects.filter(agency_id=viewer.agency_id).select_related("changed_by").first()
