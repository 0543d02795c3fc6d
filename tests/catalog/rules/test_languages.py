"""Codes of languages: which there are, how each is written, what it is called."""

from __future__ import annotations

import pytest
from django.utils import translation

from catalog.actions.starter_catalog import LANGUAGES
from catalog.rules.languages import language_code, language_name

HOSTILE = (
    *(
        "",
        " ",
        "-",
        "en-",
        "-GB",
        "english",
        "xx",
        "tlh",
        "en-XX",
        "root",
        "und",
        "mul",
        "de_AT",
        "de-DE-1996",
    ),
    *("en@euro", "../../etc", "a\x00b", "en\n", " en", "e" * 400, "１２", "kok-Deva-IN", "<b>"),
)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("de", "de"), ("EN-gb", "en-GB"), ("zh-hant-tw", "zh-Hant-TW"), ("ES-419", "es-419"), ("FIL", "fil")],
)
def test_a_code_is_written_in_one_way(typed: str, code: str) -> None:
    assert language_code(typed) == code


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_is_no_code(typed: str) -> None:
    assert language_code(typed) == ""


def test_every_language_to_begin_with_has_its_code() -> None:
    assert [language_code(code) for code, _name in LANGUAGES] == [code for code, _name in LANGUAGES]


def test_the_usual_name() -> None:
    assert [language_name(code) for code in ("de-AT", "fr", "zh-Hant")] == [
        "German (Austria)",
        "French",
        "Chinese (Traditional)",
    ]
    with translation.override("de"):
        assert language_name("fr") == "Französisch"
