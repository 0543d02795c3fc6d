"""manage.py check_feedback: the history is what its rows come to."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from project.base import clock
from tests.helpers.cast import Cast
from tests.helpers.factories import DAY
from tests.writers.helpers.feedback_rows import FeedbackRows
from writers.management.commands import check_feedback
from writers.models import Feedback
from writers.states.feedback import ContestOutcome, Direction

pytestmark = pytest.mark.django_db


def some(cast: Cast) -> FeedbackRows:
    """Rows of every kind, around the boundaries of thirty and ninety days."""
    rows, now = FeedbackRows(cast), clock.now()
    for number, days in enumerate((0, 29, 30, 31, 89, 90, 91, 400)):
        rows.give(cast.wendell, number % 5 + 1, quality=number % 5 + 1, at=now - days * DAY)
        edited = {"at": now - days * DAY, "direction": Direction.EDITOR_TO_WRITER}
        feedback = rows.give(cast.wendell, 4, timeliness=3, **edited)
        rows.point(feedback, "citations" if number % 2 else "")
    rows.give(cast.edith, 5, direction=Direction.CLIENT_TO_EDITOR)
    rows.give(cast.wanda, 1, anonymous=True, at=now - 60 * DAY, released_at=now - DAY)
    rows.give(cast.wanda, 1, released_at=None)
    rows.give(cast.wanda, None, deleted_at=now)
    rows.contest(rows.give(cast.wanda, 1), ContestOutcome.UPHELD)
    rows.contest(rows.give(cast.wanda, 2), ContestOutcome.DISMISSED)
    return rows


def test_histories_are_what_the_rows_come_to(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    some(cast)

    call_command("check_feedback")
    call_command("check_feedback", agency="INK")

    assert capsys.readouterr().out.count("The history of 3 people is what") == 2


def test_a_wrong_figure_is_told(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    some(cast)
    right = check_feedback.recounted

    def wrong(*args: Any) -> Any:
        found = right(*args)
        if cast.wendell.member_id in found:
            found[cast.wendell.member_id]["quality"] = (7, 21)
            found[cast.wendell.member_id]["tag citations"] = (9, 9)
        return found

    monkeypatch.setattr(check_feedback, "recounted", wrong)

    with pytest.raises(CommandError, match="2 things about feedback are wrong"):
        call_command("check_feedback")

    said = capsys.readouterr().out
    assert f"member {cast.wendell.member_id} of INK: quality is (8, 21), the rows come to (7, 21)" in said
    assert "tag citations is (4, 8), the rows come to (9, 9)" in said


def test_a_row_that_may_not_be_is_told(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The database refuses such rows, so they are only read here."""
    now = clock.now()
    deleted = Feedback(public_id="gone", deleted_at=now, notes="Words")
    never = Feedback(public_id="never", released_at=now)
    published = Feedback(public_id="open", published_at=now, released_at=now, given_at=now)

    class Rows:
        def select_related(self, *names: str) -> Rows:
            return self

        def iterator(self, size: int) -> Any:
            return iter([deleted, never, published])

    real = Feedback.objects.filter

    def rows(**by: Any) -> Any:
        return Rows() if by == {"agency": cast.inkwell} else real(**by)

    monkeypatch.setattr(Feedback.objects, "filter", rows)

    with pytest.raises(CommandError, match="3 things"):
        call_command("check_feedback", agency="INK")

    said = capsys.readouterr().out
    assert [f"feedback {name} of INK is" in said for name in ("gone", "never", "open")] == [True] * 3


def test_an_unknown_agency(cast: Cast) -> None:
    with pytest.raises(CommandError, match="There is no agency NIX"):
        call_command("check_feedback", agency="NIX")
