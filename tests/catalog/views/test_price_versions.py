"""The history of the prices: list, one version, and the button that takes the newest back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from catalog.models import PriceBook
from tests.catalog.helpers.prices import change, current, offering
from tests.helpers.cast import START, Cast
from tests.helpers.factories import place_order
from tests.helpers.pages import markup
from tests.orders.helpers.support import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_catalog")]

LIST = "/desk/catalog/versions/"


def body(client: Any, path: str) -> str:
    return markup(client.get(path))


def many(cast: Cast, count: int) -> None:
    """`count` versions more, without changes of their own."""
    last = current(cast.max).version
    PriceBook.objects.bulk_create(
        PriceBook(agency=cast.inkwell, version=last + n, created_by=cast.otto.membership, created_at=START)
        for n in range(1, count + 1)
    )


def test_who_changed_what_and_when(cast: Cast, sign_in: Any) -> None:
    change(cast.max, "qualities", "premium", multiplier=Decimal("1.4"))
    change(cast.otto, "general", "", tax_rate=Decimal(21))
    client = sign_in(cast.otto)

    text = body(client, LIST)

    assert text.index("Version 3") < text.index("Version 2") < text.index("Version 1")
    assert all(
        words in text for words in ("Max O.", "Otto L.", "× 1.35", "× 1.4", "20%", "21%", "2 Mar 2026, 09:00")
    )
    assert text.count("Current</span>") == 1
    assert "Starter price list" in text


def test_a_list_tells_five_changes_and_the_page_all(cast: Cast, sign_in: Any) -> None:
    values = {
        "rate": Decimal(1),
        "minimum_quantity": 2,
        "maximum_quantity": 9,
        "description": "New",
        "position": 7,
    }
    change(cast.max, "services", "article", name="Feature", **values)
    client = sign_in(cast.max)

    assert "and 1 more" in body(client, LIST)
    assert all(words in body(client, f"{LIST}2/") for words in ("Feature", "€0.24", "€1.00", "8,000", "New"))


def test_pages(cast: Cast, sign_in: Any) -> None:
    many(cast, 45)
    client, path, seen = sign_in(cast.max), LIST, []

    while path:
        page = client.get(path).context["page"]
        seen += [row["version"] for row in page.rows]
        path = page.next_url

    assert seen == list(range(46, 0, -1))


@pytest.mark.parametrize("count", [1, 3, 50])
def test_queries(cast: Cast, sign_in: Any, count: int) -> None:
    for rate in range(1, min(count, 3) + 1):
        change(cast.max, "services", "article", rate=Decimal(rate))
    many(cast, count - min(count, 3))
    client = sign_in(cast.max)
    client.get(LIST)

    assert queries_of(client, LIST) == 5
    assert queries_of(client, f"{LIST}2/") == (8 if count == 1 else 5)


def test_take_back_by_the_button(cast: Cast, sign_in: Any) -> None:
    change(cast.max, "services", "article", rate=Decimal("0.26"))
    client = sign_in(cast.otto)
    assert f"{LIST}2/take-back/" in body(client, f"{LIST}2/")

    answers = [client.post(f"{LIST}2/take-back/") for _click in "ab"]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert current(cast.max).version == 1
    assert "Otto L. withdrew this version" in body(client, f"{LIST}2/")
    assert "Withdrawn" in body(client, LIST)
    assert "€0.24" in body(client, "/desk/catalog/")


def test_the_reason_why_not(cast: Cast, sign_in: Any) -> None:
    change(cast.max, "services", "article", rate=Decimal("0.26"))
    offering(cast.clara)
    place_order(cast.clara)
    client = sign_in(cast.max)

    assert "1 order was placed at these prices." in body(client, f"{LIST}2/")
    assert f"{LIST}2/take-back/" not in body(client, f"{LIST}2/") + body(client, f"{LIST}1/")
    assert client.post(f"{LIST}2/take-back/").status_code == 409


@pytest.mark.parametrize("version", [0, 2, 2**31, 10**30])
@pytest.mark.parametrize("verb", ["", "take-back/"])
def test_no_such_version(cast: Cast, sign_in: Any, version: int, verb: str) -> None:
    change(cast.mara, "general", "", tax_rate=Decimal(5))
    client = sign_in(cast.max)

    answer = client.post(f"{LIST}{version}/{verb}") if verb else client.get(f"{LIST}{version}/")

    assert answer.status_code == 404


def test_names_are_escaped(cast: Cast, sign_in: Any) -> None:
    change(cast.max, "services", "article", name="<b>Bold</b>", description="<script>")
    client = sign_in(cast.max)

    for path in ("/desk/catalog/", "/desk/catalog/services/", LIST, f"{LIST}2/", "/services/"):
        assert "<b>Bold" not in body(client, path)
