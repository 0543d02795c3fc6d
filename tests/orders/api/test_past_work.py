"""Orders that a writer has handed over, by the API."""

from __future__ import annotations

import json

import pytest

from tests.helpers.api import Api
from tests.helpers.cast import Cast
from tests.orders.helpers.api import ORDERS, queries
from tests.orders.helpers.support import stop_clock
from tests.orders.views.test_past_work import LATER, STATES, goes_on, handed_over

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("at", STATES)
def test_a_former_writer_reads_until_the_hand_over(cast: Cast, monkeypatch, at: str) -> None:
    story = goes_on(handed_over(cast, at))
    stop_clock(monkeypatch, story.now)
    api, number = Api(cast.wendell), story.order.number

    found = api.get(f"{ORDERS}{number}/handed-over/").json

    assert (found["state"], found["fee"], found["title"]) == (at, "90.00", story.order.title)
    text = json.dumps(found, ensure_ascii=False)
    assert "Earlyword" in text and "early.txt" in text
    assert not [word for word in LATER if word in text]
    (row,) = api.get(f"{ORDERS}handed-over/").results
    assert row.items() <= found.items()
    assert api.get(f"{ORDERS}{number}/").status == 404
    assert len(found["deliveries"]) == (1 if at == "revision_requested" else 0)
    assert len(found["revisions"]) == (1 if at == "revision_requested" else 0)


def test_nobody_else_finds_it_there(cast: Cast, monkeypatch) -> None:
    story = handed_over(cast, "in_progress")
    stop_clock(monkeypatch, story.now)
    path, never = f"{ORDERS}{story.order.number}/handed-over/", f"{ORDERS}INK-2026-99999/handed-over/"

    for name in ("wanda", "nora"):
        api = Api(getattr(cast, name))
        assert api.get(path).status == 404 and api.get(f"{ORDERS}handed-over/").results == []
        assert api.get(path).response.content == api.get(never).response.content
    for name in ("clara", "edith", "max"):
        assert Api(getattr(cast, name)).get(path).status == 403
    assert queries(Api(cast.wendell), f"{ORDERS}handed-over/") == 3
