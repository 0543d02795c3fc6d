"""Reminding of invoices that are overdue: by the clock, or by hand. Each step of an invoice leaves once.

Never of what is paid, disputed or a credit note, and only where there is somebody who can be written to: a
payer, or the email address of the billing details. The lock on the order is the one under which payments are
booked: what is paid a moment before is not reminded of.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from agencies.rules.working_hours import add, calendar_of
from billing.models import (
    BillingDetails,
    Invoice,
    InvoiceMark,
    InvoicePart,
    OpenInvoice,
    PaymentReminder,
    ReminderExemption,
)
from billing.models.marks import MarkKind
from billing.models.reminders import STEPS
from billing.pricing.parts import asked_on
from billing.rules import can_remind, reminds_automatically, steps_of
from billing.states import Step
from clients.models import AccountPerson
from clients.querysets import current_id
from clients.rules.accounts import PAYER
from orders.actions.mail_jobs import is_quiet
from orders.actions.moving import record
from orders.models import Order
from orders.states.orders import State
from project.base.errors import WrongState, require
from project.base.jobs import defer
from project.base.locks import locked
from project.base.viewer import Member, System, Viewer

#: Invoices that one call reminds of at most, the longest overdue first.
MOST = 100
#: Words of a refusal, by what `hindrance` says.
REFUSALS = {
    "paid": _("Nothing is open for this invoice."),
    "disputed": _("This invoice is disputed. Remove the mark first."),
    "early": _("This invoice is not overdue yet."),
    "all": _("All reminders for this invoice have been sent."),
    "nobody": _("No payer of this account can be emailed. Enter an email address for invoices."),
}


def send_reminder(*, actor: Member, invoice: Invoice, now: dt.datetime) -> PaymentReminder:
    """Send the next reminder of an invoice by hand, whatever its day and the hour, and although reminders are
    on hold or the account is exempt. Raises WrongState with the reason when that is not possible."""
    require(can_remind(actor, invoice.order))
    with transaction.atomic():
        order = locked(actor, invoice.order)
        require(can_remind(actor, order))
        reason = hindrance(invoice, order.agency, now)
        if reason:
            raise WrongState(str(REFUSALS[reason]))
        found = _with_sent(OpenInvoice.objects.filter(agency_id=order.agency_id, invoice=invoice)).get()
        return _remind(found, order, actor, now)


def hindrance(invoice: Invoice, agency: Agency, now: dt.datetime) -> str:
    """Why the next reminder of an invoice cannot be sent, as a key of REFUSALS; "" when it can. Four
    queries at most."""
    rows = _with_sent(OpenInvoice.objects.filter(agency_id=invoice.agency_id, invoice=invoice))
    found = rows.select_related("order", "invoice", "account").first()
    if found is None:
        return "paid"
    if (
        found.order.state == State.DISPUTED
        or invoice.marks.filter(kind=MarkKind.DISPUTED, ended_at=None).exists()
    ):
        return "disputed"
    if found.asked_on >= _today(agency, now):
        return "early"
    if found.sent >= STEPS:
        return "all"
    somebody = payers_of(agency, [found.account_id]).exists()
    return "" if somebody or details_of(agency, current_id(found.account)).exists() else "nobody"


def remind_of_payments(*, agency: Agency, now: dt.datetime, most: int = MOST) -> int:
    """Send the reminders that are due, where the agency reminds by itself and within its working hours;
    returns how many. May run twice and beside itself; orders that somebody holds locked wait for the next
    run. Between two steps pass as many days as between theirs, so that nothing is made up for at once."""
    if not reminds_automatically(agency) or not is_open(agency, now):
        return 0
    due = due_reminders(agency, steps_of(agency), _today(agency, now))
    sent = 0
    for pk, order_id in list(due.order_by("asked_on", "number").values_list("pk", "order_id")[:most]):
        with transaction.atomic():
            orders = Order.objects.select_for_update(of=("self",), skip_locked=True)
            order = orders.select_related("agency").filter(pk=order_id).first()
            found = due.filter(pk=pk).first() if order else None
            if order is not None and found is not None:
                _remind(found, order, System(agency), now)
                sent += 1
    return sent


def is_open(agency: Agency, now: dt.datetime) -> bool:
    """Whether the agency works at this moment."""
    return add(calendar_of(agency), now, dt.timedelta()) <= now


def due_reminders(agency: Agency, steps: Sequence[Step], today: dt.date) -> QuerySet[Any]:
    """The open invoices of which a reminder is due on `today`, a day in the agency's zone."""
    own = {"agency_id": OuterRef("agency_id")}
    rows = _with_sent(OpenInvoice.objects.filter(agency=agency).exclude(order__state=State.DISPUTED))
    rows = rows.exclude(
        Exists(InvoiceMark.objects.filter(invoice=OuterRef("invoice_id"), ended_at=None, **own))
    )
    whose = Q(account=OuterRef("account_id")) | Q(account=OuterRef("account__merged_into_id"))
    rows = rows.exclude(Exists(ReminderExemption.objects.filter(whose, **own)))
    account = Coalesce(OuterRef("account__merged_into_id"), OuterRef("account_id"))
    payers, details = payers_of(agency, OuterRef("account_id")), details_of(agency, account)
    rows = rows.filter(Exists(payers) | Exists(details))
    wanted, before = Q(pk=None), 0
    for step in steps:
        late = Q(sent=step.number - 1, asked_on__lte=today - dt.timedelta(days=step.days))
        pause = Q(last_on=None) | Q(last_on__lte=today - dt.timedelta(days=step.days - before))
        wanted, before = wanted | late & pause, step.days
    return rows.filter(wanted)


