"""The history of feedback: what counts, since when, and what comes up again and again."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY
from tests.writers.helpers.feedback_rows import FeedbackRows
from writers.models import FeedbackLevel, Rubric, RubricCriterion, RubricLevel
from writers.querysets.feedback_history import TagCount, Tags
from writers.rules.feedback_averages import PRIOR
from writers.rules.feedback_history import History, histories, recurring
from writers.states.feedback import ContestOutcome, Direction
from writers.states.feedback_history import OUTSIDE, Trend

pytestmark = pytest.mark.django_db
NOW = START + 200 * DAY


def history(cast: Cast, now: dt.datetime = NOW, name: str = "wendell") -> History:
    found = histories(cast.inkwell, [cast.wendell.member_id, cast.wanda.member_id], now)
    return found[getattr(cast, name).member_id]


def test_averages_by_category_and_direction(cast: Cast) -> None:
    rows = FeedbackRows(cast)
    rows.give(cast.wendell, 5, quality=4, timeliness=2)
    rows.give(cast.wendell, 3, direction=Direction.EDITOR_TO_WRITER, quality=5)
    rows.give(cast.wanda, 4)

    found = history(cast)

    assert (found.overall.n, found.overall.raw, found.overall.mean) == (2, 4, 4)
    assert found.counts == [0, 0, 1, 0, 1]
    assert {name: average.n for name, average in found.categories.items()} == {
        "quality": 2,
        "communication": 0,
        "timeliness": 1,
        "professionalism": 0,
    }
    assert found.categories["quality"].raw == Decimal("4.50")
    assert [found.directions[name].n for name in Direction.values[:3]] == [1, 1, 0]
    assert found.directions[Direction.CLIENT_TO_WRITER].mean == Decimal("4.5")


def test_what_does_not_count(cast: Cast) -> None:
    """Drafts, unreleased, deleted, contested and upheld ones."""
    rows = FeedbackRows(cast)
    rows.give(cast.wendell, 4)
    rows.give(cast.wendell, 1, given_at=None, released_at=None)
    rows.give(cast.wendell, 1, released_at=None)
    rows.give(cast.wendell, None, deleted_at=START)
    rows.contest(rows.give(cast.wendell, 1))
    rows.contest(rows.give(cast.wendell, 1), ContestOutcome.UPHELD)
    rows.contest(rows.give(cast.wendell, 5), ContestOutcome.DISMISSED)
    rows.contest(rows.give(cast.wendell, 5), ContestOutcome.WITHDRAWN)

    found = history(cast)

    assert (found.overall.n, found.overall.total, found.counts) == (3, 14, [0, 0, 0, 1, 2])
    assert history(cast, name="wanda").overall.n == 0


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/Los_Angeles"])
def test_days_are_the_agencys(cast: Cast, zone: str) -> None:
    """Thirty days are today and the 29 before it, from midnight to midnight where the agency is."""
    Agency.objects.filter(pk=cast.inkwell.pk).update(timezone=zone)
    cast.inkwell.refresh_from_db()
    now = dt.datetime(2026, 10, 20, 15, 0, tzinfo=ZoneInfo(zone))
    today = now.replace(hour=0)
    rows, tick = FeedbackRows(cast), dt.timedelta(seconds=1)
    for rating, days in ((5, 29), (3, 89)):
        rows.give(cast.wendell, rating, at=today - days * DAY)
        rows.give(cast.wendell, rating, at=today - days * DAY - tick)

    found = history(cast, now)

    assert [(each.n, each.total) for each in (found.last_30, found.last_90, found.before)] == [
        (1, 5),
        (3, 13),
        (2, 8),
    ]
    assert found.overall.n == 4


def test_the_trend_is_the_last_thirty_days_against_the_sixty_before(cast: Cast) -> None:
    rows = FeedbackRows(cast)
    for _number in range(3):
        rows.give(cast.wendell, 3, at=NOW - 40 * DAY)
    assert history(cast).trend == Trend.TOO_FEW
    for _number in range(3):
        rows.give(cast.wendell, 5, at=NOW - 2 * DAY)

    assert history(cast).trend == Trend.RISING
    assert history(cast, NOW + 60 * DAY).trend == Trend.TOO_FEW


def test_an_anonymous_one_counts_by_its_release(cast: Cast) -> None:
    """When it was given would tell whose it is."""
    rows = FeedbackRows(cast)
    rows.give(cast.wendell, 4, at=NOW - 80 * DAY, released_at=NOW - DAY, anonymous=True)
    rows.give(cast.wendell, 4, at=NOW - 80 * DAY, released_at=NOW - DAY)

    found = history(cast)

    assert (found.last_30.n, found.before.n) == (1, 1)


def test_tags_of_the_last_ten_orders_with_points(cast: Cast) -> None:
    """“citations: 6 of 10, falling”. Untagged points make an order one of the ten; unshown ones don't."""
    rows = FeedbackRows(cast)
    for number in range(12):
        given = {"overall": 4, "at": START + number * DAY, "direction": Direction.EDITOR_TO_WRITER}
        feedback = rows.give(cast.wendell, **given)
        rows.point(feedback, "citations" if number in (0, 1, 2, 3, 4, 5, 6, 11) else "")
        rows.point(feedback, "unshown", shown=False)
        if number == 7:
            rows.point(feedback, "once")

    found = history(cast)

    assert found.orders_with_points == 10
    (tag,) = found.tags
    assert (tag.name, tag.orders, tag.of, tag.late, tag.trend) == ("citations", 6, 10, 1, Trend.FALLING)


