"""A payment reminder as its reader gets it, and as the settings show it beforehand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from agencies.models import Agency
from billing.models import Invoice, PaymentReminder
from billing.pricing.parts import day_of
from billing.rules import called, filled, number_of, steps_of
from billing.states import PLACEHOLDERS, Step
from project.base import formatting

#: What stands in a preview for an invoice.
EXAMPLE_NUMBER, EXAMPLE_AMOUNT = 42, Decimal("145.20")


@dataclass(frozen=True)
class ReminderLetter:
    """Subject and text with everything filled in, and the facts that stand beneath them."""

    subject: str
    text: str
    facts: tuple[tuple[str, str], ...] = ()


def letter_of(reminder: PaymentReminder, now: dt.datetime) -> ReminderLetter:
    """The letter of a reminder, in the present language. Two queries."""
    invoice = reminder.invoice
    agency = invoice.order.agency
    step = next(step for step in steps_of(agency) if step.number == reminder.step)
    facts = _facts(reminder, invoice, agency, now)
    beneath = (
        (_("Invoice"), facts["invoice"]),
        (_("Open"), facts["amount"]),
        (_("Due"), facts["due"]),
    )
    return ReminderLetter(filled(str(step.subject), facts), filled(str(step.text), facts), beneath)


def preview_of(step: Step, agency: Agency) -> ReminderLetter:
    """The letter of a step with examples in place of an invoice."""
    facts = {
        **PLACEHOLDERS,
        "invoice": called(EXAMPLE_NUMBER, agency.code),
        "order": PLACEHOLDERS["order"].replace("INK", agency.code),
        "amount": formatting.money(EXAMPLE_AMOUNT, agency.currency),
        "days": str(step.days),
        "agency": agency.name,
    }
    return ReminderLetter(filled(str(step.subject), facts), filled(str(step.text), facts))


def _facts(reminder: PaymentReminder, invoice: Invoice, agency: Agency, now: dt.datetime) -> dict[str, str]:
    today = now.astimezone(agency.zone).date()
    parts = list(invoice.parts.values_list("due_on", "amount"))
    due_on = day_of(parts, reminder.amount, reminder.sent_on) or invoice.due_on
    return {
        "client": invoice.buyer_name,
        "invoice": number_of(invoice, agency.code),
        "order": invoice.order.number,
        "amount": formatting.money(reminder.amount, invoice.currency),
        "due": formatting.date(due_on),
        "days": str((today - due_on).days),
        "agency": agency.name,
    }
