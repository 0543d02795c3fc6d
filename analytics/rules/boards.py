"""Which boards there are, and whose they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agencies.rules.agencies import is_editor, is_writer
from agencies.states.roles import is_staff
from analytics.states.metrics import Board
from clients.rules.accounts import is_client
from project.base.features import is_on
from project.base.viewer import Viewer
from writers.querysets.writers import writers_visible_to

from .class_board import class_of, sees_class_figures

#: What a writer’s figures can be narrowed by.
OF_WRITER = ("service", "severity", "cause", "scope")
#: And those of the agency: `months` narrows retention alone.
OF_AGENCY = ("service", "client", "months")


@dataclass(frozen=True)
class BoardRule:
    """A board: how it is called, who may open it, by which dimensions it can be narrowed, and without which
    feature it is not there. `subject`: what it is about, by the public id that its addresses name; None for
    what the viewer does not see. Without, it is about the viewer."""

    board: Board
    name: Promise
    right: Callable[[Viewer], bool]
    filters: tuple[str, ...] = ()
    feature: str = ""
    subject: Callable[[Viewer, str], Any] | None = None


def _writer(viewer: Viewer, public_id: str) -> Any:
    """A writer of the agency."""
    return writers_visible_to(viewer).filter(public_id=public_id).first()


BOARDS: dict[Board, BoardRule] = {
    Board.CLIENT: BoardRule(
        Board.CLIENT,
        _("Your orders in figures"),
        is_client,
        ("service", "colleague"),
        feature="client_analytics",
    ),
    Board.AGENCY: BoardRule(Board.AGENCY, _("The agency in figures"), is_staff, OF_AGENCY),
    Board.WRITER: BoardRule(Board.WRITER, _("Your work in figures"), is_writer, OF_WRITER),
    Board.WRITERS: BoardRule(
        Board.WRITERS, _("A writer’s work in figures"), is_staff, OF_WRITER, subject=_writer
    ),
    Board.EDITOR: BoardRule(Board.EDITOR, _("Your reviews in figures"), is_editor, ("service",)),
    Board.CLASS: BoardRule(
        Board.CLASS, _("A class in figures"), sees_class_figures, ("group",), subject=class_of
    ),
}


def boards_of(viewer: Viewer) -> list[BoardRule]:
    """The boards of the viewer's own, in their order; not those about one thing."""
    return [rule for rule in open_to(viewer) if rule.subject is None]


def open_to(viewer: Viewer) -> list[BoardRule]:
    """All boards that the viewer may open, be they about one thing or not."""
    rules = (rule for rule in BOARDS.values() if rule.right(viewer))
    return [rule for rule in rules if not rule.feature or is_on(viewer.agency, rule.feature)]


def has_board(viewer: Viewer) -> bool:
    """Whether there is any board for the viewer."""
    return bool(boards_of(viewer))
