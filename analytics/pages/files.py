"""Tables as files: CSV line by line, a workbook row by row, a PDF on the agency's paper."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from agencies.models import Agency, Letterhead
from agencies.pages.pdf import in_one_language, new_sheet, paper_of
from project.base.csv_export import csv_response, lines_of, safe_cell

from .rows import MOST_LINES, MOST_ROWS
from .tables import Line, Table, taken

if TYPE_CHECKING:
    from agencies.pages.pdf_sheet import Sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTH, NUMBER_WIDTH = 170.0, 42.0
#: Bytes of a workbook that are kept in memory.
IN_MEMORY = 1_000_000


def file_of(kind: str, make: Callable[[], Table], agency: Agency, now: dt.datetime) -> HttpResponseBase:
    """The answer that is a table as a file. On paper it is in one language, whoever asks."""
    if kind == "pdf":
        with in_one_language():
            return _paper(make(), agency, now)
    table = make()
    if kind == "csv":
        return csv_response(csv_lines(table), f"{table.name}.csv")
    name = f"{table.name}.xlsx"
    return FileResponse(workbook(table), as_attachment=True, filename=name, content_type=XLSX)


def _paper(table: Table, agency: Agency, now: dt.datetime) -> HttpResponse:
    response = HttpResponse(render_pdf(table, agency, now), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{table.name}.pdf"'
    return response


def csv_lines(table: Table) -> Iterator[str]:
    """What is said of the table, an empty line, the table."""
    return lines_of([_("Figures"), table.title], _below(table))


def _below(table: Table, most: int | None = None) -> Iterator[list[Any]]:
    yield from ([label, words] for label, words in table.said)
    yield []
    yield list(table.header)
    cells = table.cells()
    yield from islice(cells, most)
    if next(cells, None) is not None:
        yield [_("There are more rows: download them as CSV.")]


def workbook(table: Table) -> IO[bytes]:
    """The same as a workbook, written row by row, MOST_ROWS of them at most. A text never becomes a formula,
    nor a link."""
    from openpyxl import Workbook  # noqa: PLC0415  (it takes a tenth of a second)

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Figures"))
    sheet.append([_("Figures"), safe_cell(table.title)])
    for row in _below(table, MOST_ROWS):
        sheet.append([_plain(cell) for cell in row])
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (the answer closes it)
    book.save(file)
    file.seek(0)
    return file


def _plain(cell: Any) -> Any:
    return cell if isinstance(cell, int | Decimal) and not isinstance(cell, bool) else safe_cell(str(cell))


def render_pdf(table: Table, agency: Agency, now: dt.datetime) -> bytes:
    """The table on the agency's paper."""
    paper = Letterhead.objects.filter(agency=agency).first()
    name = (paper.name if paper else "") or agency.name
    sheet = new_sheet(
        title=table.title,
        author=name,
        foot=" · ".join([name, table.title, *(words for _label, words in table.said[-2:])]),
        **paper_of(agency),
        currency=agency.currency,
        made=now,
    )
    sheet.add_page()
    sheet.heading(name, paper.address if paper else "", table.title, "")
    for label, words in table.said:
        sheet.note(label, words)
    sheet.ln(8)
    lines, more = taken(table.lines(), MOST_LINES)
    for line in lines:
        _draw(sheet, line)
    if more:
        sheet.note("", _("There are more rows: download them as CSV."))
    return sheet.as_bytes()


def _draw(sheet: Sheet, line: Line) -> None:
    """A line with its explanation and its number, kept together on one page."""
    width = WIDTH - NUMBER_WIDTH
    sheet.keep_together(14)
    sheet.ln(1.5)
    top = sheet.get_y()
    sheet.pen(9)
    sheet.line_of(sheet.cut(line.label, width), width, 4.5)
    sheet.line_of(line.number, NUMBER_WIDTH, 4.5, align="R")
    sheet.set_y(top + 4.5)
    sheet.pen(7.5, soft=True)
    sheet.line_of(sheet.cut(line.detail, WIDTH), WIDTH, 4)
    sheet.set_y(top + 9.5)
    sheet.rule()
