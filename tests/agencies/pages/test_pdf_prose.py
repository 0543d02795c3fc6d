"""Texts of people as PDF, read again: all that the page shows, in the order of its script."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from pypdf import PdfReader

from agencies.pages.pdf import draw_prose, new_sheet
from project.base.document_tree import tree_of

MADE = dt.datetime(2026, 3, 10, 15, 30, tzinfo=dt.UTC)
TEXT = """# Salt roads

Carts left **before** dawn[^carts]. See [the map](https://example.org/map).

1. Inland
   - Weir
2. Coast

> Salt is money.

| Place | Miles |
|-------|-------|
| Weir  | 12    |

```
toll = 2
```

---

End[^carts].

[^carts]: Two wheels.
"""


def read(text: str) -> PdfReader:
    sheet = new_sheet(title="Salt", author="Ink", foot="", colour="#ffffff", currency="EUR", made=MADE)
    sheet.add_page()
    draw_prose(sheet, tree_of(text, meta={}))
    return PdfReader(io.BytesIO(sheet.as_bytes()))


def lines_of(text: str) -> list[str]:
    found = "\n".join(page.extract_text() for page in read(text).pages)
    return [" ".join(line.split()) for line in found.splitlines() if line.strip()]


def test_every_block_is_there_in_order() -> None:
    found = " ".join(lines_of(TEXT))
    parts = [
        "Salt roads",
        "Carts left",
        "before",
        "dawn [1]",
        "the map",
        "1.",
        "Inland",
        "•",
        "Weir",
        "2.",
        "Coast",
    ]
    parts += ["Salt is money.", "Place", "Miles", "12", "toll = 2", "End [1].", "1.", "Two wheels."]
    at = 0
    for part in parts:
        assert part in found[at:], part
        at = found.index(part, at) + len(part)


def test_links_lead_where_they_say() -> None:
    (page,) = read(TEXT).pages
    assert [note.get_object()["/A"]["/URI"] for note in page["/Annots"]] == ["https://example.org/map"]


@pytest.mark.parametrize(
    "text",
    [
        "הסירות חוזרות עם ערב",
        "تعود القوارب مساءً",
        "日暮れの港で網を干す。",
        "हिन्दी में वाक्य",
        "เรือกลับมา",
        "Ψαρόβαρκες και ψωμί",
    ],
)
def test_words_of_every_script_are_found_again(text: str) -> None:
    found = "".join(
        lines_of(f"## {text}\n\n- **{text}**\n\n| {text} |\n|---|\n| {text} |\n\nx[^1]\n\n[^1]: {text}")
    )
    assert found.replace(" ", "").count(text.replace(" ", "")) == 5


def test_a_line_in_bold_stays_on_the_sheet() -> None:
    (page,) = read("**Wide words** and more of them, which go on. " * 30).pages
    right = []
    page.extract_text(visitor_text=lambda text, _cm, tm, _font, size: right.append((tm[4], text)))
    assert len(lines_of("**Wide words** and more of them, which go on. " * 30)) > 5
    assert max(x for x, _text in right) < 190 * 72 / 25.4


@pytest.mark.parametrize(
    "text", ["-\n\nx", "> - 1. a", "|a|\n|-|", "x[^a]\n\n[^a]:", "a  \n  \nb", "- " * 15 + "deep", "\u00ad"]
)
def test_odd_texts_are_drawn(text: str) -> None:
    assert read(text).pages


def test_long_ones_go_on_over_pages() -> None:
    assert (
        len(
            read(
                "> One line.\n>\n> Two.\n\n| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 200 + "\n" + TEXT * 10
            ).pages
        )
        > 5
    )
