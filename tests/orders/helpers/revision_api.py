"""Calls of the API about the newest revision of a story's order, one hour after its last act."""

from __future__ import annotations

from typing import Any

import pytest

from project.base.viewer import Member
from tests.helpers.api import Answer, Api
from tests.helpers.factories import HOUR
from tests.helpers.story import Story

from .support import stop_clock

PATH = "orders/revision-requests/"
NEVER = f"{PATH}2222222222/"


class RevisionCalls:
    """Calls by people of the story's cast; each takes an hour."""

    def __init__(self, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
        self.story, self._patch = story, monkeypatch
        self.wait()

    def wait(self) -> None:
        self.story.now += HOUR
        stop_clock(self._patch, self.story.now)

    @property
    def one(self) -> str:
        return f"{PATH}{self.story.revision.public_id}/"

    def post(self, who: Member, verb: str, body: Any = None, **headers: str) -> Answer:
        self.wait()
        return Api(who).post(f"{self.one}{verb}/", body, **headers)

    def read(self, who: Member) -> Any:
        return Api(who).get(self.one).json
