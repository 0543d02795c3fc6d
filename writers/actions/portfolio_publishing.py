"""Samples on show: published, taken offline, featured."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from project.base.errors import Conflict, WrongState, require
from project.base.viewer import Member
from writers.models import PortfolioSample, SampleConsent
from writers.rules.portfolio import asks_approval, can_edit_portfolio, needs_approval
from writers.rules.portfolio_publishing import why_not
from writers.states.portfolio import Approval, PortfolioVerb, SampleSource

from .portfolio_moves import unpublish_sample
from .portfolio_samples import held_sample, hold_order, note_change

#: Samples of one portfolio that stand above the others.
MOST_FEATURED = 3


def publish_sample(*, actor: Member, sample: PortfolioSample, now: dt.datetime) -> PortfolioSample:
    """Show a sample to its audience, in a portfolio that is on; where it needs the agency's approval, as soon
    as it is approved. Does nothing when it is published.

    Raises WrongState with every reason against it (writers.rules.portfolio_publishing).
    """
    require(can_edit_portfolio(actor, sample.portfolio))
    with transaction.atomic():
        hold_order(sample.order_id)
        portfolio, stored = held_sample(actor, sample)
        if stored.published_at is not None:
            return stored
        _find_consent(stored)
        if reasons := why_not(stored, now):
            raise WrongState(" ".join(reasons))
        stored.published_at = now
        if needs_approval(stored, policy=asks_approval(actor.agency)):
            stored.approval, stored.submitted_at = Approval.WAITING, now
        else:
            stored.approval = Approval.APPROVED
        note_change(stored, portfolio, PortfolioVerb.PUBLISH_SAMPLE, actor=actor, now=now)
    return stored


def _find_consent(sample: PortfolioSample) -> None:
    """What the client of the order said, if they were asked. Read after the lock on the portfolio, which
    withdrawing takes too before it looks for published samples: neither misses the other."""
    if sample.source == SampleSource.ORDER:
        rows = SampleConsent.objects.filter(agency_id=sample.agency_id, order_id=sample.order_id or 0)
        sample.consent = rows.filter(writer_id=sample.portfolio.member_id).first()


def unpublish(*, actor: Member, sample: PortfolioSample, now: dt.datetime) -> PortfolioSample:
    """Take a sample offline. Does nothing when it is not published."""
    require(can_edit_portfolio(actor, sample.portfolio))
    with transaction.atomic():
        portfolio, stored = held_sample(actor, sample)
        unpublish_sample(stored, portfolio, now, actor=actor)
    return stored


def feature_sample(
    *, actor: Member, sample: PortfolioSample, featured: bool, now: dt.datetime
) -> PortfolioSample:
    """Let a published sample stand above the others, MOST_FEATURED at most, or no longer. Does nothing when
    it is so already. Raises WrongState for one that is not published, Conflict beyond the most."""
    require(can_edit_portfolio(actor, sample.portfolio))
    with transaction.atomic():
        portfolio, stored = held_sample(actor, sample)
        if stored.featured == featured:
            return stored
        if featured and stored.published_at is None:
            raise WrongState(_("Publish this sample before you feature it."))
        others = PortfolioSample.objects.filter(agency_id=actor.agency_id, portfolio=portfolio, featured=True)
        if featured and others.count() >= MOST_FEATURED:
            text = _("You can feature %(most)s samples. Remove one of them first.")
            raise Conflict(text % {"most": MOST_FEATURED})
        stored.featured = featured
        note_change(stored, portfolio, PortfolioVerb.EDIT_SAMPLE, actor=actor, now=now)
    return stored
