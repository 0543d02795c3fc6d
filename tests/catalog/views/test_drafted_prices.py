"""Imported prices on their page and by the API: what would change, publishing, discarding."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from agencies.models import DataImport
from catalog.models import DraftedThing, PriceBook, ServiceType
from tests.agencies.helpers.imports import imported
from tests.helpers.api import Api
from tests.helpers.cast import Cast
from tests.helpers.pages import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_catalog")]
SignIn = Callable[..., Client]
LIST = "SKU,Name,Unit,Price\nS-1,Subtitles,hour,45.50\nS-2,<b>Bold</b>,item,900\n"


def version(cast: Cast) -> int:
    return PriceBook.objects.standing().filter(agency=cast.inkwell)[0].version


def draft(cast: Cast) -> DataImport:
    return imported(cast.max, LIST, "catalog")


def test_from_import_to_price_list(cast: Cast, sign_in: SignIn) -> None:
    made, client = draft(cast), sign_in(cast.max)
    url, base = f"/desk/catalog/imported/{made.public_id}/", version(cast)
    assert "Review and publish prices" in words_of(client.get(f"/desk/import/{made.public_id}/"))
    assert "not published yet" in words_of(client.get("/desk/catalog/"))
    page = client.get(url).content.decode()
    assert "Subtitles" in page and "&lt;b&gt;Bold" in page and "<b>Bold" not in page
    assert "Subtitles" not in words_of(client.get("/services/"))

    assert client.post(f"{url}publish/", {"base": "x"}).status_code == 422
    assert client.post(f"{url}publish/", {"base": base + 1}).status_code == 409
    answer = client.post(f"{url}publish/", {"base": base}, follow=True)
    assert f"Version {base + 1} is current" in words_of(answer)
    assert "not published yet" not in words_of(client.get("/desk/catalog/"))
    assert "Subtitles" in words_of(client.get("/services/"))
    assert "Published" in words_of(client.get(url)) and "Publish prices" not in words_of(client.get(url))
    assert client.post(f"{url}discard/").status_code == 409


def test_discarded(cast: Cast, sign_in: SignIn) -> None:
    made, client = draft(cast), sign_in(cast.otto)
    url = f"/desk/catalog/imported/{made.public_id}/"

    assert client.post(f"{url}discard/").status_code == 302

    assert not DraftedThing.objects.exists() and client.get(url).status_code == 404
    assert not ServiceType.objects.filter(name="Subtitles").exists()


def test_of_another_agency_it_does_not_exist(cast: Cast, sign_in: SignIn) -> None:
    url, client = f"/desk/catalog/imported/{draft(cast).public_id}/", sign_in(cast.mara)

    assert client.get(url).status_code == 404
    assert client.post(f"{url}publish/", {"base": 1}).status_code == 404
    assert client.post(f"{url}discard/").status_code == 404
    assert "not published yet" not in words_of(client.get("/desk/catalog/"))


@pytest.mark.parametrize("rows", [1, 3])
def test_a_draft_costs_the_same(
    cast: Cast, sign_in: SignIn, rows: int, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    text = "".join(f"Service {number},5\n" for number in range(rows))
    made = imported(cast.max, "Name,Price\n" + text, "catalog")
    client = sign_in(cast.max)

    with django_assert_max_num_queries(8):  # type: ignore[attr-defined]
        assert client.get(f"/desk/catalog/imported/{made.public_id}/").status_code == 200


def test_by_the_api(cast: Cast) -> None:
    made, api = draft(cast), Api(cast.max)
    one, base = f"orders/catalog/imported/{made.public_id}/", version(cast)
    assert [row["id"] for row in api.get("orders/catalog/imported/").results] == [made.public_id]
    shown = api.get(one).json
    assert shown["base"] == base and [part["part"] for part in shown["parts"]] == ["services"]
    assert api.post(f"{one}publish/", {"base": base + 1}).status == 409
    done = api.post(f"{one}publish/", {"base": base}).json
    assert done["published_by"] == cast.max.membership.public_name and done["parts"] == []
    assert api.post(f"{one}publish/", {"base": base}).status == 200
    assert api.delete(one).status == 409

    other = imported(cast.max, "Name,Price\nAtlas,5\n", "catalog")
    one = f"orders/catalog/imported/{other.public_id}/"
    assert Api(cast.mara).get(one).status == 404
    assert api.delete(one).status == 204 and api.get(one).status == 404
