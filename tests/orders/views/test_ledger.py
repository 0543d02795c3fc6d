"""The page of the ledger, as each of its readers has it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client

from tests.helpers.cast import START, Cast
from tests.helpers.factories import place_order
from tests.helpers.pages import words_of
from tests.helpers.story import Story
from tests.orders.actions.test_ledger import change, pay, total
from tests.orders.helpers.support import colleague, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
SignIn = Callable[..., Client]
PAYMENT = {"amount": "10", "back": "", "on": START.date().isoformat(), "note": "Transfer", "key": ""}
CHANGE = {"amount": "12", "less": "less", "note": "Late by a day", "key": ""}


def test_a_payer_reads_it_and_has_no_forms(cast: Cast, sign_in: SignIn) -> None:
    order = Story(cast).completed().order
    pay(cast.sam, order, "10.00", note="Transfer 4711")

    found = words_of(sign_in(cast.clara).get(url_of(order, "ledger/")))

    assert "Payment received" in found and "Transfer 4711" in found and "€10.00" in found
    assert "Record payment" not in found and "Change price" not in found
    assert "Writer’s fee" not in found and "€90.00" not in found and "Sam" not in found


def test_the_desk_reads_the_fee_and_who_wrote_it_down(cast: Cast, sign_in: SignIn) -> None:
    order = Story(cast).completed().order
    pay(cast.sam, order, "10.00")

    found = words_of(sign_in(cast.max).get(url_of(order, "ledger/")))

    assert "Writer’s fee" in found and "€90.00" in found and cast.sam.membership.public_name in found
    assert "Record payment" in found and "Change price" in found


def test_support_records_payments_but_no_prices(cast: Cast, sign_in: SignIn) -> None:
    order, client = place_order(cast.clara), sign_in(cast.sam)

    found = words_of(client.get(url_of(order, "ledger/")))
    refused = client.post(url_of(order, "ledger/changes/"), CHANGE)

    assert "Record payment" in found and "Change price" not in found
    assert refused.status_code == 403


@pytest.mark.parametrize("role", ["orderer", "reader"])
def test_others_of_the_account_see_the_price_and_its_change_but_no_payments(
    cast: Cast, sign_in: SignIn, role: str
) -> None:
    order = place_order(cast.clara)
    pay(cast.sam, order, "10.00")
    change(cast.max, order, "20.00")
    client = sign_in(colleague(cast, role))

    page = words_of(client.get(url_of(order)))

    assert client.get(url_of(order, "ledger/")).status_code == 404
    assert f"The price has changed since the order was placed. It is now €{total(order) + 20:,.2f}." in page
    assert "Ledger and invoices" not in page and "€10.00" not in page


@pytest.mark.parametrize("name", ["wendell", "edith"])
def test_writer_and_editor_read_nothing_of_it(cast: Cast, sign_in: SignIn, name: str) -> None:
    order = Story(cast).claimed().order
    pay(cast.sam, order, "13.57")
    client = sign_in(getattr(cast, name))

    assert client.get(url_of(order, "ledger/")).status_code == 404
    page = client.get(url_of(order)).content.decode()
    assert "13.57" not in page and "/ledger/" not in page


def test_a_payment_is_recorded_and_shown(cast: Cast, sign_in: SignIn) -> None:
    order, client = place_order(cast.clara), sign_in(cast.sam)

    answer = client.post(url_of(order, "ledger/payments/"), PAYMENT, follow=True)

    assert answer.redirect_chain == [(url_of(order, "ledger/"), 302)]
    assert "Payment recorded." in words_of(answer)
    assert order.ledger.get(kind="payment").amount == Decimal("-10.00")


def test_a_payment_that_is_too_large_asks_and_loses_nothing(cast: Cast, sign_in: SignIn) -> None:
    order, client = place_order(cast.clara), sign_in(cast.sam)
    typed = {**PAYMENT, "amount": "99999", "note": "Transfer 4711"}

    refused = client.post(url_of(order, "ledger/payments/"), typed)
    page = refused.content.decode()
    sure = client.post(url_of(order, "ledger/payments/"), {**typed, "unusual": "on"})

    assert refused.status_code == 422
    assert 'value="99999"' in page and 'value="Transfer 4711"' in page and 'name="unusual"' in page
    assert 'id="record-payment" open' in page and 'id="change-price" open' not in page
    assert sure.status_code == 302
    assert order.ledger.get(kind="payment").amount == Decimal("-99999.00")


@pytest.mark.parametrize(
    "typed",
    [
        {"amount": ""},
        {"amount": "1e3"},
        {"amount": "-1"},
        {"amount": "$5"},
        {"amount": "5 USD"},
        {"on": "1999-01-01"},
        {"on": "soon"},
        {"note": "x" * 201},
    ],
)
def test_bad_input_stands_beside_its_field(cast: Cast, sign_in: SignIn, typed: dict[str, str]) -> None:
    order = place_order(cast.clara)

    answer = sign_in(cast.sam).post(url_of(order, "ledger/payments/"), {**PAYMENT, **typed})

    field = next(iter(typed))
    assert answer.status_code == 422
    assert list(answer.context["payment"].errors) == [field]
    assert not order.ledger.filter(kind="payment").exists()


def test_a_change_without_reason_comes_back(cast: Cast, sign_in: SignIn) -> None:
    order = place_order(cast.clara)

    answer = sign_in(cast.max).post(url_of(order, "ledger/changes/"), {**CHANGE, "note": ""})

    assert answer.status_code == 422
    assert 'id="change-price" open' in answer.content.decode()


def test_the_client_reads_why_the_price_was_lowered(cast: Cast, sign_in: SignIn) -> None:
    order = place_order(cast.clara)

    sign_in(cast.max).post(url_of(order, "ledger/changes/"), CHANGE)

    clara = sign_in(cast.clara)
    assert "lowered the price by €12.00" in words_of(clara.get(url_of(order)))
    assert "Late by a day" in words_of(clara.get(url_of(order, "ledger/")))


def test_which_way_is_no_optional_field(cast: Cast, sign_in: SignIn) -> None:
    found = words_of(sign_in(cast.max).get(url_of(place_order(cast.clara), "ledger/")))

    for label in ("Payment direction", "Price change"):
        assert label in found and f"{label} optional" not in found, label
