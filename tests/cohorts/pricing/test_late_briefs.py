"""A brief that comes late moves the deadline of its text, never its price, and the payer sees it before."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest

from catalog.pricing.formula import PriceBook, UrgencyTier
from catalog.pricing.offering import current_offering
from cohorts.actions.member_briefs import send_brief
from cohorts.actions.placing import order_as_it_is
from cohorts.actions.placing_job import run_placing
from cohorts.models import Cohort
from cohorts.pricing.late_briefs import brief_by, due_of, late_deadline, least_time
from orders.models import Order
from tests.cohorts.helpers.classes import member, placing, ready
from tests.cohorts.helpers.member_links import WORDS, as_receiver, asked, linked
from tests.helpers.api import Api
from tests.helpers.cast import START, Cast, browser
from tests.helpers.factories import DAY, HOUR
from tests.orders.actions.test_ledger import total
from tests.orders.helpers.support import stop_clock

pytestmark = pytest.mark.django_db
DUE = START + 10 * DAY


def book(*hours: int) -> PriceBook:
    """A price list of no service, with these tiers."""
    tiers = tuple(UrgencyTier(f"t{each}", f"{each} h", each, Decimal("1.5")) for each in hours)
    known = {field.name: () for field in dataclasses.fields(PriceBook)}
    return PriceBook(**{**known, "urgencies": tiers})  # type: ignore[arg-type]


def test_the_shortest_time_at_a_price() -> None:
    tiers = book(24, 72)
    assert least_time(tiers, START, DUE) == 73 * HOUR  # the usual pace
    assert least_time(tiers, START, START + 48 * HOUR) == 25 * HOUR
    assert least_time(tiers, START, START + 20 * HOUR) == 3 * HOUR
    assert least_time(book(), START, DUE) == 3 * HOUR
    assert brief_by(tiers, START, DUE) == DUE - 73 * HOUR
    assert brief_by(tiers, START, START + 73 * HOUR) == START


def sent(cast: Cast, cohort: Cohort, now: dt.datetime, name: str = "Ada") -> Order:
    linked(cast, cohort, name)
    found = member(cohort, name)
    order = send_brief(actor=as_receiver(found), member=found, text=WORDS, version=0, now=now)
    assert order is not None
    return order


def test_a_late_brief_moves_the_deadline_and_not_the_price(cast: Cast) -> None:
    cohort = asked(cast)
    price = cohort.placings.get()
    least = least_time(current_offering(cast.inkwell).book, START, DUE)
    assert late_deadline(price, DUE - least) == DUE
    late = DUE - least + 90 * dt.timedelta(minutes=1)

    in_time, moved = sent(cast, cohort, START + DAY, "Ben"), sent(cast, cohort, late)

    assert in_time.client_deadline == DUE
    assert moved.client_deadline == DUE + 2 * HOUR == late_deadline(price, late)
    assert moved.client_deadline - late >= least
    assert {total(order) for order in (in_time, moved)} == {price.unit}
    assert moved.writer_deadline < moved.client_deadline
    assert moved.draft.deadline == moved.client_deadline


def test_long_after_the_deadline_it_is_ordered_still(cast: Cast) -> None:
    cohort = asked(cast)
    price = cohort.placings.get()
    much_later = DUE + 30 * DAY
    order = order_as_it_is(actor=cast.clara, member=member(cohort, "Cleo"), now=much_later)
    assert order.client_deadline == late_deadline(price, much_later) > much_later
    assert total(order) == price.unit


def test_without_briefs_the_deadline_stays(cast: Cast) -> None:
    """Also where the job that places the orders comes late."""
    cohort = ready(cast)
    run_placing(placing_id=placing(cohort, cast.clara).pk, now=DUE - DAY)
    orders = Order.objects.filter(cohort_member__cohort=cohort)
    assert {order.client_deadline for order in orders} == {DUE}
    assert due_of(member(cohort, "Ada"), DUE) == DUE


def test_the_payer_sees_the_day_before(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch)
    unplaced = ready(cast, asks_members=True)
    review = browser(cast.clara).get(f"/classes/{unplaced.public_id}/place/").content.decode()
    assert "moves the deadline of that one text" in review
    cohort = asked(cast, name="Partners")
    own = f"/classes/{cohort.public_id}/"
    page, api = browser(cast.clara), Api(cast.clara)
    ada = member(cohort, "Ada")
    assert "If it came now" in page.get(f"{own}members/{ada.public_id}/").content.decode()

    key = linked(cast, cohort)
    mine = browser(None, cast.inkwell).get(f"/classes/mine/{key}/").content.decode()
    assert "If you send it later, your text comes later." in mine

    late = DUE + DAY
    stop_clock(monkeypatch, late)
    shown = page.get(f"{own}members/{ada.public_id}/").content.decode()
    assert "The brief is late" in shown
    due = late_deadline(cohort.placings.get(), late)
    assert "if the brief came now" in page.get(own).content.decode()
    told = api.get(f"orders/class-members/{ada.public_id}/").json
    assert (told["deadline"], told["waiting"]) == (due.strftime("%Y-%m-%dT%H:%M:%SZ"), True)
    mine = browser(None, cast.inkwell).get(f"/classes/mine/{key}/").content.decode()
    assert "Your brief is late." in mine
