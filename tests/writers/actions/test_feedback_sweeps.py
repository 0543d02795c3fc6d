"""What the clock releases, and when: neither moment nor order tells whose an anonymous one is."""

from __future__ import annotations

import pytest

from tests.helpers.cast import Cast
from tests.helpers.factories import DAY
from tests.writers.helpers.feedback import LATER, completed, give, of_other_account
from writers.actions.feedback_sweeps import release_anonymous, release_due
from writers.models import Feedback
from writers.states.feedback import Direction

pytestmark = pytest.mark.django_db
OVER = LATER + 15 * DAY


def anonymous(cast: Cast, n: int, direction: str = Direction.CLIENT_TO_EDITOR) -> list[Feedback]:
    """The last of several is of another account."""
    rows = [give(cast, direction, completed(cast), anonymous=True) for _each in range(n)]
    return [*rows[:-1], of_other_account(rows[-1])] if n > 1 else rows


def unreleased() -> int:
    return Feedback.objects.filter(released_at=None).count()


def test_the_window_ends(cast: Cast) -> None:
    row = give(cast, Direction.CLIENT_TO_WRITER, completed(cast))
    closed = row.order.closed_at
    assert closed is not None

    assert release_due(agency=cast.inkwell, now=closed + 14 * DAY - DAY / 24) == 0
    assert release_due(agency=cast.northwind, now=closed + 14 * DAY) == 0
    assert release_due(agency=cast.inkwell, now=closed + 14 * DAY) == 1
    assert release_due(agency=cast.inkwell, now=closed + 14 * DAY) == 0
    row.refresh_from_db()
    assert row.released_at == closed + 14 * DAY


def test_anonymous_feedback_never_leaves_by_the_window(cast: Cast) -> None:
    anonymous(cast, 1, Direction.CLIENT_TO_WRITER)

    assert release_due(agency=cast.inkwell, now=OVER) == 0
    assert unreleased() == 1


def test_in_batches_of_three(cast: Cast) -> None:
    anonymous(cast, 2)
    assert release_anonymous(agency=cast.inkwell, now=LATER) == 0

    anonymous(cast, 1)

    assert release_anonymous(agency=cast.inkwell, now=LATER) == 1
    assert set(Feedback.objects.values_list("released_at", flat=True)) == {LATER}


def test_at_most_once_a_day(cast: Cast) -> None:
    anonymous(cast, 3)
    release_anonymous(agency=cast.inkwell, now=LATER)
    anonymous(cast, 3)

    assert release_anonymous(agency=cast.inkwell, now=LATER + DAY / 2) == 0
    assert release_anonymous(agency=cast.inkwell, now=LATER + DAY) == 1
    assert unreleased() == 0


def test_of_one_receiver_each(cast: Cast) -> None:
    anonymous(cast, 2)
    anonymous(cast, 1, Direction.CLIENT_TO_WRITER)

    assert release_anonymous(agency=cast.inkwell, now=OVER) == 0


def test_the_other_side_is_waited_for(cast: Cast) -> None:
    rows = anonymous(cast, 3, Direction.CLIENT_TO_WRITER)
    assert release_anonymous(agency=cast.inkwell, now=LATER) == 0
    for row in rows:
        give(cast, Direction.WRITER_TO_CLIENT, row.order)
    assert release_anonymous(agency=cast.inkwell, now=LATER) == 1


def test_by_lot(cast: Cast) -> None:
    """In a list by release they stand by their random ids, never as they were given."""
    rows = anonymous(cast, 5)
    release_anonymous(agency=cast.inkwell, now=LATER)

    listed = Feedback.objects.visible_to(cast.edith).order_by("-released_at", "-public_id")

    assert [row.public_id for row in listed] == sorted((row.public_id for row in rows), reverse=True)


def test_a_deleted_one_makes_no_batch(cast: Cast) -> None:
    rows = anonymous(cast, 3)
    Feedback.objects.filter(pk=rows[0].pk).update(
        deleted_at=LATER, overall=None, quality=None, strengths="", improvements="", notes=""
    )
    assert release_anonymous(agency=cast.inkwell, now=LATER) == 0


def test_of_one_client_account_alone_none_is_released(cast: Cast) -> None:
    """Three of one client would be known for theirs as soon as their receiver writes for that one alone."""
    rows = [give(cast, Direction.CLIENT_TO_EDITOR, completed(cast), anonymous=True) for _each in range(4)]
    assert release_anonymous(agency=cast.inkwell, now=LATER) == 0

    of_other_account(rows[-1])

    assert release_anonymous(agency=cast.inkwell, now=LATER) == 1
    assert unreleased() == 0
