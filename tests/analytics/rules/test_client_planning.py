"""What clients plan: drafts on their way, and budgets of classes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from analytics.states.metrics import Board
from cohorts.models import Cohort
from orders.models import LedgerEntry
from tests.analytics.helpers.reference import asked, figure
from tests.cohorts.helpers.classes import begun, placed
from tests.helpers.cast import START, Cast, browser
from tests.helpers.factories import DAY, make_draft, place_order
from tests.orders.helpers.support import stop_clock

pytestmark = pytest.mark.django_db


def seen(cast: Cast, key: str, viewer=None):
    viewer = viewer or cast.clara
    what = asked(START.date() - 9 * DAY, START.date() + 20 * DAY, viewer)
    return figure(viewer, Board.CLIENT, key, what, START + 20 * DAY)


def test_a_draft_that_became_an_order_is_one_of_those_begun(cast: Cast) -> None:
    make_draft(cast.clara)
    place_order(cast.clara)
    make_draft(cast.nick)
    found = seen(cast, "drafts")
    assert (found.now.n, found.now.value) == (2, Decimal("0.5"))


def test_a_budget_is_left_after_what_was_billed_for_its_class(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_clock(monkeypatch, START + 20 * DAY)
    begun(cast)  # without a budget
    page = browser(cast.clara)
    assert "Budget left" not in page.get("/analytics/client/").text
    cohort = placed(cast)
    Cohort.objects.filter(pk=cohort.pk).update(budget=Decimal(5000))
    place_order(cast.clara)
    orders = cohort.members.values_list("order_id", flat=True)
    billed = sum(LedgerEntry.objects.filter(order__in=orders).values_list("amount", flat=True))
    found = seen(cast, "budget")
    assert billed > 0 and (found.now.n, found.now.value) == (1, 5000 - billed)
    assert seen(cast, "budget", cast.nick).now.n == 0
    text = page.get("/analytics/client/").text
    assert "Budget left" in text
    assert f"/classes/{cohort.public_id}/" in page.get("/analytics/client/budget/").text
