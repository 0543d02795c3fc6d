"""The reminders of one invoice, for the desk: what was sent to whom, and what keeps more of it back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from agencies.models import Membership
from billing.actions.payment_reminders import REFUSALS, hindrance
from billing.models import Invoice, InvoiceMark, PaymentReminder, ReminderExemption
from billing.models.marks import MarkKind
from billing.models.reminders import STEPS
from billing.rules import can_exempt, can_remind, number_of, reminds_automatically, steps_of
from project.base import formatting
from project.base.viewer import Member


@dataclass(frozen=True)
class SentRow:
    """One reminder that left. `by` is "" for the clock; `to` names those it was written to."""

    step: int
    at: dt.datetime
    by: str
    to: tuple[str, ...]
    amount: str


def context(viewer: Member, invoice: Any, now: dt.datetime) -> dict[str, Any]:
    """What the page of one invoice (billing.views.invoices.invoice_or_404) prints. Nine queries at most."""
    agency = viewer.agency
    reason = hindrance(invoice, agency, now)
    sent = rows_of(viewer, invoice)
    return {
        "invoice": invoice,
        "number": number_of(invoice, agency.code),
        "total": formatting.money(invoice.total, invoice.currency),
        "left": formatting.money(invoice.open_amount, invoice.currency) if invoice.is_unpaid else "",
        "overdue": invoice.is_unpaid and invoice.asked_on < now.astimezone(agency.zone).date(),
        "sent": sent,
        "step": len(sent) + 1,
        "blocked": REFUSALS[reason] if reason else "",
        "next_on": _next_on(viewer, invoice, sent),
        "marks": marks_of(invoice),
        "may": can_remind(viewer, invoice.order),
        "exempt": ReminderExemption.objects.filter(account_id=invoice.account_id).exists(),
        "may_exempt": can_exempt(viewer, invoice.account),
    }


def rows_of(viewer: Member, invoice: Invoice) -> list[SentRow]:
    """The reminders that left, oldest first. Two queries."""
    rows = PaymentReminder.objects.visible_to(viewer).filter(invoice=invoice).select_related("sent_by")
    return [
        SentRow(
            step=row.step,
            at=row.sent_at,
            by=row.sent_by.public_name if row.sent_by else "",
            to=tuple(_written_to(mail.membership) for mail in row.mails.all()),
            amount=formatting.money(row.amount, invoice.currency),
        )
        for row in rows.prefetch_related("mails__membership").order_by("step")
    ]


def _written_to(person: Membership | None) -> str:
    return person.public_name if person else _("email address for invoices")


def marks_of(invoice: Invoice) -> dict[str, InvoiceMark]:
    """The marks that an invoice has now, by kind. One query."""
    rows = InvoiceMark.objects.filter(invoice=invoice, ended_at=None).select_related("set_by")
    return {str(MarkKind(row.kind)): row for row in rows}


def _next_on(viewer: Member, invoice: Any, sent: list[SentRow]) -> dt.date | None:
    """The day on which the clock sends the next one, unless something keeps it back; None when it never
    does."""
    agency = viewer.agency
    if not reminds_automatically(agency) or not invoice.is_unpaid or len(sent) >= STEPS:
        return None
    steps = steps_of(agency)
    step = steps[len(sent)]
    day = invoice.asked_on + dt.timedelta(days=step.days)
    if not sent:
        return day
    pause = dt.timedelta(days=step.days - steps[len(sent) - 1].days)
    return max(day, sent[-1].at.astimezone(agency.zone).date() + pause)
