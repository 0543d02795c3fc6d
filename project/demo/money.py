"""Invoices and payments of the demo: most clients pay within the term,
some later, one or two have not paid yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from agencies.models import Agency
from billing.actions.invoices import issue_invoice, save_billing_details, save_letterhead
from billing.actions.payment_reminders import send_reminder
from billing.actions.reminder_settings import save_reminders
from billing.models import BillingDetails, OpenInvoice
from billing.states import DEFAULT_STEPS
from clients.models import ClientAccount
from clients.models.accounts import AccountKind
from orders.actions.ledger import change_charge, ledger_balance, record_payment
from orders.states.orders import CLOSED_STATES

from .story import Crew, Story

DAY = dt.timedelta(days=1)
SELLERS = {
    "INK": {
        "name": "Inkwell Writing Ltd",
        "address": "14 Quay Street\nBristol BS1 4QD",
        "tax_number": "GB 000 1234 56",
        "payment_days": 14,
        "payment_text": "Please name the invoice number with your transfer.",
        "iban": "GB82WEST12345698765432",
        "bic": "WESTGB2LXXX",
        "account_holder": "Inkwell Writing Ltd",
        "reference": "invoice",
    },
    "NOR": {
        "name": "Northwind Texts AS",
        "address": "Bryggen 3\n5003 Bergen",
        "tax_number": "NO 000 123 456",
        "payment_days": 30,
        "payment_text": "",
        "iban": "NO9386011117947",
        "bic": "DNBANOKKXXX",
        "reference": "order",
    },
}
STREETS = ("Mill Lane", "Harbour Road", "Station Street", "Church Hill", "Market Place")
TOWNS = ("Leeds LS1 4AP", "Exeter EX1 1GE", "York YO1 7HH", "Cardiff CF10 1AA")
REASONS = (
    "The text came a day late.",
    "Two paragraphs fewer than ordered, as agreed.",
    "A thank-you for the tenth order.",
)


def open_books(agency: Agency, crew: Crew, now: dt.datetime) -> None:
    """Say what stands on the agency's invoices and to whom those of its clients are addressed."""
    manager = crew.managers[0]
    save_reminders(actor=manager, active=True, steps=DEFAULT_STEPS)
    save_letterhead(actor=manager, fields=SELLERS.get(agency.code, SELLERS["INK"]))
    for place, account in enumerate(ClientAccount.objects.filter(agency=agency).order_by("id")):
        address = f"{place * 7 + 3} {STREETS[place % len(STREETS)]}\n{TOWNS[place % len(TOWNS)]}"
        fields = {"name": account.name, "address": address}
        save_billing_details(actor=manager, account=account, fields=fields, now=now)


def go_abroad(crew: Crew, now: dt.datetime) -> None:
    """A company of those that the agency bills has moved abroad, and accounts for the tax by now: what it
    orders from now on carries none."""
    agency = crew.managers[0].agency
    companies = BillingDetails.objects.filter(agency=agency, account__kind=AccountKind.COMPANY)
    for details in companies.select_related("account").order_by("-account")[:1]:
        fields = {"tax_number": "DE 000 123 456", "reverse_charge": True}
        save_billing_details(actor=crew.managers[0], account=details.account, fields=fields, now=now)


def settle(stories: Sequence[Story]) -> None:
    """Bill the orders that are done and some that are open, in the order
    of the calendar; most of them are paid."""
    billed = [(story._pass(0.2, 20), place) for place, story in enumerate(stories) if is_billed(story)]
    for at, place in sorted(billed):
        bill(stories[place], at)


def remind(crew: Crew, now: dt.datetime) -> None:
    """Two reminders of the invoice that is overdue the longest, one of the next: as far as their days have
    come by now. Others are open, and most orders in work are on no invoice."""
    agency = crew.managers[0].agency
    late = OpenInvoice.objects.filter(agency=agency).select_related("invoice__order")
    for row, most in zip(late.order_by("invoice__due_on", "number")[:2], (2, 1), strict=False):
        for step in DEFAULT_STEPS[:most]:
            day = row.invoice.due_on + dt.timedelta(days=step.days)
            at = dt.datetime.combine(day, dt.time(10), agency.zone)
            if at < now:
                send_reminder(actor=crew.managers[0], invoice=row.invoice, now=at)


def is_billed(story: Story) -> bool:
    if story.order.state == "cancelled":
        return False
    return story.order.state in CLOSED_STATES or story.rng.random() < 0.25


def bill(story: Story, at: dt.datetime) -> None:
    """An invoice at that moment; a tenth of the finished orders cost a little less before it."""
    if story.order.state in CLOSED_STATES and story.rng.random() < 0.1:
        lower(story, at)
    if story.rng.random() < 0.15:
        deposit(story, at - DAY * 0.1)
    issue_invoice(actor=story.client, order=story.order, now=at)
    if story.order.state in CLOSED_STATES and story.rng.random() < 0.06 and at + DAY < story.end:
        credit(story, at + DAY)
    paid = at + DAY * story.rng.uniform(1, 16)
    if paid < story.end and story.rng.random() < 0.92:
        pay(story, paid)


def deposit(story: Story, at: dt.datetime) -> None:
    """A third of the price, received before the invoice, which names it."""
    part = (ledger_balance(story.order).owed / 3).quantize(Decimal(1))
    if part > 0:
        day = at.astimezone(story.client.agency.zone).date()
        record_payment(
            actor=story.support, order=story.order, amount=part, back=False, on=day, note="Deposit", now=at
        )


def credit(story: Story, at: dt.datetime) -> None:
    """Something off after the invoice: a credit note, which names it."""
    amount = (ledger_balance(story.order).owed / 10).quantize(Decimal(1))
    if amount > 0:
        reason = story.rng.choice(REASONS)
        change_charge(actor=story.manager, order=story.order, amount=amount, less=True, note=reason, now=at)
        issue_invoice(actor=story.client, order=story.order, now=at)


def lower(story: Story, at: dt.datetime) -> None:
    """Take a few percent off, with a reason."""
    amount = (ledger_balance(story.order).charged / 10).quantize(Decimal(1)) or Decimal(1)
    reason = story.rng.choice(REASONS)
    change_charge(
        actor=story.manager, order=story.order, amount=amount, less=True, note=reason, now=story._pass(0.2, 4)
    )


def pay(story: Story, at: dt.datetime) -> None:
    """Everything that is open, as it came in by bank."""
    owed, day = ledger_balance(story.order).owed, at.astimezone(story.client.agency.zone).date()
    note = f"Transfer {story.rng.randint(10_000, 99_999)}"
    record_payment(actor=story.support, order=story.order, amount=owed, back=False, on=day, note=note, now=at)
