"""Portfolios for everybody: pages, tags, and what is gone."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Membership
from project.middleware.everybody import forget_pages
from tests.helpers.cast import START, Cast, browser
from tests.writers.helpers.portfolios import figures_of, portfolio_of, sample_in
from writers.models import PortfolioSample, WriterPortfolio
from writers.states.portfolio import Approval, Audience, Visibility

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_catalog")]


def visit(cast: Cast, path: str, tag: str = "", **headers: str) -> Any:
    asked = headers | ({"if-none-match": tag} if tag else {})
    return browser(None, cast.inkwell).get(path, headers=asked)


def data_of(page: str) -> dict[str, Any]:
    (found,) = re.findall(r'<script type="application/ld\+json">(.+?)</script>', page, re.DOTALL)
    return dict(json.loads(found))


@pytest.fixture
def wendell(cast: Cast) -> WriterPortfolio:
    return portfolio_of(cast.wendell, "wendell", subjects=2, show_orders=True)


def test_everybody_reads_a_public_portfolio(cast: Cast, wendell: WriterPortfolio) -> None:
    sample = sample_in(wendell)
    figures_of(wendell)

    directory = visit(cast, "/writers/").content.decode()
    page = visit(cast, "/writers/wendell/").content.decode()
    piece = visit(cast, f"/writers/wendell/work/{sample.public_id}/").content.decode()

    assert 'href="/writers/wendell/"' in directory and "Long reads about the sea" in directory
    assert "<strong>harbours</strong>" in page and "The last ferry" in page and ">41<" in page
    assert "<em>nine</em>" in piece


def test_structured_data_say_what_the_page_says(cast: Cast, wendell: WriterPortfolio) -> None:
    sample = sample_in(wendell)

    profile = data_of(visit(cast, "/writers/wendell/").content.decode())
    work = data_of(visit(cast, f"/writers/wendell/work/{sample.public_id}/").content.decode())

    assert profile["@type"] == "ProfilePage" and len(profile["mainEntity"]["knowsAbout"]) == 2
    assert profile["mainEntity"]["name"] == cast.wendell.membership.public_name
    assert work["@type"] == "CreativeWork" and work["name"] == "The last ferry"


def test_text_cannot_end_the_structured_data(cast: Cast) -> None:
    portfolio_of(cast.wendell, "wendell", headline="</script><script>alert(1)</script>&")

    page = visit(cast, "/writers/wendell/").content.decode()

    assert "<script>alert" not in page
    assert data_of(page)["mainEntity"]["description"] == "</script><script>alert(1)</script>&"


@pytest.mark.parametrize("path", ["/writers/", "/writers/wendell/", "/writers/nobody/", "/writers/wanda/"])
def test_no_session_is_read_and_no_cookie_set(
    cast: Cast, wendell: WriterPortfolio, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is signed in gets the page that everybody gets."""
    portfolio_of(cast.wanda, "wanda", enabled=False)
    anybody = visit(cast, path)
    clara = browser(cast.clara)

    def refuse(*_args: Any) -> Any:
        raise AssertionError("a session was read")

    monkeypatch.setattr(SessionStore, "load", refuse)
    answer = clara.get(path)

    assert (answer.status_code, answer.headers.get("ETag")) == (
        anybody.status_code,
        anybody.headers.get("ETag"),
    )
    assert not answer.cookies and "Cookie" not in answer.headers.get("Vary", "")
    if answer.status_code == 200:
        assert answer.content == anybody.content
        assert answer.headers["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize("path", ["/writers/", "/writers/wendell/", "/writers/wendell/picture.png"])
def test_two_queries_and_one_for_what_is_kept_or_has_not_changed(
    cast: Cast, wendell: WriterPortfolio, path: str
) -> None:
    for title in ("One", "Two", "Three"):
        sample_in(wendell, title)
    portfolio_of(cast.wanda, "wanda")
    visit(cast, path)
    forget_pages()

    with CaptureQueriesContext(connection) as first:
        tag = visit(cast, path).headers["ETag"]
    with CaptureQueriesContext(connection) as kept:
        assert visit(cast, path).status_code == 200
    with CaptureQueriesContext(connection) as again:
        assert visit(cast, path, tag).status_code == 304

    assert (len(first), len(kept), len(again)) == (2, 1, 1)


def test_a_page_that_is_kept_is_the_page(cast: Cast, wendell: WriterPortfolio) -> None:
    sample_in(wendell, "One")
    new, kept = visit(cast, "/writers/wendell/"), visit(cast, "/writers/wendell/")

    assert kept.content == new.content
    assert own_headers(kept) == own_headers(new)
    assert (
        visit(cast, "/writers/wendell/", "", **{"hx-request": "true"}).headers["ETag"] != new.headers["ETag"]
    )


def own_headers(answer: Any) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name != "X-Request-ID"}


