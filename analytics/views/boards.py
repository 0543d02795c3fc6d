"""Boards, the rows behind their numbers, and their files: the same views for each board, under its right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from analytics.pages.boards import FILES, asked_form, board_context
from analytics.pages.files import file_of
from analytics.pages.rows import rows_context
from analytics.pages.tables import board_table, rows_table
from analytics.rules.boards import BOARDS, boards_of, has_board
from analytics.rules.metrics import Asked, Metric, Scope, metric_for
from analytics.states.metrics import Board
from project.base import clock
from project.base.access import area
from project.base.http import MemberRequest
from project.base.viewer import Viewer


@area(has_board)
@require_safe
def first(request: MemberRequest) -> HttpResponse:
    """The first board of whoever asks."""
    return redirect(f"analytics:{boards_of(request.viewer)[0].board.value}")


def addresses_of_boards() -> list[URLPattern]:
    """The addresses of each board that there is."""
    return [address for board in BOARDS for address in _addresses(board)]


def _addresses(board: Board) -> list[URLPattern]:
    name, base = board.value, f"analytics/{board.value}/"
    if BOARDS[board].subject:
        base += "<public_id:public_id>/"
    return [
        path(base, _view(board, _board), name=name),
        path(f"{base}as/<slug:kind>/", _view(board, _file), name=f"{name}_file"),
        path(f"{base}<slug:name>/", _view(board, _rows), name=f"{name}_rows"),
        path(f"{base}<slug:name>/as/<slug:kind>/", _view(board, _rows_file), name=f"{name}_rows_file"),
    ]


def _view(board: Board, view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The view for a board, open to those whose board it is."""

    def of_board(request: MemberRequest, public_id: str = "", **given: Any) -> HttpResponseBase:
        scope = Scope(request.viewer, clock.now(), subject_or_404(request.viewer, board, public_id))
        return view(request, scope, board, **given)

    of_board.__doc__ = view.__doc__
    return area(BOARDS[board].right)(require_safe(of_board))


def subject_or_404(viewer: Viewer, board: Board, public_id: str) -> Any:
    """What the board is about; None where it is about the viewer."""
    find = BOARDS[board].subject
    if find is None:
        return None
    found = find(viewer, public_id)
    if found is None:
        raise Http404
    return found


def _board(request: MemberRequest, scope: Scope, board: Board) -> HttpResponse:
    """All figures of a board."""
    form = asked_form(request.GET, request.viewer, board, scope.now)
    context = board_context(request.viewer, board, form, scope.now, scope.subject)
    return render(request, "analytics/board.html", context)


def _rows(request: MemberRequest, scope: Scope, board: Board, name: str) -> HttpResponse:
    """The rows behind one number."""
    metric = metric_or_404(request, board, name)
    form = asked_form(request.GET, request.viewer, board, scope.now)
    context = rows_context(request, scope, board, metric, form)
    return render(request, "analytics/rows.html", context)


def _file(request: MemberRequest, scope: Scope, board: Board, kind: str) -> HttpResponseBase:
    """All figures of a board as a file."""
    asked = _asked(request, board, kind, scope.now)
    return file_of(kind, lambda: board_table(board, scope, asked), request.agency, scope.now)


def _rows_file(request: MemberRequest, scope: Scope, board: Board, name: str, kind: str) -> HttpResponseBase:
    """The rows behind one number as a file."""
    metric = metric_or_404(request, board, name)
    asked = _asked(request, board, kind, scope.now)
    return file_of(kind, lambda: rows_table(metric, scope, asked), request.agency, scope.now)


def _asked(request: MemberRequest, board: Board, kind: str, now: dt.datetime) -> Asked:
    """What the address asks; a file says nothing of a field that is wrong, so there is none then."""
    form = asked_form(request.GET, request.viewer, board, now)
    if kind not in FILES or not form.is_valid():
        raise Http404
    return form.asked()


def metric_or_404(request: MemberRequest, board: Board, key: str) -> Metric:
    """The metric of that key that the viewer may see."""
    metric = metric_for(request.viewer, board, key)
    if metric is None:
        raise Http404
    return metric
