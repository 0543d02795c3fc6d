"""The languages of an agency on the desk: add, rename, order, archive, restore."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Max

from catalog.actions import price_versions
from catalog.models import Language
from project.base.errors import Invalid
from tests.catalog.helpers.prices import change, current, field_of, fields, offering, save, stored
from tests.helpers.cast import START, Cast
from tests.helpers.factories import make_draft, place_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_catalog")]
PAGE = "/desk/catalog/languages/"
NEW = 10  # the first row after the ten to begin with
#: What the database alone would have to refuse, and what it would not.
HOSTILE = ("xx", "tlh", "en-XX", "english", "de_AT", "../../etc", "a\x00b", "<b>", "e" * 41, "EN-gb")


def body(answer: Any) -> str:
    return str(answer.content.decode())


def send(client: Any, **typed: str) -> Any:
    """The page as it is, with these values, saved without a preview."""
    sent = fields(body(client.get(PAGE)))
    return client.post(PAGE, sent | typed)


def row(name: str, place: int = NEW) -> str:
    return f"form-{place}-{name}"


def codes(cast: Cast) -> list[str]:
    return [language.key for language in offering(cast.max).languages]


def test_a_new_language_gets_its_usual_name(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.max)

    preview = send(client, **{row("key"): "DE-at"})
    assert preview.status_code == 200 and "German (Austria)" in body(preview)
    saved = client.post(PAGE, fields(body(preview)) | {"do": "save"})

    assert (saved.status_code, saved.headers["Location"]) == (302, "/desk/catalog/#languages")
    made = Language.objects.get(agency=cast.inkwell, key="de-AT")
    last = Language.objects.filter(agency=cast.inkwell).exclude(pk=made.pk).aggregate(last=Max("position"))
    assert (made.name, made.position, made.archived_at) == ("German (Austria)", last["last"] + 1, None)
    assert codes(cast)[-1] == "de-AT" and "German (Austria)" in body(client.get("/desk/catalog/"))
    assert not Language.objects.filter(agency=cast.northwind, key="de-AT").exists()


def test_rename_order_archive_and_restore(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.otto)
    sent = fields(body(client.get(PAGE)))
    sent[field_of(sent, "de", "name")] = "German (Germany)"
    sent[field_of(sent, "sv", "position")] = "0"
    del sent[field_of(sent, "pl", "offered")]

    assert client.post(PAGE, sent | {"do": "save"}).status_code == 302

    now = offering(cast.max)
    assert now.languages[0].key == now.first_language == "sv"
    assert "pl" not in codes(cast) and now.language_names["pl"] == "Polish"
    assert now.language_names["de"] == "German (Germany)"
    told = {(one.key, one.field): (one.old, one.new) for one in current(cast.max).changes.all()}
    assert told[("pl", "offered")] == ("yes", "") and told[("de", "name")] == ("German", "German (Germany)")
    sent = fields(body(client.get(PAGE)))
    assert client.post(PAGE, sent | {field_of(sent, "pl", "offered"): "on", "do": "save"}).status_code == 302
    assert "pl" in codes(cast)


@pytest.mark.parametrize("code", HOSTILE)
def test_what_is_no_code_is_refused_beside_its_field(cast: Cast, sign_in: Any, code: str) -> None:
    answer = send(sign_in(cast.max), **{row("key"): code, row("name"): "Martian"})

    assert answer.status_code == 422 and f'id="id_{row("key")}_error"' in body(answer)
    assert "Martian" in body(answer) and current(cast.max).version == 1


def test_a_code_is_needed_and_stays(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.max)

    nameless = send(client, **{row("name"): "Martian"})
    taken = send(client, **{row("key"): "af", row("name"): "german"})
    other = send(client, **{row("key", 2): "de-CH", row("name", 2): "Swiss German"})

    assert "Enter a language code, such as en-GB or de." in body(nameless)
    assert f'id="id_{row("name")}_error"' in body(taken)
    assert {answer.status_code for answer in (nameless, taken)} == {422}
    assert other.status_code == 200 and "Swiss German" in body(other), "another code is another language"
    assert Language.objects.filter(agency=cast.inkwell, key="de").exists()


def test_one_language_is_left(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.max)
    sent = {name: value for name, value in fields(body(client.get(PAGE))).items() if "offered" not in name}

    answer = client.post(PAGE, sent)

    assert answer.status_code == 422 and "Offer at least one item." in body(answer)


def test_the_preview_says_that_drafts_keep_it(cast: Cast, sign_in: Any) -> None:
    make_draft(cast.clara, locale="pl")
    client = sign_in(cast.max)
    sent = fields(body(client.get(PAGE)))
    del sent[field_of(sent, "pl", "offered")]

    text = body(client.post(PAGE, sent))

    assert "No open drafts, quotes or orders are affected." in text
    assert "will use the new prices" not in text and "has to choose something else" not in text


def test_what_was_taken_back_is_archived_and_stays_named(cast: Cast) -> None:
    new = {"key": "af", "name": "Afrikaans", "description": "", "position": 11, "offered": True}
    book = save(cast.max, "languages", [*stored(cast.max, "languages"), new])
    draft = make_draft(cast.clara, locale="af", source_locale="de")

    price_versions.take_back(actor=cast.max, book=book, now=START)

    assert "af" not in codes(cast) and offering(cast.max).language_names["af"] == "Afrikaans"
    draft.refresh_from_db()
    assert (draft.locale, draft.source_locale) == ("af", "de")


def test_an_order_keeps_what_it_was_placed_in(cast: Cast) -> None:
    order = place_order(cast.clara, locale="pl", source_locale="de")

    change(cast.max, "languages", "pl", offered=False)

    order.refresh_from_db()
    assert (order.locale, order.source_locale) == ("pl", "de")


def test_the_action_refuses_what_is_no_code(cast: Cast) -> None:
    new = {"key": "", "name": "Martian", "description": "", "position": 11, "offered": True}

    with pytest.raises(Invalid):
        save(cast.max, "languages", [*stored(cast.max, "languages"), new])


@pytest.mark.parametrize("code", ["EN", "english", "en_GB", "e", "", "en-gb"])
def test_the_database_refuses_what_is_no_code(cast: Cast, code: str) -> None:
    with pytest.raises(IntegrityError, match="language_code"), transaction.atomic():
        Language.objects.create(agency=cast.inkwell, key=code, name="Martian")


def test_a_code_that_is_used_cannot_be_changed_or_deleted(cast: Cast) -> None:
    make_draft(cast.clara, locale="pl")
    polish = Language.objects.filter(agency=cast.inkwell, key="pl")

    for act in (lambda: polish.update(key="af"), polish.delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
            transaction.get_connection().check_constraints()


@pytest.mark.parametrize(
    ("code", "name"),
    [("cy", "Welsh"), ("he", "Hebrew"), ("ta", "Tamil"), ("zh-Hant", "Chinese (Traditional)"), ("pt-BR", "")],
)
def test_any_language_of_the_world_can_be_ordered(cast: Cast, sign_in: Any, code: str, name: str) -> None:
    send(sign_in(cast.max), **{row("key"): code, row("name"): name, "do": "save"})
    made = Language.objects.get(agency=cast.inkwell, key=code)

    draft = make_draft(cast.clara)
    page = body(sign_in(cast.clara).get(f"/orders/drafts/{draft.public_id}/"))
    assert f'value="{code}"' in page and (name or "Portuguese (Brazil)") in page

    order = place_order(cast.clara, locale=code)
    written = body(sign_in(cast.clara).get(f"/orders/{order.number}/"))
    assert order.locale == code and made.name in written
