"""From the agency's first settings to a paid invoice: by keyboard where it writes, read back as a PDF."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from billing.models import Invoice
from orders.actions.ledger import ledger_balance
from tests.helpers.cast import load_cast
from tests.helpers.story import Story

from .conftest import Person, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


#: The bytes of an address, fetched by the browser.
FETCHED = "async (url) => Array.from(new Uint8Array(await (await fetch(url)).arrayBuffer()))"


def tab_to(person: Person, selector: str) -> None:
    """Press Tab until the focus is there; a person without a mouse has no other way."""
    for _press in range(80):
        if person.page.evaluate("(selector) => document.activeElement?.matches(selector) ?? false", selector):
            return
        person.page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached by keyboard")


def test_an_order_is_billed_and_paid(people: Callable[..., Person]) -> None:
    clara, max_ = people("clara"), people("max")
    order = Story(load_cast()).completed().order
    ledger = f"/orders/{order.number}/ledger/"

    # Clara asks for her invoice too early: the agency has not said who bills.
    clara.go(f"/orders/{order.number}/")
    clara.press("Ledger and invoices")
    clara.press("Create invoice")
    clara.sees("The agency has not entered its invoice details yet. Ask the agency for an invoice.")
    clara.look()

    # Max enters it, without a mouse; an empty address comes back beside its field.
    max_.go("/invoices/")
    max_.press("Invoice details")
    max_.look()
    for selector, typed in (("#id_name", "Inkwell Writing Ltd"), ("#id_payment_days", "30")):
        tab_to(max_, selector)
        max_.page.keyboard.press("Control+a")
        max_.page.keyboard.type(typed)
    tab_to(max_, "button[type=submit].btn-primary")
    max_.page.keyboard.press("Enter")
    max_.page.wait_for_load_state()
    expect(max_.page.locator("#id_name")).to_have_value("Inkwell Writing Ltd")
    max_.look()
    max_.page.locator("#id_address").fill("14 Quay Street\nBristol")
    max_.press("Save")
    max_.sees("Saved. New invoices will show these details.")

    # Now the invoice is there, and it says what the page says.
    clara.go(ledger)
    clara.press("Create invoice")
    clara.sees("Invoice issued.")
    clara.look()
    invoice = Invoice.objects.get()
    body = bytes(clara.page.evaluate(FETCHED, f"/invoices/{invoice.number}/"))
    words = PdfReader(io.BytesIO(body)).pages[0].extract_text()
    assert "INK-INV-00001" in words and "Inkwell Writing Ltd" in words and f"€{invoice.total:,.2f}" in words

    # Max records the payment by keyboard: first ten times too much, then what came in.
    max_.go(ledger)
    tab_to(max_, "#record-payment summary")
    max_.page.keyboard.press("Enter")
    tab_to(max_, "#record-payment [name=amount]")
    max_.page.keyboard.type(str(invoice.total * 10))
    max_.page.keyboard.press("Enter")
    max_.sees("tick the box below")
    max_.look()
    max_.page.locator("#record-payment [name=amount]").fill(str(invoice.total))
    max_.page.locator("#record-payment [name=note]").fill("Transfer 4711")
    max_.press("Record")
    max_.sees("Payment recorded.")
    max_.look()
    assert ledger_balance(order).owed == 0

    clara.go(f"/orders/{order.number}/")
    expect(clara.page.locator("#payment")).to_contain_text("Paid")


def test_it_works_without_scripts(people: Callable[..., Person]) -> None:
    max_ = people("", java_script_enabled=False)
    sign_in(max_, "max@inkwell.example")
    order = Story(load_cast()).delivered().order

    max_.page.goto(f"{max_.base}/orders/{order.number}/ledger/")
    max_.page.locator("#change-price summary").click()
    max_.page.locator("#change-price [name=amount]").fill("12.50")
    max_.page.locator("#change-price [name=less]").select_option("less")
    max_.page.locator("#change-price [name=note]").fill("Late by a day")
    max_.page.locator("#change-price button[type=submit]").click()

    expect(max_.page.locator("table.table").first).to_contain_text("Late by a day")
    assert ledger_balance(order).charged == sum(order.lines.values_list("amount", flat=True)) - Decimal(
        "12.50"
    )
