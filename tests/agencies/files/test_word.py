"""Word documents, opened again: what the page shows is there as the thing that Word has for it."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from agencies.files import word
from agencies.files.word import NotMade, word_document
from agencies.files.word_stationery import Stationery
from project.base.document_tree import tree_of

MADE = dt.datetime(2026, 3, 10, 15, 30, tzinfo=dt.UTC)
TEXT = """# Salt roads

Carts left **before** dawn[^carts], the *drivers* with `tallies`. See [the map](https://example.org/map).

### Stages

1. Inland
   - Weir
     - Mill
2. Coast

   Second paragraph of the coast.

> Salt is money.

| Place | Miles |
|:------|------:|
| Weir  | 12    |

```
toll  =  2
```

The same note again[^carts].

[^carts]: Two wheels, *one* ox.

    A second paragraph.
"""


def made(text: str, stationery: Stationery = Stationery(), **meta: str) -> bytes:  # noqa: B008 - frozen
    return word_document(tree_of(text, meta={"title": "Salt", **meta}), stationery=stationery, made=MADE)


def opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def styles_of(document: Any) -> dict[str, str]:
    return {paragraph.text: paragraph.style.name for paragraph in document.paragraphs}


def level_of(paragraph: Any) -> int | None:
    numbering = paragraph._p.find(f".//{qn('w:ilvl')}")
    return None if numbering is None else int(numbering.get(qn("w:val")))


@pytest.fixture(scope="module")
def content() -> bytes:
    return made(TEXT, lang="en-GB", author="Inkwell")


def test_blocks_are_those_of_word(content: bytes) -> None:
    document = opened(content)
    styles = styles_of(document)

    assert styles["Salt roads"] == "Heading 1" and styles["Stages"] == "Heading 2"
    assert styles["Salt is money."] == "Block Text" and styles["toll  =  2"] == "Source Code"
    levels = {paragraph.text: level_of(paragraph) for paragraph in document.paragraphs}
    assert (levels["Inland"], levels["Weir"], levels["Mill"], levels["Coast"]) == (0, 1, 2, 0)
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Place", "Miles"], ["Weir", "12"]]


def test_what_stands_in_a_line_is_too(content: bytes) -> None:
    (line,) = [paragraph for paragraph in opened(content).paragraphs if paragraph.text.startswith("Carts")]

    looks = {run.text: (run.bold, run.italic) for run in line.runs}
    assert looks["before"][0] and looks["drivers"][1]
    assert [(link.text, link.address) for link in line.hyperlinks] == [("the map", "https://example.org/map")]


def test_footnotes_are_footnotes(content: bytes) -> None:
    body, notes = part(content, "word/document.xml"), part(content, "word/footnotes.xml")

    assert body.count("<w:footnoteReference ") == 1
    assert "Two wheels, " in notes and "A second paragraph." in notes
    assert "Two wheels" not in body
    assert '<w:vertAlign w:val="superscript" />' in body  # the second reference is the number of the first


def test_the_file_says_what_it_is(content: bytes) -> None:
    facts = opened(content).core_properties

    assert (facts.title, facts.author, facts.language) == ("Salt", "Inkwell", "en-GB")
    assert facts.created == facts.modified == MADE
    assert "Salt" not in [paragraph.text for paragraph in opened(content).paragraphs]


def test_the_same_text_is_the_same_file(content: bytes) -> None:
    assert made(TEXT, lang="en-GB", author="Inkwell") == content


HEBREW = """# ערב בנמל

הסירות **חוזרות**[^א].

- דג

Dusk.

| שם | מספר |
|----|------|
| א  | 2    |

[^א]: לאט.
"""


def test_right_to_left_stays_so() -> None:
    content = made(HEBREW)
    document = opened(content)

    turned = {
        paragraph.text: paragraph._p.find(f".//{qn('w:bidi')}") is not None
        for paragraph in document.paragraphs
    }
    assert turned == {"ערב בנמל": True, "הסירות חוזרות.": True, "דג": True, "Dusk.": False}
    assert all(run._r.find(f".//{qn('w:rtl')}") is not None for run in document.paragraphs[0].runs)
    assert document.tables[0]._tbl.tblPr.find(qn("w:bidiVisual")) is not None
    assert "<w:bidi />" in part(content, "word/footnotes.xml")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ja", "夕暮れの港で網を干す。"),
        ("zh", "盐路通向海边。"),
        ("ko", "소금길은 바다로."),
        ("th", "เรือกลับมาตอนค่ำ"),
    ],
)
def test_letters_of_every_script_arrive(lang: str, text: str) -> None:
    content = made(f"## {text}\n\n**{text}**", lang=lang)

    assert [paragraph.text for paragraph in opened(content).paragraphs] == [text, text]
    assert f'"{lang}"' in part(content, "word/styles.xml")


def test_the_letterhead_is_the_head_of_the_first_page() -> None:
    paper = Stationery("7a1fa2", "Ink & Well <Ltd>", "1 High St\nLeith", "INK-2026-00001 · Version 1")
    content = made(TEXT, paper)
    (section,) = opened(content).sections

    head = [paragraph.text for paragraph in section.first_page_header.paragraphs]
    assert head[:3] == ["Ink & Well <Ltd>", "1 High St", "Leith"]
    assert section.footer.paragraphs[0].text.startswith("INK-2026-00001 · Version 1")
    assert not section.header.paragraphs[0].text  # the second page has none
    assert '<w:color w:val="7a1fa2" />' in part(content, "word/styles.xml")
    assert round(section.page_width.mm) == 210


def test_what_the_page_shows_as_text_stays_text() -> None:
    typed = "<b>x</b> \\begin{x} $x^2$ ![pic](https://a.example/p.png) ~~no~~ [j](javascript:alert(1))"
    typed += "\n\n--output=/tmp/x"
    lines = [paragraph.text for paragraph in opened(made(typed)).paragraphs]

    assert "<b>x</b> \\begin{x} $x^2$ !" in lines[0] and "~~no~~" in lines[0]
    assert "[j](javascript:alert(1))" in lines[0] and lines[1] == "--output=/tmp/x"


@pytest.mark.parametrize(
    "text",
    [
        "[^a]: see [^a]\n\nx[^a]",
        "x[^a]\n\n[^a]: y[^b]\n\n[^b]: z[^a]",
        "[^a]: - [^b]: x\n\ny[^a][^b]",
        "x[^a]\n\n[^a]:",
        "> - 1. > - deep\n",
        "**a *b **c *d " * 300,
        "|a|\n|-|\n",
        "0. zero\n1. one",
    ],
)
def test_odd_texts_are_documents(text: str) -> None:
    assert opened(made(text)).paragraphs is not None


def test_a_conversion_that_fails_is_said_in_words(monkeypatch: Any) -> None:
    monkeypatch.setattr(word, "MEMORY", "1M")
    with pytest.raises(NotMade) as refusal:
        made(TEXT * 50)
    assert "Markdown" in str(refusal.value) and refusal.value.status == 503


def test_one_that_takes_too_long_is_ended(monkeypatch: Any) -> None:
    monkeypatch.setattr(word, "PATIENCE", 0.001)
    with pytest.raises(NotMade):
        made(TEXT)


def test_only_some_are_made_at_a_time(monkeypatch: Any) -> None:
    monkeypatch.setattr(word, "TURN", 0.01)
    held = [word._turns.acquire() for _turn in range(word.TURNS)]
    try:
        with pytest.raises(NotMade, match="Other documents"):
            made(TEXT)
    finally:
        for _turn in held:
            word._turns.release()


def test_pandoc_is_given_nothing_but_the_tree(monkeypatch: Any) -> None:
    seen: dict[str, Any] = {}
    run = subprocess.run

    def spy(command: list[str], **options: Any) -> Any:
        seen.update(command=command, **options)
        return run(command, **options)

    monkeypatch.setattr(subprocess, "run", spy)
    made("# Nobody’s option", Stationery(name="Ink", address="--lua-filter=x"))

    assert "--sandbox" in seen["command"] and f"-M{word.MEMORY}" in seen["command"]
    assert "option" not in " ".join(seen["command"]) and "lua" not in " ".join(seen["command"])
    assert set(seen["env"]) == {"HOME", "TMPDIR", "LANG", "TZ"} and seen["timeout"] == word.PATIENCE
