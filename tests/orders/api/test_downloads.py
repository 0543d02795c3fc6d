"""Texts and whole orders to take away, by the API: the same bytes as from the page."""

from __future__ import annotations

import pytest

from tests.helpers.api import Api
from tests.helpers.cast import Cast, browser
from tests.helpers.story import Story
from tests.orders.helpers.api import ORDERS
from tests.orders.views.test_past_work import handed_over

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("query", ["", "?kind=docx&letterhead=true", "?kind=md"])
def test_the_same_bytes_as_from_the_page(cast: Cast, query: str) -> None:
    story = Story(cast).completed()
    number, api = story.order.number, Api(cast.clara)
    page = query.replace("=true", "=on")
    for path, url in (
        ("deliveries/1/document/", "deliveries/1/download/"),
        ("brief/document/", "brief/download/"),
    ):
        found = api.get(f"{ORDERS}{number}/{path}{query}")
        shown = browser(cast.max).get(f"/orders/{number}/{url}{page}")
        assert found.status == 200 and found.content == shown.content
        assert found.headers["Content-Disposition"] == shown.headers["Content-Disposition"]


def test_an_archive(cast: Cast) -> None:
    story = Story(cast).completed()
    found = Api(cast.clara).get(f"{ORDERS}{story.order.number}/archive/")
    assert found.headers["Content-Type"] == "application/zip" and found.content[:2] == b"PK"


def test_for_whom(cast: Cast) -> None:
    story = Story(cast).in_review()
    for name, status in (("clara", 404), ("wanda", 404), ("nick", 404), ("wendell", 200), ("max", 200)):
        api = Api(getattr(cast, name))
        assert api.get(f"{ORDERS}{story.order.number}/deliveries/1/document/?kind=md").status == status
    assert Api(cast.max).get(f"{ORDERS}{story.order.number}/deliveries/2/document/").status == 404
    assert Api(cast.max).get(f"{ORDERS}{story.order.number}/deliveries/1/document/?kind=exe").status == 400


def test_a_former_writer(cast: Cast) -> None:
    story = handed_over(cast, "revision_requested")
    found = Api(cast.wendell).get(f"{ORDERS}{story.order.number}/deliveries/1/document/?kind=md")
    assert found.status == 200 and b"harbour" in found.content
