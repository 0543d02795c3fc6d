"""What the agency decides about portfolios: whether it approves them, and each decision."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from project.base.errors import Invalid, Stale, WrongState, require
from project.base.locks import locked
from project.base.viewer import Member
from writers.models import PortfolioPolicy, PortfolioSample, WriterPortfolio
from writers.models.portfolios import NOTE_LIMIT
from writers.rules.portfolio import approves_portfolios
from writers.rules.portfolio_publishing import why_not
from writers.states.portfolio import Approval, PortfolioVerb

from .portfolio_moves import (
    leave_event,
    locked_portfolio,
    note_public_samples,
    settle_public,
    take_offline,
    touch,
    unpublish_sample,
)

#: A thing that is decided about.
Thing = WriterPortfolio | PortfolioSample


def set_policy(*, actor: Member, approves: bool, now: dt.datetime) -> PortfolioPolicy:
    """Say whether portfolios and samples are approved before they are shown. What is on show stays on show;
    what waits still waits. The same again changes nothing."""
    require(approves_portfolios(actor))
    with transaction.atomic():
        facts = {"approves": approves, "changed_by_id": actor.member_id, "changed_at": now}
        rows = PortfolioPolicy.objects.select_for_update(of=("self",))
        row, made = rows.get_or_create(agency=actor.agency, defaults=facts)
        if not made and row.approves != approves:
            row.approves, row.changed_by_id, row.changed_at = approves, actor.member_id, now
            row.save()
    return row


def approve_portfolio(
    *, actor: Member, portfolio: WriterPortfolio, version: int, now: dt.datetime
) -> WriterPortfolio:
    """Show a portfolio with the words that were read: those of `version`. Does nothing when nothing waits
    and it is approved. Raises Stale when its writer changed it meanwhile, WrongState when it was not
    submitted."""
    require(approves_portfolios(actor))
    with transaction.atomic():
        stored = locked_portfolio(actor.agency_id, portfolio.pk)
        if stored.approval == Approval.APPROVED and stored.submitted_at is None:
            return stored
        if stored.submitted_at is None:
            raise WrongState(_("The writer has not submitted this portfolio."))
        if stored.version != version:
            raise Stale(_("The writer changed this portfolio. Read it again."), current=stored)
        stored.shown_headline, stored.shown_bio = stored.headline, stored.bio
        _decide(stored, Approval.APPROVED, "", actor, now)
        settle_public(stored, now)
        touch(stored, now)
        stored.save()
        leave_event(stored, PortfolioVerb.APPROVE, actor=actor, now=now)
    return stored


def decline_portfolio(
    *, actor: Member, portfolio: WriterPortfolio, note: str, now: dt.datetime
) -> WriterPortfolio:
    """Ask the writer for changes. What was approved before stays on show. Raises WrongState when it was not
    submitted, Invalid without a note."""
    require(approves_portfolios(actor))
    note = _checked(note)
    with transaction.atomic():
        stored = locked_portfolio(actor.agency_id, portfolio.pk)
        if stored.submitted_at is None:
            raise WrongState(_("The writer has not submitted this portfolio."))
        kept = stored.approval == Approval.APPROVED
        _decide(stored, Approval.APPROVED if kept else Approval.DECLINED, note, actor, now)
        touch(stored, now)
        stored.save()
        leave_event(stored, PortfolioVerb.DECLINE, actor=actor, now=now)
    return stored


def withdraw_portfolio(
    *, actor: Member, portfolio: WriterPortfolio, reason: str, now: dt.datetime
) -> WriterPortfolio:
    """Take a portfolio offline; its writer reads the reason, and it comes back by the agency's approval
    alone. Does nothing when it is off. Raises Invalid without a reason."""
    require(approves_portfolios(actor))
    reason = _checked(reason)
    with transaction.atomic():
        stored = locked_portfolio(actor.agency_id, portfolio.pk)
        if not stored.enabled:
            return stored
        _decide(stored, Approval.DECLINED, reason, actor, now)
        take_offline(stored, now, actor=actor, verb=PortfolioVerb.WITHDRAW)
    return stored


def approve_sample(
    *, actor: Member, sample: PortfolioSample, version: int, now: dt.datetime
) -> PortfolioSample:
    """Show a sample as it was read: as of `version`. Does nothing when it is approved. Raises Stale when its
    writer changed it meanwhile, WrongState when it does not wait or something speaks against it by now."""
    require(approves_portfolios(actor))
    with transaction.atomic():
        portfolio, stored = _held(actor, sample)
        if stored.approval == Approval.APPROVED:
            return stored
        _require_waiting(stored)
        if stored.version != version:
            raise Stale(_("The writer changed this sample. Read it again."), current=stored)
        if reasons := why_not(stored, now):
            raise WrongState(" ".join(reasons))
        _decide(stored, Approval.APPROVED, "", actor, now)
        _store(stored, portfolio, PortfolioVerb.APPROVE, actor, now)
    return stored


def decline_sample(*, actor: Member, sample: PortfolioSample, note: str, now: dt.datetime) -> PortfolioSample:
    """Ask the writer for changes of a sample that waits; it is not published then. Raises WrongState when it
    does not wait, Invalid without a note."""
    require(approves_portfolios(actor))
    note = _checked(note)
    with transaction.atomic():
        portfolio, stored = _held(actor, sample)
        _require_waiting(stored)
        stored.published_at, stored.featured = None, False
        _decide(stored, Approval.DECLINED, note, actor, now)
        _store(stored, portfolio, PortfolioVerb.DECLINE, actor, now)
    return stored


def withdraw_sample(
    *, actor: Member, sample: PortfolioSample, reason: str, now: dt.datetime
) -> PortfolioSample:
    """Take a sample offline; its writer reads the reason, and it comes back by the agency's approval alone.
    Does nothing when it is not published. Raises Invalid without a reason."""
    require(approves_portfolios(actor))
    reason = _checked(reason)
    with transaction.atomic():
        portfolio, stored = _held(actor, sample)
        if stored.published_at is None:
            return stored
        _decide(stored, Approval.DECLINED, reason, actor, now)
        unpublish_sample(stored, portfolio, now, actor=actor)
    return stored


def _checked(note: str) -> str:
    """The reason, which the writer reads."""
    if not note.strip():
        raise Invalid({"note": _("Enter what the writer should know.")})
    if len(note) > NOTE_LIMIT:
        raise Invalid({"note": _("Enter at most %(most)s characters.") % {"most": NOTE_LIMIT}})
    return note


def _held(actor: Member, sample: PortfolioSample) -> tuple[WriterPortfolio, PortfolioSample]:
    portfolio = locked_portfolio(actor.agency_id, sample.portfolio_id)
    stored = locked(actor, sample)
    stored.portfolio = portfolio
    return portfolio, stored


def _require_waiting(sample: PortfolioSample) -> None:
    if sample.approval != Approval.WAITING:
        raise WrongState(_("This sample is not waiting for approval."))


def _decide(thing: Thing, approval: str, note: str, actor: Member, now: dt.datetime) -> None:
    thing.approval, thing.decision_note, thing.submitted_at = approval, note, None
    thing.decided_by, thing.decided_at = actor.membership, now


def _store(
    sample: PortfolioSample, portfolio: WriterPortfolio, verb: PortfolioVerb, actor: Member, now: dt.datetime
) -> None:
    sample.version += 1
    sample.changed_at = now
    sample.save()
    touch(portfolio, now)
    portfolio.save(update_fields=["version", "changed_at"])
    leave_event(portfolio, verb, actor=actor, now=now, sample=sample)
    note_public_samples(portfolio, now)