def payers_of(agency: Agency, accounts: object) -> QuerySet[AccountPerson]:
    """The payers of a client account (or of a list of them) who can be written to: nobody who has left or is
    suspended."""
    which = {"account__in": accounts} if isinstance(accounts, list) else {"account": accounts}
    return AccountPerson.objects.filter(
        **which,
        agency=agency,
        role=PAYER,
        membership__ended_at=None,
        membership__suspended_at=None,
        membership__user__is_active=True,
    )


def details_of(agency: Agency, account: Any) -> QuerySet[BillingDetails]:
    """The billing details of a client account that name an email address for invoices."""
    return BillingDetails.objects.filter(agency=agency, account=account).exclude(email="")


def _with_sent(rows: QuerySet[OpenInvoice]) -> QuerySet[Any]:
    """Each with `sent`, how many reminders have left, `last_on`, when the last did, and `asked_on`, since
    when something of it is due: of one that is paid in parts, the first that is not covered."""
    gone = OuterRef("invoice__total") - OuterRef("amount")
    own = {"agency_id": OuterRef("agency_id"), "invoice": OuterRef("invoice_id")}
    parts = InvoicePart.objects.filter(**own, upto__gt=gone).order_by("due_on")
    reminders = PaymentReminder.objects.filter(
        agency_id=OuterRef("agency_id"), invoice=OuterRef("invoice_id")
    ).order_by()
    last = reminders.values("invoice").annotate(step_=Max("step"), on_=Max("sent_on"))
    return rows.annotate(
        sent=Coalesce(Subquery(last.values("step_")), Value(0)),
        last_on=Subquery(last.values("on_")),
        asked_on=Coalesce(Subquery(parts.values("due_on")[:1]), F("invoice__due_on")),
    )


def _remind(found: Any, order: Order, actor: Viewer, now: dt.datetime) -> PaymentReminder:
    """Of what of it is due by now, within the lock on the order. The mails are a job of its transaction."""
    today = _today(order.agency, now)
    parts = InvoicePart.objects.filter(agency_id=order.agency_id, invoice=found.invoice_id)
    asked = asked_on(list(parts.values_list("due_on", "amount")), found.amount, today)
    reminder = PaymentReminder.objects.create(
        agency_id=order.agency_id,
        invoice_id=found.invoice_id,
        step=found.sent + 1,
        sent_by_id=actor.member_id or None,
        sent_at=now,
        sent_on=today,
        amount=asked,
    )
    record(order, "remind_payment", actor=actor, now=now, amount=asked)
    if not is_quiet():
        defer("billing.tell_of_reminder", reminder_id=reminder.pk)
    return reminder


def _today(agency: Agency, now: dt.datetime) -> dt.date:
    return now.astimezone(agency.zone).date()
