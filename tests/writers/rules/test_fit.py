"""What speaks for a writer: a score that shows its parts, in as many queries for many as for one."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agencies.models import Membership
from orders.actions import offers
from orders.hooks.fit import Fit
from orders.models import Order
from tests.helpers.cast import START, Cast
from tests.helpers.factories import place_order
from tests.helpers.story import Story
from tests.writers.helpers.feedback_rows import FeedbackRows
from writers.models import PreferredClient, PreferredService, PreferredSubject
from writers.rules.fit import WEIGHTS, fits
from writers.states.assignment import FitPart

pytestmark = pytest.mark.django_db


def fit(cast: Cast, order: Order, name: str = "wendell") -> Fit:
    people = [cast.wendell.membership, cast.wanda.membership]
    return fits(people, [order], START)[getattr(cast, name).member_id, order.pk]


def points(found: Fit) -> dict[str, int]:
    return {part.code: part.points for part in found.parts}


def test_weights_make_a_hundred() -> None:
    assert sum(WEIGHTS.values()) == 100
    assert set(WEIGHTS) == set(FitPart)


def test_score_is_the_sum_of_its_parts(cast: Cast) -> None:
    found = fit(cast, place_order(cast.clara))

    assert found.score == sum(part.points for part in found.parts)
    assert points(found) == {
        "subject": 0,
        "load": 20,
        "on_time": 8,
        "rating": 5,
        "service": 0,
        "client": 0,
        "fairness": 10,
        "worked_for": 0,
    }


def test_what_somebody_prefers_speaks_for_them(cast: Cast) -> None:
    order = place_order(cast.clara)
    own = {"agency": cast.inkwell, "member": cast.wendell.membership}
    PreferredSubject.objects.create(**own, side="writer", subject=order.subject)
    PreferredService.objects.create(**own, side="writer", service=order.service)
    PreferredClient.objects.create(**own, account=order.account)

    found = points(fit(cast, order))

    assert (found["subject"], found["service"], found["client"]) == (20, 10, 10)
    assert points(fit(cast, order, "wanda"))["subject"] == 0


def test_a_preference_of_an_editor_is_none_of_the_writer(cast: Cast) -> None:
    order = place_order(cast.clara)
    PreferredSubject.objects.create(
        agency=cast.inkwell, member=cast.wendell.membership, side="editor", subject=order.subject
    )

    assert points(fit(cast, order))["subject"] == 0


def test_delivering_in_time_and_for_the_client(cast: Cast) -> None:
    story = Story(cast).delivered()
    found = fits([cast.wendell.membership], [place_order(cast.clara)], story.now)
    (wendell,) = found.values()
    parts = {part.code: part for part in wendell.parts}

    assert (parts[FitPart.ON_TIME].points, parts[FitPart.ON_TIME].n) == (15, 1)
    assert parts[FitPart.ON_TIME].words == "100% of 1 order in time"
    assert parts[FitPart.WORKED_FOR].points == 5


def test_delivering_late_speaks_for_nobody(cast: Cast) -> None:
    story = Story(cast).delivered()
    Order.objects.filter(pk=story.order.pk).update(writer_deadline=START)

    (wendell,) = fits([cast.wendell.membership], [place_order(cast.clara)], story.now).values()

    assert points(wendell)["on_time"] == 0


def test_who_was_offered_much_lately_comes_later(cast: Cast) -> None:
    order = place_order(cast.clara)
    offers.offer_order(
        actor=cast.max,
        order=place_order(cast.clara),
        writers=[cast.wendell.membership],
        fee=Decimal(10),
        now=START,
    )

    assert points(fit(cast, order))["fairness"] == 0
    assert points(fit(cast, order, "wanda"))["fairness"] == 10


def test_work_in_hand_leaves_less_room(cast: Cast) -> None:
    story = Story(cast).assigned()

    assert points(fit(cast, story.order))["load"] == 18  # 1 of 10 orders


@pytest.mark.parametrize(("many", "orders"), [(1, 1), (2, 3)])
def test_as_many_queries_for_many_as_for_one(cast: Cast, many: int, orders: int) -> None:
    people = list(Membership.objects.filter(pk__in=[cast.wendell.member_id, cast.wanda.member_id]))[:many]
    placed = [place_order(cast.clara) for _ in range(orders)]
    assert placed[0].agency == cast.inkwell  # read
    with CaptureQueriesContext(connection) as queries:
        found = fits(people, placed, START)

    assert len(found) == many * orders
    assert len(queries) == 7


def test_the_day_of_the_last_work_is_the_reader_s(cast: Cast) -> None:
    story = Story(cast).delivered()
    night = dt.datetime(2026, 3, 2, 23, 30, tzinfo=dt.UTC)
    Order.objects.filter(pk=story.order.pk).update(delivered_at=night)

    with timezone.override("Asia/Tokyo"):
        (wendell,) = fits([cast.wendell.membership], [place_order(cast.clara)], story.now).values()

    assert {part.code: part.words for part in wendell.parts}[FitPart.WORKED_FOR].endswith("3 March 2026")


def test_one_rating_hardly_moves_anybody_and_many_do(cast: Cast) -> None:
    """Wanda's thirty ratings are the agency's mean, more or less. A rating counts with its number."""
    rows, order = FeedbackRows(cast), place_order(cast.clara)
    for number in range(30):
        rows.give(cast.wanda, 4 if number % 2 else 3)
    rows.give(cast.wendell, 1)
    parts = {part.code: part for part in fit(cast, order).parts}

    assert (parts["rating"].points, parts["rating"].n) == (3, 1)
    assert parts["rating"].words == "3.02 from 1 rating"
    assert points(fit(cast, order, "wanda"))["rating"] == 5
    for _number in range(20):
        rows.give(cast.wendell, 1)

    assert points(fit(cast, order))["rating"] == 0
    assert points(fit(cast, order, "wanda"))["rating"] == 9
