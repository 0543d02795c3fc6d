"""The page and the API of price list templates."""

from __future__ import annotations

from typing import Any

import pytest

from agencies.models import Role
from catalog.states.templates import TEMPLATES
from tests.agencies.helpers.opening import third_house
from tests.catalog.helpers.prices import offering
from tests.helpers.api import Api
from tests.helpers.cast import browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_catalog")]
PAGE = "/desk/catalog/templates/"


def test_choosing_one_on_the_page_makes_it_the_price_list(cast: Any) -> None:
    owner = third_house(Role.OWNER)
    desk = browser(owner)

    page = desk.get(PAGE).text
    answer = desk.post(PAGE, {"template": "translation-bureau"})

    assert all(str(template.label) in page for template in TEMPLATES.values())
    assert "€0.16 per word" in page and page.count("Use this list") == len(TEMPLATES)
    assert (answer.status_code, answer.url) == (302, "/desk/catalog/")
    assert "Certified translation" in desk.get("/desk/catalog/").text
    assert desk.post(PAGE, {"template": "bakery"}).status_code == 422


def test_an_open_agency_reads_that_it_edits_its_list(cast: Any) -> None:
    desk = browser(cast.max)

    page = desk.get(PAGE).text

    assert "Your agency is open" in page and "Use this list" not in page
    assert PAGE not in desk.get("/desk/catalog/").text
    assert desk.post(PAGE, {"template": "content-studio"}).status_code == 409


def test_programs_do_the_same(cast: Any) -> None:
    owner = third_house(Role.OWNER)
    api = Api(owner)

    found = api.get("orders/catalog/templates/").json["templates"]
    one = api.get("orders/catalog/templates/writing-centre/").json
    used = api.post("orders/catalog/templates/writing-centre/use/")

    assert [template["key"] for template in found] == list(TEMPLATES)
    assert one in found and one["services"][0]["rate"] == "48"
    assert used.status == 200
    assert [row["key"] for row in used.json["services"]] == [row["key"] for row in one["services"]]
    assert len(offering(owner).services) == len(one["services"])
    assert api.get("orders/catalog/templates/bakery/").status == 404
    assert Api(cast.max).post("orders/catalog/templates/writing-centre/use/").status == 409
