"""How bin/bench reads plans: what a statement shows, and what it looked at for that."""

from __future__ import annotations

import pytest

from bench.plans import ALWAYS, Plan, plan_of, short
from tests.helpers.cast import Cast

pytestmark = pytest.mark.django_db


def test_rows_that_a_filter_throws_away_were_read(cast: Cast) -> None:
    found = plan_of("SELECT id FROM agencies_membership WHERE public_name LIKE 'Clara%'")

    assert found.shown == 1
    assert found.read > 5


def test_rows_that_are_counted_are_shown(cast: Cast) -> None:
    everybody = plan_of("SELECT id FROM agencies_membership")

    counted = plan_of("SELECT count(*) FROM agencies_membership")

    assert counted.shown == everybody.shown + 1
    assert counted.read == everybody.read


def test_a_statement_may_read_twenty_rows_for_each_that_it_shows() -> None:
    assert Plan("", shown=50, read=1000, buffers=0, milliseconds=0).within
    assert not Plan("", shown=50, read=1001, buffers=0, milliseconds=0).within
    assert Plan("", shown=0, read=ALWAYS, buffers=0, milliseconds=0).within


def test_a_statement_is_told_by_its_tables() -> None:
    assert short('SELECT "a"."id" FROM "a" INNER JOIN "b" ON true JOIN "a" x ON true') == "a, b"
    assert short("SELECT 1") == "SELECT 1"
