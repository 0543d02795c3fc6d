"""Reminders by the API: `/api/v1/billing/reminder-settings/`, those of one invoice below
`/api/v1/billing/invoices/{number}/`, and whether an account is exempt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework.response import Response

from billing.actions.invoice_marks import mark_invoice, unmark_invoice
from billing.actions.payment_reminders import send_reminder
from billing.actions.reminder_settings import exempt_account, save_reminders
from billing.forms.reminders import MarkForm, RemindersForm
from billing.models import Invoice, ReminderExemption
from billing.models.marks import MarkKind
from billing.pages.invoice_reminders import marks_of, rows_of
from billing.rules import can_edit_invoicing, reminds_automatically, sees_receivables, steps_of
from billing.views.invoices import invoice_or_404
from clients.models import ClientAccount
from project.base.api.bodies import bound
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.fields import moment_text
from project.base.api.resource import Resource
from project.base.errors import NotVisible

from .reminder_shapes import (
    ExemptBody,
    ExemptOut,
    InvoiceRemindersOut,
    MarkBody,
    ReminderSettings,
    ReminderSettingsOut,
    UnmarkBody,
)

STAFF, EDITS = only(sees_receivables), only(can_edit_invoicing)


class ReminderSettingsViewSet(Resource):
    """When the agency reminds of overdue invoices, and in which words."""

    single = True

    def shown(self, thing: Any) -> dict[str, Any]:
        agency = self.http.agency
        steps = [
            {"days": step.days, "subject": str(step.subject), "text": str(step.text)}
            for step in steps_of(agency)
        ]
        return {
            "active": reminds_automatically(agency),
            "steps": steps,
        }

    @endpoint(EDITS, ReminderSettingsOut)
    def retrieve(self, request: Any) -> Response:
        """Read when the agency reminds of overdue invoices."""
        return self.ok(None)

    @endpoint(EDITS, ReminderSettingsOut, body=ReminderSettings)
    def update(self, request: Any) -> Response:
        """Set when the agency reminds of overdue invoices, from now on."""
        said: dict[str, Any] = {"active": self.body["active"]}
        for number, step in enumerate(self.body["steps"], start=1):
            said |= {f"{name}_{number}": value for name, value in step.items()}
        form = bound(RemindersForm, said)
        save_reminders(actor=self.viewer, active=form.cleaned_data["active"], steps=form.steps())
        return self.ok(None)


class InvoiceReminderViewSet(Resource):
    """The reminders of an invoice, for the desk."""

    lookup_field, lookup_value_converter = "number", "int"

    def thing(self, key: Any) -> Invoice:
        return invoice_or_404(self.http, key)

    def shown(self, thing: Invoice) -> dict[str, Any]:
        marks = marks_of(thing)
        reasons: Mapping[str, Any] = {
            kind: marks[kind].reason if kind in marks else None for kind in MarkKind.values
        }
        return {
            **reasons,
            "reminders": [
                {
                    "step": row.step,
                    "sent_at": moment_text(row.at),
                    "sent_by": row.by or None,
                    "to": list(row.to),
                    "amount": row.amount,
                }
                for row in rows_of(self.viewer, thing)
            ],
        }

    @verb("reminders", STAFF, InvoiceRemindersOut, method="get")
    def reminders(self, request: Any, number: int) -> Response:
        """Read what was sent about an invoice."""
        return self.ok(self.thing(number))

    @reminders.mapping.post
    @endpoint(STAFF, InvoiceRemindersOut, moves=True)
    def send(self, request: Any, number: int) -> Response:
        """Send the next reminder of an invoice now; 409 with the reason when that is not possible."""
        invoice = self.thing(number)
        send_reminder(actor=self.viewer, invoice=invoice, now=self.now)
        return self.ok(invoice)

    @verb("mark", STAFF, InvoiceRemindersOut, body=MarkBody, moves=True)
    def mark(self, request: Any, number: int) -> Response:
        """Mark an invoice as disputed, or put its reminders on hold."""
        invoice, form = self.thing(number), bound(MarkForm, self.body)
        mark_invoice(actor=self.viewer, invoice=invoice, now=self.now, **form.cleaned_data)
        return self.ok(invoice)

    @verb("unmark", STAFF, InvoiceRemindersOut, body=UnmarkBody)
    def unmark(self, request: Any, number: int) -> Response:
        """Take a mark of an invoice back."""
        invoice = self.thing(number)
        unmark_invoice(actor=self.viewer, invoice=invoice, kind=self.body["kind"], now=self.now)
        return self.ok(invoice)


class ExemptionViewSet(Resource):
    """Whether a client account is never reminded automatically."""

    def thing(self, key: str) -> ClientAccount:
        account = ClientAccount.objects.visible_to(self.viewer).filter(public_id=key).first()
        if account is None:
            raise NotVisible()
        return account

    def shown(self, thing: ClientAccount) -> dict[str, Any]:
        return {"exempt": ReminderExemption.objects.filter(account=thing).exists()}

    @verb("reminder-exemption", EDITS, ExemptOut, method="get")
    def exemption(self, request: Any, public_id: str) -> Response:
        """Read whether an account is never reminded automatically."""
        return self.ok(self.thing(public_id))

    @exemption.mapping.put
    @endpoint(EDITS, ExemptOut, body=ExemptBody)
    def exempt(self, request: Any, public_id: str) -> Response:
        """Say whether an account is never reminded automatically."""
        account = self.thing(public_id)
        exempt_account(actor=self.viewer, account=account, exempt=self.body["exempt"], now=self.now)
        return self.ok(account)
