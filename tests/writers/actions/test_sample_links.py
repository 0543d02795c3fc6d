"""Private links to samples: what they open, how often, and all that ends them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from agencies.actions.people import change_roles, end_membership
from agencies.actions.suspending import suspend_member
from agencies.models import SecurityEvent
from orders.models import OrderEvent
from project.base import clock
from project.base.errors import Conflict, Invalid, NotAllowed, NotVisible, WrongState
from tests.helpers.cast import Cast
from tests.helpers.races import each_round, kinds, race
from tests.writers.helpers.consents import shown
from tests.writers.helpers.portfolios import portfolio_of, sample_in
from writers.actions.consents import answer_consent, withdraw_consent
from writers.actions.portfolio import show_portfolio, submit_portfolio
from writers.actions.portfolio_approval import withdraw_portfolio
from writers.actions.sample_links import link_of, make_link, open_link, revoke_link, revoke_links_of
from writers.models import PortfolioSample, SampleLink, SampleView
from writers.pages.sample_links import LinkCredentials, links_of
from writers.states.portfolio import Audience

pytestmark = pytest.mark.django_db


def sample(cast: Cast, **fields: Any) -> PortfolioSample:
    return sample_in(portfolio_of(cast.wendell), audience=Audience.LINK, **fields)


def made(cast: Cast, of: PortfolioSample, **options: Any) -> tuple[SampleLink, str]:
    facts: dict[str, Any] = {"name": "Kettle", "days": 30, "max_views": None, "terms": False}
    return make_link(actor=cast.wendell, sample=of, now=clock.now(), **(facts | options))


def opens(cast: Cast, key: str, now: dt.datetime | None = None) -> bool:
    try:
        link_of(key=key, agency=cast.inkwell, now=now or clock.now())
    except NotVisible:
        return False
    return True


def test_only_the_hash_is_stored(cast: Cast) -> None:
    link, key = made(cast, sample(cast))

    assert key.startswith(link.prefix) and opens(cast, key)
    assert key not in str([*SampleLink.objects.values(), *SecurityEvent.objects.values()])


def test_only_its_writer_makes_and_revokes_one(cast: Cast) -> None:
    of = sample(cast)
    link, key = made(cast, of)

    for name, member in cast.of_inkwell.items():
        if name != "wendell":
            with pytest.raises(NotAllowed):
                make_link(
                    actor=member, sample=of, name="x", days=1, max_views=None, terms=False, now=clock.now()
                )
            with pytest.raises(NotAllowed):
                revoke_link(actor=member, link=link, now=clock.now())
    assert opens(cast, key)


def test_what_is_not_published_has_none_and_a_name_has_one(cast: Cast) -> None:
    of = sample(cast)
    made(cast, of)

    with pytest.raises(Invalid) as refusal:
        made(cast, of, name="kettle")
    assert list(refusal.value.errors) == ["name"]
    with pytest.raises(WrongState):
        made(cast, sample_in(of.portfolio, published_at=None))


@pytest.mark.parametrize("days", [0, 366])
def test_it_holds_a_year_at_most(cast: Cast, days: int) -> None:
    with pytest.raises(Invalid):
        made(cast, sample(cast), days=days)


def test_it_opens_nothing_once_it_is_over_or_elsewhere(cast: Cast) -> None:
    link, key = made(cast, sample(cast))

    assert not opens(cast, key, link.expires_at) and opens(
        cast, key, link.expires_at - dt.timedelta(seconds=1)
    )
    assert not opens(cast, "0" * 48)
    with pytest.raises(NotVisible):
        link_of(key=key, agency=cast.northwind, now=clock.now())


@pytest.mark.parametrize(
    "what", ["revoked", "unpublished", "off", "not me", "left", "suspended", "no writer"]
)
def test_what_ends_it(cast: Cast, what: str) -> None:
    of = sample(cast)
    link, key = made(cast, of)
    now = clock.now()
    person = cast.wendell.membership

    if what == "revoked":
        revoke_link(actor=cast.wendell, link=link, now=now)
        revoke_link(actor=cast.wendell, link=link, now=now)
    elif what == "unpublished":
        PortfolioSample.objects.filter(pk=of.pk).update(published_at=None)
    elif what == "off":
        type(of.portfolio).objects.update(enabled=False)
    elif what == "not me":
        assert revoke_links_of(user=person.user, now=now) == 1
    elif what == "left":
        end_membership(actor=cast.otto, member=person, now=now)
    elif what == "suspended":
        suspend_member(actor=cast.otto, member=person, reason="Away", now=now)
    else:
        change_roles(actor=cast.otto, member=person, roles=["editor"], now=now)

    assert not opens(cast, key)
    if what not in ("unpublished", "off"):
        link.refresh_from_db()
        assert link.revoked_at is not None


@pytest.mark.parametrize("approval", ["waiting", "declined"])
def test_what_the_agency_took_offline_no_link_opens_once_its_writer_switched_it_on(
    cast: Cast, approval: str
) -> None:
    of = sample(cast)
    _link, key = made(cast, of)
    reason = {"reason": "A client asked.", "now": clock.now()}
    off = withdraw_portfolio(actor=cast.max, portfolio=of.portfolio, **reason)
    on = show_portfolio(
        actor=cast.wendell, portfolio=off, enabled=True, visibility="private", now=clock.now()
    )
    if approval == "waiting":
        on = submit_portfolio(actor=cast.wendell, portfolio=on, now=clock.now())

    assert (on.enabled, on.approval) == (True, approval) and not opens(cast, key)


def test_reading_counts_and_looking_at_the_question_does_not(cast: Cast) -> None:
    link, key = made(cast, sample(cast), max_views=1)

    for _look in range(3):
        assert opens(cast, key)
    open_link(key=key, agency=cast.inkwell, agreed=False, now=clock.now())

    assert SampleView.objects.count() == 1 and not opens(cast, key)
    with pytest.raises(NotVisible):
        open_link(key=key, agency=cast.inkwell, agreed=False, now=clock.now())
    assert link.views.count() == 1


def test_terms_are_agreed_to_first(cast: Cast) -> None:
    _link, key = made(cast, sample(cast), terms=True)

    with pytest.raises(Invalid):
        open_link(key=key, agency=cast.inkwell, agreed=False, now=clock.now())
    assert not SampleView.objects.exists()
    open_link(key=key, agency=cast.inkwell, agreed=True, now=clock.now())
    assert SampleView.objects.get().agreed


def test_privately_shown_means_with_terms_and_the_client_is_told_of_the_first_view(cast: Cast) -> None:
    _story, _consent, of = shown(cast, "private")
    link, key = made(cast, of, terms=False)

    for _view in range(2):
        open_link(key=key, agency=cast.inkwell, agreed=True, now=clock.now())

    assert link.terms
    assert OrderEvent.objects.filter(verb="show_privately", actor=None).count() == 1


def test_a_link_without_terms_ends_with_the_consent_that_needed_none(cast: Cast) -> None:
    story, consent, of = shown(cast, "full", audience=Audience.LINK, body="Boats.")
    _link, key = made(cast, of, terms=False)
    assert opens(cast, key)

    answer_consent(actor=cast.clara, consent=consent, level="private", until=None, now=story.now)

    of.refresh_from_db()
    assert of.published_at is not None and not opens(cast, key)


def test_withdrawn_means_that_no_link_opens_it(cast: Cast) -> None:
    story, consent, of = shown(cast, "private")
    _link, key = made(cast, of)

    withdraw_consent(actor=cast.clara, consent=consent, now=story.now)

    assert not opens(cast, key)


def test_there_is_an_end_to_how_many(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("writers.actions.sample_links.MOST_LINKS", 1)
    of = sample(cast)
    made(cast, of)

    with pytest.raises(Conflict):
        made(cast, of, name="Another")


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_see_a_link_of_five_five_times(cast: Cast) -> None:
    for _round in each_round(2):
        link, key = made(cast, sample(cast), max_views=5)

        def view(key: str = key) -> Any:
            return open_link(key=key, agency=cast.inkwell, agreed=False, now=clock.now())

        found = race([view] * 20)

        assert kinds(found) == {"SampleLink": 5, "NotVisible": 15}
        assert link.views.count() == 5


def test_a_link_that_is_over_is_not_listed_as_live(cast: Cast) -> None:
    of = sample(cast)
    link, _key = made(cast, of)
    assert links_of(cast.wendell, of) and LinkCredentials().live(cast.wendell)

    SampleLink.objects.filter(pk=link.pk).update(expires_at=clock.now())

    assert not links_of(cast.wendell, of) and not LinkCredentials().live(cast.wendell)
