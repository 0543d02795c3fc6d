"""What takes a portfolio offline without its writer, and its figures."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from agencies.actions.people import change_roles, end_membership
from agencies.actions.suspending import restore_member, suspend_member
from project.base.errors import NotAllowed
from tests.helpers.cast import START, Cast
from tests.helpers.story import Story
from writers.actions.portfolio_figures import refresh_figures, update_figures
from writers.models import PortfolioEvent, PortfolioFigures, PortfolioSlug, WriterPortfolio

from .test_portfolio import saved, shown

pytestmark = pytest.mark.django_db
LATER = START + dt.timedelta(days=1)


def leaves(cast: Cast) -> None:
    end_membership(actor=cast.otto, member=cast.wendell.membership, now=LATER)


def is_suspended(cast: Cast) -> None:
    suspend_member(actor=cast.otto, member=cast.wendell.membership, reason="Away", now=LATER)


def writes_no_more(cast: Cast) -> None:
    change_roles(actor=cast.otto, member=cast.wendell.membership, roles=["editor"], now=LATER)


@pytest.mark.parametrize("ends", [leaves, is_suspended, writes_no_more])
def test_who_is_gone_shows_nothing_and_the_address_answers_that_it_was_public(cast: Cast, ends: Any) -> None:
    portfolio = shown(cast)

    ends(cast)

    portfolio.refresh_from_db()
    assert (portfolio.enabled, portfolio.withdrawn_at) == (False, LATER)
    assert PortfolioSlug.objects.filter(portfolio=portfolio, slug=portfolio.slug).exists()
    assert PortfolioEvent.objects.filter(portfolio=portfolio, verb="disable", actor=None).count() == 1


def test_coming_back_does_not_put_it_online(cast: Cast) -> None:
    portfolio = shown(cast)
    is_suspended(cast)
    restore_member(actor=cast.otto, member=cast.wendell.membership, now=LATER)

    portfolio.refresh_from_db()
    assert not portfolio.enabled
    assert not WriterPortfolio.objects.visible_to(cast.clara).exists()


def test_another_role_beside_writing_changes_nothing(cast: Cast) -> None:
    portfolio = shown(cast)
    change_roles(actor=cast.otto, member=cast.wendell.membership, roles=["writer", "editor"], now=LATER)

    portfolio.refresh_from_db()
    assert portfolio.enabled


def test_figures_are_counted_from_the_work(cast: Cast) -> None:
    story = Story(cast).completed()
    portfolio = saved(cast, show_orders=True)

    row = update_figures(actor=cast.wendell, portfolio=portfolio, now=LATER)

    assert (row.orders, row.judged, row.on_time, row.rated, row.rating) == (1, 1, 1, 0, None)
    assert story.order.writer_id == cast.wendell.member_id


def test_figures_that_are_switched_on_are_there_at_once(cast: Cast) -> None:
    saved(cast)
    assert not PortfolioFigures.objects.exists()

    saved(cast, show_since=True)

    assert PortfolioFigures.objects.get().since is not None


def test_figures_raise_no_version(cast: Cast) -> None:
    """Whoever has the portfolio open is not told that it changed."""
    portfolio = saved(cast)
    hidden = update_figures(actor=cast.wendell, portfolio=portfolio, now=LATER)
    portfolio.refresh_from_db()
    assert portfolio.version == 2 and hidden.as_of == LATER

    saved(cast, show_orders=True)
    portfolio.refresh_from_db()
    before = portfolio.version
    Story(cast).completed()
    update_figures(actor=cast.max, portfolio=portfolio, now=LATER)

    portfolio.refresh_from_db()
    assert portfolio.version == before and PortfolioFigures.objects.get().orders == 1


@pytest.mark.parametrize("name", ["wanda", "clara", "sam", "nora"])
def test_nobody_else_updates_them(cast: Cast, name: str) -> None:
    portfolio = saved(cast)
    actor: Any = cast.everybody[name]

    with pytest.raises(NotAllowed):
        update_figures(actor=actor, portfolio=portfolio, now=LATER)


def test_the_night_brings_those_that_are_on_up_to_date_once(cast: Cast) -> None:
    shown(cast)

    assert refresh_figures(agency=cast.inkwell, now=LATER) == 1
    assert refresh_figures(agency=cast.inkwell, now=LATER) == 0
    assert refresh_figures(agency=cast.inkwell, now=LATER + dt.timedelta(days=1)) == 1
    assert refresh_figures(agency=cast.northwind, now=LATER) == 0
    assert isinstance(PortfolioFigures.objects.get().rating, (Decimal, type(None)))
