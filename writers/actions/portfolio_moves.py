"""What every act on a portfolio does: raise the version that tags of pages are made of, leave an event, take
offline what may not be shown any longer."""

from __future__ import annotations

import datetime as dt

from project.base.viewer import System, Viewer
from writers.models import PortfolioEvent, PortfolioSample, WriterPortfolio
from writers.states.portfolio import PortfolioVerb, Visibility


def touch(portfolio: WriterPortfolio, now: dt.datetime) -> None:
    """Note on the (locked) row that what others read has changed. The caller saves it."""
    portfolio.version += 1
    portfolio.changed_at = now


def leave_event(
    portfolio: WriterPortfolio,
    verb: PortfolioVerb,
    *,
    actor: Viewer,
    now: dt.datetime,
    sample: PortfolioSample | None = None,
) -> PortfolioEvent:
    """The row of an act. The agency's clock, and what follows from something else, is stored as null."""
    return PortfolioEvent.objects.create(
        agency_id=portfolio.agency_id,
        portfolio=portfolio,
        sample=sample.public_id if sample else "",
        actor_id=actor.member_id or None,
        verb=verb,
        at=now,
    )


def locked_portfolio(agency_id: int, pk: int) -> WriterPortfolio:
    """The portfolio under its lock, with its agency and member. Locks are taken in the order: order,
    membership, portfolio, sample."""
    rows = WriterPortfolio.objects.select_related("agency", "member").filter(agency_id=agency_id)
    return rows.select_for_update(of=("self",)).get(pk=pk)


def take_offline(
    portfolio: WriterPortfolio, now: dt.datetime, *, actor: Viewer | None = None, verb: PortfolioVerb
) -> None:
    """Switch the (locked) portfolio off, whoever decided it. Where it was public, its address answers 410
    from now on. One that is off stays as it is."""
    if not portfolio.enabled:
        return
    if portfolio.public_since is not None and portfolio.visibility == Visibility.PUBLIC:
        portfolio.withdrawn_at = now
    portfolio.enabled = False
    touch(portfolio, now)
    portfolio.save()
    leave_event(portfolio, verb, actor=actor or System(portfolio.agency), now=now)


def unpublish_sample(
    sample: PortfolioSample, portfolio: WriterPortfolio, now: dt.datetime, *, actor: Viewer | None = None
) -> None:
    """Take one sample of the (locked) portfolio offline, such as when its client withdraws consent. One that
    is not published stays as it is."""
    if sample.published_at is None:
        return
    sample.published_at, sample.featured = None, False
    sample.changed_at = now
    sample.version += 1
    sample.save(update_fields=["published_at", "featured", "changed_at", "version"])
    touch(portfolio, now)
    portfolio.save(update_fields=["version", "changed_at"])
    leave_event(
        portfolio,
        PortfolioVerb.UNPUBLISH_SAMPLE,
        actor=actor or System(portfolio.agency),
        now=now,
        sample=sample,
    )
