"""CSV as spreadsheets open it, in English and in German."""

from __future__ import annotations

import codecs
import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project.base.csv_export import lines_of, safe_cell

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def opened(content: bytes, delimiter: str) -> list[list[str]]:
    """The cells as a spreadsheet reads them that parts at `delimiter`."""
    assert content.startswith(codecs.BOM_UTF8)
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


@pytest.mark.parametrize(
    "text",
    [
        "Otto Größe;=1+1;",
        "=1+1",
        "a;@b;-2",
        "first\n=2",
        "x; =1",
        '";=1',
        "\t=1",
        "＝1",
        "a,=1;+2",
        "\u200b=1",
        "a;\ufeff=1",
        "a;\u200e@x",
        "\x00=1",
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_no_cell_is_a_formula(text: str, delimiter: str) -> None:
    content = "".join(lines_of(["Name", "Note"], [[text, text], ["plain", text]])).encode()

    cells = [cell for row in opened(content, delimiter) for cell in row]
    assert not [cell for cell in cells if cell.strip(" \u200b\u200e\ufeff\x00").startswith(FORMULA)]


@given(st.text(alphabet=st.sampled_from("a;,=+-@\t\r\n\"' "), max_size=12))
def test_nor_with_any_mix_of_separators(text: str) -> None:
    for delimiter in ",;":
        content = "".join(lines_of(["Name"], [["first", text]])).encode()

        cells = [cell for row in opened(content, delimiter) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_umlauts_and_numbers_stay_as_they_are() -> None:
    content = "".join(lines_of(["Grün"], [["Otto Größe", Decimal("-12.50"), 3]])).encode()

    assert opened(content, ",") == [["Grün"], ["Otto Größe", "-12.50", "3"]]
    assert safe_cell("A well-known name; and more") == "A well-known name; and more"
