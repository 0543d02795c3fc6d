"""What owners are shown of their agency's limits, before and when they are reached."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.actions.invitations import invite
from agencies.actions.operating import set_quotas
from agencies.hooks import limits
from agencies.models import Agency
from agencies.pages.limits import limits_of
from agencies.rules.quotas import people_of
from orders.actions.quotas import require_order_place
from project.base import clock
from project.base.errors import Invalid, QuotaReached
from tests.helpers.api import Api
from tests.helpers.cast import Cast, browser
from tests.helpers.factories import DAY, place_order
from tests.helpers.pages import words_of

pytestmark = pytest.mark.django_db
PAGE, API = "/desk/limits/", "agencies/limits/"


def limited(agency: Agency, **quotas: int | None) -> None:
    set_quotas(agency=agency, by="test", now=clock.now(), **quotas)
    agency.refresh_from_db()


def states(cast: Cast) -> dict[str, str]:
    cast.otto.agency.refresh_from_db()
    return {row.key: row.state for row in limits_of(cast.otto, clock.now())}


def test_without_quotas_the_page_says_what_is_used(cast: Cast) -> None:
    page = words_of(browser(cast.otto).get(PAGE))

    assert page.count("no limit") == len(dict(limits.items())) == 3
    assert f"{people_of(cast.inkwell)}, no limit" in page and "reached or close" not in page


def test_it_warns_before_a_limit_and_says_what_to_do_at_it(cast: Cast) -> None:
    people = people_of(cast.inkwell)
    limited(cast.inkwell, most_people=people * 2)
    assert states(cast)["people"] == ""
    limited(cast.inkwell, most_people=people + 1)
    assert states(cast)["people"] == "near"
    page = words_of(browser(cast.otto).get(PAGE))
    assert "1 limit is reached or close" in page and "Almost reached" in page
    assert "Remove people who have left" in page

    limited(cast.inkwell, most_people=people)
    assert states(cast)["people"] == "reached"
    with pytest.raises(Invalid) as refused:
        invite(actor=cast.otto, email="new@new.example", roles=["writer"], now=clock.now())
    assert "Remove people who have left" in str(refused.value.errors)


def test_storage_stands_in_the_megabytes_that_the_operator_sets(cast: Cast) -> None:
    limited(cast.inkwell, most_storage_mb=1)

    page = words_of(browser(cast.otto).get(PAGE))

    assert "0 MB of 1 MB" in page


def test_orders_are_those_of_this_month(cast: Cast) -> None:
    now = clock.now()
    place_order(cast.clara, now=now - 40 * DAY)
    limited(cast.inkwell, most_orders=2)
    place_order(cast.clara, now=now)

    cast.otto.agency.refresh_from_db()
    orders = next(row for row in limits_of(cast.otto, now) if row.key == "orders")
    assert (orders.limit.used, orders.limit.most, orders.percent) == (1, 2, 50)
    place_order(cast.clara, now=now)
    assert states(cast)["orders"] == "reached"
    for staff, words in ((True, "under Limits"), (False, "contact the agency")):
        with pytest.raises(QuotaReached, match=words):
            require_order_place(cast.otto.agency, now, staff=staff)


def test_a_limit_of_nothing_is_reached(cast: Cast) -> None:
    limited(cast.inkwell, most_orders=0)

    assert states(cast)["orders"] == "reached"


def test_programs_read_the_same(cast: Cast) -> None:
    limited(cast.inkwell, most_storage_mb=5)

    found: dict[str, Any] = {row["key"]: row for row in Api(cast.otto).get(API).json["limits"]}

    assert found.keys() == {"people", "storage", "orders"}
    assert (found["storage"]["most"], found["people"]["most"]) == (5_000_000, None)
    assert found["people"]["used"] == people_of(cast.inkwell)


def test_it_takes_the_same_queries_however_much_there_is(cast: Cast) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as taken:
            limits_of(cast.otto, clock.now())
        return len(taken)

    few = queries()
    for _each in range(3):
        place_order(cast.clara, now=clock.now())
    assert queries() == few == 3
