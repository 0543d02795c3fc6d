"""What the database takes for equal, and for a word."""

from __future__ import annotations

import unicodedata

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


def asked(function: str, *values: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}({', '.join(['%s'] * len(values))})", values)
        return cursor.fetchone()[0]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Inés", "ines"),
        ("ŁÓDŹ", "lodz"),
        ("Straße", "strasse"),
        ("Œuvre, Ægir", "oeuvre, aegir"),
        ("Ørsted", "orsted"),
        ("Việt", "viet"),
        ("Ёлка", "елка"),
        ("Ἀθῆναι", "αθηναι"),
        ("كَتَبَ", "كتب"),
        ("שָׁלוֹם", "שלום"),
        ("हिन्दी", "हिन्दी"),
        ("ガギ", "ガギ"),
        ("한국", "한국"),
        ("ＩＮＫ‑１", "ink‐1"),
        ("plain", "plain"),
    ],
)
def test_folded(typed: str, folded: str, form: str) -> None:
    assert asked("quillhouse_folded", unicodedata.normalize(form, typed)) == folded


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("INK-2026-00159", {"ink", "2026", "00159", "159"}),
        ("हिन्दी में लेख", {"हिन्दी", "में", "लेख"}),
        ("北京旅游", {"北京", "京旅", "旅游", "游"}),
        ("北京，BBC的", {"北京", "京", "bbc", "的"}),
        ("ガイド", {"ガイ", "イド", "ド"}),
        ("ไทย2", {"ไท", "ทย", "ย", "2"}),
        ("desk@example.com, don’t", {"desk", "example", "com", "don", "t"}),
        ("...", set()),
        ("", set()),
    ],
)
def test_words(text: str, words: set[str]) -> None:
    assert set(asked("quillhouse_words", text)) == words  # type: ignore[call-overload]


def test_what_is_typed_is_no_query() -> None:
    assert asked("quillhouse_asked", "a1o", "x' & !y | (z:*) \\") == "'a1o' & 'x':* & 'y':* & 'z':*"


def test_a_long_text_is_cut_and_not_refused() -> None:
    text = "".join(chr(0x4E00 + at * 7919 % 20_000) + chr(0x4E00 + at % 20_000) for at in range(200_000))

    assert len(asked("quillhouse_words", text)) > 10_000  # type: ignore[arg-type]
    assert asked("quillhouse_vector", "a1d", text)
