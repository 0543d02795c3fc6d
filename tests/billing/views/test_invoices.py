"""Invoices, from the ledger page to the document, as each of their readers has them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags

from agencies.models import Letterhead
from billing.actions.invoices import issue_invoice
from billing.models import BillingDetails, Invoice
from orders.actions.holding import cancel_order
from orders.models import Order
from tests.helpers.cast import START, Cast
from tests.helpers.factories import SELLER, account_of, place_order, save_seller
from tests.helpers.pages import words_of
from tests.orders.actions.test_ledger import change, pay, total
from tests.orders.helpers.support import colleague, queries_of, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
SignIn = Callable[..., Client]


def test_from_the_button_to_the_document(cast: Cast, sign_in: SignIn) -> None:
    save_seller(cast.max)
    order, client = place_order(cast.clara), sign_in(cast.clara)
    assert "Create invoice" in words_of(client.get(url_of(order, "ledger/")))

    page = words_of(client.post(url_of(order, "ledger/invoices/"), follow=True))
    document = client.get("/invoices/1/")

    assert "INK-INV-00001" in page and "Make" not in page.split("Invoices", 1)[1]
    assert document["Content-Type"] == "application/pdf"
    assert document["Content-Disposition"] == 'inline; filename="INK-INV-00001.pdf"'
    assert document.content.startswith(b"%PDF-")
    assert "no-store" in document["Cache-Control"]
    assert "INK-INV-00001" in words_of(client.get("/invoices/"))


def test_without_settings_the_manager_is_shown_where_to_enter_them(cast: Cast, sign_in: SignIn) -> None:
    order = place_order(cast.clara)

    manager = sign_in(cast.max).post(url_of(order, "ledger/invoices/"))
    payer = sign_in(cast.clara).post(url_of(order, "ledger/invoices/"))

    assert manager.status_code == payer.status_code == 409
    assert "/desk/invoicing/" in manager.content.decode() and "/desk/invoicing/" not in payer.content.decode()


def test_with_an_invoice_there_already_no_way_leads_to_the_letterhead(cast: Cast, sign_in: SignIn) -> None:
    save_seller(cast.max)
    order, client = place_order(cast.clara), sign_in(cast.max)
    issue_invoice(actor=cast.max, order=order, now=START)
    change(cast.max, order, "20.00")
    Letterhead.objects.update(address="")

    refused = client.post(url_of(order, "ledger/invoices/"))

    assert refused.status_code == 409
    assert "/desk/invoicing/" not in refused.content.decode()


def test_nothing_to_bill_is_said_on_the_ledger_page(cast: Cast, sign_in: SignIn) -> None:
    order, client = place_order(cast.clara), sign_in(cast.clara)
    cancel_order(actor=cast.clara, order=order, reason="Not needed", now=START)

    page, refused = client.get(url_of(order, "ledger/")), client.post(url_of(order, "ledger/invoices/"))

    assert "There is nothing to invoice for this order." in words_of(page)
    assert "Create invoice" not in words_of(page) and "Create credit note" not in words_of(page)
    assert refused.status_code == 409


@pytest.mark.parametrize("name", ["clara", "sam"])
def test_who_reads_the_ledger_finds_the_way_to_whom_to_bill(cast: Cast, sign_in: SignIn, name: str) -> None:
    page = sign_in(getattr(cast, name)).get(url_of(place_order(cast.clara), "ledger/")).content.decode()

    assert f"/invoices/accounts/{account_of(cast.clara).public_id}/" in page


@pytest.mark.parametrize(
    ("name", "status"),
    [("wendell", 404), ("edith", 404), ("sam", 200), ("clara", 200), ("mara", 404), ("nick", 404)],
)
def test_whose_document_it_is(cast: Cast, sign_in: SignIn, name: str, status: int) -> None:
    save_seller(cast.max)
    issue_invoice(actor=cast.clara, order=place_order(cast.clara), now=START)

    answer = sign_in(getattr(cast, name)).get("/invoices/1/")

    assert answer.status_code == status


@pytest.mark.parametrize("role", ["orderer", "reader"])
def test_invoices_are_for_payers(cast: Cast, sign_in: SignIn, role: str) -> None:
    save_seller(cast.max)
    issue_invoice(actor=cast.clara, order=place_order(cast.clara), now=START)
    client = sign_in(colleague(cast, role))

    assert client.get("/invoices/1/").status_code == 404
    assert "INK-INV" not in client.get("/invoices/").content.decode()
    assert client.get(f"/invoices/accounts/{account_of(cast.clara).public_id}/").status_code == 404


def test_billing_details_are_kept(cast: Cast, sign_in: SignIn) -> None:
    account = account_of(cast.clara)
    url = f"/invoices/accounts/{account.public_id}/"

    answer = sign_in(cast.clara).post(
        url, {"name": "Bell & Co", "address": "2 Hill\nLeeds", "tax_number": "GB 9"}
    )

    assert answer.status_code == 302
    kept = BillingDetails.objects.get()
    assert (kept.name, kept.address, kept.tax_number, kept.account) == (
        "Bell & Co",
        "2 Hill\nLeeds",
        "GB 9",
        account,
    )
    assert "2 Hill" in sign_in(cast.sam).get(url).content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 121),
        ("address", ""),
        ("address", "x" * 401),
        ("payment_days", "121"),
        ("payment_days", "-1"),
        ("payment_days", "ten"),
        ("payment_text", "x" * 601),
        ("tax_number", "x" * 41),
    ],
)
def test_absurd_settings_are_refused(cast: Cast, sign_in: SignIn, field: str, value: str) -> None:
    answer = sign_in(cast.max).post("/desk/invoicing/", {**SELLER, field: value})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Letterhead.objects.exists()


def test_settings_are_kept(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.max)

    assert client.post("/desk/invoicing/", SELLER).status_code == 302

    kept = Letterhead.objects.get()
    assert {name: getattr(kept, name) for name in SELLER} == SELLER
    assert "1 Quay Street" in client.get("/desk/invoicing/").content.decode()


def _billed(cast: Cast, count: int) -> list[Order]:
    save_seller(cast.max)
    placed = [place_order(cast.clara) for _each in range(count)]
    for order in placed:
        issue_invoice(actor=cast.clara, order=order, now=START)
    return placed


def test_the_list_needs_the_same_queries_for_one_and_for_more(cast: Cast, sign_in: SignIn) -> None:
    wanted = {"clara": 6, "max": 5}
    readers = {name: sign_in(getattr(cast, name)) for name in wanted}
    for reader in readers.values():
        reader.get("/invoices/")
    for more in (1, 2, 30):
        _billed(cast, more)
        assert {name: queries_of(reader, "/invoices/") for name, reader in readers.items()} == wanted, more

    assert all("Older" in words_of(reader.get("/invoices/")) for reader in readers.values())


def test_the_ledger_needs_the_same_queries_for_one_and_for_more(cast: Cast, sign_in: SignIn) -> None:
    order, wanted = _billed(cast, 1)[0], {"clara": 9, "max": 9}
    readers = {name: sign_in(getattr(cast, name)) for name in wanted}
    for reader in readers.values():
        reader.get(url_of(order, "ledger/"))
    for more in (0, 2, 20):
        for _each in range(more):
            pay(cast.sam, order, "1.00", unusual=True)
            change(cast.max, order, "1.00")
        issue_invoice(actor=cast.max, order=order, now=START)
        url = url_of(order, "ledger/")
        assert {name: queries_of(reader, url) for name, reader in readers.items()} == wanted, more

    assert Invoice.objects.count() == 3


def number_of(row: Any) -> int:
    return int(row.number.removeprefix("INK-INV-"))


def _numbers(client: Client, query: str) -> list[int]:
    return sorted(map(number_of, client.get(f"/invoices/{query}").context["page"].rows))


@pytest.mark.parametrize("name", ["clara", "max"])
def test_the_list_tells_paid_from_open(cast: Cast, sign_in: SignIn, name: str) -> None:
    """Payments go to the oldest invoice of an order first; a credit note is neither."""
    paid, part, credited = _billed(cast, 3)
    pay(cast.sam, paid, str(total(paid)))
    pay(cast.sam, part, str(total(part)))
    change(cast.max, part, "20.00")
    issue_invoice(actor=cast.max, order=part, now=START)
    change(cast.max, credited, str(total(credited)), less=True)
    issue_invoice(actor=cast.max, order=credited, now=START)
    client = sign_in(getattr(cast, name))

    assert _numbers(client, "?state=paid") == [1, 2, 3]
    assert _numbers(client, "?state=open") == [4]
    assert _numbers(client, "") == _numbers(client, "?state=odd") == [1, 2, 3, 4, 5]
    rows = client.get("/invoices/").context["page"].rows
    assert {number_of(row): strip_tags(row.payment) for row in rows} == {
        1: "Paid",
        2: "Paid",
        3: "Paid",
        4: "Open",
        5: "–",
    }


def test_an_invoice_is_open_until_its_last_cent(cast: Cast, sign_in: SignIn) -> None:
    order, client = _billed(cast, 1)[0], sign_in(cast.max)
    pay(cast.sam, order, str(total(order) - Decimal("0.01")))
    before = _numbers(client, "?state=open"), _numbers(client, "?state=paid")

    pay(cast.sam, order, "0.01")

    assert before == ([1], []) and (_numbers(client, "?state=open"), _numbers(client, "?state=paid")) == (
        [],
        [1],
    )
    assert "No open invoices" in words_of(client.get("/invoices/?state=open"))


@pytest.mark.parametrize("state", ["open", "paid"])
def test_the_filtered_list_needs_no_more_queries(cast: Cast, sign_in: SignIn, state: str) -> None:
    client, counts = sign_in(cast.max), []
    client.get("/invoices/")
    for more in (1, 3):
        for order in _billed(cast, more):
            if state == "paid":
                pay(cast.sam, order, str(total(order)))
        counts.append(queries_of(client, f"/invoices/?state={state}"))

    assert counts == [5, 5]
