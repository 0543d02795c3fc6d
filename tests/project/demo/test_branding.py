"""The looks of the demo's agencies."""

from __future__ import annotations

import pytest

from agencies.models import BrandVersion, LegalText
from project.demo.branding import publish
from tests.helpers.cast import START, Cast, browser

pytestmark = pytest.mark.django_db


def test_each_agency_has_a_look_and_legal_pages_of_its_own(cast: Cast) -> None:
    for house in (cast.inkwell, cast.northwind):
        publish(house, START)

    assert BrandVersion.objects.count() == 4 and LegalText.objects.count() == 6
    pages = [browser(None, house).get("/").text for house in (cast.inkwell, cast.northwind)]
    assert "14 Dock Street" in pages[0] and "Bryggen" in pages[1]
    for page, house in zip(pages, (cast.inkwell, cast.northwind), strict=True):
        assert f"mailto:desk@{house.name.lower()}.example" in page
        assert "/brand/logo.2.png" in page and "/brand/logo_dark.2.png" in page
        imprint = browser(None, house).get("/legal/imprint/").text
        assert f"desk@{house.name.lower()}.example" in imprint
