"""The figures of portfolios, brought up to date: each night, and when asked."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict

from django.db import transaction
from django.db.models import Q

from agencies.models import Agency
from project.base.errors import require
from project.base.viewer import Member
from writers.models import PortfolioFigures, WriterPortfolio
from writers.rules.portfolio import can_update_figures
from writers.rules.portfolio_figures import Figures, figures_of

from .portfolio_moves import locked_portfolio

#: Portfolios that one call deals with at most, and how old their figures get.
MOST = 50
AGE = dt.timedelta(hours=20)


def update_figures(*, actor: Member, portfolio: WriterPortfolio, now: dt.datetime) -> PortfolioFigures:
    """Work out the figures of a portfolio as of now. Its writer and the agency's managers may."""
    require(can_update_figures(actor, portfolio))
    with transaction.atomic():
        stored = locked_portfolio(actor.agency_id, portfolio.pk)
        (found,) = figures_of(actor.agency, [stored.member], now).values()
        return write_figures(stored, found, now)


def write_figures(portfolio: WriterPortfolio, found: Figures, now: dt.datetime) -> PortfolioFigures:
    """Store the figures of a (locked) portfolio. Its version stays: whoever edits it meanwhile has missed
    nothing of what they edit. Tags of pages are made of the moment of the figures besides."""
    who = {"agency_id": portfolio.agency_id, "portfolio": portfolio}
    row = PortfolioFigures.objects.filter(**who).first() or PortfolioFigures(**who)
    for name, value in asdict(found).items():
        setattr(row, name, value)
    row.as_of = now
    row.save()
    return row


def refresh_figures(*, agency: Agency, now: dt.datetime, most: int = MOST) -> int:
    """Bring the figures of portfolios that are on up to date, the oldest first; returns of how many. Safe to
    run twice and beside itself: who is locked is passed over."""
    old = Q(figures=None) | Q(figures__as_of__lte=now - AGE)
    rows = WriterPortfolio.objects.filter(old, agency=agency, enabled=True)
    done = 0
    for pk in list(rows.order_by("figures__as_of", "pk").values_list("pk", flat=True)[:most]):
        with transaction.atomic():
            found = WriterPortfolio.objects.filter(agency=agency, pk=pk).select_related("agency", "member")
            stored = found.select_for_update(of=("self",), skip_locked=True).first()
            if stored is not None:
                (figures,) = figures_of(agency, [stored.member], now).values()
                write_figures(stored, figures, now)
                done += 1
    return done
