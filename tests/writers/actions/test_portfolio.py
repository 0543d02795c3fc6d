"""A writer's portfolio: made, saved, switched on and off."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest

from agencies.models import Membership
from project.base.errors import Invalid, NotAllowed, Stale
from project.base.viewer import Member, Public
from tests.helpers.cast import START, Cast
from tests.helpers.races import kinds, race
from writers.actions.portfolio import PortfolioFields, make_portfolio, save_portfolio, show_portfolio
from writers.actions.portfolio_rows import CredentialFields, LinkFields
from writers.models import PortfolioEvent, PortfolioPolicy, PortfolioSlug, WriterPortfolio
from writers.states.portfolio import Approval, Visibility

pytestmark = pytest.mark.django_db
LATER = START + dt.timedelta(hours=1)
FIELDS = PortfolioFields(headline="Clear words about hard things", bio="I write.")


def saved(cast: Cast, **fields: Any) -> WriterPortfolio:
    portfolio = make_portfolio(actor=cast.wendell, now=START)
    wanted = dataclasses.replace(FIELDS, **fields)
    return save_portfolio(
        actor=cast.wendell, portfolio=portfolio, fields=wanted, version=portfolio.version, now=LATER
    )


def shown(cast: Cast, visibility: str = Visibility.PUBLIC, *, enabled: bool = True) -> WriterPortfolio:
    portfolio = saved(cast)
    return show_portfolio(
        actor=cast.wendell, portfolio=portfolio, enabled=enabled, visibility=visibility, now=LATER
    )


def policy(cast: Cast) -> None:
    PortfolioPolicy.objects.create(
        agency=cast.inkwell, approves=True, changed_by=cast.max.membership, changed_at=START
    )


def test_a_new_one_is_off_and_has_an_address_of_the_public_name(cast: Cast) -> None:
    portfolio = make_portfolio(actor=cast.wendell, now=START)

    assert (portfolio.enabled, portfolio.visibility) == (False, Visibility.PRIVATE)
    assert portfolio.slug.startswith("wendell")
    assert make_portfolio(actor=cast.wendell, now=LATER).pk == portfolio.pk
    assert PortfolioSlug.objects.get(portfolio=portfolio).slug == portfolio.slug


@pytest.mark.parametrize("name", ["clara", "edith", "sam", "max", "otto"])
def test_who_does_not_write_has_none(cast: Cast, name: str) -> None:
    with pytest.raises(NotAllowed):
        make_portfolio(actor=cast.of_inkwell[name], now=START)


def test_twenty_clicks_make_one(cast: Cast, transactional_db: None) -> None:
    results = race([lambda: make_portfolio(actor=cast.wendell, now=START)] * 20)

    assert kinds(results) == {"WriterPortfolio": 20}
    assert WriterPortfolio.objects.filter(agency=cast.inkwell).count() == 1


def test_two_writers_of_one_name_have_two_addresses(cast: Cast) -> None:
    Membership.objects.filter(pk__in=[cast.wendell.member_id, cast.wanda.member_id]).update(
        public_name="Zoë Łukasz"
    )

    first, second = [make_portfolio(actor=who, now=START).slug for who in (cast.wendell, cast.wanda)]

    assert (first, second) == ("zoe-lukasz", "zoe-lukasz-2")


def test_a_name_without_latin_letters_gets_an_address_of_its_own(cast: Cast) -> None:
    Membership.objects.filter(pk=cast.wendell.member_id).update(public_name="王小明")

    portfolio = make_portfolio(actor=cast.wendell, now=START)

    assert portfolio.slug == f"writer-{portfolio.public_id}"


def test_all_that_is_saved_is_there_and_the_same_again_changes_nothing(cast: Cast) -> None:
    degree = CredentialFields("education", "MA Linguistics", "University of Leeds", 2009)
    rows = {"credentials": [degree], "links": [LinkFields("My site", "https://words.example/")]}
    portfolio = saved(cast, years=12, show_orders=True, **rows)

    again = saved(cast, years=12, show_orders=True, **rows)

    assert (portfolio.headline, portfolio.years, portfolio.show_orders) == (FIELDS.headline, 12, True)
    assert [row.title for row in portfolio.credentials.all()] == ["MA Linguistics"]
    assert [row.url for row in portfolio.links.all()] == ["https://words.example/"]
    assert again.version == portfolio.version == 2
    assert PortfolioEvent.objects.filter(portfolio=portfolio).count() == 1


@pytest.mark.parametrize(
    "url", ["http://a.example/", "javascript:alert(1)", "https://u:p@a.example/", "ftp://x.example", "//a.b"]
)
def test_a_link_leads_to_https_and_nowhere_else(cast: Cast, url: str) -> None:
    with pytest.raises(Invalid) as refusal:
        saved(cast, links=[LinkFields("Bad", url)])

    assert "links" in refusal.value.errors


def test_an_edit_based_on_an_older_version_is_refused(cast: Cast) -> None:
    portfolio = saved(cast)

    with pytest.raises(Stale):
        save_portfolio(actor=cast.wendell, portfolio=portfolio, fields=FIELDS, version=1, now=LATER)


@pytest.mark.parametrize("name", ["wanda", "max", "otto", "clara", "nora"])
def test_nobody_else_saves_or_shows_it(cast: Cast, name: str) -> None:
    portfolio = saved(cast)
    actor = cast.everybody[name]
    assert isinstance(actor, Member)

    with pytest.raises(NotAllowed):
        save_portfolio(actor=actor, portfolio=portfolio, fields=FIELDS, version=2, now=LATER)
    with pytest.raises(NotAllowed):
        show_portfolio(actor=actor, portfolio=portfolio, enabled=True, visibility="public", now=LATER)


def test_an_address_that_somebody_ever_had_is_never_anybody_elses(cast: Cast) -> None:
    first = saved(cast, slug="plain-words")
    saved(cast, slug="plainer-words")
    other = make_portfolio(actor=cast.wanda, now=START)

    with pytest.raises(Invalid) as refusal:
        save_portfolio(
            actor=cast.wanda,
            portfolio=other,
            fields=dataclasses.replace(FIELDS, slug="plain-words"),
            version=1,
            now=LATER,
        )

    assert "slug" in refusal.value.errors
    assert saved(cast, slug="plain-words").pk == first.pk


@pytest.mark.parametrize("slug", ["search", "Zoë", "a--b", "-a", "a b", "a" * 61, "a/b"])
def test_an_address_is_plain_and_not_reserved(cast: Cast, slug: str) -> None:
    with pytest.raises(Invalid) as refusal:
        saved(cast, slug=slug)

    assert "slug" in refusal.value.errors


def test_shown_to_everyone_it_is_public_and_approved_without_a_policy(cast: Cast) -> None:
    portfolio = shown(cast)

    assert portfolio.approval == Approval.APPROVED and portfolio.public_since == LATER
    assert portfolio.shown_headline == FIELDS.headline
    assert list(WriterPortfolio.objects.visible_to(Public(cast.inkwell))) == [portfolio]


def test_without_a_headline_it_is_not_shown(cast: Cast) -> None:
    portfolio = make_portfolio(actor=cast.wendell, now=START)

    with pytest.raises(Invalid) as refusal:
        show_portfolio(actor=cast.wendell, portfolio=portfolio, enabled=True, visibility="public", now=LATER)

    assert "enabled" in refusal.value.errors


@pytest.mark.parametrize(("enabled", "visibility"), [(False, "public"), (True, "clients"), (True, "private")])
def test_what_was_public_and_is_not_any_more_is_withdrawn(cast: Cast, enabled: bool, visibility: str) -> None:
    portfolio = shown(cast)

    portfolio = show_portfolio(
        actor=cast.wendell, portfolio=portfolio, enabled=enabled, visibility=visibility, now=LATER
    )

    assert portfolio.withdrawn_at == LATER and portfolio.public_since == LATER
    assert not WriterPortfolio.objects.visible_to(Public(cast.inkwell)).exists()
    assert shown(cast).withdrawn_at is None


def test_where_the_agency_approves_nothing_is_shown_before(cast: Cast) -> None:
    policy(cast)

    portfolio = shown(cast)

    assert portfolio.approval == Approval.WAITING and portfolio.submitted_at == LATER
    assert portfolio.public_since is None and portfolio.shown_headline == ""
    assert not WriterPortfolio.objects.visible_to(cast.clara).exists()


def test_new_words_wait_while_the_approved_ones_stay_on_show(cast: Cast) -> None:
    shown(cast)
    policy(cast)

    portfolio = saved(cast, headline="Newer words")

    assert (portfolio.headline, portfolio.shown_headline) == ("Newer words", FIELDS.headline)
    assert portfolio.approval == Approval.APPROVED
