"""Keeping reminders of an invoice back: it is disputed, or the desk waits. Rows say who, why and how long."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from billing.models import Invoice, InvoiceMark
from billing.models.marks import REASON_LIMIT, MarkKind
from billing.rules import can_remind
from orders.actions.moving import record
from project.base.errors import Invalid, WrongState, require
from project.base.locks import locked
from project.base.viewer import Member


def mark_invoice(*, actor: Member, invoice: Invoice, kind: str, reason: str, now: dt.datetime) -> InvoiceMark:
    """Mark an invoice as disputed, with a reason, or put its reminders on hold: none leaves from now on. One
    that has the mark keeps it as it is. Raises Invalid, and WrongState for a credit note."""
    require(can_remind(actor, invoice.order))
    if kind not in MarkKind.values:
        raise Invalid({"kind": _("Choose an option from the list.")})
    if kind == MarkKind.DISPUTED and not reason:
        raise Invalid({"reason": _("Enter a reason.")})
    if len(reason) > REASON_LIMIT:
        raise Invalid({"reason": _("Use no more than %(most)s characters.") % {"most": REASON_LIMIT}})
    with transaction.atomic():
        order = locked(actor, invoice.order)
        require(can_remind(actor, order))
        if invoice.is_credit:
            raise WrongState(_("Reminders are for invoices, not for credit notes."))
        if present := _present(invoice, kind):
            return present
        if kind == MarkKind.DISPUTED:
            record(order, "dispute_invoice", actor=actor, now=now, amount=invoice.total)
        return InvoiceMark.objects.create(
            agency_id=invoice.agency_id,
            invoice=invoice,
            kind=kind,
            reason=reason,
            set_by_id=actor.member_id,
            set_at=now,
        )


def unmark_invoice(*, actor: Member, invoice: Invoice, kind: str, now: dt.datetime) -> None:
    """Take the mark back: what is due is reminded of again. Does nothing where there is none."""
    require(can_remind(actor, invoice.order))
    with transaction.atomic():
        order = locked(actor, invoice.order)
        require(can_remind(actor, order))
        present = _present(invoice, kind)
        if present is None:
            return
        present.ended_by_id, present.ended_at = actor.member_id, now
        present.save(update_fields=["ended_by", "ended_at"])
        if kind == MarkKind.DISPUTED:
            record(order, "undispute_invoice", actor=actor, now=now, amount=invoice.total)


def _present(invoice: Invoice, kind: str) -> InvoiceMark | None:
    return InvoiceMark.objects.filter(invoice=invoice, kind=kind, ended_at=None).first()
