"""What somebody takes along of what they earned, and what stays when they go."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.hooks import Part
from orders.own_data import work
from project.base.viewer import Member
from tests.helpers.cast import START, Cast
from tests.helpers.story import Story
from tests.orders.helpers.fees import accept, given, hand_in
from writers.actions import levels
from writers.models import HeldLevel
from writers.own_data.keeper import WritersKeeper

pytestmark = pytest.mark.django_db


def rows(parts: Any, name: str) -> list[Any]:
    return [row for part in parts if isinstance(part, Part) and part.name == name for row in part.rows]


def test_one_s_own_levels_and_nobody_else_s(cast: Cast) -> None:
    senior = levels.add_level(actor=cast.max, name="Senior")
    facts = {"level": senior, "from_day": START.date(), "now": START}
    levels.hold_level(actor=cast.max, person=cast.wanda.membership, **facts)

    (own,) = rows(WritersKeeper().parts(cast.wanda), "levels")

    assert (own["level_name"], own["from_day"]) == ("Senior", START.date().isoformat())
    assert rows(WritersKeeper().parts(cast.wendell), "levels") == []
    WritersKeeper().erase(cast.wanda.membership, START)
    assert HeldLevel.objects.exists(), "kept, with the fees that it explains"


def test_fees_say_what_they_are_for(cast: Cast) -> None:
    story = accept(hand_in(given(Story(cast), cast.wanda), cast.wanda))

    def taken(person: Member, name: str) -> list[Any]:
        return rows(work.parts(person), name)

    assert [(row["cause"], row["amount"]) for row in taken(cast.wanda, "fees")] == [("revision", "17.35")]
    assert [(row["cause"], row["amount"]) for row in taken(cast.wendell, "fees")] == [("work", "90.00")]
    (revision,) = taken(cast.wanda, "given_revisions")
    assert (revision["order_number"], revision["fee"]) == (story.order.number, "17.35")
    assert taken(cast.wendell, "given_revisions") == []
