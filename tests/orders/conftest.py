"""What tests of orders share."""

from __future__ import annotations

import pytest

from tests.orders.support import stop_clock


@pytest.fixture
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages' clock stands still at tests.cast.START."""
    stop_clock(monkeypatch)
