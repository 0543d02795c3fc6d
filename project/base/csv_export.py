"""CSV, line by line, safe to open in a spreadsheet: the one writer of every export.

It begins with a byte order mark, by which spreadsheets know UTF-8. No cell begins like a formula, neither
where cells end at commas nor where, as in German, they end at semicolons.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.http import StreamingHttpResponse

MARK = "\ufeff"
#: What a spreadsheet takes for a formula: where a cell begins, or after what ends cells elsewhere.
_FORMULA = re.compile(r"(^|;)([\s\"\x00-\x1f\u200b-\u200f\u2060\ufeff]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
#: What would end a cell, or a row, where the quotes around it don't count.
_ENDS = re.compile(r"[\t\r\n]+")


class _Echo:
    """What csv writes to: it hands each line back."""

    def write(self, line: str) -> str:
        return line


def lines_of(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The lines of a file; texts that a spreadsheet would take for a formula are defused, numbers stay
    numbers."""
    writer = csv.writer(_Echo())
    yield MARK + writer.writerow(header)
    for row in rows:
        yield writer.writerow([cell if _is_number(cell) else safe_cell(str(cell)) for cell in row])


def safe_cell(text: str) -> str:
    """A text that a spreadsheet shows as text, in one line: a quote stands before each part that begins like
    a formula."""
    return _FORMULA.sub(r"\1\2'", _ENDS.sub(" ", text))


def _is_number(cell: Any) -> bool:
    return isinstance(cell, (int, Decimal)) and not isinstance(cell, bool)


def csv_response(lines: Iterable[str], name: str) -> StreamingHttpResponse:
    """The lines as a download called `name`."""
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
