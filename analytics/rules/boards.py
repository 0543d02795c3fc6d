"""Which boards there are, and whose they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agencies.states.roles import is_staff
from analytics.states.metrics import Board
from clients.rules.accounts import is_client
from project.base.features import is_on
from project.base.viewer import Viewer


@dataclass(frozen=True)
class BoardRule:
    """A board: how it is called, who may open it, by which dimensions it can be narrowed, and without which
    feature it is not there."""

    board: Board
    name: Promise
    right: Callable[[Viewer], bool]
    filters: tuple[str, ...] = ()
    feature: str = ""


BOARDS: dict[Board, BoardRule] = {
    Board.CLIENT: BoardRule(
        Board.CLIENT,
        _("Your orders in figures"),
        is_client,
        ("service", "colleague"),
        feature="client_analytics",
    ),
    Board.AGENCY: BoardRule(Board.AGENCY, _("The agency in figures"), is_staff, ("service", "client")),
}


def boards_of(viewer: Viewer) -> list[BoardRule]:
    """The boards that the viewer may open, in their order."""
    rules = (rule for rule in BOARDS.values() if rule.right(viewer))
    return [rule for rule in rules if not rule.feature or is_on(viewer.agency, rule.feature)]


def has_board(viewer: Viewer) -> bool:
    """Whether there is any board for the viewer."""
    return bool(boards_of(viewer))
