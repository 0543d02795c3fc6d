"""By when a writer delivers, on the agency's clock."""

from __future__ import annotations

import datetime as dt

import pytest

from agencies.actions.working_hours import add_holiday
from orders.actions.holding import hold_order, resume_order
from orders.rules.writer_deadline import writer_deadline
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.factories import DAY, HOUR, place_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_hours")]


@pytest.mark.parametrize(
    ("start", "deadline", "due"),
    [
        # 80 % is 03:54 on Thursday: Wednesday's closing, not the night.
        ("2026-03-02T09:00", "2026-03-05T20:38", "2026-03-04T17:00"),
        ("2026-03-02T09:00", "2026-03-09T17:00", "2026-03-06T17:00"),  # Sunday: Friday's closing
        ("2026-03-27T16:30", "2026-03-30T16:00", "2026-03-30T08:00"),  # Monday's opening, in summer time
    ],
)
def test_it_falls_into_the_hours(cast: Cast, start: str, deadline: str, due: str) -> None:
    moments = [dt.datetime.fromisoformat(f"{text}+00:00") for text in (start, deadline, due)]

    assert writer_deadline(cast.inkwell, moments[0], moments[1]) == moments[2]


def test_a_holiday_is_no_day_for_it(cast: Cast) -> None:
    deadline = START + 5 * DAY  # four days are Friday at nine
    assert writer_deadline(cast.inkwell, START, deadline) == START + 4 * DAY

    add_holiday(actor=cast.max, day=(START + 4 * DAY).date(), name="Founders’ Day")

    assert writer_deadline(load_cast().inkwell, START, deadline) == START + 3 * DAY + 8 * HOUR


def test_resuming_moves_it_into_the_hours_too(cast: Cast) -> None:
    order = place_order(cast.clara, deadline=START + 5 * DAY)
    hold_order(actor=cast.max, order=order, reason="Away", now=START + HOUR)
    held = 15 * HOUR

    resumed = resume_order(actor=cast.max, order=order, now=START + HOUR + held)

    assert resumed.client_deadline == START + 5 * DAY + held
    # Friday at nine and fifteen hours are midnight: Friday's closing.
    assert resumed.writer_deadline == START + 4 * DAY + 8 * HOUR
