"""A writer's portfolio: made, saved, switched on and off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.models import ServiceType, Subject
from project.base.errors import Invalid, Stale, require
from project.base.viewer import Member
from writers.models import PortfolioFigures, WriterPortfolio
from writers.rules.portfolio import (
    asks_approval,
    can_edit_portfolio,
    has_new_words,
    has_portfolio,
    needs_approval,
)
from writers.rules.portfolio_figures import figures_of
from writers.states.portfolio import Approval, Figure, PortfolioVerb, Visibility

from .people import locked_writer
from .portfolio_figures import write_figures
from .portfolio_moves import leave_event, locked_portfolio, settle_public, touch
from .portfolio_rows import CredentialFields, LinkFields, keep_rows
from .portfolio_slugs import first_slug, take_slug

#: Columns of WriterPortfolio that a save sets beside its words and rows.
COLUMNS = ("years", "indexed", "show_orders", "show_on_time", "show_rating", "show_since", "show_languages")


@dataclass(frozen=True)
class PortfolioFields:
    """All that a save sets. An empty `slug` keeps the address."""

    headline: str
    bio: str
    slug: str = ""
    years: int | None = None
    indexed: bool = True
    show_orders: bool = False
    show_on_time: bool = False
    show_rating: bool = False
    show_since: bool = False
    show_languages: bool = True
    subjects: Collection[Subject] = ()
    services: Collection[ServiceType] = ()
    credentials: Sequence[CredentialFields] = ()
    links: Sequence[LinkFields] = ()


def make_portfolio(*, actor: Member, now: dt.datetime) -> WriterPortfolio:
    """The actor's portfolio, made when there is none yet: off, visible to its writer alone, at an address of
    their public name. Again, it returns the same one. Raises NotAllowed for who does not write."""
    require(has_portfolio(actor))
    with transaction.atomic():
        member = locked_writer(actor, actor.membership)
        found = WriterPortfolio.objects.filter(agency_id=actor.agency_id, member=member).first()
        if found is not None:
            return found
        portfolio = WriterPortfolio(agency=actor.agency, member=member, created_at=now, changed_at=now)
        portfolio.slug = f"writer-{portfolio.public_id}"
        portfolio.save()
        first_slug(portfolio, member.public_name, now)
    return portfolio


def save_portfolio(
    *, actor: Member, portfolio: WriterPortfolio, fields: PortfolioFields, version: int, now: dt.datetime
) -> WriterPortfolio:
    """Let the portfolio say exactly what `fields` say. Where the agency approves portfolios and approved this
    one, the approved words stay on show until it approves the new ones.

    The same fields again change nothing. Raises Stale when `version` is not the stored one, Invalid by field.
    """
    require(can_edit_portfolio(actor, portfolio))
    with transaction.atomic():
        stored = held_portfolio(actor, portfolio)
        if stored.version != version:
            raise Stale(_("This portfolio changed while you were editing it."), current=stored)
        if stored.enabled and not fields.headline:
            raise Invalid({"headline": _("Enter a headline, or switch your portfolio off first.")})
        renamed = bool(fields.slug) and take_slug(stored, fields.slug, now)
        changed = _set_columns(stored, fields)
        changed = (
            keep_rows(
                stored,
                subjects=fields.subjects,
                services=fields.services,
                credentials=fields.credentials,
                links=fields.links,
            )
            or changed
        )
        if changed or renamed:
            _show_words(stored, policy=asks_approval(actor.agency))
            touch(stored, now)
            stored.save()
            _first_figures(stored, now)
            verb = PortfolioVerb.EDIT if changed else PortfolioVerb.RENAME
            leave_event(stored, verb, actor=actor, now=now)
    return stored


def _first_figures(stored: WriterPortfolio, now: dt.datetime) -> None:
    """Figures that were just switched on are there at once, not only after the night."""
    wants = any(getattr(stored, f"show_{figure}") for figure in Figure.values)
    known = PortfolioFigures.objects.filter(agency_id=stored.agency_id, portfolio=stored)
    if wants and not known.exists():
        (found,) = figures_of(stored.agency, [stored.member], now).values()
        write_figures(stored, found, now)


def _set_columns(stored: WriterPortfolio, fields: PortfolioFields) -> bool:
    names = ("headline", "bio", *COLUMNS)
    changed = any(getattr(stored, name) != getattr(fields, name) for name in names)
    for name in names:
        setattr(stored, name, getattr(fields, name))
    return changed


def _show_words(stored: WriterPortfolio, *, policy: bool) -> None:
    """Without approval what is written is on show."""
    if not policy and stored.approval not in (Approval.WAITING, Approval.DECLINED):
        stored.shown_headline, stored.shown_bio = stored.headline, stored.bio


def show_portfolio(
    *, actor: Member, portfolio: WriterPortfolio, enabled: bool, visibility: str, now: dt.datetime
) -> WriterPortfolio:
    """Switch the portfolio on or off, and say for whom it is. Where it needs the agency's approval, switching
    it on for others submits it. Does nothing when it is so already.

    One that was public and is so no longer answers 410 at its address. Raises Invalid by "enabled" for one
    without a headline, by "visibility" for an unknown one.
    """
    require(can_edit_portfolio(actor, portfolio))
    if visibility not in Visibility.values:
        raise Invalid({"visibility": _("Choose who can see your portfolio.")})
    with transaction.atomic():
        stored = held_portfolio(actor, portfolio)
        if (stored.enabled, stored.visibility) == (enabled, visibility):
            return stored
        if enabled and not stored.headline:
            raise Invalid({"enabled": _("Enter a headline before you show your portfolio.")})
        verb = PortfolioVerb.SHOW
        if stored.enabled != enabled:
            verb = PortfolioVerb.ENABLE if enabled else PortfolioVerb.DISABLE
        stored.enabled, stored.visibility = enabled, visibility
        leave_event(stored, verb, actor=actor, now=now)
        if enabled and visibility != Visibility.PRIVATE:
            _submit(stored, actor=actor, now=now)
        settle_public(stored, now)
        touch(stored, now)
        stored.save()
    return stored


def _submit(stored: WriterPortfolio, *, actor: Member, now: dt.datetime) -> None:
    """Approve what needs no approval; let the rest wait. One that was declined waits only when its writer
    submits it themselves (portfolio_approval)."""
    policy = asks_approval(actor.agency)
    if not needs_approval(stored, policy=policy):
        stored.approval = Approval.APPROVED
        if not policy:
            stored.shown_headline, stored.shown_bio = stored.headline, stored.bio
        return
    if stored.approval == Approval.NONE:
        stored.approval, stored.submitted_at = Approval.WAITING, now
        leave_event(stored, PortfolioVerb.SUBMIT, actor=actor, now=now)


def submit_portfolio(*, actor: Member, portfolio: WriterPortfolio, now: dt.datetime) -> WriterPortfolio:
    """Ask the agency to approve the words as they are now. Where it does not approve portfolios they are
    shown at once. Does nothing while it waits already, or has nothing new to approve."""
    require(can_edit_portfolio(actor, portfolio))
    with transaction.atomic():
        stored = held_portfolio(actor, portfolio)
        if not stored.headline:
            raise Invalid({"": _("Enter a headline before you submit your portfolio.")})
        settled = stored.approval == Approval.APPROVED and not has_new_words(stored)
        if stored.submitted_at is not None or settled:
            return stored
        policy = asks_approval(actor.agency)
        if not policy and stored.approval != Approval.DECLINED:
            stored.approval = Approval.APPROVED
            stored.shown_headline, stored.shown_bio = stored.headline, stored.bio
        else:
            stored.submitted_at = now
            if stored.approval != Approval.APPROVED:
                stored.approval = Approval.WAITING
        leave_event(stored, PortfolioVerb.SUBMIT, actor=actor, now=now)
        settle_public(stored, now)
        touch(stored, now)
        stored.save()
    return stored


def held_portfolio(actor: Member, portfolio: WriterPortfolio) -> WriterPortfolio:
    """The actor's own portfolio under its lock, after the lock on their membership: whoever ends that waits,
    or is waited for."""
    locked_writer(actor, actor.membership)
    return locked_portfolio(actor.agency_id, portfolio.pk)
