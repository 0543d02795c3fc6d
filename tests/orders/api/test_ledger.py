"""The ledger of an order by the API."""

from __future__ import annotations

import pytest

from orders.models import LedgerEntry
from tests.helpers.cast import Cast
from tests.helpers.story import Story
from tests.orders.helpers.api import Desk

pytestmark = pytest.mark.django_db
PAID = {"amount": "10.00", "on": "2026-03-02", "note": "Bank transfer"}


@pytest.fixture
def desk(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(Story(cast).completed(), monkeypatch)


def test_paid_returned_raised_and_lowered(desk: Desk) -> None:
    before = desk.api("clara").get(f"{desk.path}ledger/").json

    paid = desk.does("sam", "payments", PAID)

    assert paid.status == 201 and paid.json["paid"] == "10.00"
    assert paid.json["entries"][-1]["amount"] == "-10.00" and paid.json["entries"][-1]["by"]
    desk.does("sam", "payments", {**PAID, "amount": "4", "back": True, "unusual": True})
    desk.does("max", "price-changes", {"amount": "20.00", "note": "Pictures"})
    desk.does("max", "price-changes", {"amount": "5.00", "less": True, "note": "Late"})
    after = desk.api("clara").get(f"{desk.path}ledger/").json
    assert after["paid"] == "6.00" and float(after["charged"]) == float(before["charged"]) + 15
    assert [entry["kind"] for entry in after["entries"]] == [
        "charge",
        "payment",
        "payment",
        "change",
        "change",
    ]
    assert {entry["by"] for entry in after["entries"]} == {None}
    assert after["entries"][-1]["owed"] == after["owed"]
    fees = [entry for entry in desk.api("max").get(f"{desk.path}ledger/").json["entries"] if entry["writer"]]
    assert [(fee["kind"], fee["amount"], fee["owed"]) for fee in fees] == [("writer_fee", "90.00", None)]


@pytest.mark.parametrize(
    ("verb", "body", "wrong"),
    [
        ("payments", {}, {"amount", "on"}),
        ("payments", {**PAID, "amount": "0.00"}, {"amount"}),
        ("payments", {**PAID, "amount": "9000.00"}, {"amount"}),
        ("payments", {**PAID, "amount": "-1.00"}, {"amount"}),
        ("payments", {**PAID, "amount": "$5.00"}, {"amount"}),
        ("payments", {**PAID, "amount": "5.00 EUR"}, {"amount"}),
        ("payments", {**PAID, "on": "2027-03-02"}, {"on"}),
        ("payments", {**PAID, "on": "02.03.2026", "back": "back"}, {"on", "back"}),
        ("price-changes", {"amount": "1.00"}, {"note"}),
        ("price-changes", {"amount": "9000.00", "less": True, "note": "All"}, {"amount"}),
        ("price-changes", {"amount": "1.00", "note": "x", "key": "y"}, {"key"}),
    ],
)
def test_what_is_wrong_stands_beside_its_field(desk: Desk, verb: str, body: dict, wrong: set) -> None:
    count = LedgerEntry.objects.count()

    answer = desk.does("max", verb, body)

    assert (answer.status, set(answer.errors)) == (400, wrong), answer
    assert LedgerEntry.objects.count() == count


def test_more_than_is_open_where_it_is_so(desk: Desk) -> None:
    assert desk.does("sam", "payments", {**PAID, "amount": "9000.00", "unusual": True}).status == 201


def test_one_key_books_once(desk: Desk) -> None:
    for _n in range(2):
        desk.does("sam", "payments", PAID, **{"Idempotency-Key": "transfer-7"})
    assert LedgerEntry.objects.filter(kind="payment").count() == 1
    desk.does("sam", "payments", PAID)
    assert LedgerEntry.objects.filter(kind="payment").count() == 2


@pytest.mark.parametrize(
    ("name", "reads", "pays", "changes"),
    [
        ("clara", 200, 403, 403),
        ("sam", 200, 201, 403),
        ("max", 200, 201, 201),
        ("wendell", 404, 404, 404),
        ("edith", 404, 404, 404),
        ("nick", 404, 404, 404),
        ("mara", 404, 404, 404),
    ],
)
def test_who_reads_and_writes_it(desk: Desk, name: str, reads: int, pays: int, changes: int) -> None:
    assert desk.api(name).get(f"{desk.path}ledger/").status == reads
    assert desk.does(name, "payments", PAID).status == pays
    assert desk.does(name, "price-changes", {"amount": "1.00", "note": "Pictures"}).status == changes
