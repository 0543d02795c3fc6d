"""An order with a deposit, its invoice, a reminder, the payment: as client, desk and mailbox see them."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable

import pytest
from django.core import mail as outbox
from playwright.sync_api import expect
from procrastinate.contrib.django.models import ProcrastinateJob
from pypdf import PdfReader

from accounts.actions.mail import deliver
from accounts.models import Mail
from billing import tasks
from billing.actions.invoices import save_letterhead
from billing.models import Invoice
from orders.models import Order
from tests.billing.pages.test_documents import BANK
from tests.helpers.cast import load_cast
from tests.helpers.factories import DAY, place_order
from tests.orders.actions.test_ledger import total
from tests.orders.helpers.support import stop_clock

from .conftest import Person, sign_in
from .test_invoice import FETCHED, tab_to
from .test_one_order import fill_draft, saved

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CLIPBOARD = ["clipboard-read", "clipboard-write"]


def work(name: str, job: Callable[..., None]) -> None:
    """Do the waiting jobs of that name."""
    for waiting in ProcrastinateJob.objects.filter(task_name=name, status="todo").order_by("pk"):
        job(**waiting.args)


def words(body: bytes) -> str:
    return " ".join(PdfReader(io.BytesIO(body)).pages[0].extract_text().split())


def posted(kind: str, now: dt.datetime) -> tuple[str, str]:
    """Have the only mail of that kind leave: its words, and those of the PDF that goes with it."""
    deliver(mail_id=Mail.objects.get(kind=kind).pk, now=now)
    sent = outbox.outbox.pop()
    _name, body, _type = sent.attachments[0]
    return str(sent.body), words(body)


def record(sam: Person, path: str, amount: str, note: str) -> None:
    """Record a payment on the ledger page, by keyboard."""
    sam.page.goto(sam.base + path)
    tab_to(sam, "#record-payment summary")
    sam.page.keyboard.press("Enter")
    tab_to(sam, "#record-payment [name=amount]")
    sam.page.keyboard.type(amount)
    tab_to(sam, "#record-payment [name=note]")
    sam.page.keyboard.type(note)
    sam.page.keyboard.press("Enter")
    sam.page.wait_for_load_state()


def test_from_the_order_to_paid(people: Callable[..., Person], monkeypatch: pytest.MonkeyPatch) -> None:
    cast = load_cast()
    save_letterhead(actor=cast.max, fields=BANK)
    max_ = people("max")
    max_.go("/desk/invoicing/reminders/")
    max_.page.get_by_label("Send reminders automatically").check()
    max_.press("Save")
    max_.sees("Reminders saved.")

    # Clara orders, and reads how to pay: she copies the IBAN.
    clara = people("clara", permissions=CLIPBOARD)
    clara.press("New order")
    fill_draft(clara.page, "Harbour feature")
    saved(clara.page)
    clara.page.get_by_role("button", name=re.compile("Place order for")).click()
    clara.page.wait_for_url(re.compile(r"/orders/INK-"))
    order = Order.objects.get()
    ledger, owed = f"/orders/{order.number}/ledger/", total(order)
    expect(clara.page.locator("#pay")).to_contain_text(f"€{owed}")
    tab_to(clara, "[data-copy=pay-iban]")
    clara.page.keyboard.press("Enter")
    clara.sees("IBAN copied.")
    assert clara.page.evaluate("navigator.clipboard.readText()") == BANK["iban"]
    clara.look()

    # The desk records her deposit; dollars are none of hers.
    sam = people("sam")
    record(sam, ledger, "$50", "Deposit")
    sam.sees("Enter the amount in EUR, without “$”.")
    sam.look()
    sam.page.locator("#record-payment [name=amount]").fill("€50.00")
    sam.press("Record")
    sam.sees("Payment recorded.")

    # The invoice names the deposit and what is open, on paper and in its mail.
    clara.go(ledger)
    clara.press("Create invoice")
    clara.sees("Invoice issued.")
    clara.look()
    invoice, left = Invoice.objects.get(), owed - 50
    paper = words(bytes(clara.page.evaluate(FETCHED, f"/invoices/{invoice.number}/")))
    work("billing.send_invoice", tasks.send_invoice)
    letter, attached = posted("invoice", invoice.issued_at)
    assert paper == attached
    for text in (f"€{owed}", "€50.00", f"€{left}"):
        assert text in paper
    assert f"Still open: €{left}" in letter and BANK["iban"][:4] in letter

    # A month later the clock reminds her, once, with the invoice.
    due = dt.datetime.combine(invoice.due_on, dt.time(11), dt.UTC)
    later = next(day for day in (due + days * DAY for days in range(3, 10)) if day.weekday() == 0)
    with monkeypatch.context() as clock:
        stop_clock(clock, later)
        for _run in range(2):
            tasks.sweep.run()
        work("billing.tell_of_reminder", tasks.tell_of_reminder)
        letter, attached = posted("payment_reminder", later)
    assert f"€{left}" in letter and "Harbour feature" in attached and attached == paper

    max_.go("/invoices/?state=open")
    expect(max_.page.locator(".invoice-rows")).to_contain_text(f"€{left} open")
    max_.page.locator(".invoice-rows").get_by_role("link", name="Open").click()
    max_.sees(f"Reminder 1 for €{left}")
    max_.look()
    clara.go(f"/orders/{order.number}/")
    expect(clara.page.locator("#pay")).to_contain_text(f"€{left}")

    # She pays; all see it, and nothing more is sent.
    record(sam, ledger, str(left), "Transfer 4711")
    sam.sees("Payment recorded.")
    clara.go(f"/orders/{order.number}/")
    expect(clara.page.locator("#payment")).to_contain_text("Paid")
    expect(clara.page.locator("#pay")).to_have_count(0)
    clara.go("/invoices/")
    expect(clara.page.locator(".invoice-rows")).to_contain_text("Paid")
    with monkeypatch.context() as clock:
        stop_clock(clock, later + 28 * DAY)
        tasks.sweep.run()
    assert Mail.objects.filter(kind="payment_reminder").count() == 1


def test_the_iban_can_be_read_without_scripts(people: Callable[..., Person]) -> None:
    cast = load_cast()
    save_letterhead(actor=cast.max, fields=BANK)
    order = place_order(cast.clara)
    clara = people("", java_script_enabled=False)
    sign_in(clara, "clara@inkwell.example")

    clara.page.goto(f"{clara.base}/orders/{order.number}/")

    expect(clara.page.locator("#pay-iban")).to_have_text("DE89 3704 0044 0532 0130 00")
    expect(clara.page.get_by_role("button", name="Copy IBAN")).to_be_hidden()
