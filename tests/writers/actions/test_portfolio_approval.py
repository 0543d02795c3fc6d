"""The agency approves portfolios and samples, asks for changes, and takes them offline."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest

from project.base.errors import Invalid, NotAllowed, Stale, WrongState
from project.base.viewer import Public
from tests.helpers.cast import START, Cast
from writers.actions.portfolio import show_portfolio, submit_portfolio
from writers.actions.portfolio_approval import (
    approve_portfolio,
    approve_sample,
    decline_portfolio,
    decline_sample,
    set_policy,
    withdraw_portfolio,
    withdraw_sample,
)
from writers.actions.portfolio_publishing import publish_sample, unpublish
from writers.actions.portfolio_samples import edit_sample
from writers.models import PortfolioPolicy, PortfolioSample, WriterPortfolio
from writers.states.portfolio import Approval

from .test_portfolio import saved, shown
from .test_portfolio_samples import FIELDS, added, published

pytestmark = pytest.mark.django_db
LATER = START + dt.timedelta(hours=3)


def approves(cast: Cast, *, wanted: bool = True) -> None:
    set_policy(actor=cast.max, approves=wanted, now=START)


def is_on_show(cast: Cast, thing: WriterPortfolio | PortfolioSample) -> bool:
    return type(thing).objects.visible_to(Public(cast.inkwell)).filter(pk=thing.pk).exists()


@pytest.mark.parametrize("name", ["clara", "wendell", "edith", "sam"])
def test_managers_and_owners_decide_and_nobody_else(cast: Cast, name: str) -> None:
    approves(cast)
    portfolio, sample = shown(cast), published(cast)
    who: dict[str, Any] = {"actor": cast.of_inkwell[name], "now": LATER}

    for act in (
        lambda: approve_portfolio(portfolio=portfolio, version=portfolio.version, **who),
        lambda: decline_portfolio(portfolio=portfolio, note="No", **who),
        lambda: withdraw_portfolio(portfolio=portfolio, reason="No", **who),
        lambda: approve_sample(sample=sample, version=sample.version, **who),
        lambda: decline_sample(sample=sample, note="No", **who),
        lambda: withdraw_sample(sample=sample, reason="No", **who),
        lambda: set_policy(approves=False, **who),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_approved_it_is_on_show_with_the_words_that_were_read(cast: Cast) -> None:
    approves(cast)
    portfolio = shown(cast)

    portfolio = approve_portfolio(actor=cast.max, portfolio=portfolio, version=portfolio.version, now=LATER)

    assert is_on_show(cast, portfolio) and portfolio.public_since == LATER
    assert portfolio.shown_headline == portfolio.headline
    again = approve_portfolio(actor=cast.otto, portfolio=portfolio, version=1, now=LATER)
    assert again.version == portfolio.version


def test_words_that_changed_while_they_were_read_are_not_approved(cast: Cast) -> None:
    approves(cast)
    before = shown(cast)
    saved(cast, headline="Slipped in")

    with pytest.raises(Stale):
        approve_portfolio(actor=cast.max, portfolio=before, version=before.version, now=LATER)

    assert not is_on_show(cast, before)


def test_new_words_come_on_show_when_they_are_approved(cast: Cast) -> None:
    shown(cast)
    approves(cast)
    portfolio = saved(cast, headline="Newer words")
    portfolio = submit_portfolio(actor=cast.wendell, portfolio=portfolio, now=LATER)
    assert is_on_show(cast, portfolio) and portfolio.shown_headline != "Newer words"

    declined = decline_portfolio(actor=cast.max, portfolio=portfolio, note="Shorter.", now=LATER)
    assert is_on_show(cast, declined) and declined.decision_note == "Shorter."

    again = submit_portfolio(actor=cast.wendell, portfolio=portfolio, now=LATER)
    done = approve_portfolio(actor=cast.max, portfolio=again, version=again.version, now=LATER)
    assert done.shown_headline == "Newer words" and done.decision_note == ""


def test_what_was_never_submitted_is_not_decided(cast: Cast) -> None:
    approves(cast)
    portfolio = saved(cast)

    with pytest.raises(WrongState):
        approve_portfolio(actor=cast.max, portfolio=portfolio, version=portfolio.version, now=LATER)
    with pytest.raises(WrongState):
        decline_sample(actor=cast.max, sample=added(cast), note="No", now=LATER)


def test_what_the_agency_took_offline_comes_back_by_its_approval_alone(cast: Cast) -> None:
    portfolio = shown(cast)
    with pytest.raises(Invalid):
        withdraw_portfolio(actor=cast.max, portfolio=portfolio, reason=" ", now=LATER)

    off = withdraw_portfolio(actor=cast.max, portfolio=portfolio, reason="A client asked.", now=LATER)
    assert not off.enabled and off.withdrawn_at == LATER and off.decision_note == "A client asked."

    on = show_portfolio(actor=cast.wendell, portfolio=portfolio, enabled=True, visibility="public", now=LATER)
    assert not is_on_show(cast, on)
    waiting = submit_portfolio(actor=cast.wendell, portfolio=on, now=LATER)
    assert waiting.approval == Approval.WAITING and not is_on_show(cast, waiting)
    done = approve_portfolio(actor=cast.max, portfolio=waiting, version=waiting.version, now=LATER)
    assert is_on_show(cast, done)


def test_a_sample_taken_offline_waits_even_without_a_policy_and_after_turning_back(cast: Cast) -> None:
    shown(cast)
    sample = published(cast)
    off = withdraw_sample(actor=cast.max, sample=sample, reason="Whose words?", now=LATER)
    assert off.published_at is None and off.decision_note == "Whose words?"

    for _again in range(2):
        waiting = publish_sample(actor=cast.wendell, sample=sample, now=LATER)
        assert waiting.approval == Approval.WAITING and not is_on_show(cast, sample)
        unpublish(actor=cast.wendell, sample=sample, now=LATER)

    waiting = publish_sample(actor=cast.wendell, sample=sample, now=LATER)
    approve_sample(actor=cast.max, sample=waiting, version=waiting.version, now=LATER)
    assert is_on_show(cast, sample)


def test_a_sample_is_approved_as_it_was_read(cast: Cast) -> None:
    shown(cast)
    approves(cast)
    read = published(cast)
    changed = edit_sample(
        actor=cast.wendell,
        sample=read,
        fields=dataclasses.replace(FIELDS, body="Slipped in"),
        version=read.version,
        now=LATER,
    )

    with pytest.raises(Stale):
        approve_sample(actor=cast.max, sample=read, version=read.version, now=LATER)
    done = approve_sample(actor=cast.max, sample=changed, version=changed.version, now=LATER)

    assert is_on_show(cast, done)
    assert approve_sample(actor=cast.max, sample=done, version=1, now=LATER).version == done.version


def test_a_declined_sample_is_not_published(cast: Cast) -> None:
    shown(cast)
    approves(cast)
    sample = decline_sample(actor=cast.otto, sample=published(cast), note="Too short.", now=LATER)

    assert (sample.approval, sample.published_at) == (Approval.DECLINED, None)
    with pytest.raises(WrongState):
        approve_sample(actor=cast.max, sample=sample, version=sample.version, now=LATER)


def test_the_policy_is_one_row_and_switching_it_off_shows_nothing_by_itself(cast: Cast) -> None:
    approves(cast)
    portfolio = shown(cast)
    approves(cast, wanted=False)

    assert PortfolioPolicy.objects.filter(agency=cast.inkwell).count() == 1
    assert not is_on_show(cast, portfolio)


def test_what_is_changed_while_it_is_offline_waits_when_it_is_published_again(cast: Cast) -> None:
    shown(cast)
    sample = published(cast)
    approves(cast)
    off = unpublish(actor=cast.wendell, sample=sample, now=LATER)
    fields = dataclasses.replace(FIELDS, body="Slipped in")
    edit_sample(actor=cast.wendell, sample=off, fields=fields, version=off.version, now=LATER)

    again = publish_sample(actor=cast.wendell, sample=sample, now=LATER)

    assert again.approval == Approval.WAITING and not is_on_show(cast, sample)


def test_words_changed_while_the_policy_was_off_wait_once_it_is_on(cast: Cast) -> None:
    portfolio = shown(cast)
    off = show_portfolio(
        actor=cast.wendell, portfolio=portfolio, enabled=False, visibility="public", now=LATER
    )
    approves(cast)
    saved(cast, headline="Slipped in")

    on = show_portfolio(actor=cast.wendell, portfolio=off, enabled=True, visibility="public", now=LATER)

    assert on.shown_headline == portfolio.headline != "Slipped in"


def test_an_edited_sample_stays_approved_where_nobody_approves(cast: Cast) -> None:
    shown(cast)
    off = unpublish(actor=cast.wendell, sample=published(cast), now=LATER)
    fields = dataclasses.replace(FIELDS, body="Another text")
    edit_sample(actor=cast.wendell, sample=off, fields=fields, version=off.version, now=LATER)

    assert is_on_show(cast, publish_sample(actor=cast.wendell, sample=off, now=LATER))
