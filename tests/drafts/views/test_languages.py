"""The languages of a draft and of a preset on their pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from drafts.models import OrderDraft, OrderPreset
from tests.catalog.helpers.prices import change, offering, save, stored
from tests.drafts.helpers.presets import make_preset
from tests.helpers.cast import Cast
from tests.helpers.factories import make_draft, place_order
from tests.helpers.pages import form_to, text_by_id, words_of
from tests.orders.helpers.support import draft_url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday", "fresh_catalog")]
HTMX = {"hx-request": "true"}
PRESETS = "/orders/presets/"
HOSTILE = ("tlh", "EN-GB", "da", "de,fr", "../de", "<b>", "a\x00b", "e" * 400)
BOTH = "Choose two different languages."
UNKNOWN = "Choose one of the languages that the agency offers."


def typed(client: Client, draft: OrderDraft, **fields: Any) -> dict[str, list[str]]:
    return form_to(client.get(draft_url(draft)), draft_url(draft), ["title"]).filled(**fields)


def now(row: Any) -> tuple[str, str]:
    found = type(row).objects.get(pk=row.pk)
    return found.locale, found.source_locale


def archive(cast: Cast, *codes: str) -> None:
    for code in codes:
        change(cast.max, "languages", code, offered=False)
    offering(cast.max)


def danish(cast: Cast) -> None:
    """A language that Northwind alone offers."""
    new = {"key": "da", "name": "Danish", "description": "", "position": 11, "offered": True}
    save(cast.mara, "languages", [*stored(cast.mara, "languages"), new])


def test_a_translation_by_the_button(cast: Cast, sign_in: Any) -> None:
    client, draft = sign_in(cast.clara), make_draft(cast.clara)
    page = client.get(draft_url(draft))
    assert "Translate from" in words_of(page) and "Not a translation" in words_of(page)

    sent = typed(client, draft, locale="de", source_locale="en-GB")
    answer = client.post(draft_url(draft), sent)

    assert answer.status_code == 302 and now(draft) == ("de", "en-GB")
    assert typed(client, draft)["source_locale"] == ["en-GB"]
    client.post(draft_url(draft), typed(client, draft, source_locale=""))
    assert now(draft) == ("de", "")


@pytest.mark.parametrize("field", ["locale", "source_locale"])
def test_what_the_agency_does_not_offer_is_refused_beside_its_field(
    cast: Cast, sign_in: Any, field: str
) -> None:
    danish(cast)
    client, draft = sign_in(cast.clara), make_draft(cast.clara, locale="de", source_locale="fr")

    for code in HOSTILE:
        answer = client.post(
            draft_url(draft), typed(client, draft, tone=f"Calm {code[:9]!r}", **{field: code})
        )

        assert answer.status_code == 422 and text_by_id(answer, f"id_{field}_error") == UNKNOWN, code
        assert now(draft) == ("de", "fr")
        assert OrderDraft.objects.get(pk=draft.pk).tone == f"Calm {code[:9]!r}"


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_the_same_language_twice_is_refused_beside_both(
    cast: Cast, sign_in: Any, headers: dict[str, str]
) -> None:
    client, draft = sign_in(cast.clara), make_draft(cast.clara, locale="de", source_locale="fr")

    sent = typed(client, draft, tone="Calm", source_locale="de")
    answer = client.post(draft_url(draft), sent, headers=headers)

    assert answer.status_code == 422
    assert [text_by_id(answer, f"id_{name}_error") for name in ("locale", "source_locale")] == [BOTH, BOTH]
    assert now(draft) == ("de", "fr") and OrderDraft.objects.get(pk=draft.pk).tone == "Calm"


def test_a_source_without_its_target_is_judged_by_what_is_stored(cast: Cast, sign_in: Any) -> None:
    """No page of ours sends it."""
    client, draft = sign_in(cast.clara), make_draft(cast.clara, locale="de")

    answer = client.post(draft_url(draft), typed(client, draft, locale=None, source_locale="en-GB"))

    assert answer.status_code == 422 and now(draft) == ("de", "")


def test_an_archived_language_is_kept_and_marked(cast: Cast, sign_in: Any) -> None:
    client, draft = sign_in(cast.clara), make_draft(cast.clara, locale="pl", source_locale="sv")
    archive(cast, "pl", "sv", "it")

    page = client.get(draft_url(draft))
    text = words_of(page)
    assert "Polish (no longer offered)" in text and "Swedish (no longer offered)" in text
    assert "Italian" not in text and "Choose something else." not in text
    for headers in ({}, HTMX):
        sent = typed(client, draft, tone=f"Calm {len(headers)}")
        assert client.post(draft_url(draft), sent, headers=headers).status_code in (200, 302)
    assert now(draft) == ("pl", "sv")
    assert client.post(draft_url(draft), typed(client, draft, locale="it")).status_code == 422


def test_with_one_language_there_is_nothing_to_translate(cast: Cast, sign_in: Any) -> None:
    archive(cast, *(row["key"] for row in stored(cast.max, "languages") if row["key"] != "en-GB"))
    client, draft = sign_in(cast.clara), make_draft(cast.clara)

    for page in (client.get(draft_url(draft)), client.get(f"{PRESETS}new/")):
        assert "Translate from" not in words_of(page) and "English (British)" in words_of(page)
    answer = client.post(draft_url(draft), typed(client, draft, tone="Calm"), headers=HTMX)

    assert answer.status_code == 200 and b"id_source_locale_error" not in answer.content
    assert now(draft) == ("en-GB", "")


def test_two_versions_are_told_apart_by_name(cast: Cast, sign_in: Any) -> None:
    client, draft = sign_in(cast.clara), make_draft(cast.clara, locale="de")
    sent = typed(client, draft, source_locale="fr")
    client.post(draft_url(draft), typed(client, draft, source_locale="it"))

    page = client.post(draft_url(draft), sent)

    assert page.status_code == 409 and {"Translate from", "French", "Italian"} <= set(_lines(page))
    chosen = form_to(page, draft_url(draft), ["choosing"]).filled(**{"keep-source_locale": "mine"})
    assert client.post(draft_url(draft), chosen).status_code == 302 and now(draft) == ("de", "fr")


def _lines(page: Any) -> list[str]:
    return [word for word in ("Translate from", "French", "Italian") if word in words_of(page)]


@pytest.mark.parametrize("member", ["clara", "max"])
def test_the_order_names_both(cast: Cast, sign_in: Any, member: str) -> None:
    order = place_order(cast.clara, locale="pl", source_locale="sv")
    archive(cast, "pl")

    page = sign_in(cast.everybody[member]).get(f"/orders/{order.number}/")

    assert "Polish, translated from Swedish" in words_of(page)


def test_the_draft_that_became_an_order_names_both(cast: Cast, sign_in: Any) -> None:
    order = place_order(cast.clara, locale="de", source_locale="en-GB")

    page = sign_in(cast.clara).get(draft_url(order.draft))

    assert "German, translated from English (British)" in words_of(page)


def test_a_preset_and_what_it_would_change(cast: Cast, sign_in: Any) -> None:
    client, draft = sign_in(cast.clara), make_draft(cast.clara, locale="fr")
    sent = form_to(client.get(f"{PRESETS}new/"), "", ["name"]).filled(
        name="Into German", locale="de", source_locale="en-GB"
    )

    assert client.post(f"{PRESETS}new/", sent).status_code == 302
    preset = OrderPreset.objects.get(name="Into German")
    assert now(preset) == ("de", "en-GB")
    page = client.get(f"{draft_url(draft)}preset/{preset.public_id}/")

    text = words_of(page)
    assert "Translate from" in text and "English (British)" in text and "German" in text


def test_a_preset_that_would_translate_into_the_same_language(cast: Cast, sign_in: Any) -> None:
    preset = make_preset(cast.clara, source_locale="de")
    client, draft = sign_in(cast.clara), make_draft(cast.clara, locale="de")

    answer = client.post(
        f"{draft_url(draft)}preset/{preset.public_id}/", {"version": "1", "fields": ["source_locale"]}
    )

    assert answer.status_code == 422 and "Tick both languages or neither." in words_of(answer)
    assert now(draft) == ("de", "")


def test_a_preset_keeps_what_is_archived(cast: Cast, sign_in: Any) -> None:
    preset = make_preset(cast.clara, locale="pl", source_locale="de")
    archive(cast, "pl")
    client, url = sign_in(cast.clara), f"{PRESETS}{preset.public_id}/"

    sent = form_to(client.get(url), "", ["name"]).filled(tone="Dry")
    assert client.post(url, sent).status_code == 302 and now(preset) == ("pl", "de")
    both = form_to(client.get(url), "", ["name"]).filled(source_locale="pl")
    refused = client.post(url, both)
    assert refused.status_code == 422 and BOTH in words_of(refused)
