"""The languages of drafts, presets and orders by the API."""

from __future__ import annotations

from typing import Any

import pytest

from drafts.models import OrderDraft
from project.base import clock
from tests.catalog.helpers.prices import change, offering, save, stored
from tests.drafts.helpers.presets import make_preset
from tests.helpers.api import Api
from tests.helpers.cast import Cast
from tests.helpers.factories import make_draft, place_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_catalog")]
DRAFTS, PRESETS = "orders/order-drafts/", "orders/order-presets/"
UNKNOWN = ["Choose one of the languages that the agency offers."]


def draft(cast: Cast, **fields: Any) -> tuple[OrderDraft, str]:
    made = make_draft(cast.clara, now=clock.now(), **fields)
    return made, f"{DRAFTS}{made.public_id}/"


def languages(answer: Any) -> tuple[str, str | None]:
    return answer.json["locale"], answer.json["source_locale"]


def archive(cast: Cast, code: str) -> None:
    change(cast.max, "languages", code, offered=False)
    offering(cast.clara)


def test_a_translation_made_changed_and_no_longer(cast: Cast) -> None:
    api = Api(cast.clara)

    made = api.post(DRAFTS, {"title": "Manual", "locale": "de", "source_locale": "en-GB"})
    assert (made.status, languages(made)) == (201, ("de", "en-GB"))
    one = f"{DRAFTS}{made.json['id']}/"
    assert languages(api.patch(one, {"locale": "fr", "version": 1})) == ("fr", "en-GB")
    assert languages(api.patch(one, {"source_locale": "de", "version": 2})) == ("fr", "de")
    assert languages(api.patch(one, {"source_locale": None, "version": 3})) == ("fr", None)
    assert languages(api.patch(one, {"source_locale": "it", "version": 4})) == ("fr", "it")
    assert languages(api.put(one, {"title": "Manual", "version": 5})) == ("en-GB", None)
    assert languages(api.post(DRAFTS, {"title": "Notes"})) == ("en-GB", None)


@pytest.mark.parametrize("path", [DRAFTS, PRESETS])
@pytest.mark.parametrize("field", ["locale", "source_locale"])
@pytest.mark.parametrize("code", ["tlh", "EN-GB", "da", "de,fr", "../de", "<b>"])
def test_what_the_agency_does_not_offer(cast: Cast, path: str, field: str, code: str) -> None:
    """The same for a language of another agency as for one that nobody has."""
    new = {"key": "da", "name": "Danish", "description": "", "position": 11, "offered": True}
    save(cast.mara, "languages", [*stored(cast.mara, "languages"), new])
    name = {"title": "Manual"} if path == DRAFTS else {"name": "Manuals"}

    answer = Api(cast.clara).post(path, {**name, field: code})

    assert (answer.status, answer.errors) == (400, {field: UNKNOWN})


@pytest.mark.parametrize("value", [7, ["de"], {"code": "de"}, True, "e" * 11])
def test_what_is_no_text_of_that_length(cast: Cast, value: Any) -> None:
    for field in ("locale", "source_locale"):
        answer = Api(cast.clara).post(DRAFTS, {"title": "Manual", field: value})
        assert answer.status == 400 and set(answer.errors) == {field}


def test_the_same_language_twice(cast: Cast) -> None:
    api, both = Api(cast.clara), {"locale", "source_locale"}
    _made, one = draft(cast, locale="de")

    for answer in (
        api.post(DRAFTS, {"title": "Manual", "locale": "de", "source_locale": "de"}),
        api.post(DRAFTS, {"title": "Manual", "source_locale": "en-GB"}),
        api.patch(one, {"source_locale": "de", "version": 1}),
        api.post(PRESETS, {"name": "Manuals", "locale": "de", "source_locale": "de"}),
    ):
        assert answer.status == 400 and set(answer.errors) == both, answer.json
    assert languages(api.patch(one, {"source_locale": "en-GB", "version": 1})) == ("de", "en-GB")


def test_what_is_archived_stays_with_who_has_it(cast: Cast) -> None:
    made, one = draft(cast, locale="pl", source_locale="sv")
    archive(cast, "pl")
    api = Api(cast.clara)

    kept = api.put(one, {"title": "Manual", "locale": "pl", "source_locale": "sv", "version": 1})
    assert languages(kept) == ("pl", "sv") and kept.json["title"] == "Manual"
    assert api.post(DRAFTS, {"title": "Manual", "locale": "pl"}).errors == {"locale": UNKNOWN}
    assert languages(api.post(f"{DRAFTS}{made.public_id}/duplicate/")) == ("pl", "sv")


def test_presets(cast: Cast) -> None:
    api = Api(cast.clara)
    made = api.post(PRESETS, {"name": "Manuals", "locale": "pl", "source_locale": "de"})
    assert (made.status, languages(made)) == (201, ("pl", "de"))
    one = f"{PRESETS}{made.json['id']}/"
    archive(cast, "pl")

    assert languages(api.patch(one, {"tone": "Dry", "version": 1})) == ("pl", "de")
    assert languages(api.patch(one, {"source_locale": None, "version": 2})) == ("pl", None)
    assert languages(api.put(one, {"name": "Manuals", "version": 3})) == ("", None)
    assert languages(api.get(f"{PRESETS}{make_preset(cast.clara).public_id}/")) == ("", None)


def test_an_order_tells_both(cast: Cast) -> None:
    order = place_order(cast.clara, now=clock.now(), locale="de", source_locale="en-GB")
    plain = place_order(cast.clara, now=clock.now())

    for member in (cast.clara, cast.max):
        assert languages(Api(member).get(f"orders/orders/{order.number}/")) == ("de", "en-GB")
        assert languages(Api(member).get(f"orders/orders/{plain.number}/")) == ("en-GB", None)
