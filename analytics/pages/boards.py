"""A board, prepared for its page: each number with its definition, the period before, series and parts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from analytics.forms.asked import USUAL, AskedForm
from analytics.rules.boards import BOARDS
from analytics.rules.metrics import DIMENSIONS, Asked, Figure, Metric, Scope, board_figures
from analytics.states.metrics import Board, Preset
from project.base.viewer import Viewer

from .addresses import Addresses, schedule_url
from .lines import FigureLine, Lines
from .matrices import matrix_of
from .words import told

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
    lines = Lines(at, viewer.agency.currency)
    shown = [(one.metric, lines.figure(one)) for one in figures if not one.metric.matrix]
    return {
        "name": name_of(board, subject),
        "form": form if form.errors else _filled(form, at.asked),
        "path": at.path(),
        "numbers": [line for _metric, line in shown],
        "groups": _groups(shown),
        "matrices": [
            {"line": lines.figure(one), "matrix": matrix_of(one, at, now)}
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


def _groups(shown: list[tuple[Metric, FigureLine]]) -> list[tuple[str, list[FigureLine]]]:
    """Those of now stand apart from those of the period: they have no series."""
    of_now = [line for metric, line in shown if not metric.timed]
    of_period = [line for metric, line in shown if metric.timed]
    return [pair for pair in ((_("Now"), of_now), (_("In the period"), of_period)) if pair[1]]


def _filled(form: AskedForm, asked: Asked) -> AskedForm:
    """The form with the days that are shown, whichever way they were asked for."""
    days = {"from": asked.period.first, "to": asked.period.last, "by": form.cleaned_data.get("by")}
    return AskedForm({**days, **asked.filters}, now=form.now, zone=form.zone, dimensions=form.dimensions)


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
