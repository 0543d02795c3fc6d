"""Tables as other programs write them: whatever encoding, delimiter and customs."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook

from agencies.files.tables import Table, read_table
from agencies.files.types import RefusedFile

#: Workbooks know no zones.
DAY = dt.datetime(2026, 3, 1)  # noqa: DTZ001
NAMES = "Name,City\nZoé Angström,Malmö\nRenée,Besançon\n"


def read(content: bytes, name: str = "clients.csv") -> Table:
    return read_table(io.BytesIO(content), len(content), name)


def workbook(*rows: Any) -> bytes:
    book, target = Workbook(), io.BytesIO()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16", "utf-16-le-bom", "utf-16-be-bom"]
)
def test_any_encoding(encoding: str) -> None:
    marks = {"utf-16-le-bom": b"\xff\xfe", "utf-16-be-bom": b"\xfe\xff"}
    coded = NAMES.encode(encoding.removesuffix("-bom"))

    table = read(marks.get(encoding, b"") + coded)

    assert table.heads == ["Name", "City"]
    assert table.rows[0] == (2, ["Zoé Angström", "Malmö"])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter(delimiter: str) -> None:
    table = read(f"Name{delimiter}City\nA{delimiter}B\n".encode())

    assert (table.heads, table.rows, table.comma) == (["Name", "City"], [(2, ["A", "B"])], delimiter == ";")


def test_excel_says_what_parts_the_cells() -> None:
    assert read(b"sep=;\nName, first;City\nA;B\n").heads == ["Name, first", "City"]


def test_quoted_line_breaks_and_delimiters_stay_within_their_cell() -> None:
    table = read(b'Name,Note\n"Smith, ""Jo""","one\r\ntwo"\nLast,\n')

    assert table.rows == [(2, ['Smith, "Jo"', "one\ntwo"]), (3, ["Last", ""])]


def test_texts_that_spreadsheets_keep_from_being_numbers_or_formulas() -> None:
    table = read(b"ID,Name\n=\"00123\",'=Acme\n'quoted',@home\n")

    assert [cells for _number, cells in table.rows] == [["00123", "=Acme"], ["'quoted'", "@home"]]


def test_empty_rows_and_columns_count_for_nothing() -> None:
    table = read(b"Name,,\nA,,\n,,\n\nB,x,\n")

    assert (table.heads, table.rows) == (["Name", ""], [(2, ["A", ""]), (5, ["B", "x"])])


def test_a_workbook_gives_days_and_numbers_that_can_be_read_in_one_way() -> None:
    content = workbook(
        ["Name", "Since", "Owes", "Ref"],
        ["Acme", DAY, 1234.5, 7],
        ["Bolt", DAY.replace(hour=9, minute=30), 0.1, 7.0],
        [None, None, None, None],
    )

    table = read(content, "clients.xlsx")

    assert table.rows == [
        (2, ["Acme", "2026-03-01", "1234.5", "7"]),
        (3, ["Bolt", "2026-03-01 09:30", "0.1", "7"]),
    ]


def lines(count: int) -> bytes:
    return b"Name\n" + b"A\n" * count


def bomb() -> bytes:
    """A workbook whose sheet unpacks to 80 MB."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(["Name"], ["A"]))) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.namelist():
            more = b" " * 80_000_000 if entry.endswith("sheet1.xml") else b""
            new.writestr(entry, old.read(entry) + more)
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (lambda: b"", "a.csv", "empty"),
        (lambda: b"Name,City\n", "a.csv", "no rows"),
        (lambda: lines(5_001), "a.csv", "more than 5,000 rows"),
        (lambda: lines(50_000), "a.csv", "more than 5,000 rows"),
        (lambda: workbook(["Name"], *[["A"]] * 5_001), "a.xlsx", "more than 5,000 rows"),
        (lambda: b",".join([b"x"] * 61) + b"\n1\n", "a.csv", "more than 60 columns"),
        (lambda: b'Name\n"' + b"x\n" * 20_000, "a.csv", "quotation marks"),
        (lambda: b"Name\nA\x00B\n", "a.csv", "."),
        (lambda: b"Name\n" + b"x" * 6_000_000, "a.csv", "larger than 5 MB"),
        (lambda: b"%PDF-1.4\n%%EOF", "a.csv", "CSV or"),
        (bomb, "a.xlsx", "too large"),
        (lambda: workbook(["Name"], ["A"])[:-200], "a.xlsx", "."),
    ],
)
def test_what_is_no_table_is_refused_before_any_work(
    content: Callable[[], bytes], name: str, words: str
) -> None:
    made = content()

    with pytest.raises(RefusedFile, match=words):
        read(made, name)


def test_5_000_rows_are_taken() -> None:
    assert len(read(lines(5_000)).rows) == 5_000
