"""Addresses that are put together in pieces say what each says as a whole."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils.html import escape

from analytics.pages.addresses import Addresses, Links
from analytics.rules.metrics import Asked, metric_for
from analytics.rules.metrics.periods import Period
from analytics.states.metrics import Board, Granularity
from tests.helpers.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("preset", ["", "30"])
@pytest.mark.parametrize("filters", [{}, {"client": 'a&b "c"'}])
def test_pieces_make_the_same_addresses(cast: Cast, preset: str, filters: dict[str, str]) -> None:
    metric = metric_for(cast.max, Board.AGENCY, "placed")
    assert metric is not None
    month = Period(dt.date(2026, 3, 1), dt.date(2026, 3, 31), cast.inkwell.zone)
    week = Period(dt.date(2026, 3, 2), dt.date(2026, 3, 8), cast.inkwell.zone)
    at = Addresses(Board.AGENCY, Asked(month, Granularity.WEEK, filters), preset)
    links = Links(at)
    assert links.rows(metric) + links.whole == escape(at.rows(metric))
    assert links.rows(metric) + links.of_span(week) == escape(at.within(week).rows(metric))
    said = links.of_part("service", "é&<")
    assert links.rows(metric) + said == escape(at.narrowed("service", "é&<").rows(metric))
    assert links.board() + said == escape(at.narrowed("service", "é&<").page())
