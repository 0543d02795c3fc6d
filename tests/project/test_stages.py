"""The tests' own ground: a stage that is put back is the stage that was
played (see tests/helpers/stages.py)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from agencies.models import Agency
from orders.actions.mail_jobs import quietly
from orders.models import Order
from project.base.errors import WrongState
from tests.helpers import rows, stages
from tests.helpers.cast import Cast
from tests.helpers.factories import make_draft, place_order
from tests.helpers.races import race
from tests.helpers.story import Story
from tests.orders.helpers.order_acts import answer_ask, redeliver
from tests.quotes.helpers.quotes import WAYS

pytestmark = pytest.mark.django_db

STAGES: dict[str, Callable[[Cast], Any]] = {
    "draft": lambda cast: make_draft(cast.clara),
    "placed": lambda cast: place_order(cast.clara, title="Of a title of its own"),
    "offered": lambda cast: Story(cast).offered(cast.wendell, cast.wanda),
    "asked for time": lambda cast: Story(cast).asked(),
    "granted": lambda cast: answer_ask(Story(cast).asked(), granted=True),
    "sent back": lambda cast: redeliver(Story(cast).claimed()),
    "answered": lambda cast: Story(cast).answered(),
    "completed": lambda cast: Story(cast).completed(),
    "on hold": lambda cast: Story(cast).on_hold(),
    "cancelled": lambda cast: Story(cast).assigned().cancelled(),
    "two orders": lambda cast: (Story(cast).delivered(), Story(cast).in_review()),
    **{f"quote {way}": act for way, act in WAYS.items()},
}


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stages, "world", stages.World(path=()))


def stored() -> dict[str, dict[str, str]]:
    return {
        name: rows.read(table).values for name, table in rows.tables().items() if name not in stages.SESSIONS
    }


@pytest.mark.parametrize("name", STAGES)
def test_a_stage_put_back_is_the_stage_played(cast: Cast, name: str) -> None:
    found = []
    for _time in ("played", "put back"):
        with transaction.atomic():
            STAGES[name](cast)
            found.append((stored(), stages.world.path, len(stages.world.stages)))
            transaction.set_rollback(True)

    assert found[0] == found[1]
    assert found[0][1:] != ((), 0)
    assert stored() != found[0][0] and stages.world.path == ()


def test_what_is_put_back_comes_as_fresh_objects(cast: Cast) -> None:
    seen = []
    for _time in ("played", "put back"):
        with transaction.atomic():
            story = Story(cast).delivered()
            seen.append((story.now, story.order, story.order.state))
            story.order.state = "spoilt"
            transaction.set_rollback(True)

    assert seen[0] == seen[1] and seen[0][1] is not seen[1][1]


def test_whoever_writes_between_stages_has_them_played(cast: Cast) -> None:
    Story(cast).delivered()
    known = len(stages.world.stages)

    Agency.objects.filter(pk=cast.inkwell.pk).update(included_rounds=0)
    story = Story(cast).delivered()

    assert (stages.world.path, len(stages.world.stages)) == (None, known)
    assert story.order.number == "INK-2026-00002"


def test_what_a_stage_writes_itself_is_another_point(cast: Cast) -> None:
    """`answered` answers the points and delivers; the same delivery without answers is refused as ever."""
    with transaction.atomic():
        text = Story(cast).answered().order.deliveries.latest("number").text
        transaction.set_rollback(True)

    story = Story(cast).revising()

    with pytest.raises(WrongState):
        story.deliver(text)


def test_a_stage_told_quietly_is_another_one(cast: Cast) -> None:
    waiting = []
    for block in (quietly, nullcontext):
        with transaction.atomic():
            with block():
                Story(cast).offered()
            waiting.append(ProcrastinateJob.objects.count())
            transaction.set_rollback(True)

    assert waiting[0] == 0 < waiting[1]


@pytest.mark.django_db(transaction=True)
def test_threads_play_whatever_is_known(cast: Cast) -> None:
    place_order(cast.clara)

    placed = race([lambda: place_order(cast.clara)] * 3)

    assert len({order.pk for order in placed}) == 3 and Order.objects.count() == 4
