"""`/api/v1/analytics/…`: the figures of writers, of editors and of classes."""

from __future__ import annotations

from typing import Any

from analytics.rules.boards import BOARDS
from analytics.states.metrics import Board
from project.base.api.endpoint import endpoint, only, verb

from .figures import CSV, Figures
from .shapes import FigureBoardOut, FigureRowOut, FiguresQuery, RowsQuery


def _rows(board: Board, *, detail: bool) -> Any:
    """The statement of the call for rows of a board."""
    facts: dict[str, Any] = {"method": "get", "detail": detail, "listed": True, "refusals": (404,)}
    right = only(BOARDS[board].right)
    return verb("rows", right, FigureRowOut, query=RowsQuery, media_types=CSV, **facts)


class WriterFiguresViewSet(Figures):
    """The figures of your own work as a writer."""

    board = Board.WRITER

    @endpoint(only(BOARDS[Board.WRITER].right), FigureBoardOut, query=FiguresQuery, media_types=CSV)
    def retrieve(self, request: Any) -> Any:
        """Read what you earned, and how your orders went."""
        return self.board_answer()

    @_rows(Board.WRITER, detail=False)
    def rows(self, request: Any) -> Any:
        """List the rows behind one number, the latest first."""
        return self.rows_answer()


class WritersFiguresViewSet(Figures):
    """The figures of a writer, for the desk."""

    board = Board.WRITERS
    single = False

    @endpoint(
        only(BOARDS[Board.WRITERS].right),
        FigureBoardOut,
        query=FiguresQuery,
        media_types=CSV,
        refusals=(404,),
    )
    def retrieve(self, request: Any, public_id: str) -> Any:
        """Read how the orders of a writer went; fees are for managers and owners."""
        return self.board_answer(public_id)

    @_rows(Board.WRITERS, detail=True)
    def rows(self, request: Any, public_id: str) -> Any:
        """List the rows behind one number, the latest first."""
        return self.rows_answer(public_id)


class EditorFiguresViewSet(Figures):
    """The figures of your own reviews."""

    board = Board.EDITOR

    @endpoint(only(BOARDS[Board.EDITOR].right), FigureBoardOut, query=FiguresQuery, media_types=CSV)
    def retrieve(self, request: Any) -> Any:
        """Read how many reviews you did, and how soon."""
        return self.board_answer()

    @_rows(Board.EDITOR, detail=False)
    def rows(self, request: Any) -> Any:
        """List the rows behind one number, the latest first."""
        return self.rows_answer()


class ClassFiguresViewSet(Figures):
    """The figures of a class."""

    board = Board.CLASS
    single = False

    @endpoint(
        only(BOARDS[Board.CLASS].right), FigureBoardOut, query=FiguresQuery, media_types=CSV, refusals=(404,)
    )
    def retrieve(self, request: Any, public_id: str) -> Any:
        """Read how far a class is, by group: states and dates, never a text."""
        return self.board_answer(public_id)

    @_rows(Board.CLASS, detail=True)
    def rows(self, request: Any, public_id: str) -> Any:
        """List the rows behind one number, the latest first."""
        return self.rows_answer(public_id)
