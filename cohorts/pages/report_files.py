"""A report of a class as a file: CSV, a workbook, or a PDF on the agency's paper."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from typing import IO, Any

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from agencies.models import Letterhead
from agencies.pages.pdf import in_one_language, new_sheet, paper_of, zoned
from cohorts.models import ReportSnapshot
from cohorts.rules.progress import GroupRow
from cohorts.rules.reports import Report, report_from
from cohorts.states.cohorts import MilestoneKind
from project.base.csv_export import csv_response, lines_of, safe_cell

from .reports import figures, member_lines

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = ("csv", "xlsx", "pdf")


def report_file(snapshot: ReportSnapshot, kind: str, *, outside: bool, now: dt.datetime) -> HttpResponseBase:
    """The answer that is the report as a file of this kind; the same figures as its page."""
    report = report_from(snapshot, outside=outside)
    name = f"class-report-{snapshot.public_id}"
    if kind == "csv":
        return csv_response(lines_of(*_table(report)), f"{name}.csv")
    if kind == "xlsx":
        file = workbook(report)
        return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)
    with in_one_language():
        response = HttpResponse(render_pdf(report, now), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def _table(report: Report) -> tuple[list[str], Iterator[list[Any]]]:
    return [_("Class"), report.snapshot.cohort_name], _rows(report)


def _rows(report: Report) -> Iterator[list[Any]]:
    """What it is of, the shares with their definitions, the groups, and the members where they are told."""
    labels = [str(MilestoneKind(kind).label) for kind in report.days]
    yield [_("As of"), _as_of(report)]
    for figure in figures(report):
        yield [figure["label"], figure["percent"], figure["counts"], figure["definition"]]
    yield []
    yield [_("Group"), _("Members"), *labels]
    for row in report.groups:
        yield [_group(row, report), row.size, *(_cells(row, len(labels)))]
    if report.members:
        yield []
        yield [_("Name"), _("Group"), _("Order"), _("State"), *labels]
        for line in member_lines(report):
            yield [line["name"], line["group"], line["order"], str(line["state"]), *line["days"]]


def _as_of(report: Report) -> str:
    return zoned(report.snapshot.as_of, report.snapshot.agency.zone)


def _group(row: GroupRow, report: Report) -> str:
    if row.name:
        return row.name
    return _("All members") if row is report.groups[-1] else _("No group")


def _cells(row: GroupRow, width: int) -> list[Any]:
    """The figures of a group; words for one that is too small to be told."""
    if not row.cells:
        return [_("fewer than 5, not shown")] * width
    return [_("%(part)s of %(whole)s") % {"part": cell.reached, "whole": cell.expected} for cell in row.cells]


def workbook(report: Report) -> IO[bytes]:
    """The same as a workbook. A text never becomes a formula."""
    from openpyxl import Workbook  # noqa: PLC0415  (it takes a tenth of a second)

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Report"))
    head, rows = _table(report)
    for row in (head, *rows):
        sheet.append([cell if isinstance(cell, int) else safe_cell(str(cell)) for cell in row])
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def render_pdf(report: Report, now: dt.datetime) -> bytes:
    """The report on the agency's paper."""
    agency = report.snapshot.agency
    paper = Letterhead.objects.filter(agency=agency).first()
    name = (paper.name if paper else "") or agency.name
    title = report.snapshot.cohort_name
    foot = f"{name} · {title} · {_as_of(report)}"
    sheet = new_sheet(
        title=title, author=name, foot=foot, **paper_of(agency), currency=agency.currency, made=now
    )
    sheet.add_page()
    sheet.heading(name, paper.address if paper else "", _("Report of a class"), title)
    sheet.note(_("As of"), _as_of(report))
    for figure in figures(report):
        words = f"{figure['percent']} ({figure['counts']}: {figure['definition']})"
        sheet.note(figure["label"], words)
    labels = [str(MilestoneKind(kind).label) for kind in report.days]
    for row in report.groups:
        cells = zip(labels, _cells(row, len(labels)), strict=True)
        words = " · ".join(f"{label}: {cell}" for label, cell in cells)
        sheet.note(f"{_group(row, report)} ({row.size})", words)
    for line in member_lines(report):
        days = zip(labels, line["days"], strict=True)
        reached = " · ".join(f"{label}: {day}" for label, day in days if day)
        sheet.note(line["name"], " · ".join(filter(None, (line["order"], str(line["state"]), reached))))
    return bytes(sheet.output())
