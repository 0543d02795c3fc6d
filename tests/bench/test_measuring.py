"""A page counts only when it answers as its row says."""

from __future__ import annotations

import pytest

from bench.measuring import Rounds, Target
from bench.pages import Page
from bench.processes import Web
from bench.visiting import Answer
from bench.watched import HEADER
from project.launcher.say import Refusal

ORDER = Page("heavy order", "orders:order", "writer")
REFUSED = "heavy order in middle answered 404 instead of 200"


class Idle(Web):
    """A server that costs nothing."""

    def seconds(self) -> float:
        return 0.0


def target(status: int) -> Target:
    return Target(ORDER, "middle", Idle(1, 0), lambda: answer(status))


def answer(status: int) -> Answer:
    return Answer(status, {HEADER.lower(): "9"}, b"a page")


def test_a_page_that_answers_as_its_row_says_has_its_statements_counted() -> None:
    page = target(200)

    page.count(lambda: answer(200))

    assert page.queries == 9


def test_a_page_that_refuses_its_visitor_is_not_counted() -> None:
    with pytest.raises(Refusal, match=REFUSED):
        target(200).count(lambda: answer(404))


def test_nor_is_it_timed() -> None:
    rounds = Rounds(None, [])  # type: ignore[arg-type]  # the database is not asked before the first round
    rounds.warm([target(200)])

    with pytest.raises(Refusal, match=REFUSED):
        rounds.warm([target(404)])
