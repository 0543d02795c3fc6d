"""Invoices by the API."""

from __future__ import annotations

import pytest

from agencies.models import Letterhead
from billing.actions.invoices import issue_invoice, save_letterhead
from billing.models import BillingDetails, Invoice
from orders.models import Order
from tests.helpers.api import Api, by_token, hidden
from tests.helpers.cast import START, Cast
from tests.helpers.factories import SELLER, account_of, place_order
from tests.orders.actions.test_ledger import change, pay, total
from tests.orders.helpers.support import colleague

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
PATH, INVOICING = "billing/invoices/", "billing/invoicing/"


def issued(cast: Cast) -> tuple[Order, Invoice]:
    save_letterhead(actor=cast.max, fields=SELLER)
    order = place_order(cast.clara)
    return order, issue_invoice(actor=cast.max, order=order, now=START)


def test_issued_once_read_and_printed(cast: Cast) -> None:
    save_letterhead(actor=cast.max, fields=SELLER)
    order, api = place_order(cast.clara), Api(cast.clara)
    said = {"order": order.number}

    made = api.post(PATH, said)

    assert made.status == 201 and made.headers["Location"] == f"/api/v1/{PATH}1/"
    invoice = made.json
    assert (invoice["reference"], invoice["kind"], invoice["payment"]) == ("INK-INV-00001", "invoice", "open")
    assert invoice["total"] == f"{total(order):.2f}" and invoice["seller_name"] == SELLER["name"]
    assert invoice["lines"] and invoice["account"] == account_of(cast.clara).public_id
    again = api.post(PATH, said)
    assert (again.status, again.json) == (200, invoice) and Invoice.objects.count() == 1
    assert api.get(f"{PATH}1/").json == invoice
    (row,) = api.get(PATH).results
    assert row.items() <= invoice.items()
    for accept in ("application/pdf", "*/*"):
        document = api.get(f"{PATH}1/document/", Accept=accept)
        assert document.response.content.startswith(b"%PDF-")
        assert document.headers["Content-Disposition"] == 'inline; filename="INK-INV-00001.pdf"'
    refused = api.get(f"{PATH}2/document/", Accept="application/pdf")
    assert (refused.status, refused.headers["Content-Type"]) == (404, "application/problem+json")
    assert api.get(f"{PATH}1/document/", Accept="text/html").status == 406


def test_less_is_a_credit_note_and_what_is_paid_is_told(cast: Cast) -> None:
    order, _invoice = issued(cast)
    change(cast.max, order, "10.00", less=True)
    api = Api(cast.sam)

    note = api.post(PATH, {"order": order.number}).json

    assert note["kind"] == "credit_note" and note["total"] == "-10.00"
    assert note["due_on"] is None and note["payment"] is None
    assert [row["number"] for row in api.get(f"{PATH}?state=open").results] == [1]
    pay(cast.max, order, str(total(order) - 10))
    assert api.get(f"{PATH}?state=open").results == []
    assert [row["number"] for row in api.get(f"{PATH}?state=paid").results] == [1]
    assert api.get(f"{PATH}1/").json["payment"] == "paid"
    assert api.get(f"{PATH}?state=late&client=x").errors.keys() == {"state", "client"}
    first = api.get(f"{PATH}?page_size=1").json
    assert [row["number"] for row in first["results"]] == [2]
    assert [row["number"] for row in api.get(first["next"]).results] == [1]


def test_without_a_letterhead_there_is_none(cast: Cast) -> None:
    order = place_order(cast.clara)
    answer = Api(cast.clara).post(PATH, {"order": order.number}, **{"Idempotency-Key": "k"})
    assert (answer.status, answer.json["type"]) == (409, "urn:quillhouse:problem:no-letterhead")
    assert Api(cast.clara).post(PATH, {"order": "x"}).errors.keys() == {"order"}
    assert Api(cast.clara).post(PATH, {}).errors.keys() == {"order"}


