"""Every word of a title finds its order, in any script, with or without accents; each part of its number."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from django.test import Client

from orders.models import Order
from orders.querysets import hits
from orders.querysets.hits import hits_of
from tests.helpers.cast import Cast
from tests.helpers.factories import place_order
from tests.helpers.pages import words_of
from tests.helpers.story import Story

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


@pytest.fixture(params=["rare", "common"])
def frequency(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "common":
        monkeypatch.setattr(hits, "MOST_HITS", 0)


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        ("हिन्दी में लेख", ["हिन्दी", "में", "लेख", "हिन्"]),
        ("北京旅游指南", ["北京", "旅游", "游指", "指南", "旅", "南", "旅游指南", "北京 指南"]),
        ("東京のガイドブック", ["ガイド", "ブック", "のガ"]),
        ("คู่มือท่องเที่ยวไทย", ["ท่อง", "เที่ยว", "ไทย"]),
        ("Guía de Málaga für Übersetzer", ["guia", "MALAGA", "ubersetzer", "Málaga", "ma\u0301laga"]),
        ("Ørsted’s Straße", ["orsted", "strasse", "STRASSE"]),
        ("Заметки Ёжика", ["ежика", "ёжика", "ЗАМЕТКИ"]),
        ("كِتاب المدينة", ["كتاب", "المدينة"]),
    ],
)
def test_each_word_finds(cast: Cast, frequency: None, title: str, typed: list[str]) -> None:
    other = place_order(cast.clara)
    order = Story(cast, title=unicodedata.normalize("NFC", title)).order

    for words in typed:
        found = hits_of(cast.sam, words).orders
        assert order.pk in found, words
        assert other.pk not in found, words


def test_each_part_of_a_number_finds(cast: Cast, sign_in: SignIn) -> None:
    order = Story(cast, title="Numbered feature").order
    Order.objects.filter(pk=order.pk).update(number="INK-2026-00159")
    kept = Order.objects.get(pk=order.pk)
    kept.pk, kept.draft, kept.number = None, None, "INK-2026-00160"
    kept._state.adding = True
    kept.title = "Another feature"
    kept.save()
    client = sign_in(cast.sam)

    for typed in ("00160", "160", "#160", "INK 2026 00160", "INK‑2026‑00160", "ink-2026-00160", "１６０"):
        answer = client.get("/search/", {"q": typed}, follow=True)
        assert "Another feature" in words_of(answer), typed
        assert "Numbered feature" not in words_of(answer), typed
