"""The owners' pages about domains, and what a host does with them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from agencies.actions.domains import make_primary
from agencies.models import Domain, DomainClaim
from project.base import clock
from project.hosts import forget_hosts
from tests.accounts.helpers.factors import prove
from tests.agencies.helpers.domains import HOST, asked, checked, proved, zone
from tests.helpers.cast import START, Cast, browser
from tests.helpers.pages import words_of
from tests.orders.helpers.support import queries_of

pytestmark = pytest.mark.django_db
PAGE = "/desk/domains/"


@pytest.fixture
def otto_in(cast: Cast) -> Client:
    """Otto, who has shown a moment ago who he is."""
    return prove(browser(cast.otto), cast.otto)


def at(host: str) -> Client:
    return Client(headers={"host": host})


def test_asked_checked_chosen_and_removed(cast: Cast, otto_in: Client) -> None:
    answer = otto_in.post(f"{PAGE}new/", {"host": "Bücher.example."})
    claim = DomainClaim.objects.get(host="xn--bcher-kva.example")
    one = f"{PAGE}{claim.public_id}/"
    assert answer.url == one
    page = words_of(otto_in.get(one))
    assert "bücher.example" in page and "_quillhouse.xn--bcher-kva.example" in page
    assert f"quillhouse-verification={claim.token}" in page and "Make primary" not in page

    assert otto_in.post(f"{one}check/").status_code == 302
    checked(claim, zone(claim), clock.now())
    assert "Connected" in words_of(otto_in.get(PAGE)) and "Make primary" in words_of(otto_in.get(one))

    assert otto_in.post(f"{one}primary/").status_code == 302
    assert Domain.objects.get(agency=cast.inkwell, is_primary=True).host == claim.host
    forget_hosts()
    # From now on the pages stand there.
    assert otto_in.get(PAGE).status_code == 301
    given = DomainClaim.objects.get(host="inkwell.localhost")
    make_primary(actor=cast.otto, claim=given, now=START)
    forget_hosts()
    assert "bücher.example removed" in words_of(otto_in.post(f"{one}remove/", follow=True))
    assert not DomainClaim.objects.filter(pk=claim.pk).exists()


def test_what_is_wrong_stands_beside_the_field(cast: Cast, otto_in: Client) -> None:
    for typed in ("", "https://words.example.com", "127.0.0.1", "co.uk", "inkwell.localhost"):
        answer = otto_in.post(f"{PAGE}new/", {"host": typed})
        assert answer.status_code == 422 and answer.context["form"].errors["host"], typed


def test_a_page_at_another_domain_redirects_to_the_primary_one(cast: Cast) -> None:
    proved(cast.otto)
    answer = at(HOST).get("/services/?q=a%20b&c=%C3%BC")
    assert (answer.status_code, answer["Location"], answer["Cache-Control"]) == (
        301,
        "http://inkwell.localhost:8000/services/?q=a%20b&c=%C3%BC",
        "no-cache",
    )
    assert at(f"{HOST.upper()}.:8080").head("/").status_code == 301
    assert at(HOST).get("//evil.example/").headers["Location"].startswith("http://inkwell.localhost:8000/")


def test_what_is_sent_and_what_programs_ask_is_answered_where_it_is(cast: Cast) -> None:
    proved(cast.otto)
    visitor = at(HOST)
    assert visitor.get("/api/v1/").status_code == 200
    assert visitor.post("/accounts/sign-in/", {}).status_code != 301
    assert visitor.get("/services/", headers={"hx-request": "true"}).status_code == 200
    assert visitor.get("/healthz/live").status_code == 200


def test_an_unproved_domain_answers_nobody(cast: Cast) -> None:
    asked(cast.otto)
    stranger = at("elsewhere.example.com").get("/")
    answer = at(HOST).get("/")
    assert (answer.status_code, answer.content) == (stranger.status_code, stranger.content)
    assert at(HOST).get("/api/v1/").status_code == 404


@pytest.mark.parametrize("method", ["get", "head"])
def test_the_proxy_asks_which_hosts_are_ours(cast: Cast, method: str) -> None:
    claim = proved(cast.otto)
    ask = getattr(at("127.0.0.1:8000"), method)
    for domain, status in (
        (HOST, 200),
        (f"{HOST}.", 200),
        (HOST.upper(), 200),
        ("inkwell.localhost", 200),
        ("elsewhere.example.com", 404),
        ("127.0.0.1", 404),
        ("", 404),
        ("x" * 10_000, 404),
    ):
        answer = ask("/tls/ask", {"domain": domain})
        assert (answer.status_code, answer.content) == (status, b""), domain
    DomainClaim.objects.filter(pk=claim.pk).delete()


def test_the_outside_is_told_of_no_host(cast: Cast) -> None:
    proved(cast.otto)
    for headers in ({"x-forwarded-for": "203.0.113.9"},):
        answer = at("inkwell.localhost").get("/tls/ask", {"domain": HOST}, headers=headers)
        assert (answer.status_code, answer.content) == (404, b"")
    assert at("127.0.0.1").post(f"/tls/ask?domain={HOST}").status_code == 404


def test_the_operators_host_is_ours(cast: Cast, settings: pytest.FixtureRequest) -> None:
    settings.OPERATOR_HOST = "control.example"  # type: ignore[attr-defined]
    assert at("127.0.0.1").get("/tls/ask", {"domain": "control.example"}).status_code == 200


def test_a_missing_record_is_told_with_its_end(cast: Cast, otto_in: Client) -> None:
    claim = proved(cast.otto)
    checked(claim, zone(), START + dt.timedelta(days=1))
    page = words_of(otto_in.get(f"{PAGE}{claim.public_id}/"))
    assert "The TXT record is missing" in page and "10 March 2026" in page


def test_the_list_costs_the_same_with_more_of_them(cast: Cast, otto_in: Client) -> None:
    otto_in.get(PAGE)
    one = queries_of(otto_in, PAGE)
    for number in range(3):
        asked(cast.otto, f"w{number}.example.com")
    assert queries_of(otto_in, PAGE) == one
