"""The settings of payment reminders: in the agency's currency and numbers, under “Invoices” in the menu."""

from __future__ import annotations

import re
from typing import Any

import pytest

from agencies.models import Agency
from tests.helpers.cast import Cast, browser
from tests.helpers.pages import words_of

pytestmark = pytest.mark.django_db
SETTINGS = "/desk/invoicing/reminders/"


def test_the_preview_speaks_of_the_agency(cast: Cast) -> None:
    Agency.objects.filter(pk=cast.inkwell.pk).update(currency="USD", code="QLL")

    found = words_of(browser(cast.max).get(SETTINGS))

    assert "$145.20" in found and "QLL-INV-00042" in found and "QLL-2026-00042" in found
    assert "€" not in found and "INK-" not in found


@pytest.mark.parametrize("path", [SETTINGS, "/desk/invoicing/", "/desk/invoicing/deadlines/", "/invoices/"])
def test_the_menu_shows_where_one_is(cast: Cast, sign_in: Any, path: str) -> None:
    page = sign_in(cast.max).get(path).content.decode()

    current = re.findall(r'<a[^>]*aria-current="page"[^>]*>(.*?)</a>', page, re.S)
    assert re.sub(r"<[^>]+>", "", current[0]).split() == ["Invoices"]
