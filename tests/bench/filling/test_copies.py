"""What bin/bench fills its agencies with: copies that look as if the actions had made them."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from typing import Any

import pytest
from django.db import connection

from agencies.models import Agency
from bench.filling import houses, making, moulds, schema
from bench.filling.closures import Closure, World, commissions
from bench.filling.houses import MOULD, House
from orders.models import Order
from project.demo import money, quotes
from project.demo.library import draw
from project.demo.rounds import RevisionStory
from project.demo.story import Crew
from project.demo.talk import talk
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, place_order
from tests.helpers.stages import stage
from tests.helpers.story import make_order
from writers.models import Feedback, FeedbackLevel, Rubric, RubricCriterion, RubricLevel
from writers.states.feedback import Direction

pytestmark = pytest.mark.django_db

#: Fate of a story -> the state of its order.
FATES = {
    "placed": "placed",
    "offered": "offered",
    "assigned": "assigned",
    "in_progress": "in_progress",
    "in_review": "in_review",
    "delivered": "delivered",
    "revision_requested": "revision_requested",
    "completed": "completed",
    "change_bought": "in_progress",
    "on_hold": "on_hold",
    "cancelled": "cancelled",
}
TINY = House("tiny", "TIN", 20)
NOW = START + 60 * DAY


def play(crew: Crew, fate: str) -> RevisionStory:
    rng = random.Random(fate)
    story = RevisionStory(
        crew,
        crew.clients[0],
        draw(rng, 1)[0],
        start=NOW - 20 * DAY,
        deadline=NOW + 10 * DAY,
        end=NOW,
        rng=rng,
    )
    story.play(fate)
    talk(story)
    return story


def judge(mould: Agency, crew: Crew) -> None:
    """An editor judges a text by the agency's rubric, which an agency that was just founded has none of."""
    editor, when = crew.editors[0].membership, {"agency": mould}
    rubric = Rubric.objects.create(**when, number=1, made_by=editor, made_at=NOW)
    criterion = RubricCriterion.objects.create(**when, rubric=rubric, position=0, name="Structure")
    levels = [
        RubricLevel.objects.create(**when, criterion=criterion, position=at, points=at + 1, name=name)
        for at, name in enumerate(("Needs work", "Good"))
    ]
    order = Order.objects.filter(agency=mould, state="completed", writer__isnull=False).earliest("pk")
    feedback = Feedback.objects.create(
        agency=mould,
        order=order,
        direction=Direction.EDITOR_TO_WRITER,
        giver=editor,
        receiver=order.writer,
        rubric=rubric,
        overall=4,
        begun_at=NOW,
        given_at=NOW,
    )
    said = {"agency": mould, "feedback": feedback, "criterion": criterion}
    FeedbackLevel.objects.create(**said, level=levels[1], points=2)


def test_what_an_agency_has_only_once_it_is_needed_is_copied_once(filled: tuple[Agency, Agency]) -> None:
    tiny = filled[1]
    rubric = Rubric.objects.get(agency=tiny)

    assert set(RubricLevel.objects.filter(agency=tiny).values_list("name", flat=True)) == {
        "Needs work",
        "Good",
    }
    assert RubricLevel.objects.filter(agency=tiny).count() == 2
    assert {row.rubric_id for row in Feedback.objects.filter(agency=tiny)} == {rubric.pk}
    assert {row.rubric_id for row in RubricCriterion.objects.filter(agency=tiny)} == {rubric.pk}


@pytest.fixture
def filled(cast: Cast) -> tuple[Agency, Agency]:
    """The agency of the stories, and one that is filled with copies of them."""
    _fill()
    return Agency.objects.get(code=MOULD.code), Agency.objects.get(code=TINY.code)


@stage
def _fill() -> None:
    mould = houses.found(MOULD, NOW - 200 * DAY)
    houses.admit_spare(MOULD, mould, NOW - 200 * DAY)
    crew = houses.playing_crew(mould)
    money.settle([play(crew, fate) for fate in FATES])
    quotes.play(crew, random.Random(200), NOW)
    moulds.tell(mould, NOW)
    judge(mould, crew)
    making.found_and_fill(TINY, NOW)


