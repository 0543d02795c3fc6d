"""Who keeps, reads and approves portfolios, and what still needs the agency's approval."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agencies.rules.agencies import is_writer
from agencies.states.roles import Role, is_management, is_staff
from writers.models import PortfolioPolicy, PortfolioSample, WriterPortfolio
from writers.states.portfolio import Approval, Visibility

if TYPE_CHECKING:
    from agencies.models import Agency
    from project.base.viewer import Viewer

#: Once the agency waited for something or declined it, only its approval shows it, whatever the policy says.
HELD = (Approval.WAITING, Approval.DECLINED)


def has_portfolio(viewer: Viewer) -> bool:
    """Writers have one each, and nobody else keeps it for them."""
    return is_writer(viewer)


def can_edit_portfolio(viewer: Viewer, portfolio: WriterPortfolio) -> bool:
    """Their own, as long as they write."""
    own = portfolio.agency_id == viewer.agency_id and portfolio.member_id == viewer.member_id
    return own and has_portfolio(viewer)


def sees_all_portfolios(viewer: Viewer) -> bool:
    """The desk reads every portfolio, also those that are off."""
    return is_staff(viewer)


def reads_portfolios(viewer: Viewer) -> bool:
    """Whether there are portfolios, of others or of one's own, that the viewer looks through."""
    return viewer.has(Role.CLIENT, Role.WRITER) or is_staff(viewer)


def approves_portfolios(viewer: Viewer) -> bool:
    """Managers and owners approve, take offline, and say whether approval is needed."""
    return is_management(viewer)


def can_update_figures(viewer: Viewer, portfolio: WriterPortfolio) -> bool:
    """The writer whose figures they are, and managers. Nobody types one."""
    same = portfolio.agency_id == viewer.agency_id
    return can_edit_portfolio(viewer, portfolio) or (same and approves_portfolios(viewer))


def updates_some_figures(viewer: Viewer) -> bool:
    """Whether there are figures that the viewer may bring up to date."""
    return has_portfolio(viewer) or approves_portfolios(viewer)


def keeps_some_portfolio(viewer: Viewer) -> bool:
    """Whether there is a portfolio that the viewer reads whole: their own, or as the desk."""
    return has_portfolio(viewer) or sees_all_portfolios(viewer)


def asks_approval(agency: Agency) -> bool:
    """Whether the agency approves portfolios and samples before they are shown. One query."""
    return PortfolioPolicy.objects.filter(agency=agency, approves=True).exists()


def needs_approval(thing: WriterPortfolio | PortfolioSample, *, policy: bool) -> bool:
    """Whether showing it now waits for the agency. `policy` is the answer of `asks_approval`."""
    if thing.approval in HELD:
        return True
    return policy and thing.approval != Approval.APPROVED


def has_new_words(portfolio: WriterPortfolio) -> bool:
    """Whether the writer's words are newer than those on show."""
    edited = (portfolio.headline, portfolio.bio)
    return edited != (portfolio.shown_headline, portfolio.shown_bio)


def is_public(portfolio: WriterPortfolio) -> bool:
    """Whether it is at its public address, as far as the portfolio itself goes."""
    return (
        portfolio.enabled
        and portfolio.visibility == Visibility.PUBLIC
        and portfolio.approval == Approval.APPROVED
    )
