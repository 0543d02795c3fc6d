"""Which invoices are open: kept by the database, and always what plain sums of ledger and invoices say."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from billing.actions.invoices import issue_invoice
from billing.models import Invoice, OpenInvoice
from billing.pricing.order_money import money_of
from orders.actions.holding import cancel_order
from orders.models import LedgerEntry, Order
from orders.models.ledger import OF_CLIENT, EntryKind
from project.base.errors import QuillhouseError
from tests.helpers.cast import START, Cast
from tests.helpers.factories import place_order, save_seller
from tests.helpers.races import race
from tests.orders.actions.test_ledger import change, pay, total

pytestmark = pytest.mark.django_db


def by_plain_sums() -> dict[int, Decimal]:
    """What is open of which invoice, cent by cent: whatever settles is laid out onto the oldest first."""
    found = {}
    for order in Order.objects.all():
        entries = list(LedgerEntry.objects.filter(order=order, kind__in=OF_CLIENT))
        bills = list(Invoice.objects.filter(order=order).order_by("number"))
        charged = sum(entry.amount for entry in entries if entry.kind != EntryKind.PAYMENT)
        left = -sum(entry.amount for entry in entries if entry.kind == EntryKind.PAYMENT)
        left -= sum(bill.total for bill in bills if bill.is_credit)
        left += max(sum(bill.total for bill in bills) - charged, 0)
        for bill in (bill for bill in bills if not bill.is_credit):
            if left < bill.total:
                found[bill.pk] = min(bill.total - left, bill.total)
            left -= bill.total
    return found


def kept() -> dict[int, Decimal]:
    return dict(OpenInvoice.objects.values_list("invoice_id", "amount"))


def by_python() -> dict[int, Decimal]:
    """The same of each order by itself, as pages of one order ask it."""
    open_bills = [bill for order in Order.objects.all() for bill in money_of(order).open_bills]
    keys = dict(Invoice.objects.values_list("number", "pk"))
    return {keys[bill.number]: bill.amount for bill in open_bills}


def acts(cast: Cast, order: Order, chance: random.Random) -> list[Callable[[], object]]:
    """What may happen to the money of an order."""
    amount = Decimal(chance.randrange(1, 30_000)) / 100
    return [
        lambda: issue_invoice(actor=cast.max, order=order, now=START),
        lambda: pay(cast.sam, order, str(amount), unusual=True),
        lambda: pay(cast.sam, order, str(total(order)), unusual=True),
        lambda: pay(cast.sam, order, str(amount), back=True, unusual=True),
        lambda: change(cast.max, order, str(amount)),
        lambda: change(cast.max, order, str(min(amount, total(order))), less=True),
    ]


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_it_is_what_the_sums_say(cast: Cast, seed: int) -> None:
    save_seller(cast.max)
    chance, seen = random.Random(seed), set()
    orders = [place_order(cast.clara) for _each in range(2)]
    for _step in range(30):
        order = chance.choice(orders)
        try:
            chance.choice(acts(cast, order, chance))()
        except QuillhouseError:
            continue  # what a rule refuses
        assert kept() == by_plain_sums() == by_python()
        seen.add(len(kept()))

    assert max(seen) > 0
    cancel_order(actor=cast.max, order=orders[0], reason="Not needed", now=START)
    assert kept() == by_plain_sums()


def test_a_row_says_what_its_invoice_says(cast: Cast) -> None:
    save_seller(cast.max)
    for actor in (cast.clara, cast.clara):
        issue_invoice(actor=actor, order=place_order(actor), now=START)

    for row in OpenInvoice.objects.select_related("invoice"):
        told = (row.agency_id, row.order_id, row.account_id, row.number, row.amount)
        bill = row.invoice
        assert told == (bill.agency_id, bill.order_id, bill.account_id, bill.number, bill.total)
    assert OpenInvoice.objects.count() == 2


def test_those_of_before_are_worked_out_once_and_again(cast: Cast) -> None:
    save_seller(cast.max)
    open_one, paid, part = (place_order(cast.clara) for _each in range(3))
    for order in (open_one, paid, part):
        issue_invoice(actor=cast.max, order=order, now=START)
    pay(cast.sam, paid, str(total(paid)))
    pay(cast.sam, part, str(total(part)))
    change(cast.max, part, "20.00")
    issue_invoice(actor=cast.max, order=part, now=START)
    before, migration = kept(), import_module("billing.migrations.0007_open_amounts_of_before")
    OpenInvoice.objects.all().delete()

    for _time in range(2):
        with connection.schema_editor(atomic=False) as editor:
            migration.write(apps, editor)
        assert kept() == before == by_plain_sums()
    assert len(before) == 2


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_every_entry_counts(cast: Cast) -> None:
    save_seller(cast.max)
    order = place_order(cast.clara)
    issue_invoice(actor=cast.max, order=order, now=START)
    share = total(order) / 10

    race(
        [
            partial(pay, cast.sam, order, str(share.quantize(Decimal("0.01"))), unusual=True)
            for _each in range(9)
        ]
    )
    assert kept() == by_plain_sums() == by_python()

    pay(cast.sam, order, str(total(order)), unusual=True)
    assert kept() == by_plain_sums() == {}
