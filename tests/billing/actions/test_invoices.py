"""Invoices: what they bill, that they never change, and that their numbers have no gaps."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from billing.actions.invoices import NoLetterhead, issue_invoice, save_billing_details, save_letterhead
from billing.models import Invoice, InvoicedEntry, InvoiceLine
from orders.actions.holding import cancel_order
from orders.models import Order
from project.base.errors import NotAllowed, NotVisible, WrongState
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, SELLER, account_of, place_order, save_seller
from tests.helpers.races import kinds, race
from tests.helpers.story import Story
from tests.orders.actions.test_ledger import change, total
from tests.orders.helpers.support import colleague

pytestmark = pytest.mark.django_db


@pytest.fixture
def seller(cast: Cast) -> None:
    save_seller(cast.max)


def issue(actor: Any, order: Order, now: dt.datetime = START) -> Invoice:
    return issue_invoice(actor=actor, order=order, now=now)


def printed(invoice: Invoice) -> list[tuple[str, Decimal]]:
    return [(line.label, line.amount) for line in invoice.lines.all()]


@pytest.mark.usefixtures("seller")
def test_the_invoice_bills_the_lines_of_the_order(cast: Cast) -> None:
    order = place_order(cast.clara)

    invoice = issue(cast.clara, order)

    assert printed(invoice) == [(line.label, line.amount) for line in order.lines.exclude(kind="tax")]
    assert invoice.total == invoice.net + invoice.tax == total(order)
    assert invoice.tax == sum(order.lines.filter(kind="tax").values_list("amount", flat=True))
    assert (invoice.number, invoice.issued_on, invoice.due_on) == (1, START.date(), START.date() + 30 * DAY)
    assert (invoice.seller_name, invoice.buyer_name, invoice.currency) == (
        SELLER["name"],
        order.account.name,
        "EUR",
    )
    assert not invoice.is_credit
    event = order.events.latest("id")
    assert (event.verb, event.amount, event.actor_id) == ("issue_invoice", total(order), cast.clara.member_id)


@pytest.mark.usefixtures("seller")
def test_what_is_billed_is_not_billed_again(cast: Cast) -> None:
    order = place_order(cast.clara)
    first = issue(cast.clara, order)

    assert issue(cast.clara, order) == issue(cast.sam, order, START + DAY) == first
    change(cast.max, order, "24.00", note="Two pages more")
    second = issue(cast.sam, order, START + DAY)

    assert (second.number, second.total) == (2, Decimal("24.00"))
    assert [(line.label, line.detail) for line in second.lines.all()] == [("Price change", "Two pages more")]
    assert Invoice.objects.count() == 2


@pytest.mark.usefixtures("seller")
def test_a_lower_price_makes_a_credit_note(cast: Cast) -> None:
    order = place_order(cast.clara)
    issue(cast.clara, order)
    change(cast.max, order, "12.00", less=True, note="Late")

    note = issue(cast.max, order)

    assert (note.total, note.is_credit, note.number) == (Decimal("-12.00"), True, 2)


@pytest.mark.usefixtures("seller")
def test_cancelling_gives_back_every_cent_that_was_billed(cast: Cast) -> None:
    order = place_order(cast.clara)
    change(cast.max, order, "7.77", note="One thing more")
    bill = issue(cast.clara, order)
    cancel_order(actor=cast.clara, order=order, reason="Not needed", now=START)

    note = issue(cast.clara, order)

    assert (note.net, note.tax, note.total) == (-bill.net, -bill.tax, -bill.total)


@pytest.mark.usefixtures("seller")
def test_an_order_that_was_cancelled_at_once_has_nothing_to_bill(cast: Cast) -> None:
    order = place_order(cast.clara)
    cancel_order(actor=cast.clara, order=order, reason="Not needed", now=START)

    with pytest.raises(WrongState, match=r"There is nothing to invoice for this order."):
        issue(cast.clara, order)

    assert not Invoice.objects.exists()


def test_without_an_address_there_is_no_invoice_and_no_number(cast: Cast) -> None:
    order = place_order(cast.clara)
    with pytest.raises(NoLetterhead):
        issue(cast.clara, order)
    save_letterhead(actor=cast.max, fields={**SELLER, "address": ""})
    with pytest.raises(NoLetterhead):
        issue(cast.clara, order)

    save_seller(cast.max)

    assert issue(cast.clara, order).number == 1


@pytest.mark.usefixtures("seller")
def test_an_issued_invoice_keeps_what_it_says(cast: Cast) -> None:
    order = place_order(cast.clara)
    account = account_of(cast.clara)
    save_billing_details(
        now=START, actor=cast.clara, account=account, fields={"name": "Bell & Co", "address": "2 Hill"}
    )
    invoice = issue(cast.clara, order)

    save_billing_details(
        now=START, actor=cast.clara, account=account, fields={"name": "Other", "address": "3 Dale"}
    )
    save_letterhead(actor=cast.max, fields={**SELLER, "name": "Another Ltd"})

    stored = Invoice.objects.get()
    assert stored == invoice
    assert (stored.seller_name, stored.buyer_name, stored.buyer_address) == (
        SELLER["name"],
        "Bell & Co",
        "2 Hill",
    )


@pytest.mark.usefixtures("seller")
@pytest.mark.parametrize("model", [Invoice, InvoiceLine, InvoicedEntry])
def test_the_database_refuses_to_change_an_invoice(cast: Cast, model: Any) -> None:
    issue(cast.clara, place_order(cast.clara))

    for act in (
        lambda: model.objects.update(agency_id=cast.inkwell.pk),
        lambda: model.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            act()


@pytest.mark.usefixtures("seller")
def test_an_entry_is_never_on_two_invoices(cast: Cast) -> None:
    order = place_order(cast.clara)
    invoice = issue(cast.clara, order)

    with pytest.raises(IntegrityError), transaction.atomic():
        InvoicedEntry.objects.create(agency=cast.inkwell, invoice=invoice, entry=order.ledger.get())


RIGHTS = {"clara": True, "wendell": False, "edith": False, "sam": True, "max": True, "otto": True}


@pytest.mark.usefixtures("seller")
@pytest.mark.parametrize("name", RIGHTS)
def test_who_may_issue(cast: Cast, name: str) -> None:
    order = Story(cast).completed().order

    if RIGHTS[name]:
        assert issue(getattr(cast, name), order).number == 1
    else:
        with pytest.raises(NotAllowed):
            issue(getattr(cast, name), order)


@pytest.mark.usefixtures("seller")
@pytest.mark.parametrize("role", ["orderer", "reader"])
def test_only_payers_of_the_account_have_its_invoices(cast: Cast, role: str) -> None:
    order = place_order(cast.clara)
    issue(cast.clara, order)
    other = colleague(cast, role)

    with pytest.raises(NotAllowed):
        issue(other, order)

    seen = {
        name: Invoice.objects.visible_to(getattr(cast, name)).count()
        for name in ("clara", "sam", "wendell", "edith", "mara", "nick")
    }
    assert seen == {"clara": 1, "sam": 1, "wendell": 0, "edith": 0, "mara": 0, "nick": 0}
    assert not Invoice.objects.visible_to(other).exists()


def test_each_agency_counts_for_itself(cast: Cast) -> None:
    save_seller(cast.max)
    save_seller(cast.mara)

    ours, theirs = issue(cast.clara, place_order(cast.clara)), issue(cast.nick, place_order(cast.nick))

    assert (ours.number, theirs.number) == (1, 1)
    with pytest.raises(NotVisible):
        issue(cast.mara, ours.order)


@pytest.mark.parametrize("name", ["clara", "wendell", "edith", "sam"])
def test_only_management_says_what_stands_on_invoices(cast: Cast, name: str) -> None:
    with pytest.raises(NotAllowed):
        save_letterhead(actor=getattr(cast, name), fields=SELLER)


@pytest.mark.parametrize("name", ["wendell", "edith", "nick"])
def test_only_payers_and_the_desk_say_whom_to_bill(cast: Cast, name: str) -> None:
    with pytest.raises(NotAllowed):
        save_billing_details(
            now=START, actor=getattr(cast, name), account=account_of(cast.clara), fields={"name": "Mine"}
        )


@pytest.mark.django_db(transaction=True)
def test_twenty_orders_billed_at_once_are_numbered_without_gaps(cast: Cast) -> None:
    save_seller(cast.max)
    placed = [place_order(cast.clara) for _each in range(20)]

    results = race([partial(issue, cast.clara, order) for order in placed])

    assert kinds(results) == {"Invoice": 20}
    assert sorted(Invoice.objects.values_list("number", flat=True)) == list(range(1, 21))


@pytest.mark.django_db(transaction=True)
def test_one_order_billed_by_twenty_clicks_has_one_invoice(cast: Cast) -> None:
    save_seller(cast.max)
    order = place_order(cast.clara)

    results = race([partial(issue, actor, order) for actor in [cast.clara, cast.sam] * 10])

    assert kinds(results) == {"Invoice": 20}
    assert Invoice.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_invoice_that_fails_takes_no_number(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    save_seller(cast.max)
    order = place_order(cast.clara)

    def broken(*_args: Any) -> None:
        raise RuntimeError("the lines cannot be written")

    with monkeypatch.context() as broke:
        broke.setattr("billing.actions.invoice_writing._write_lines", broken)
        with pytest.raises(RuntimeError):
            issue(cast.clara, order)

    assert issue(cast.clara, order).number == 1
