"""What is still to be paid, on the pages of who pays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from agencies.models import Agency
from billing.actions.invoices import issue_invoice, save_letterhead
from billing.models import InvoiceSending
from tests.billing.pages.test_documents import BANK
from tests.helpers.cast import START, Cast
from tests.helpers.factories import place_order
from tests.helpers.pages import words_of
from tests.helpers.story import Story
from tests.orders.actions.test_ledger import pay, total
from tests.orders.helpers.support import url_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
SignIn = Callable[..., Client]


def test_after_ordering_the_payer_reads_what_is_open_and_how_it_is_paid(cast: Cast, sign_in: SignIn) -> None:
    save_letterhead(actor=cast.max, fields=BANK)
    order = place_order(cast.clara)
    client = sign_in(cast.clara)

    page = client.get(url_of(order))
    code = client.get(url_of(order, "payment.svg"))

    found, amount = words_of(page), f"€{total(order)}"
    for expected in (f"{amount} open", "How to pay", "Inkwell Trust", order.number, "Thank you"):
        assert expected in found
    assert 'data-copy-plain="DE89370400440532013000"' in page.content.decode()
    assert (
        code["Content-Type"] == "image/svg+xml" and b"<svg" in code.content and b"style=" not in code.content
    )


def test_with_an_invoice_its_number_and_day_are_named(cast: Cast, sign_in: SignIn) -> None:
    save_letterhead(actor=cast.max, fields=BANK)
    order = place_order(cast.clara)
    issue_invoice(actor=cast.max, order=order, now=START)
    pay(cast.sam, order, "30.00")

    found = words_of(sign_in(cast.clara).get(url_of(order)))

    assert "INK-INV-00001" in found
    assert f"€{total(order) - 30} open, due 1 April 2026" in found


def test_completed_with_money_open_is_not_said_to_be_done(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).completed()
    client = sign_in(cast.clara)

    owing = words_of(client.get(url_of(story.order)))
    pay(cast.sam, story.order, str(total(story.order)))
    paid = words_of(client.get(url_of(story.order)))

    assert f"Complete, and €{total(story.order)} open" in owing and "nothing left to do" not in owing
    assert "nothing left to do" in paid and "How to pay" not in paid


@pytest.mark.parametrize("name", ["wendell", "sam"])
def test_who_does_not_pay_is_not_told_how(cast: Cast, sign_in: SignIn, name: str) -> None:
    save_letterhead(actor=cast.max, fields=BANK)
    story = Story(cast).assigned()

    assert "How to pay" not in words_of(sign_in(getattr(cast, name)).get(url_of(story.order)))


def test_without_euros_there_is_no_code(cast: Cast, sign_in: SignIn) -> None:
    save_letterhead(actor=cast.max, fields={**BANK, "iban": "", "bic": ""})
    order = place_order(cast.clara)

    page = sign_in(cast.clara).get(url_of(order))

    assert "payment.svg" not in page.content.decode() and "Thank you" in words_of(page)
    assert sign_in(cast.clara).get(url_of(order, "payment.svg")).status_code == 404
    assert Agency.objects.get(pk=cast.inkwell.pk).currency == "EUR"


def test_the_desk_sends_an_invoice_again_from_the_ledger(cast: Cast, sign_in: SignIn) -> None:
    save_letterhead(actor=cast.max, fields=BANK)
    order = place_order(cast.clara)
    issue_invoice(actor=cast.max, order=order, now=START)
    client = sign_in(cast.sam)
    assert "Send by email" in words_of(client.get(url_of(order, "ledger/")))

    page = words_of(client.post("/invoices/1/send/", follow=True))

    assert "INK-INV-00001 sent." in page
    assert InvoiceSending.objects.filter(asked_by_id=cast.sam.member_id).count() == 1
    assert "Send by email" not in words_of(sign_in(cast.clara).get(url_of(order, "ledger/")))