def test_points_of_a_verdict_without_ratings_count_and_contested_ones_do_not(cast: Cast) -> None:
    rows = FeedbackRows(cast)
    unrated = {"direction": Direction.EDITOR_TO_WRITER, "given_at": None, "released_at": None}
    for _number in range(2):
        rows.point(rows.give(cast.wendell, None, **unrated), "tone")
        contested = rows.give(cast.wendell, 1, direction=Direction.EDITOR_TO_WRITER)
        rows.point(contested, "wrong")
        rows.contest(contested)

    found = history(cast)

    assert [(tag.name, tag.orders, tag.of) for tag in found.tags] == [("tone", 2, 2)]


@pytest.mark.parametrize(
    ("places", "orders", "trend"),
    [
        ((0, 1, 2, 3, 4), 10, Trend.RISING),
        ((0, 9), 10, Trend.STEADY),
        ((5, 6), 10, Trend.FALLING),
        ((0, 5), 8, Trend.FALLING),  # one of five, then one of three
        ((0, 5), 7, Trend.TOO_FEW),
    ],
)
def test_where_a_tag_goes(places: tuple[int, ...], orders: int, trend: Trend) -> None:
    (tag,) = recurring(Tags(orders, [TagCount("k7m2qx9ab4", "tone", places)]))

    assert tag.trend == trend


def test_criteria_of_the_present_rubric(cast: Cast) -> None:
    rows, levels = FeedbackRows(cast), {}
    for number, retired in ((1, START), (2, None)):
        rubric = Rubric.objects.create(
            agency=cast.inkwell,
            number=number,
            made_by=cast.max.membership,
            made_at=START,
            retired_at=retired,
        )
        criterion = RubricCriterion.objects.create(
            agency=cast.inkwell, rubric=rubric, position=1, name=f"Structure {number}"
        )
        levels[number] = RubricLevel.objects.create(
            agency=cast.inkwell, criterion=criterion, position=1, points=3, name="Fair"
        )
    for number, points in ((1, 1), (2, 3), (2, 4)):
        FeedbackLevel.objects.create(
            agency=cast.inkwell,
            feedback=rows.give(cast.wendell, 4, direction=Direction.EDITOR_TO_WRITER),
            criterion=levels[number].criterion,
            level=levels[number],
            points=points,
        )

    (found,) = history(cast).criteria

    assert (found.name, found.service, found.average.n, found.average.raw) == (
        "Structure 2",
        "",
        2,
        Decimal("3.50"),
    )


def test_outsiders_are_told_what_clients_said(cast: Cast) -> None:
    rows = FeedbackRows(cast)
    rows.point(rows.give(cast.wendell, 1, direction=Direction.EDITOR_TO_WRITER), "tone")
    rows.give(cast.wendell, 5)

    found = histories(cast.inkwell, [cast.wendell.member_id], NOW, directions=OUTSIDE)

    assert found[cast.wendell.member_id].overall.total == 5
    assert found[cast.wendell.member_id].tags == []


def test_other_agencies_are_none_of_it(cast: Cast) -> None:
    FeedbackRows(cast).give(cast.wanda, 2)

    found = histories(cast.northwind, [cast.wanda_northwind.member_id], NOW)

    assert found[cast.wanda_northwind.member_id].overall.mean is None


def test_as_many_queries_for_many_rows_and_people_as_for_one(cast: Cast) -> None:
    rows, counted = FeedbackRows(cast), []
    for times in (1, 5):
        for _number in range(times):
            feedback = rows.give(cast.wendell, 4, direction=Direction.EDITOR_TO_WRITER)
            rows.point(feedback, "tone")
            rows.give(cast.wanda, 3)
        people = [cast.wendell.member_id, cast.wanda.member_id, cast.edith.member_id][: times + 1]
        with CaptureQueriesContext(connection) as queries:
            histories(cast.inkwell, people, NOW)
        counted.append(len(queries))

    assert counted == [5, 5]


def test_the_prior_is_five_ratings_of_the_agencys_mean(cast: Cast) -> None:
    rows = FeedbackRows(cast)
    for _number in range(4):
        rows.give(cast.wanda, 3)
    rows.give(cast.wendell, 5)

    found = history(cast).overall

    mean = Decimal(17) / 5
    assert found.shrunk == ((5 + PRIOR * mean) / (1 + PRIOR)).quantize(Decimal("0.01"))
