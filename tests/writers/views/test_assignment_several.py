"""Several orders given out on one page: who may, what it shows, what
becomes of each, and how many queries."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from orders.actions.offers_bulk import MOST
from orders.models import Offer, Order
from project.base.viewer import Member
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, HOUR, place_order
from tests.helpers.many import copies
from tests.helpers.pages import markup, words_of
from tests.helpers.story import Story, make_order
from tests.orders.helpers.support import queries_of, stop_clock

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
GIVE = "/desk/assign/"


@pytest.fixture(autouse=True)
def at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, START + HOUR)


def asked(how: str, orders: Sequence[Order]) -> str:
    return f"{GIVE}?how={how}" + "".join(f"&n={order.number}" for order in orders)


def sent(how: str, orders: Sequence[Order], *writers: Member, fee: str = "80", **more: Any) -> dict[str, Any]:
    fees = {f"fee-{order.number}": fee for order in orders}
    hours = {"hours": "12"} if how == "offer" else {}
    people = [writer.membership.public_id for writer in writers]
    return {"how": how, "n": [order.number for order in orders], "writers": people, **fees, **hours, **more}


def ticked(response: Any) -> set[str]:
    return set(re.findall(r'name="n" value="([^"]+)" checked', markup(response)))


def state_of(order: Order) -> tuple[str, int | None]:
    row = Order.objects.get(pk=order.pk)
    return row.state, row.writer_id


def test_the_page_shows_orders_fees_and_who_can_take_how_many(cast: Cast, sign_in: SignIn) -> None:
    placed, offered = place_order(cast.clara), make_order(cast, "offered")
    make_order(cast, "in_progress")

    page = sign_in(cast.max).get(asked("assign", [placed, offered]))

    words = words_of(page)
    assert ticked(page) == {placed.number, offered.number}
    assert page.content.decode().count(f'name="fee-{placed.number}"') == 1
    assert (
        "can accept all of these · 1 current order" in words
        and "can accept all of these · no current orders" in words
    )
    assert words.index("Wanda K.") < words.index("Wendell H.")  # the least busy first


def test_offering_two_orders_to_two_writers(cast: Cast, sign_in: SignIn) -> None:
    orders = [place_order(cast.clara) for _each in range(2)]

    answer = sign_in(cast.max).post(GIVE, sent("offer", orders, cast.wendell, cast.wanda, view="board"))

    assert answer.status_code == 302 and answer["Location"] == "/desk/?view=board"
    found = Offer.objects.filter(order__in=orders)
    assert found.count() == 4 and {offer.fee for offer in found} == {Decimal(80)}
    assert {offer.answer_by for offer in found} == {START + 13 * HOUR}


def test_each_order_has_its_own_fee(cast: Cast, sign_in: SignIn) -> None:
    one, two = place_order(cast.clara), place_order(cast.clara)

    sign_in(cast.otto).post(GIVE, sent("assign", [one, two], cast.wanda) | {f"fee-{two.number}": "95.50"})

    assert Order.objects.get(pk=one.pk).writer_fee == Decimal(80)
    assert Order.objects.get(pk=two.pk).writer_fee == Decimal("95.50")


@pytest.mark.parametrize("how", ["offer", "assign"])
def test_sent_twice_does_nothing_more(cast: Cast, sign_in: SignIn, how: str) -> None:
    orders, client = [place_order(cast.clara) for _each in range(2)], sign_in(cast.max)

    statuses = [client.post(GIVE, sent(how, orders, cast.wendell)).status_code for _press in range(2)]

    assert statuses == [302, 302]
    assert [order.events.exclude(verb="place").count() for order in orders] == [1, 1]


def test_what_changed_meanwhile_is_refused_alone(cast: Cast, sign_in: SignIn) -> None:
    free, gone = place_order(cast.clara), make_order(cast, "assigned")

    page = sign_in(cast.max).post(GIVE, sent("assign", [free, gone], cast.wanda))

    assert page.status_code == 409
    assert state_of(free) == ("assigned", cast.wanda.member_id)
    assert state_of(gone) == ("assigned", cast.wendell.member_id)
    words = words_of(page)
    assert "1 order offered or assigned" in words and "1 order can’t be offered or assigned" in words
    assert "This is only possible while the state is" in words


def test_what_the_writer_may_not_take_stays_chosen_with_its_reason(cast: Cast, sign_in: SignIn) -> None:
    cast.wanda.membership.roles = ["client", "writer"]
    cast.wanda.membership.save()
    fine, own = place_order(cast.clara), place_order(cast.clara)
    Order.objects.filter(pk=own.pk).update(client_deadline=START + HOUR / 2, writer_deadline=START)

    page = sign_in(cast.max).post(GIVE, sent("assign", [fine, own], cast.wanda, fee="77"))

    assert page.status_code == 409 and ticked(page) == {own.number}
    assert "Wanda K.: The order’s deadline has passed." in words_of(page)
    assert 'value="77"' in page.content.decode()
    assert state_of(fine)[0] == "assigned" and state_of(own)[0] == "placed"


def test_another_fee_for_an_open_offer_is_refused(cast: Cast, sign_in: SignIn) -> None:
    offered = make_order(cast, "offered")

    page = sign_in(cast.max).post(GIVE, sent("offer", [offered], cast.wendell, fee="50"))

    assert page.status_code == 409 and "already has an open offer for" in words_of(page)
    assert ticked(page) == {offered.number}


@pytest.mark.parametrize(
    ("how", "changes", "words"),
    [
        ("offer", {"writers": []}, "Choose a writer."),
        ("offer", {"hours": "0"}, ""),
        ("assign", {"writers": "both"}, "Choose one writer."),
        ("assign", {"writers": ["nobody"]}, "Choose an option from the list."),
        ("assign", {"fee": "x"}, ""),
    ],
)
def test_a_wrong_form_keeps_all_and_gives_nothing_out(
    cast: Cast, sign_in: SignIn, how: str, changes: dict[str, Any], words: str
) -> None:
    orders = [place_order(cast.clara) for _each in range(2)]
    data = sent(how, orders, cast.wanda)
    if changes.get("writers") == "both":
        data["writers"] = [cast.wanda.membership.public_id, cast.wendell.membership.public_id]
    elif "fee" in changes:
        data[f"fee-{orders[0].number}"] = "x"
    else:
        data |= changes

    page = sign_in(cast.max).post(GIVE, data)

    assert page.status_code == 422 and words in words_of(page)
    assert ticked(page) == {order.number for order in orders}
    assert [state_of(order)[0] for order in orders] == ["placed", "placed"]


def test_numbers_of_another_agency_are_nothing(cast: Cast, sign_in: SignIn) -> None:
    ours, theirs = place_order(cast.clara), place_order(cast.nick)
    client = sign_in(cast.max)
    foreign = client.get(asked("assign", [theirs]))

    if theirs.number != ours.number:
        assert theirs.number not in foreign.content.decode() and "No orders chosen" in words_of(foreign)
    client.post(GIVE, sent("assign", [ours, theirs], cast.wanda))
    assert state_of(ours)[0] == "assigned" and state_of(theirs) == ("placed", None)
    nora = sent("assign", [place_order(cast.clara)], cast.nora)
    assert client.post(GIVE, nora).status_code == 422


@pytest.mark.parametrize("name", ["clara", "wendell", "edith", "sam"])
def test_others_are_refused(cast: Cast, sign_in: SignIn, name: str) -> None:
    order, client = place_order(cast.clara), sign_in(getattr(cast, name))

    assert client.get(asked("offer", [order])).status_code == 403
    assert client.post(GIVE, sent("assign", [order], cast.wanda)).status_code == 403
    assert state_of(order) == ("placed", None)


def test_nobody_gives_out_an_order_of_their_own(cast: Cast, sign_in: SignIn) -> None:
    order = place_order(cast.clara)
    cast.clara.membership.roles = ["client", "manager"]
    cast.clara.membership.save()
    client = sign_in(cast.clara)

    assert "You placed this order yourself." in words_of(client.get(asked("assign", [order])))
    assert client.post(GIVE, sent("assign", [order], cast.wanda)).status_code == 409
    assert state_of(order) == ("placed", None)


def test_garbage_is_nothing_chosen(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.max)

    for query in ("?n=x&how=x", "?n=" + "x" * 3_000, "?how=assign"):
        page = client.get(GIVE + query)
        assert page.status_code == 200 and "No orders chosen" in words_of(page), query
    assert client.post(GIVE, {"how": "assign"}).status_code in (200, 422)


def test_fifty_at_most_and_always_the_same_queries(cast: Cast, sign_in: SignIn) -> None:
    client, first = sign_in(cast.max), place_order(cast.clara)
    orders = [first, *copies(first, MOST + 4)]
    client.get(asked("offer", orders[:1]))

    counted = [queries_of(client, asked("offer", orders[:n])) for n in (1, 3, MOST)]

    # Session, person, orders, their lines, their offers, writers, their accounts, rates, four of eligibility,
    # one of classes that name their writers.
    assert counted == [13, 13, 13]
    assert len(ticked(client.get(asked("offer", orders)))) == MOST


def test_a_late_order_can_still_be_chosen_but_nobody_can_take_it(cast: Cast, sign_in: SignIn) -> None:
    order = Story(cast, now=START - 20 * DAY).order

    page = sign_in(cast.max).get(asked("assign", [order]))

    assert "can’t accept any of these" in words_of(page) and "The order’s deadline has passed." in words_of(
        page
    )


def test_one_writer_who_cannot_take_an_order_keeps_it_from_nobody_else(cast: Cast, sign_in: SignIn) -> None:
    free, own = place_order(cast.clara), place_order(cast.clara)
    Order.objects.filter(pk=own.pk).update(requested_by=cast.wendell.membership)

    page = sign_in(cast.max).post(GIVE, sent("offer", [free, own], cast.wendell, cast.wanda))

    asked_whom = Offer.objects.order_by("order_id", "writer_id").values_list("order_id", "writer_id")
    wendell, wanda = cast.wendell.member_id, cast.wanda.member_id
    assert set(asked_whom) == {(free.pk, wendell), (free.pk, wanda), (own.pk, wanda)}
    assert page.status_code == 200
    assert "2 orders offered or assigned" in words_of(page)
    assert f"Not offered to: {cast.wendell.membership.public_name}: Placed this order." in words_of(page)


@pytest.mark.parametrize("named", ["a%00b", "x", "INK-2026-99999", "INK-2026-0000", "9" * 300, "%ED%A0%80"])
def test_what_is_no_order_number_counts_as_not_given(cast: Cast, sign_in: SignIn, named: str) -> None:
    placed, client = place_order(cast.clara), sign_in(cast.max)

    page = client.get(f"{GIVE}?n={placed.number}&n={named}")
    pressed = client.post(GIVE, f"how=offer&n={named}", content_type="application/x-www-form-urlencoded")

    assert page.status_code == (400 if "%00" in named else 200)
    assert pressed.status_code in (200, 422)
    assert not Offer.objects.exists()
