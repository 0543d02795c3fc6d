"""A board, prepared for its page: each number with its definition, the period before, series and parts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from analytics.forms.asked import USUAL, AskedForm
from analytics.rules.boards import BOARDS
from analytics.rules.metrics import DIMENSIONS, Asked, Figure, Metric, Part, Scope, board_figures
from analytics.states.metrics import Board, Granularity, How, Preset, Unit
from project.base.viewer import Viewer

from .addresses import Addresses, Links, schedule_url
from .matrices import matrix_of
from .words import (
    change_tone,
    change_words,
    number_words,
    plain_number,
    span_words,
    told,
)

#: Files of a board and of rows.
FILES = ("csv", "xlsx", "pdf")


def asked_form(given: Any, viewer: Viewer, board: Board, now: dt.datetime) -> AskedForm:
    """The form of an address of a board."""
    return AskedForm(given, now=now, zone=viewer.agency.zone, dimensions=BOARDS[board].filters)


def addresses_of(form: AskedForm, board: Board, subject: Any = None) -> Addresses:
    """The addresses that go on with what was asked."""
    asked = form.asked()
    said = form.cleaned_data.get("period") if form.is_valid() else ""
    if not said and not (form.is_valid() and form.cleaned_data.get("from")):
        said = USUAL.value
    of = subject.public_id if subject else ""
    return Addresses(board, asked, "" if said == Preset.OWN else said or "", of)


def name_of(board: Board, subject: Any = None) -> str:
    """What a board is called, with what it is about."""
    name = str(BOARDS[board].name)
    return _("%(name)s: %(value)s") % {"name": name, "value": subject} if subject else name


def board_context(
    viewer: Viewer, board: Board, form: AskedForm, now: dt.datetime, subject: Any = None
) -> dict[str, Any]:
    """What the page of a board prints. One query for all its figures."""
    at = addresses_of(form, board, subject)
    figures = board_figures(board, Scope(viewer, now, subject), at.asked)
    currency, links = viewer.agency.currency, Links(at)
    shown = [_figure(one, at, links, currency) for one in figures if not one.metric.matrix]
    return {
        "name": name_of(board, subject),
        "form": form if form.errors else _filled(form, at.asked),
        "path": at.path(),
        "figures": shown,
        "groups": _groups(shown),
        "matrices": [
            {**_figure(one, at, links, currency), "matrix": matrix_of(one, at, now)}
            for one in figures
            if one.metric.matrix
        ],
        "presets": [
            {"label": one.label, "url": at.during(one.value).page(), "active": at.preset == one.value}
            for one in Preset
            if one != Preset.OWN
        ],
        "chips": chips_of(figures, at),
        "files": [{"label": kind.upper(), "url": at.file(kind)} for kind in FILES],
        "schedule_url": schedule_url(at),
        **told(at.asked, now),
    }


def _groups(figures: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Those of now stand apart from those of the period: they have no series."""
    of_now = [one for one in figures if not one["timed"]]
    of_period = [one for one in figures if one["timed"]]
    return [pair for pair in ((_("Now"), of_now), (_("In the period"), of_period)) if pair[1]]


def _filled(form: AskedForm, asked: Asked) -> AskedForm:
    """The form with the days that are shown, whichever way they were asked for."""
    days = {"from": asked.period.first, "to": asked.period.last, "by": form.cleaned_data.get("by")}
    return AskedForm({**days, **asked.filters}, now=form.now, zone=form.zone, dimensions=form.dimensions)


def _figure(figure: Figure, at: Addresses, links: Links, currency: str) -> dict[str, Any]:
    metric, now = figure.metric, figure.now
    points = _points(figure, at.asked.by, links, currency)
    return {
        "key": metric.key,
        "name": metric.name,
        "definition": metric.definition,
        "time": metric.time,
        "timed": metric.timed,
        "value": number_words(metric.unit, now.value, currency),
        "n": now.n,
        "of_rows": metric.how != How.COUNT,
        "rows_name": metric.kind.name,
        "url": at.rows(metric),
        **_compared(figure, currency),
        "points": points if any(point["url"] for point in points) else [],
        "chart_id": f"chart-{metric.key}",
        "chart": _chart(figure, points),
        "parts": [
            {
                "name": DIMENSIONS[key].name,
                "by": DIMENSIONS[key].by or DIMENSIONS[key].name,
                "rows": [_part(metric, key, one, links, currency) for one in found],
            }
            for key, found in figure.parts.items()
            if key not in at.asked.filters and found
        ],
    }


def _compared(figure: Figure, currency: str) -> dict[str, Any]:
    metric, before = figure.metric, figure.before
    if before is None:
        return {"before": "", "change": "", "tone": ""}
    return {
        "before": number_words(metric.unit, before.value, currency),
        "change": change_words(metric, figure.now.value, before.value),
        "tone": change_tone(metric, figure.now.value, before.value),
    }


def _points(figure: Figure, by: Granularity, links: Links, currency: str) -> list[dict[str, Any]]:
    return [
        {
            "label": span_words(point.span, by),
            "value": number_words(figure.metric.unit, point.number.value, currency),
            "n": str(point.number.n),
            "url": links.rows_of_span(figure.metric, point.span) if point.number.n else "",
        }
        for point in figure.series
    ]


def _part(metric: Metric, key: str, part: Part, links: Links, currency: str) -> dict[str, Any]:
    return {
        "label": part.label,
        "value": number_words(metric.unit, part.number.value, currency),
        "n": str(part.number.n),
        "url": links.rows_of_part(metric, key, part.key),
        "board_url": links.board_of_part(key, part.key),
    }


def _chart(figure: Figure, points: list[dict[str, Any]]) -> dict[str, Any]:
    """What static/js/charts.js draws: the same numbers as in the table, with their words."""
    metric = figure.metric
    plain = [plain_number(metric.unit, point.number.value) for point in figure.series]
    return {
        "name": str(metric.name),
        "unit": metric.unit.value,
        "kind": "bar" if metric.unit in (Unit.COUNT, Unit.MONEY, Unit.WORDS) else "line",
        "labels": [point["label"] for point in points],
        "values": [None if value == "" else float(value) for value in plain],
        "words": [point["value"] for point in points],
    }


def chips_of(figures: list[Figure], at: Addresses) -> list[dict[str, str]]:
    """The filters in words, each with the address without it."""
    labels = {
        (key, part.key): part.label
        for figure in figures
        for key, parts in figure.parts.items()
        for part in parts
    }
    return [
        {
            "words": _("%(name)s: %(value)s")
            % {"name": DIMENSIONS[key].name, "value": labels.get((key, value), value)},
            "url": at.widened(key).page(),
        }
        for key, value in at.asked.filters.items()
    ]
