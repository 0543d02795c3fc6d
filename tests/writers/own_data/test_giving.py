"""What somebody takes along of waiting lists and exceptions, and what stays when they go."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.hooks import Part
from orders.actions import offers
from project.base.viewer import Member
from tests.helpers.capacity import capacity
from tests.helpers.cast import Cast
from tests.helpers.story import FEE, Story
from writers.actions.waiting_list import set_waiting_list
from writers.models import EligibilityOverride
from writers.own_data.keeper import WritersKeeper

pytestmark = pytest.mark.django_db


def rows(person: Member, name: str) -> list[Any]:
    parts = WritersKeeper().parts(person)
    return [row for part in parts if isinstance(part, Part) and part.name == name for row in part.rows]


def test_places_in_waiting_lists(cast: Cast) -> None:
    story = Story(cast)
    places = [(cast.wendell.membership, FEE), (cast.wanda.membership, FEE)]

    set_waiting_list(actor=cast.max, order=story.order, places=places, hours=24, now=story.now)

    (place,) = rows(cast.wanda, "waiting_places")
    assert (place["state"], place["hours"]) == ("waiting", 24)
    assert [row["state"] for row in rows(cast.wendell, "waiting_places")] == ["asked"]
    assert rows(cast.edith, "waiting_places") == []


def test_an_exception_is_told_and_its_words_go_with_the_person(cast: Cast) -> None:
    capacity(cast.wendell, accepting=False)
    story, wendell = Story(cast), cast.wendell.membership

    offers.offer_order(
        actor=cast.max, writers=[wendell], fee=FEE, override="Only he can do it.", **story.tick()
    )

    (told,) = rows(cast.wendell, "exceptions")
    assert told["reason"] == "Only he can do it." and told["order_number"] == story.order.number
    assert rows(cast.wanda, "exceptions") == []
    WritersKeeper().erase(wendell, story.now)
    assert "Only" not in EligibilityOverride.objects.get().reason