def world_of(agency: Agency) -> World:
    with connection.cursor() as cursor:
        return World(cursor, schema.read(cursor), agency.pk)


def shape(closure: Closure) -> tuple[Any, ...]:
    """Of each table, how often which columns are set, and which of the texts are not empty."""
    return tuple(
        sorted(
            Counter(
                (table, tuple(name for name, value in row.items() if value is not None and value != ""))
                for table, _key, row in closure
            ).items()
        )
    )


def state_of(closure: Closure) -> str:
    return next((row["state"] for row in closure.rows.get("orders_order", {}).values()), "draft")


def test_each_copy_has_the_rows_and_the_columns_of_an_order_that_was_played(
    filled: tuple[Agency, Agency],
) -> None:
    mould, tiny = filled
    played = {(state_of(each), shape(each)) for each in commissions(world_of(mould))}

    copied = {(state_of(each), shape(each)) for each in commissions(world_of(tiny))}

    assert {state for state, _shape in played} == {*FATES.values(), "draft"}
    assert copied == played


def test_the_columns_of_an_order_are_those_that_actions_set_in_its_state(
    cast: Cast, filled: tuple[Agency, Agency]
) -> None:
    """The same verbs in the tests' own story leave the same columns behind."""
    chosen = (
        "placed",
        "offered",
        "assigned",
        "in_progress",
        "in_review",
        "delivered",
        "completed",
        "on_hold",
    )
    optional = {"preferred_writer_id", "editor_id", "urgency_id", "subject_id", "hold_reason"}

    for state in chosen:
        order = make_order(cast, state)
        wanted = columns_set(order) - optional
        found = [columns_set(one) - optional for one in Order.objects.filter(agency=filled[1], state=state)]
        texts = {"audience", "purpose", "tone", "format", "citation_style", "references", "notes"}
        assert found, state
        assert all(one - texts >= wanted - texts for one in found), state
        assert any(one - texts == wanted - texts for one in found), state


def columns_set(order: Order) -> set[str]:
    fields = [field.attname for field in Order._meta.concrete_fields if field.attname != "search"]
    return {name for name in fields if getattr(order, name) not in (None, "")}


def test_the_copies_are_whole_and_the_agency_can_work_on(filled: tuple[Agency, Agency]) -> None:
    """Nothing points into another agency or nowhere; the first client has most of the orders; the next order
    gets the number after the last."""
    tiny = filled[1]
    orders = Order.objects.filter(agency=tiny)
    counts = Counter(orders.values_list("requested_by__user__email", flat=True))
    last = max(orders.filter(placed_at__year=NOW.year).values_list("number", flat=True))

    with connection.cursor() as cursor:
        tables = schema.read(cursor)
        wrong = {
            (table.name, column): strays(cursor, table, column, tables[other], tiny.pk)
            for table in tables.values()
            for column, other in table.points_to.items()
            if "agency_id" in table.columns and "id" in tables[other].columns
        }
    order = place_order(houses.playing_crew(tiny).clients[0], now=NOW + dt.timedelta(minutes=1))

    assert {key: count for key, count in wrong.items() if count} == {}
    assert counts.most_common(1)[0][0] == TINY.email("client")
    assert len(counts) > 5
    assert order.number == f"{last[:-5]}{int(last[-5:]) + 1:05}"


def strays(cursor: Any, table: schema.Table, column: str, other: schema.Table, agency_id: int) -> int:
    foreign = "OR b.agency_id <> a.agency_id" if "agency_id" in other.columns else ""
    cursor.execute(
        f'SELECT count(*) FROM "{table.name}" a LEFT JOIN "{other.name}" b ON b.id = a."{column}" '
        f'WHERE a.agency_id = %s AND a."{column}" IS NOT NULL AND (b.id IS NULL {foreign})',
        [agency_id],
    )
    return int(cursor.fetchone()[0])
