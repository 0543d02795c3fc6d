"""What tests of the API of orders share."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.adapters.api import forget_taken
from project.base.viewer import Member
from tests.helpers.api import Answer, Api
from tests.helpers.factories import HOUR
from tests.helpers.story import Story
from tests.orders.helpers.support import stop_clock

ORDERS = "orders/orders/"
NEVER = f"{ORDERS}INK-2026-99999/"


def queries(api: Api, path: str, *, anew: bool = True) -> int:
    """How many queries one call needs, session and person included, when host and limits are known. Each time
    that the process forgets what it took of a limit that part is lost: `anew` False for very many calls."""
    if anew:
        forget_taken()
    assert api.get(path).status == 200
    api.client.get("/robots.txt")
    with CaptureQueriesContext(connection) as found:
        assert api.get(path).status == 200
    return len(found)


class Desk:
    """The people of a story, who call the API an hour after its last step."""

    def __init__(self, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
        self.story, self.monkeypatch = story, monkeypatch
        self.callers: dict[str, Api] = {}
        self.path = f"{ORDERS}{story.order.number}/"
        self.wait()

    def wait(self) -> None:
        """An hour passes."""
        self.story.now += HOUR
        stop_clock(self.monkeypatch, self.story.now)

    def api(self, name: str) -> Api:
        if name not in self.callers:
            member: Member = getattr(self.story.cast, name)
            self.callers[name] = Api(member)
        return self.callers[name]

    def read(self, name: str) -> Any:
        """The order as this person reads it; it must be there."""
        found = self.api(name).get(self.path)
        assert found.status == 200, found
        return found.json

    def does(self, name: str, verb: str, body: Any = None, **headers: str) -> Answer:
        """A verb of the order by this person."""
        return self.api(name).post(f"{self.path}{verb}/", body, **headers)
