"""Jobs of the billing app. Each is safe to run twice and beside itself."""

from __future__ import annotations

from agencies.models import Agency
from project.base import clock
from project.base.jobs import Urgency, task
from project.base.sweeps import declare_sweep

from .actions.payment_reminders import remind_of_payments
from .mail.invoices import write_invoice_mails
from .mail.payment_reminders import write_reminder

#: Every quarter of an hour: remind of invoices that are overdue.
sweep = declare_sweep("billing.sweep", [remind_of_payments], every="*/15 * * * *", each=Agency.working)


@task("billing.tell_of_reminder", urgency=Urgency.SOON)
def tell_of_reminder(reminder_id: int) -> None:
    """Write to the payers whom a reminder concerns, each once."""
    write_reminder(reminder_id=reminder_id, now=clock.now())


@task("billing.send_invoice", urgency=Urgency.SOON)
def send_invoice(sending_id: int) -> None:
    """Write to the people whom a sending of an invoice concerns, each once."""
    write_invoice_mails(sending_id=sending_id, now=clock.now())
