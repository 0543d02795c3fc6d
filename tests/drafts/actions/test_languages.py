"""The languages of drafts and presets: of the agency alone, two different ones, and kept once chosen."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from catalog.models import Language
from drafts.actions import drafts, preset_filling
from drafts.models import OrderDraft, OrderPreset
from orders.models import Order
from project.base.errors import Invalid
from tests.catalog.helpers.prices import change, offering, save, stored
from tests.drafts.helpers.presets import make_preset
from tests.helpers.cast import START, Cast
from tests.helpers.factories import HOUR, account_of, make_draft, place_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_catalog")]


def saved(cast: Cast, draft: OrderDraft, **fields: str) -> OrderDraft:
    return drafts.save_draft(
        actor=cast.clara, draft=draft, version=draft.version, fields=fields, now=START + HOUR
    )


def danish(cast: Cast) -> None:
    """A language that Northwind alone has."""
    Language.objects.create(agency=cast.northwind, key="da", name="Danish")


def fresh(row: Any) -> tuple[str, str]:
    """The two languages as they are stored."""
    row.refresh_from_db()
    return row.locale, row.source_locale


def test_a_draft_begins_in_the_first_language(cast: Cast) -> None:
    change(cast.max, "languages", "sv", position=0)
    offering(cast.clara)

    draft = drafts.begin_draft(actor=cast.clara, account=account_of(cast.clara), now=START)

    assert fresh(draft) == ("sv", "")


def test_a_translation_has_two_languages(cast: Cast) -> None:
    draft = make_draft(cast.clara)

    translated = saved(cast, draft, locale="de", source_locale="en-GB")
    assert fresh(translated) == ("de", "en-GB") and translated.version == 2
    assert fresh(saved(cast, translated, source_locale="")) == ("de", "")
    with connection.cursor() as cursor:
        cursor.execute("SELECT source_locale FROM drafts_orderdraft WHERE id = %s", [draft.pk])
        assert cursor.fetchone() == (None,)


@pytest.mark.parametrize("fields", [{"source_locale": "en-GB"}, {"locale": "de", "source_locale": "de"}])
def test_nothing_is_translated_into_itself(cast: Cast, fields: dict[str, str]) -> None:
    draft = make_draft(cast.clara)

    with pytest.raises(Invalid) as refusal:
        saved(cast, draft, **fields)

    assert set(refusal.value.errors) == {"locale", "source_locale"}
    assert fresh(draft) == ("en-GB", "") and draft.version == 1
    with pytest.raises(Invalid):
        make_draft(cast.clara, locale="de", source_locale="de")
    with pytest.raises(Invalid):
        make_preset(cast.clara, locale="de", source_locale="de")


@pytest.mark.parametrize("model", [OrderDraft, OrderPreset, Order])
@pytest.mark.parametrize("column", ["locale", "source_locale"])
@pytest.mark.parametrize("code", ["da", "tlh", "EN-GB"])
def test_the_database_knows_the_languages_of_the_agency(
    cast: Cast, model: type[Any], column: str, code: str
) -> None:
    danish(cast)
    made: Any = {OrderDraft: make_draft, OrderPreset: make_preset, Order: place_order}[model](cast.clara)

    with pytest.raises(IntegrityError, match=f"{column}_agency"), transaction.atomic():
        model.objects.filter(pk=made.pk).update(**{column: code})
        transaction.get_connection().check_constraints()


@pytest.mark.parametrize("model", [OrderDraft, OrderPreset, Order])
def test_the_database_wants_two_different_ones(cast: Cast, model: type[Any]) -> None:
    made: Any = {OrderDraft: make_draft, OrderPreset: make_preset, Order: place_order}[model](cast.clara)

    with pytest.raises(IntegrityError, match="source_differs"), transaction.atomic():
        model.objects.filter(pk=made.pk).update(locale="de", source_locale="de")


def test_the_program_of_before_writes_presets_without_a_language(cast: Cast) -> None:
    preset = make_preset(cast.clara, locale="de")

    with connection.cursor() as cursor:
        cursor.execute("UPDATE drafts_orderpreset SET locale = '' WHERE id = %s", [preset.pk])
        transaction.get_connection().check_constraints()
        cursor.execute("SELECT locale FROM drafts_orderpreset WHERE id = %s", [preset.pk])
        assert cursor.fetchone() == (None,)
    assert fresh(preset) == ("", "")


def test_what_is_archived_stays_in_copies_and_orders(cast: Cast) -> None:
    draft = make_draft(cast.clara, locale="pl", source_locale="sv")
    for code in ("pl", "sv"):
        change(cast.max, "languages", code, offered=False)
    offering(cast.clara)

    copy = drafts.duplicate_draft(actor=cast.clara, draft=draft, now=START + HOUR)
    order = place_order(cast.clara, locale="pl", source_locale="sv")

    assert fresh(copy) == fresh(order) == fresh(saved(cast, draft, tone="Dry")) == ("pl", "sv")


def test_a_preset_fills_both_languages(cast: Cast) -> None:
    preset = make_preset(cast.clara, locale="de", source_locale="en-GB")

    filled = preset_filling.begin_filled(actor=cast.clara, preset=preset, now=START)

    assert fresh(filled.draft) == ("de", "en-GB") and filled.gone == ()


def fill(cast: Cast, preset: OrderPreset, draft: OrderDraft, *names: str) -> Any:
    return preset_filling.fill_draft(
        actor=cast.clara, preset=preset, draft=draft, version=1, now=START + HOUR, names=names or None
    )


def test_a_preset_leaves_out_what_is_no_longer_offered(cast: Cast) -> None:
    preset = make_preset(cast.clara, locale="pl", source_locale="de")
    change(cast.max, "languages", "pl", offered=False)
    offering(cast.clara)

    filled = fill(cast, preset, make_draft(cast.clara))

    assert fresh(filled.draft) == ("en-GB", "de") and filled.gone == ("Polish",)


def test_a_preset_never_makes_a_translation_into_itself_by_itself(cast: Cast) -> None:
    draft = make_draft(cast.clara, locale="de")
    preset = make_preset(cast.clara, source_locale="de", tone="Dry", quantity=600)

    with pytest.raises(Invalid):
        fill(cast, preset, draft, "source_locale")
    filled = fill(cast, preset, draft)

    assert fresh(filled.draft) == ("de", "") and filled.draft.tone == "Dry"


def test_another_agencys_language_is_none_of_ours(cast: Cast) -> None:
    new = {"key": "da", "name": "Danish", "description": "", "position": 11, "offered": True}
    save(cast.mara, "languages", [*stored(cast.mara, "languages"), new])

    assert "da" in offering(cast.mara).language_names
    assert "da" not in offering(cast.max).language_names