def test_what_is_kept_goes_with_the_page(cast: Cast, wendell: WriterPortfolio) -> None:
    """Withdrawn, or its client's consent over: at the next request, whatever this process has kept."""
    sample = sample_in(wendell, "One of mine")
    assert "One of mine" in visit(cast, "/writers/wendell/").content.decode()
    PortfolioSample.objects.filter(pk=sample.pk).update(published_at=None)
    assert "One of mine" not in visit(cast, "/writers/wendell/").content.decode()

    WriterPortfolio.objects.filter(pk=wendell.pk).update(enabled=False)

    assert visit(cast, "/writers/wendell/").status_code == 410
    assert "wendell" not in visit(cast, "/writers/").content.decode()


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, 200),
        ({"enabled": False}, 410),
        ({"visibility": Visibility.CLIENTS}, 410),
        ({"enabled": False, "public_since": None}, 404),
        ({"visibility": Visibility.PRIVATE, "public_since": None}, 404),
        ({"visibility": Visibility.CLIENTS, "public_since": None}, 404),
        ({"approval": Approval.WAITING, "public_since": None}, 404),
    ],
)
def test_what_is_not_public_is_not_there_and_what_was_is_gone(
    cast: Cast, fields: dict[str, Any], status: int
) -> None:
    portfolio = portfolio_of(cast.wendell, "wendell", **fields)
    sample = sample_in(portfolio)
    below = ("", "picture.png", f"work/{sample.public_id}/")

    assert {visit(cast, f"/writers/wendell/{path}").status_code for path in below} == {status}
    assert ("/writers/wendell/" in visit(cast, "/writers/").content.decode()) == (status == 200)


@pytest.mark.parametrize("fields", [{"suspended_at": START}, {"ended_at": START}, {"roles": ["editor"]}])
def test_who_no_longer_writes_here_is_gone(
    cast: Cast, wendell: WriterPortfolio, fields: dict[str, Any]
) -> None:
    if "suspended_at" in fields:
        fields = fields | {"suspended_by": cast.max.membership, "suspension_reason": "x"}
    Membership.objects.filter(pk=cast.wendell.member_id).update(**fields)

    assert visit(cast, "/writers/wendell/").status_code == 410


def test_another_agency_has_no_such_writer(cast: Cast, wendell: WriterPortfolio) -> None:
    sample = sample_in(wendell)
    there = browser(None, cast.northwind)

    assert there.get("/writers/wendell/").status_code == 404
    assert there.get(f"/writers/wendell/work/{sample.public_id}/").status_code == 404
    assert "wendell" not in there.get("/writers/").content.decode()


def test_collections_stand_as_their_writer_put_them(cast: Cast, wendell: WriterPortfolio) -> None:
    for at, name in enumerate(("Zebras", "Apples", "Moths")):
        shelf = wendell.collections.create(agency=cast.inkwell, name=name, position=at)
        sample_in(wendell, f"Of {name}", collection=shelf)

    page = visit(cast, "/writers/wendell/").content.decode().partition("</head>")[2]

    assert page.index("Of Zebras") < page.index("Of Apples") < page.index("Of Moths")


@pytest.mark.parametrize("audience", [Audience.CLIENTS, Audience.LINK, Audience.REQUEST])
def test_samples_for_others_are_not_there(cast: Cast, wendell: WriterPortfolio, audience: str) -> None:
    sample = sample_in(wendell, "Only for some", audience=audience)

    assert visit(cast, f"/writers/wendell/work/{sample.public_id}/").status_code == 404
    assert "Only for some" not in visit(cast, "/writers/wendell/").content.decode()
