"""The end of a quote is reminded of once for each version, and not when its mail has just said it."""

from __future__ import annotations

import datetime as dt

import pytest

from quotes.actions import sending, sweeps
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, HOUR
from tests.quotes.helpers.quotes import HOLDS, asked, send, sent

pytestmark = pytest.mark.django_db


def test_reminded_once_for_each_version(cast: Cast) -> None:
    quote = sent(cast)
    remind = [
        sweeps.remind_of_quotes(agency=cast.inkwell, now=START + HOLDS - 2 * DAY + at) for at in _minutes(3)
    ]
    assert (remind, quote.events.filter(verb="remind", actor=None).count()) == ([0, 1, 0], 1)

    sending.rework_quote(actor=cast.max, quote=quote, now=START + 4 * DAY)
    again = send(cast, quote, now=START + 4 * DAY, holds=3 * DAY)
    found = [sweeps.remind_of_quotes(agency=cast.inkwell, now=again.valid_until - DAY) for _at in range(2)]

    assert (found, list(quote.events.filter(verb="remind").values_list("version", flat=True))) == (
        [1, 0],
        [1, 2],
    )


def _minutes(count: int) -> list[dt.timedelta]:
    return [dt.timedelta(minutes=at - 1) for at in range(count)]


@pytest.mark.parametrize(
    ("holds", "told"), [(2 * DAY - dt.timedelta(seconds=1), 0), (2 * DAY, 1), (3 * HOUR, 0)]
)
def test_a_short_one_is_not_reminded_of(cast: Cast, holds: dt.timedelta, told: int) -> None:
    quote = send(cast, asked(cast), holds=holds)

    found = [
        sweeps.remind_of_quotes(agency=cast.inkwell, now=quote.valid_until - left) for left in (HOUR, 0 * DAY)
    ]

    assert found == [told, 0]
