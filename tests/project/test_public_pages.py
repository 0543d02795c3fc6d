"""Public pages: what a visitor's browser keeps, when it is told
that nothing changed, and what may not be kept."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from agencies.actions.features import plan_switch
from agencies.models import Agency, Branding
from catalog.actions import price_versions
from project.base import public_pages
from project.base.release import fingerprint
from project.hosts import agency_row
from project.middleware.everybody import Pages
from tests.catalog.helpers.prices import change, current
from tests.helpers.cast import START, Cast, browser
from tests.helpers.factories import HOUR
from tests.orders.helpers.support import stop_clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_catalog")]

CHOICE = "/services/?service=speech&quantity=900&quality=premium&pace=express&addons=seo&addons=images"
SECOND = dt.timedelta(seconds=1)
KEPT = ["/", "/services/", CHOICE, "/services/article/", "/robots.txt"]
#: Doors whose answers may be kept; test_every_page.py asks all others. These pages, and the style sheet,
#: whose address holds its version. A photo is kept by its reader's own browser for an hour: its address
#: holds what it shows.
MAY_BE_KEPT = {"home", "catalog:services", "catalog:service", "robots", "brand", "account_photo"} | {
    "brand_picture",
    "legal",
    "legal_version",
    "writers:public_directory",
    "writers:public_portfolio",
    "writers:public_picture",
    "writers:public_photo",
    "writers:public_sample",
    "writers:public_sample_file",
    "writers:sitemap",
    "writers:sitemap_part",
}


def visit(cast: Cast, path: str, tag: str = "", **headers: str) -> Any:
    """What a browser gets that has never been here, or has kept the page with that tag."""
    return browser(None, cast.inkwell).get(path, headers=headers | ({"if-none-match": tag} if tag else {}))


@pytest.mark.parametrize("path", KEPT)
def test_a_visitor_keeps_the_page_and_hears_that_nothing_changed(cast: Cast, path: str) -> None:
    first = visit(cast, path)
    again = visit(cast, path, first.headers["ETag"])

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    for answer in (first, again):
        assert answer.headers["ETag"] == first.headers["ETag"]
        assert answer.headers["Cache-Control"] == "public, no-cache"
        assert {"Cookie", "HX-Request"} <= set(answer.headers["Vary"].split(", "))
        assert not answer.cookies


@pytest.mark.parametrize("path", KEPT)
@pytest.mark.parametrize("visits", [1, 2])
def test_a_visit_asks_for_the_agency_alone(cast: Cast, path: str, visits: int) -> None:
    """The catalog is read once by a process, as far as its version goes."""
    tag = visit(cast, path).headers["ETag"]

    with CaptureQueriesContext(connection) as asked:
        visit(cast, path, tag if visits == 2 else "")

    (query,) = [one["sql"] for one in asked]
    assert 'FROM "agencies_agency"' in query and "django_session" not in query and "accounts_" not in query


def test_head_says_what_get_says(cast: Cast) -> None:
    page, head = visit(cast, "/"), browser(None, cast.inkwell).head("/")
    again = browser(None, cast.inkwell).head("/", headers={"if-none-match": page.headers["ETag"]})

    assert (head.status_code, head.content, again.status_code) == (200, b"", 304)
    assert head.headers["ETag"] == page.headers["ETag"]


def agency(**values: Any) -> Callable[[Cast], Any]:
    return lambda cast: Agency.objects.filter(pk=cast.inkwell.pk).update(**values)


def brand(**values: Any) -> Callable[[Cast], Any]:
    return lambda cast: Branding.objects.filter(agency=cast.inkwell).update(**values)


def prices(part: str, key: str, **values: Any) -> Callable[[Cast], Any]:
    return lambda cast: change(cast.max, part, key, **values)


#: Everything that the pages show, and what each is changed to.
CHANGES = {
    "name": agency(name="Quire"),
    "sign_up": agency(features=["-sign_up"]),
    "editorial_review": agency(features=["-editorial_review"]),
    "tagline": brand(tagline="Other words"),
    "welcome": brand(welcome="Come in."),
    "footer": brand(footer="14 Dock Street"),
    "colour": brand(primary="#7a1f3d", version=9),
    "service": prices("services", "article", name="Essay"),
    "description": prices("services", "article", description="Of any length."),
    "amounts": prices("services", "article", maximum_quantity=9_999),
    "rate": prices("services", "article", rate=Decimal("0.31")),
    "archived": prices("services", "article", offered=False),
    "quality": prices("qualities", "premium", multiplier=Decimal("1.77")),
    "urgency": prices("urgencies", "express", name="At once"),
    "addon": prices("addons", "seo", amount=Decimal(31)),
    "tax": prices("general", "", tax_rate=Decimal("7.5")),
}


@pytest.mark.parametrize("what", CHANGES)
def test_each_change_is_seen_at_the_next_visit(cast: Cast, what: str) -> None:
    paths = ("/", "/services/", CHOICE)
    before = {path: visit(cast, path) for path in paths}
    CHANGES[what](cast)

    after = {path: visit(cast, path, before[path].headers["ETag"]) for path in paths}

    assert {path: answer.status_code for path, answer in after.items()} == dict.fromkeys(paths, 200)
    for path in paths:
        assert after[path].headers["ETag"] != before[path].headers["ETag"]
    assert any(before[path].content != after[path].content for path in paths)


def test_prices_taken_back_are_seen_at_the_next_visit(cast: Cast) -> None:
    change(cast.max, "services", "article", rate=Decimal("0.31"))
    before = visit(cast, "/services/")
    price_versions.take_back(actor=cast.max, book=current(cast.max), now=START)

    assert visit(cast, "/services/", before.headers["ETag"]).status_code == 200


def test_another_release_has_other_tags(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    before = visit(cast, "/").headers["ETag"]
    monkeypatch.setattr(public_pages, "release", lambda: "another")

    assert visit(cast, "/", before).status_code == 200


def test_another_language_has_other_tags(cast: Cast, settings: Any) -> None:
    before = visit(cast, "/").headers["ETag"]
    settings.LANGUAGE_CODE = "en-us"

    assert visit(cast, "/", before).status_code == 200


def test_a_release_is_known_by_its_files(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    page, packages = tmp_path / "templates" / "page.html", tmp_path / "requirements.txt"
    found = set()
    for content, version in (("a", "1"), ("b", "1"), ("b", "2")):
        page.write_text(content)
        packages.write_text(version)
        found.add(fingerprint(tmp_path, ["templates", "locale"]))
    page.rename(page.with_name("other.html"))
    found.add(fingerprint(tmp_path, ["templates", "locale"]))
    (tmp_path / "templates" / "page.pyc").write_text("compiled")

    assert len(found) == 4
    assert fingerprint(tmp_path, ["templates", "locale"]) in found


def test_two_agencies_have_two_tags(cast: Cast) -> None:
    here = visit(cast, "/").headers["ETag"]

    answer = browser(None, cast.northwind).get("/", headers={"if-none-match": here})

    assert (answer.status_code, "Northwind" in answer.content.decode()) == (200, True)


def test_a_fragment_is_no_page(cast: Cast) -> None:
    tag = visit(cast, "/").headers["ETag"]

    assert visit(cast, "/", tag, **{"hx-request": "true"}).headers["ETag"] != tag


def test_what_a_view_shows_beside_the_agency_is_part_of_the_tag(cast: Cast) -> None:
    shown = ["first"]

    @public_pages.same_for_everybody(lambda name: (name, *shown))
    def view(request: Any, name: str) -> Any:
        return HttpResponse(f"{name} {shown}")

    def tag(name: str) -> str:
        request: Any = RequestFactory().get("/")
        request.agency = agency_row(cast.inkwell.pk)
        return view(request, name=name).headers["ETag"]

    before = tag("wanda")
    shown[0] = "second"

    assert len({before, tag("wanda"), tag("wendell")}) == 3


def test_what_is_not_there_is_not_kept(cast: Cast) -> None:
    @public_pages.same_for_everybody()
    def view(request: Any) -> Any:
        return HttpResponse(status=404)

    request: Any = RequestFactory().get("/")
    request.agency = agency_row(cast.inkwell.pk)

    assert not {"ETag", "Cache-Control"} & view(request).headers.keys()


@pytest.mark.parametrize("path", KEPT)
def test_whoever_is_signed_in_keeps_nothing(cast: Cast, path: str) -> None:
    tag = visit(cast, path).headers["ETag"]

    answer = browser(cast.clara).get(path, headers={"if-none-match": tag})

    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store, private")
    assert "ETag" not in answer.headers
    assert path != "/" or "My workspace" in answer.content.decode()


def test_who_says_by_a_token_who_they_are_keeps_nothing(cast: Cast) -> None:
    tag = visit(cast, "/services/").headers["ETag"]

    answer = visit(cast, "/services/", tag, authorization="Token unknown")

    assert (answer.status_code, "ETag" in answer.headers) == (200, False)


def test_a_message_in_passing_is_shown_and_not_kept(cast: Cast) -> None:
    client = browser(cast.clara)
    tag = visit(cast, "/").headers["ETag"]
    client.post("/accounts/sign-out/")

    told = client.get("/", headers={"if-none-match": tag})

    assert (told.status_code, "ETag" in told.headers) == (200, False)
    assert re.search("signed out", told.content.decode())
    assert client.get("/", headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", "Inkwell writes and edits to your brief"),
        ("/services/", "Services and prices at Inkwell. Choose a service"),
        ("/services/article/", "Article · Inkwell · from €0.24 per word."),
        ("/accounts/sign-in/", "Sign in to Inkwell"),
        ("/accounts/password/reset/", "Inkwell writes, edits and translates"),
    ],
)
def test_a_search_engine_is_told_what_the_page_is(cast: Cast, path: str, words: str) -> None:
    page = visit(cast, path).content.decode()

    (told,) = re.findall(r'<meta name="description" content="([^"]+)">', page)
    assert words in told


def test_a_search_engine_may_show_the_way_in_and_nothing_private(cast: Cast) -> None:
    lines = visit(cast, "/robots.txt").content.decode().splitlines()

    assert lines[1:3] == ["Allow: /accounts/sign-in/$", "Allow: /accounts/sign-up/$"]
    assert {"Disallow: /accounts/", "Disallow: /orders/", "Disallow: /quotes/"} <= set(lines)


def test_kept_pages_stay_within_their_bound() -> None:
    pages = Pages(1_000)
    for number in range(30):
        pages.put(number, HttpResponse(b"x" * 100))

    assert pages.size <= 1_000 and pages.get(29) is not None and pages.get(0) is None
    refused = HttpResponse(b"gone", status=410)
    with_cookie = HttpResponse(b"hello")
    with_cookie.set_cookie("a", "b")
    pages.put("gone", refused)
    pages.put("cookie", with_cookie)
    assert pages.get("gone") is None and pages.get("cookie") is None


def test_a_planned_switch_changes_the_tags_at_its_moment(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, START)
    plan_switch(actor=cast.otto, key="sign_up", on=False, reason="", at=START + HOUR, now=START)
    before = {path: visit(cast, path).headers["ETag"] for path in ("/services/", "/sitemap.xml")}

    stop_clock(monkeypatch, START + HOUR - SECOND)
    assert [visit(cast, path, tag).status_code for path, tag in before.items()] == [304, 304]
    stop_clock(monkeypatch, START + HOUR)
    assert [visit(cast, path, tag).status_code for path, tag in before.items()] == [200, 200]
    assert "Create account" not in visit(cast, "/services/", before["/services/"]).text


def test_who_asks_with_a_tag_costs_no_row_of_the_agency(cast: Cast) -> None:
    tag = visit(cast, "/sitemap.xml").headers["ETag"]
    visitor = browser(None, cast.inkwell)
    with CaptureQueriesContext(connection) as queries:
        answer = visitor.get("/sitemap.xml", headers={"if-none-match": tag})

    (query,) = [each["sql"] for each in queries if "agencies_agency" in each["sql"]]
    assert answer.status_code == 304 and '"agencies_branding"."welcome"' not in query
    Agency.objects.filter(pk=cast.inkwell.pk).update(suspended_at=START)
    assert visitor.get("/sitemap.xml", headers={"if-none-match": tag}).status_code == 503
