"""What is found in a text that could tell whose it is; and that looking for it takes no longer than the text
is long."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writers.rules.redaction import Finding, find_identifying
from writers.rules.redaction_names import folded
from writers.states.portfolio import FindingKind

#: Letters of every script, digits, signs and what programs put between them.
ANY = st.text(max_size=400)
NAMES = st.sampled_from(
    [
        *("Harbour Museum", "Łucja Wójcik-Nowak", "Ελένη Παπαδοπούλου", "Владимир Иванов", "Müller & Söhne"),
        *("株式会社田中", "김민수", "محمد علي", "דוד כהן", "राम कुमार", "สมชาย ใจดี", "Nguyễn Thị Hương"),
    ]
)


def kinds(text: str, *names: str) -> list[tuple[str, str]]:
    return [(str(found.kind), found.text) for found in find_identifying(text, names)]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Write to clara@harbour.example today", "email", "clara@harbour.example"),
        ("See https://harbour.example/a?b=c now", "url", "https://harbour.example/a?b=c"),
        ("See harbour-museum.co.uk now", "url", "harbour-museum.co.uk"),
        ("Call +44 20 7946 0958 now", "phone", "+44 20 7946 0958"),
        ("Call (030) 123 456-78 now", "phone", "(030) 123 456-78"),
        ("Invoice 20260417 is due", "number", "20260417"),
        ("Pay to DE89 3704 0044 0532 0130 00 now", "number", "DE89 3704 0044 0532 0130 00"),
        ("at 12 Old Harbour Street in", "address", "12 Old Harbour Street"),
        ("in der Hafenstraße 12a, links", "address", "Hafenstraße 12a"),
        ("au 14 rue de la Paix", "address", "14 rue de la Paix"),
        ("en Calle Mayor 5 de", "address", "Calle Mayor 5"),
        ("in via Roma, 12 a", "address", "via Roma, 12"),
        ("aan de Herengracht 182 in", "address", "Herengracht 182"),
        ("to P.O. Box 1234 at", "address", "P.O. Box 1234"),
    ],
)
def test_each_form_is_found(text: str, kind: str, words: str) -> None:
    found = kinds(text)

    assert [one for one in found if one[0] == kind and words.rstrip(".") in one[1]], found


@pytest.mark.parametrize(
    "text",
    [
        "In 2026 there were 1,250,000 of them, or 3.5 percent.",
        "From 1990-2000 and on 2026-03-02, 02.03.2026 and 3/2/2026.",
        "It costs 12 000 000 crowns. Two of 10 boats, 40 of 100 people.",
        "The ferry, e.g. the old one, i.e. that of 1952. End.Start of another.",
    ],
)
def test_amounts_dates_and_years_tell_nobody(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the HARBOUR  museum’s boats", "Harbour Museum"),
        ("the Harbour-\nMuseum", "harbour museum"),
        ("von Muller und anderen", "Müller"),
        ("Claras Boot", "Clara"),
        ("Cla\u0301ra", "Clára"),
        ("ful\u00adly Cla\u00adra", "Clara"),  # soft hyphens
        ("これは株式会社田中の製品", "株式会社田中"),
        ("김민수는 말했다", "김민수"),
        ("ולכהן אמר", "כהן"),
        ("ＣＬＡＲＡ", "Clara"),
    ],
)
def test_a_name_is_found_whatever_its_case_accents_and_script(text: str, name: str) -> None:
    assert [kind for kind, _words in kinds(text, name)] == ["name"]


@pytest.mark.parametrize(
    ("text", "name"), [("Clarity and clarinet", "Clara"), ("a Maxim", "Max"), ("I am", "")]
)
def test_a_part_of_a_word_is_no_name(text: str, name: str) -> None:
    assert kinds(text, name) == []


def test_what_stands_within_something_found_is_not_found_again() -> None:
    assert kinds("https://harbour.example/invoice/20260417 and clara@harbour.example") == [
        ("url", "https://harbour.example/invoice/20260417"),
        ("email", "clara@harbour.example"),
    ]


def test_the_same_words_are_one_finding_with_what_stands_around_the_first() -> None:
    (found,) = find_identifying("We met Clara there. Clara came.", ["Clara"], "Text")

    assert found == Finding(FindingKind.NAME, "Clara", "Text", "We met ", " there. Clara came.")


@given(before=ANY, name=NAMES, after=ANY)
def test_a_planted_name_is_found_between_anything(before: str, name: str, after: str) -> None:
    text = f"{before} {name} {after}"

    found = [one for one in find_identifying(text, [name]) if one.kind == FindingKind.NAME]

    assert found and folded(found[0].text).text.strip() == folded(name).text.strip()


@given(text=ANY, names=st.lists(ANY, max_size=3))
def test_nothing_makes_it_fail(text: str, names: list[str]) -> None:
    found = find_identifying(text, names)

    assert all(one.text and one.text in text for one in found)


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "1",
        "a.",
        "1 ",
        "a@",
        "a-",
        "(",
        "A1",
        "rue ",
        "www.",
        "Street ",
        "1 a ",
        "DE12 ",
        "é",
        "田",
        "p.o. ",
        " ",
        ".",
        "-",
        "1-",
        "rue aaaaaaaaaa ",
        "rue " + "a" * 124 + " ",
        "12 rue " + "a" * 124 + " ",
        "a.de ",
        "a@a.de ",
        "1234567 ",
    ],
)
def test_a_text_of_sixty_thousand_characters_takes_no_longer_than_it_is_long(piece: str) -> None:
    text = (piece * 60_000)[:60_000]

    began = time.process_time()
    find_identifying(text, ["Clara", "aaaa", "1"])

    assert time.process_time() - began < 3


@pytest.mark.parametrize("begin", ["", "rue ", "12 rue ", "12 ", "ул. ", "https://", "+"])
@pytest.mark.parametrize("run", ["a", "a-", "a.", "1", " ", ".", "a ", "é"])
def test_a_long_run_behind_the_beginning_of_an_address_takes_no_longer(begin: str, run: str) -> None:
    text = begin + (run * 60_000)[:60_000]

    began = time.process_time()
    find_identifying(text)

    assert time.process_time() - began < 2


def test_a_name_behind_many_other_findings_is_found() -> None:
    text = " ".join(f"a{number}@mail.example" for number in range(400)) + " and Clara"

    assert ("name", "Clara") in kinds(text, "Clara")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Łódź Ltd", "a shop in Lodz ltd"),
        ("Thorsson", "for Þorsson"),
        ("Ørsted", "of ORSTED’s"),
        ("علی", "مع علي"),
    ],
)
def test_a_name_is_found_in_the_letters_of_another_keyboard(name: str, text: str) -> None:
    (found,) = find_identifying(text, [name])

    assert found.kind == FindingKind.NAME
