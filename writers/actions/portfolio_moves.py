"""What every act on a portfolio does: raise the version that tags of pages are made of, leave an event, take
offline what may not be shown any longer."""

from __future__ import annotations

import datetime as dt

from project.base.viewer import System, Viewer
from writers.models import PortfolioEvent, PortfolioSample, WriterPortfolio
from writers.rules.portfolio import is_public
from writers.rules.portfolio_publishing import why_not
from writers.states.portfolio import Approval, Audience, PortfolioVerb


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


def settle_public(portfolio: WriterPortfolio, now: dt.datetime) -> None:
    """Note on the (locked) row since when it is public, or since when it no longer is: its address answers
    410 then. The caller saves it. Of its samples it is noted which everybody could read."""
    if is_public(portfolio):
        portfolio.public_since, portfolio.withdrawn_at = portfolio.public_since or now, None
        note_public_samples(portfolio, now)
    elif portfolio.public_since is not None and portfolio.withdrawn_at is None:
        portfolio.withdrawn_at = now


def note_public_samples(portfolio: WriterPortfolio, now: dt.datetime) -> None:
    """Leave an act, once, for each sample of the (locked) portfolio that everybody reads from now on: its
    address answers 410 when it is offline, and still does once the sample is deleted."""
    if not is_public(portfolio):
        return
    who = {"agency_id": portfolio.agency_id, "portfolio": portfolio}
    noted = PortfolioEvent.objects.filter(**who, verb=PortfolioVerb.SHOW_SAMPLE).values("sample")
    shown = PortfolioSample.objects.published().filter(**who, audience=Audience.PUBLIC)
    for sample in shown.exclude(public_id__in=noted).order_by("pk"):
        leave_event(
            portfolio, PortfolioVerb.SHOW_SAMPLE, actor=System(portfolio.agency), now=now, sample=sample
        )


def take_offline(
    portfolio: WriterPortfolio, now: dt.datetime, *, actor: Viewer | None = None, verb: PortfolioVerb
) -> None:
    """Switch the (locked) portfolio off, whoever decided it. Where it was public, its address answers 410
    from now on. One that is off stays as it is."""
    if not portfolio.enabled:
        return
    portfolio.enabled = False
    settle_public(portfolio, now)
    touch(portfolio, now)
    portfolio.save()
    leave_event(portfolio, verb, actor=actor or System(portfolio.agency), now=now)


def unpublish_sample(
    sample: PortfolioSample, portfolio: WriterPortfolio, now: dt.datetime, *, actor: Viewer | None = None
) -> None:
    """Take one sample of the (locked) portfolio offline, such as when its client withdraws consent. It no
    longer waits for approval either. One that is not published stays as it is."""
    if sample.published_at is None:
        return
    sample.published_at, sample.featured = None, False
    if sample.approval == Approval.WAITING:
        # What the agency declined before still needs its approval.
        sample.approval = Approval.DECLINED if sample.decision_note else Approval.NONE
        sample.submitted_at = None
    sample.changed_at = now
    sample.version += 1
    sample.save()
    touch(portfolio, now)
    portfolio.save(update_fields=["version", "changed_at"])
    leave_event(
        portfolio,
        PortfolioVerb.UNPUBLISH_SAMPLE,
        actor=actor or System(portfolio.agency),
        now=now,
        sample=sample,
    )


def hide_if_it_must(
    sample: PortfolioSample, portfolio: WriterPortfolio, now: dt.datetime, *, actor: Viewer | None = None
) -> bool:
    """After something changed about a sample of the (locked) portfolio: take it offline where anything speaks
    against showing it as it is now. Returns whether it was."""
    if sample.published_at is None or not why_not(sample, now):
        return False
    unpublish_sample(sample, portfolio, now, actor=actor)
    return True
