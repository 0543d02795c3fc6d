"""What tests of orders share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from agencies.rules import working_hours
from catalog.pricing import offering
from tests.helpers.cast import Cast
from tests.orders.helpers.post import Post
from tests.orders.helpers.support import stop_clock


@pytest.fixture
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages' clock stands still at tests.helpers.cast.START."""
    stop_clock(monkeypatch)


@pytest.fixture
def post(cast: Cast) -> Post:
    """The jobs that write mails about orders, done when a test says so."""
    return Post(cast)


@pytest.fixture
def fresh_catalog() -> Iterator[None]:
    """A process remembers the offering of a catalog version; that of one
    rolled back must not reach another test."""
    offering._offering.cache_clear()
    yield
    offering._offering.cache_clear()


@pytest.fixture
def own_hours() -> Iterator[None]:
    """The same of an agency's calendar: for tests that change it."""
    working_hours._calendar.cache_clear()
    yield
    working_hours._calendar.cache_clear()