def test_each_role_has_its_door(cast: Cast) -> None:
    order, _invoice = issued(cast)
    said, reader = {"order": order.number}, Api(colleague(cast, "reader"))
    for method, path, body in [
        ("GET", PATH, None),
        ("POST", PATH, said),
        ("GET", f"{PATH}1/document/", None),
    ]:
        assert Api(None, cast.inkwell).call(method, path, body).status == 401
        for member in (cast.wendell, cast.edith):
            assert Api(member).call(method, path, body).status == 403
    assert len(Api(cast.sam).get(PATH).results) == 1
    assert by_token(cast.clara, full=False, areas=("billing",)).get(f"{PATH}1/document/").status == 200
    assert by_token(cast.clara, areas=("orders",)).get(PATH).status == 403
    for api in (reader, Api(cast.nick), Api(cast.mara)):
        assert api.get(PATH).results == []
        assert hidden(api, f"{PATH}{{}}/", "1") and hidden(api, f"{PATH}{{}}/document/", "1")
        never = api.post(PATH, {"order": "INK-2026-99999"}).response.content
        answer = api.post(PATH, said)
        assert answer.status == 404 and answer.response.content == never
    assert reader.get(f"{PATH}99999999999999999999/").status == 404


def test_who_is_billed(cast: Cast) -> None:
    account = account_of(cast.clara).public_id
    path, api = f"clients/accounts/{account}/billing/", Api(cast.clara)
    empty = {"name": "", "address": "", "tax_number": "", "email": "", "reverse_charge": False}
    assert api.get(path).json == empty
    wanted = {
        "name": "Harbour Books Ltd",
        "address": "2 Pier Road\nBristol",
        "tax_number": "GB 4",
        "email": "books@harbour.example",
        "reverse_charge": False,
    }

    assert api.put(path, wanted).json == wanted
    assert api.put(path, {**wanted, "reverse_charge": True}).status == 403  # management says so

    assert Api(cast.sam).get(path).json == wanted
    abroad = {**wanted, "reverse_charge": True}
    assert Api(cast.max).put(path, abroad).json == abroad == api.get(path).json
    assert Api(cast.max).put(path, {**abroad, "tax_number": ""}).errors.keys() == {"tax_number"}
    assert Api(cast.max).put(path, wanted).json == wanted
    assert api.put(path, {"name": "Harbour"}).json == {**empty, "name": "Harbour"}
    assert api.put(path, {"name": "x" * 200, "iban": "x"}).errors.keys() == {"name", "iban"}
    assert Api(None, cast.inkwell).get(path).status == 401 and Api(cast.wendell).get(path).status == 403
    for other in (Api(cast.nick), Api(colleague(cast, "orderer"))):
        assert hidden(other, "clients/accounts/{}/billing/", account)
        assert hidden(other, "clients/accounts/{}/billing/", account, "PUT", wanted)
    assert BillingDetails.objects.get().name == "Harbour"


def test_who_bills(cast: Cast) -> None:
    api = Api(cast.max)
    assert api.get(INVOICING).json["name"] == "" and api.get(INVOICING).json["payment_days"] > 0

    bank = {"account_holder": "", "iban": "", "bic": "", "reference": "invoice", "reverse_charge_note": ""}
    assert api.put(INVOICING, SELLER).json == {**SELLER, **bank}

    assert api.patch(INVOICING, {"payment_days": 0}).json == {**SELLER, **bank, "payment_days": 0}
    paid = {"iban": "DE89 3704 0044 0532 0130 00", "bic": "cobadeffxxx"}
    kept = api.patch(INVOICING, paid).json
    assert (kept["iban"], kept["bic"]) == ("DE89370400440532013000", "COBADEFFXXX")
    assert api.patch(INVOICING, {"iban": "DE89 3704 0044 0532 0130 01"}).errors.keys() == {"iban"}
    assert api.put(INVOICING, {"name": "", "payment_days": "3"}).errors.keys() == {
        "name",
        "address",
        "payment_days",
    }
    assert api.patch(INVOICING, {"payment_days": 100000, "vat": 1}).errors.keys() == {"payment_days", "vat"}
    for member in (cast.clara, cast.wendell, cast.edith, cast.sam):
        assert Api(member).get(INVOICING).status == Api(member).put(INVOICING, SELLER).status == 403
    assert Api(cast.mara).get(INVOICING).json["name"] == "" and Letterhead.objects.count() == 1


@pytest.mark.parametrize(("who", "count"), [("clara", 4), ("sam", 3)])
def test_queries_stay_the_same(cast: Cast, who: str, count: int, django_assert_num_queries) -> None:
    save_letterhead(actor=cast.max, fields=SELLER)
    api = Api(getattr(cast, who))
    api.get(PATH)
    for _n in range(3):
        issue_invoice(actor=cast.max, order=place_order(cast.clara), now=START)
        with django_assert_num_queries(count):
            api.get(PATH)
