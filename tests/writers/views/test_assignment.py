"""The assignment desk: who is shown for which order, and what leads there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.helpers.capacity import capacity
from tests.helpers.cast import START, Cast
from tests.helpers.factories import HOUR, place_order
from tests.helpers.story import Story
from tests.orders.helpers.support import stop_clock
from writers.models import EligibilityOverride, WaitingPlace
from writers.querysets.people import people_facts

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Any]
DESK = "/desk/assign/"


@pytest.fixture(autouse=True)
def at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, START + HOUR)


def test_waiting_orders_with_their_writers(cast: Cast, sign_in: SignIn) -> None:
    waiting, taken = place_order(cast.clara, title="Harbour"), Story(cast).assigned()
    capacity(cast.wanda, accepting=False)

    page = sign_in(cast.max).get(DESK).content.decode()

    assert waiting.title in page
    assert taken.order.number not in page
    assert page.index("Wendell H.") < page.index("Wanda K.")
    assert 'data-code="not_accepting"' in page
    assert "Fit " in page and "Free capacity" in page


def test_current_orders_are_what_capacity_counts(cast: Cast, sign_in: SignIn) -> None:
    Story(cast).in_review()
    waiting = place_order(cast.clara)

    page = sign_in(cast.max).get(f"/orders/{waiting.number}/offers/").content.decode()

    facts = people_facts(cast.inkwell, [cast.wendell.member_id], START + HOUR)
    assert facts[cast.wendell.member_id].active == 1
    assert page.count("1 current order") == 1


def test_filters_narrow_the_list(cast: Cast, sign_in: SignIn) -> None:
    order, client = place_order(cast.clara), sign_in(cast.max)

    assert order.number in client.get(DESK, {"service": order.service.key}).content.decode()
    assert order.number not in client.get(DESK, {"due": "day"}).content.decode()
    assert "No orders match" in client.get(DESK, {"due": "day"}).content.decode()
    assert order.number in client.get(DESK, {"service": "no such thing"}).content.decode()


def test_a_page_costs_the_same_with_one_order_and_with_three(cast: Cast, sign_in: SignIn) -> None:
    client, counted = sign_in(cast.max), []
    client.get(DESK)
    for _number in range(3):
        place_order(cast.clara)
        with CaptureQueriesContext(connection) as queries:
            client.get(DESK)
        counted.append(len(queries))

    assert counted[0] == counted[1] == counted[2] <= 18


def test_the_former_address_leads_here(cast: Cast, sign_in: SignIn) -> None:
    order, client = place_order(cast.clara), sign_in(cast.max)

    answer = client.get("/desk/giving/", {"n": order.number, "how": "assign"})

    assert (answer.status_code, answer["Location"]) == (308, f"{DESK}?n={order.number}&how=assign")
    assert client.post("/desk/giving/", {"how": "offer"}).status_code == 308


def test_an_exception_needs_a_reason_and_is_shown_to_the_desk_alone(cast: Cast, sign_in: SignIn) -> None:
    order, client = place_order(cast.clara), sign_in(cast.max)
    capacity(cast.wendell, accepting=False)
    given = {"writers": cast.wendell.membership.public_id, "fee": "90"}
    url = f"/orders/{order.number}/assignment/"

    refused = client.post(url, given)
    assert refused.status_code == 422
    assert "Not accepting new work." in refused.content.decode()
    assert client.post(url, given | {"override": "x" * 301}).status_code == 422

    assert client.post(url, given | {"override": "He agreed by phone"}).status_code == 302
    assert EligibilityOverride.objects.get().codes == ["not_accepting"]
    for name, sees in (("max", True), ("sam", True), ("clara", False), ("wendell", False)):
        page = sign_in(getattr(cast, name)).get(f"/orders/{order.number}/").content.decode()
        assert ("He agreed by phone" in page) == sees, name


def test_no_reason_passes_what_is_hard(cast: Cast, sign_in: SignIn) -> None:
    order = place_order(cast.clara)
    given = {"writers": cast.edith.membership.public_id, "fee": "90", "override": "Please"}

    assert sign_in(cast.max).post(f"/orders/{order.number}/assignment/", given).status_code == 422
    assert not EligibilityOverride.objects.exists()


def test_a_waiting_list_is_set_and_cancelled(cast: Cast, sign_in: SignIn) -> None:
    order, client = place_order(cast.clara), sign_in(cast.max)
    url = f"{DESK}{order.number}/list/"
    wendell, wanda = cast.wendell.membership.public_id, cast.wanda.membership.public_id
    assert client.get(url).status_code == 200

    answer = client.post(
        url,
        {"fee": "90", "hours": "12", f"place-{wanda}": "1", f"place-{wendell}": "2", f"fee-{wendell}": "80"},
    )

    assert answer.status_code == 302
    found = list(WaitingPlace.objects.order_by("position").values_list("writer", "fee", "state"))
    assert found == [(cast.wanda.member_id, 90, "asked"), (cast.wendell.member_id, 80, "waiting")]
    page = client.get(f"/orders/{order.number}/").content.decode()
    assert "Waiting list" in page
    assert "Waiting list" not in sign_in(cast.clara).get(f"/orders/{order.number}/").content.decode()
    assert client.post(f"{url}cancellation/").status_code == 302
    assert not WaitingPlace.objects.live().exists()


def test_a_list_without_places_or_with_one_twice_keeps_what_was_typed(cast: Cast, sign_in: SignIn) -> None:
    order, client = place_order(cast.clara), sign_in(cast.max)
    url = f"{DESK}{order.number}/list/"
    wendell, wanda = cast.wendell.membership.public_id, cast.wanda.membership.public_id

    assert client.post(url, {"fee": "90", "hours": "12"}).status_code == 422
    twice = client.post(url, {"fee": "91.5", "hours": "12", f"place-{wanda}": "1", f"place-{wendell}": "1"})
    assert (twice.status_code, "91.5" in twice.content.decode()) == (422, True)


@pytest.mark.parametrize(("name", "status"), [("sam", 403), ("clara", 403), ("wendell", 404), ("mara", 404)])
def test_the_list_is_the_desks(cast: Cast, sign_in: SignIn, name: str, status: int) -> None:
    order = place_order(cast.clara)

    assert sign_in(getattr(cast, name)).get(f"{DESK}{order.number}/list/").status_code == status
