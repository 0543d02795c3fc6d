"""manage.py check_capacity: load is counted, never stored."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from orders.actions.offers import assign_order
from tests.helpers.cast import START, Cast
from tests.helpers.factories import place_order
from writers.management.commands import check_capacity

pytestmark = pytest.mark.django_db


def test_counts_agree(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    for _number in range(2):
        order = place_order(cast.clara)
        assign_order(actor=cast.max, order=order, writer=cast.wendell.membership, fee=Decimal(50), now=START)

    call_command("check_capacity")

    assert "no count is stored" in capsys.readouterr().out


def test_a_stored_count_or_a_wrong_one_is_told(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def wrong(agency: Any) -> dict[int, tuple[int, int]]:
        return {cast.wendell.member_id: (7, 0)} if agency == cast.inkwell else {}

    monkeypatch.setattr(check_capacity, "counted_one_by_one", wrong)
    monkeypatch.setattr(check_capacity, "stored_counts", lambda: ["writers.Some.active_orders"])

    with pytest.raises(CommandError, match="2 counts of load are wrong"):
        call_command("check_capacity")

    said = capsys.readouterr().out
    assert "writers.Some.active_orders is stored" in said
    assert f"member {cast.wendell.member_id} of INK: 0 and 0 counted, 7 and 0 there" in said
