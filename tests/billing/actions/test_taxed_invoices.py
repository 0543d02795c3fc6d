"""How invoices say the tax: prices that include it, and clients who account for it; the orders and quotes of
before keep theirs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from billing.actions.invoices import issue_invoice, save_billing_details, save_letterhead
from billing.models import Invoice
from catalog.actions.price_versions import save_section
from catalog.models import PriceBook
from catalog.pricing.offering import current_offering
from catalog.pricing.sections import SECTIONS, rows_of
from clients.actions.merging import merge_accounts
from clients.actions.taxing import set_reverse_charge
from clients.models import AccountEvent, ClientAccount
from drafts.pricing.draft_price import price_draft
from orders.actions.holding import cancel_order
from orders.models import Order
from project.base.errors import Invalid, NotAllowed, WrongState
from tests.billing.pages.test_documents import printed
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, SELLER, account_of, make_draft, place_order, save_seller
from tests.orders.actions.test_ledger import change

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_catalog")]


@pytest.fixture(autouse=True)
def seller(cast: Cast) -> None:
    save_seller(cast.max)


def include_tax(cast: Cast) -> None:
    """The prices of the agency are prices with tax from now on."""
    book = PriceBook.objects.standing().filter(agency=cast.inkwell)[0]
    general = SECTIONS["general"]
    row = {**rows_of(general, book)[0], "prices_include_tax": True}
    save_section(actor=cast.max, section=general, rows=[row], base=book.version, now=START)
    cast.inkwell.refresh_from_db()
    for member in (cast.max, cast.clara):
        member.agency.refresh_from_db()


def abroad(cast: Cast, **fields: Any) -> ClientAccount:
    """Clara's account, whose client accounts for the tax."""
    account = account_of(cast.clara)
    details = {"name": "Bell GmbH", "tax_number": "DE 123", "reverse_charge": True, **fields}
    save_billing_details(actor=cast.max, account=account, fields=details, now=START)
    return account


def issue(cast: Cast, order: Order) -> Invoice:
    return issue_invoice(actor=cast.max, order=order, now=START)


def sums(invoice: Invoice) -> tuple[Decimal, Decimal, Decimal]:
    return invoice.net, invoice.tax, invoice.total


def test_prices_with_tax_are_charged_as_they_are_entered(cast: Cast) -> None:
    before = place_order(cast.clara)
    net = before.lines.exclude(kind="tax").values_list("amount", flat=True)[0]

    include_tax(cast)
    order = place_order(cast.clara)
    invoice = issue(cast, order)

    total = sum(line.amount for line in order.lines.all())
    assert total == net == invoice.total  # the same number, now with tax
    assert invoice.tax == (net * 20 / 120).quantize(Decimal("0.01"))
    assert invoice.net + invoice.tax == invoice.total
    assert sum(line.amount for line in invoice.lines.all()) == invoice.total
    assert (invoice.prices_include_tax, invoice.tax_label) == (True, "Including VAT 20%")
    assert issue(cast, before).prices_include_tax is False  # it keeps its own version


def test_a_price_change_and_a_refund_of_prices_with_tax(cast: Cast) -> None:
    include_tax(cast)
    order = place_order(cast.clara)
    issue(cast, order)

    change(cast.max, order, "12.00")
    more = issue(cast, order)
    assert sums(more) == (Decimal("10.00"), Decimal("2.00"), Decimal("12.00"))
    assert [line.amount for line in more.lines.all()] == [Decimal("12.00")]

    cancel_order(actor=cast.max, order=Order.objects.get(pk=order.pk), reason="Gone", now=START + DAY)
    back = issue(cast, order)
    every = Invoice.objects.filter(order=order)
    assert back.is_credit
    assert [sum(found) for found in zip(*(sums(each) for each in every), strict=True)] == [0, 0, 0]


def test_a_client_who_accounts_for_the_tax_is_charged_none(cast: Cast) -> None:
    with_tax = price_draft(cast.inkwell, make_draft(cast.clara), now=START)
    abroad(cast)

    order = place_order(cast.clara)
    invoice = issue(cast, order)

    assert sums(invoice) == (with_tax.subtotal, 0, with_tax.subtotal)
    assert invoice.tax_note == "Reverse charge: the recipient accounts for the tax."
    assert (invoice.tax_label, invoice.buyer_tax_number) == ("", "DE 123")
    found = printed(invoice)
    assert "Reverse charge: the recipient accounts for the tax." in found and "VAT" not in found


def test_of_prices_with_tax_it_is_taken_off(cast: Cast) -> None:
    include_tax(cast)
    with_tax = price_draft(cast.inkwell, make_draft(cast.clara), now=START)
    save_letterhead(actor=cast.max, fields={**SELLER, "reverse_charge_note": "Article 196"})
    abroad(cast)

    invoice = issue(cast, place_order(cast.clara))

    assert sums(invoice) == (with_tax.subtotal, 0, with_tax.subtotal)
    assert sum(line.amount for line in invoice.lines.all()) == invoice.total
    assert (invoice.tax_note, invoice.prices_include_tax) == ("Article 196", False)


def test_what_comes_later_is_taxed_as_the_order_was(cast: Cast) -> None:
    """The client moves back: an order without tax stays so, a new one has it."""
    account = abroad(cast)
    order = place_order(cast.clara)
    issue(cast, order)

    set_reverse_charge(actor=cast.max, account=account, on=False, now=START)
    change(cast.max, order, "12.00")

    more = issue(cast, order)
    assert (sums(more), bool(more.tax_note)) == ((Decimal(12), 0, Decimal(12)), True)
    assert issue(cast, place_order(cast.clara)).tax > 0


def test_without_a_tax_number_nothing_goes(cast: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        abroad(cast, tax_number="")
    assert "tax_number" in refused.value.errors
    assert not ClientAccount.objects.get(pk=account_of(cast.clara).pk).reverse_charge

    account = abroad(cast)
    order = place_order(cast.clara)
    with pytest.raises(Invalid):
        save_billing_details(actor=cast.clara, account=account, fields={"tax_number": ""}, now=START)
    account.billing.delete()
    with pytest.raises(WrongState, match="tax number"):
        issue(cast, order)


@pytest.mark.parametrize("name", ["clara", "sam"])
def test_management_alone_says_so(cast: Cast, name: str) -> None:
    account = account_of(cast.clara)
    fields = {"tax_number": "DE 123", "reverse_charge": True}

    with pytest.raises(NotAllowed):
        save_billing_details(actor=getattr(cast, name), account=account, fields=fields, now=START)

    kept = {"tax_number": "DE 123", "reverse_charge": False}
    save_billing_details(actor=getattr(cast, name), account=account, fields=kept, now=START)  # as it was


def test_it_leaves_one_event_a_switch_and_goes_with_a_merge(cast: Cast) -> None:
    account = abroad(cast)
    other = ClientAccount.objects.create(agency=cast.inkwell, name="Bell UK", created_at=START)

    assert set_reverse_charge(actor=cast.max, account=account, on=True, now=START) is False
    merge_accounts(actor=cast.max, account=other, into=account, now=START)
    assert ClientAccount.objects.get(pk=other.pk).reverse_charge
    set_reverse_charge(actor=cast.max, account=other, on=False, now=START)

    assert not ClientAccount.objects.family(account).filter(reverse_charge=True).exists()
    verbs = AccountEvent.objects.filter(verb__in=["reverse_charge", "charge_tax"]).order_by("id")
    assert [event.verb for event in verbs] == ["reverse_charge", "charge_tax"]
    assert current_offering(cast.inkwell).book.tax_rate == 20
