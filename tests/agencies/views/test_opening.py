"""A closed agency says so on every page, and its owner opens it on one."""

from __future__ import annotations

import pytest
from django.urls import get_resolver

from agencies.models import Agency, Role
from project.base import access
from tests.agencies.helpers.opening import third_house
from tests.helpers.api import Api
from tests.helpers.cast import browser

pytestmark = pytest.mark.django_db
PAGE = "/desk/agency/"
#: Public views that answer at a closed agency too, and why.
ALWAYS = {
    "home": "says that it is closed",
    "robots": "lists nothing then",
    "stylesheet": "colours",
    "brand_picture": "a logo",
    "legal_page": "who runs it, and its terms",
    "schema_view": "the same at every agency",
    "docs": "the same at every agency",
    "roots": "paths alone",
    "gallery": "of the interface",
    "by_link": "behind a secret link",
    "show": "behind a secret link",
    "document": "behind a secret link",
    "code": "behind a secret link",
    "answer": "behind a secret link",
    "stop": "behind a secret link",
    "ask": "behind a secret link",
    "disown": "behind a secret link",
    "shown": "behind a secret link",
    "shown_file": "behind a secret link",
    "consent": "behind a secret link",
    "file": "behind a secret link",
    "invitation": "behind a secret link",
    "account_invitation": "behind a secret link",
    "mine": "behind a secret link",
    "brief": "behind a secret link",
    "file_remove": "behind a secret link",
    "version": "behind a secret link",
    "accept": "behind a secret link",
    "revise": "behind a secret link",
    "reply": "behind a secret link",
    "message": "behind a secret link",
    "book": "behind a secret link",
    "give_back": "behind a secret link",
    "move": "behind a secret link",
    "calendar": "behind a secret link",
    "shared": "behind a secret link",
    "leave": "behind a secret link",
}
SHUT = ("/services/", "/services/article/", "/writers/", "/sitemap.xml")


def test_every_public_page_is_one_that_waits_or_says_why_not():
    entrances = ("accounts", "allauth", "project.mail_page")
    found = {
        view.__name__
        for view in _views(get_resolver())
        if getattr(view, "access", "") == access.PUBLIC
        and not getattr(view, "when_open", False)
        and not view.__module__.startswith(entrances)
    }

    assert found <= ALWAYS.keys(), found - ALWAYS.keys()


def test_visitors_are_told_and_shown_no_price(cast):
    agency = third_house(Role.OWNER).agency
    visitor = browser(None, agency)

    home = visitor.get("/")
    assert "isn’t open yet" in home.text and "Article" not in home.text
    for path in SHUT:
        answer = visitor.get(path)
        assert (answer.status_code, "Third isn’t open yet." in answer.text) == (403, True), path
    assert "isn’t open yet" in visitor.get("/accounts/sign-up/").text
    assert visitor.get("/accounts/sign-in/").status_code == 200
    assert "Disallow: /\n" in visitor.get("/robots.txt").text
    api = Api(None, agency)
    body = {"service": "article", "quantity": 500, "quality": "standard", "addons": []}
    for answer in (
        api.get("orders/catalog/"),
        api.get("orders/catalog/services/"),
        api.post("orders/estimate/", body),
    ):
        assert (answer.status, answer.json["type"]) == (403, "urn:quillhouse:problem:not-open")


def test_its_desk_says_what_is_missing_and_where(cast):
    owner = third_house(Role.OWNER)
    desk = browser(owner)

    told = desk.get("/desk/").text
    page = desk.get("/desk/setup/").text

    assert "Your agency isn’t open yet" in told and "All steps" in told
    assert "8 steps of the setup are left" in desk.get(PAGE).text
    for url in (
        "/desk/catalog/templates/",
        "/desk/people/invite/many/",
        "/desk/hours/public-holidays/",
        "/desk/invoicing/",
    ):
        assert f'<a href="{url}">' in page
    assert "No tax is added to prices." in page
    assert desk.get("/services/").status_code == 200


def test_the_owner_opens_it_and_everything_is_there(cast):
    owner = third_house(Role.OWNER)
    form = {
        "currency": "chf",
        "timezone": "Europe/Zurich",
        "sign_up": "open",
        "editorial_review": "on",
        "open": "1",
    }

    answer = browser(owner).post(PAGE, form)

    assert (answer.status_code, answer.url) == (302, "/desk/setup/")
    agency = Agency.objects.get(pk=owner.agency_id)
    assert (agency.currency, agency.opened_at is not None) == ("CHF", True)
    visitor = browser(None, agency)
    assert all(visitor.get(path).status_code == 200 for path in SHUT)
    assert "VAT" not in visitor.get("/services/").text
    assert "Create account" in visitor.get("/").text
    page = browser(owner).get(PAGE).text
    assert "Publish prices" not in page and "isn’t open yet" not in page
    assert "/desk/people/invite/many/?role=client" in browser(owner).get("/desk/setup/").text


def test_the_enter_key_saves_and_does_not_open_it(cast):
    page = browser(third_house(Role.OWNER)).get(PAGE).text

    form = page[page.index('action="/desk/agency/"') :]
    first = form[form.index("<button") :]
    assert 'name="open"' not in first[: first.index("</button>")]
    assert "btn-primary" in first[: first.index(">")]


def test_saving_opens_nothing_and_mistakes_stand_beside_their_field(cast):
    owner = third_house(Role.OWNER)
    form = {"currency": "EUR", "timezone": "Europe/Vienna", "sign_up": "invitation"}

    assert browser(owner).post(PAGE, form).status_code == 302
    wrong = browser(owner).post(PAGE, {**form, "currency": "JPY", "open": "1"})

    agency = Agency.objects.get(pk=owner.agency_id)
    assert (agency.sign_up, agency.editorial_review, agency.opened_at) == ("invitation", False, None)
    assert (
        wrong.status_code == 422
        and "currency with two decimals" in wrong.text
        and 'value="JPY"' in wrong.text
    )


def test_a_manager_reads_it(cast):
    page = browser(cast.max).get(PAGE)

    assert "Only an owner can change" in page.text and "<select" not in page.text
    assert browser(cast.max).post(PAGE, {"sign_up": "invitation"}).status_code == 403


def test_programs_of_the_owner_do_the_same(cast):
    owner = third_house(Role.OWNER)
    api = Api(owner)

    assert api.get("agencies/settings/").json["opened_at"] is None
    assert api.patch("agencies/settings/", {"currency": "usd"}).errors.keys() == {"currency"}
    assert api.patch("agencies/settings/", {"currency": "USD"}).json["currency"] == "USD"
    opened = api.post("agencies/settings/open/", {})
    assert opened.status == 200 and opened.json["opened_at"]
    assert api.patch("agencies/settings/", {"currency": "EUR"}).errors.keys() == {"currency"}
    assert api.patch("agencies/settings/", {"editorial_review": False}).json["editorial_review"] is False


def _views(resolver):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _views(pattern)
        else:
            yield pattern.callback
