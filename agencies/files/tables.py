"""A table in a file, CSV or XLSX, as rows of texts: within bounds, in whatever customs it was written."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import IO, Any

from django.utils.translation import gettext as _

from agencies.files.archives import DAMAGED, opened
from agencies.files.encodings import decoded, encoding_of
from agencies.files.packages import OOXML
from agencies.files.types import PLAIN, RefusedFile, judge
from agencies.models.imports import LONGEST_CELL, LONGEST_HEAD, MOST_COLUMNS, MOST_ROWS
from project.base.text import clean_body, composed, has_forbidden

XLSX = f"{OOXML}.spreadsheetml.sheet"
#: What is read: bytes of a file, and of a workbook once unpacked.
MOST_BYTES, MOST_UNPACKED = 5 * 1024 * 1024, 60 * 1024 * 1024
ACCEPT = ".csv,.txt,.tsv,.xlsx"
DELIMITERS = ",;\t|"
#: Excel's own first line of a CSV file, which says what parts the cells.
_SAID = re.compile(r'"?sep=(.)"?\n')
#: A text that a spreadsheet is kept from taking for a number or a formula: ="00123", and '=… as our exports
#: write it.
_KEPT_TEXT = re.compile(r'="([^"]*)"\Z')
_DEFUSED = re.compile(r"'(?=[=+\-@])")


@dataclass(frozen=True)
class Table:
    """The heads and the rows that are not empty, each with its number in the file. `comma`: its numbers have
    decimal commas, as far as the way in which its cells are parted tells."""

    heads: list[str]
    rows: list[tuple[int, list[str]]]
    comma: bool = False


def read_table(stream: IO[bytes], size: int, name: str) -> Table:
    """The table of an upload. Raises RefusedFile, with the sentence for whoever chose it: another type, a
    password, damage, too large, no row, more than MOST_ROWS or MOST_COLUMNS, a cell that is too long."""
    if size > MOST_BYTES:
        raise RefusedFile(
            _("The file is larger than %(most)s MB. Split it.") % {"most": MOST_BYTES // 1024 // 1024}
        )
    kind = judge(stream, size, name)
    if kind == XLSX:
        return _table(_sheet(stream))
    if kind != PLAIN:
        raise RefusedFile(_("Choose a CSV or .xlsx file."))
    text = decoded(stream.read(MOST_BYTES), _encoding(stream))
    delimiter, text = _delimiter(text)
    return _table(_lines(text, delimiter), comma=delimiter == ";")


def _encoding(stream: IO[bytes]) -> str:
    encoding = encoding_of(stream)
    stream.seek(0)
    return encoding


def _delimiter(text: str) -> tuple[str, str]:
    """What parts the cells, and the text without the line that says so: what gives the heads most cells."""
    text = text.removeprefix("\ufeff")
    if said := _SAID.match(text):
        return said[1], text[said.end() :]
    heads = {each: len(next(csv.reader(io.StringIO(text), delimiter=each), [])) for each in DELIMITERS}
    return max(DELIMITERS, key=lambda each: heads[each]), text


def _lines(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from reader
    except csv.Error:
        raise RefusedFile(
            _("Line %(line)s can’t be read. Check its quotation marks.") % {"line": reader.line_num}
        ) from None


def _sheet(stream: IO[bytes]) -> Iterator[list[str]]:
    """The rows of the first sheet, with the values that formulas had when it was saved."""
    from openpyxl import load_workbook  # noqa: PLC0415  (it takes a tenth of a second, for a page in a thousand)

    try:
        with opened(stream) as (_archive, members):
            if sum(entry.file_size for entry in members.values()) > MOST_UNPACKED:
                raise RefusedFile(_("This document is too large once unpacked. Choose a smaller one."))
        book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        for row in book.worksheets[0].iter_rows(values_only=True, max_col=MOST_COLUMNS + 1):
            yield [_cell(value) for value in row]
    except RefusedFile:
        raise
    except (*DAMAGED, KeyError, IndexError, TypeError, AttributeError):
        raise RefusedFile(_("We can’t read this file.")) from None


def _cell(value: Any) -> str:
    """A cell of a workbook as a text that can be read in one way alone."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}".removesuffix(".0")
    return str(value)


def _table(lines: Iterable[list[str]], comma: bool = False) -> Table:
    numbered = ((number, [_plain(cell) for cell in line]) for number, line in enumerate(lines, 1))
    filled = ((number, _trimmed(line)) for number, line in numbered if any(line))
    found = list(islice(filled, MOST_ROWS + 2))
    if len(found) < 2:
        raise RefusedFile(_("The file has no rows. Its first line names the columns."))
    if len(found) > MOST_ROWS + 1:
        raise RefusedFile(_("The file has more than %(most)s rows. Split it.") % {"most": f"{MOST_ROWS:,}"})
    heads, rows = found[0][1], found[1:]
    width = max(len(line) for _number, line in found)
    if width > MOST_COLUMNS:
        raise RefusedFile(_("The file has more than %(most)s columns.") % {"most": MOST_COLUMNS})
    padded = [(number, line + [""] * (width - len(line))) for number, line in rows]
    return Table([head[:LONGEST_HEAD] for head in heads] + [""] * (width - len(heads)), padded, comma)


def _trimmed(line: list[str]) -> list[str]:
    """Without the empty cells at its end."""
    while line and not line[-1]:
        line = line[:-1]
    return line


def _plain(cell: str) -> str:
    """A cell as it was meant. Raises RefusedFile for one that is too long or cannot be stored."""
    cell = composed(cell.strip())
    cell = _DEFUSED.sub("", cell, count=1) if cell.startswith("'") else cell
    if kept := _KEPT_TEXT.match(cell):
        cell = kept[1]
    if len(cell) > LONGEST_CELL:
        words = _("A cell has more than %(most)s characters. Check the quotation marks of the file.")
        raise RefusedFile(words % {"most": f"{LONGEST_CELL:,}"})
    return " " if has_forbidden(cell) and not (cell := clean_body(cell)) else cell
