"""Whole boards: metrics that read the same rows at once say what each says alone, and what its rows give."""

from __future__ import annotations

from typing import Any

import pytest

from analytics.rules.metrics import Figure, Scope, measured, measuring, metrics_for, statement
from analytics.rules.metrics.groups import grouped
from analytics.states.metrics import Board
from catalog.models.catalog import ServiceType
from catalog.pricing.offering import current_offering
from project.base.viewer import Member
from tests.analytics.helpers.reference import asked, check
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, place_order
from tests.helpers.story import Story
from tests.orders.helpers import order_acts
from tests.quotes.helpers import quotes

pytestmark = pytest.mark.django_db
FIRST, LAST, NOW = START.date(), START.date() + 13 * DAY, START + 20 * DAY
#: Who reads which board; the desk one writer's, too.
BOARDS = (
    ("max", Board.AGENCY),
    ("sam", Board.AGENCY),
    ("clara", Board.CLIENT),
    ("wendell", Board.WRITER),
    ("edith", Board.EDITOR),
    ("max", Board.WRITERS),
)


def played(cast: Cast) -> None:
    """Orders of two services in all kinds of states, within the period and before it."""
    for day in (-9, 1, 3):
        Story(cast, now=START + day * DAY).completed()
    Story(cast, now=START + 2 * DAY).revision_requested()
    Story(cast, now=START - 3 * DAY).delivered()
    for day in (-5, 4):
        order_acts.cancel(Story(cast, now=START + day * DAY), "max")
    Story(cast, now=START + 5 * DAY).cancelled()
    place_order(cast.clara, now=START + 6 * DAY, service=services(cast)[1])
    quotes.accepted(cast)
    quotes.sent(cast)


def services(cast: Cast) -> list[ServiceType]:
    """Two that are priced by the word."""
    return [one for one in current_offering(cast.inkwell).services if one.unit == "word"][:2]


def found(cast: Cast, name: str, board: Board, **filters: str) -> tuple[list[Figure], Any, Scope]:
    viewer: Member = getattr(cast, name)
    subject = cast.wendell.membership if board == Board.WRITERS else None
    scope, what = Scope(viewer, NOW, subject), asked(FIRST, LAST, viewer, **filters)
    return measured(metrics_for(viewer, board), scope, what), what, scope


def test_a_board_says_of_each_metric_what_its_rows_give(cast: Cast) -> None:
    played(cast)
    for name, board in BOARDS:
        figures, what, scope = found(cast, name, board)
        assert len(grouped([one.metric for one in figures], what)) < len(figures)
        for figure in figures:
            check(figure, what, scope)
            assert measured([figure.metric], scope, what) == [figure]
        assert sum(figure.now.n for figure in figures) > 4, (name, board)
        narrowed, what, scope = found(cast, name, board, service="article")
        for figure in narrowed:
            check(figure, what, scope)
        assert sum(figure.now.n for figure in narrowed) > 0, (name, board)


def test_each_metric_shows_its_own_largest_parts(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of one service more was billed, of another more fees were booked: the rows are the same, the parts are
    not."""
    one, other = services(cast)
    Story(cast, service=one).completed()
    for day in (1, 2):
        place_order(cast.clara, now=START + day * DAY, service=other, quantity=3000)
    for module in (statement, measuring):
        monkeypatch.setattr(module, "MOST_PARTS", 1)
    figures = {each.metric.key: each for each in found(cast, "max", Board.AGENCY)[0]}
    largest = {
        key: [part.key for part in figures[key].parts["service"]] for key in ("revenue", "fees", "placed")
    }
    assert largest == {"revenue": [other.key], "fees": [one.key], "placed": [other.key]}


def test_parts_that_are_as_large_stand_by_their_names(cast: Cast) -> None:
    for service in services(cast):
        place_order(cast.clara, service=service)
    figures = {each.metric.key: each for each in found(cast, "max", Board.AGENCY)[0]}
    names = [part.label for part in figures["placed"].parts["service"]]
    assert names == sorted(service.name for service in services(cast))
