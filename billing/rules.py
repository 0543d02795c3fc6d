"""Who may do what with invoices and their reminders, how an invoice is called, and what an agency's reminders
say."""

from __future__ import annotations

import re
from collections.abc import Mapping

from agencies.models import Agency
from agencies.states.roles import is_management, is_staff
from billing.models import Invoice, ReminderPolicy, ReminderStep
from billing.states import DEFAULT_STEPS, PLACEHOLDERS, Step
from clients.models import ClientAccount
from clients.rules.accounts import account_role, pays_for
from orders.models import Order
from orders.rules.ledger import can_record_payment, reads_ledger
from project.base.viewer import Viewer

#: Whoever reads the ledger of an order may have it put on an invoice.
can_issue_invoice = reads_ledger
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def can_edit_invoicing(viewer: Viewer) -> bool:
    """Who says what stands on the agency's invoices, and on its reminders."""
    return is_management(viewer)


def sees_receivables(viewer: Viewer) -> bool:
    """Who reads what the whole agency is owed, and what no invoice holds: the desk."""
    return is_staff(viewer)


def reads_statement(viewer: Viewer, account_id: int) -> bool:
    """The statement of a client account is for its payers and the desk."""
    return is_staff(viewer) or pays_for(viewer, account_id)


def can_remind(viewer: Viewer, order: Order) -> bool:
    """Who reminds of an order's invoices, disputes them and holds reminders back: as for payments."""
    return can_record_payment(viewer, order)


def can_exempt(viewer: Viewer, account: ClientAccount) -> bool:
    """Who says that an account is never reminded: management of its agency, but nobody of that account."""
    own = account.agency_id == viewer.agency_id
    return own and is_management(viewer) and not account_role(viewer, account.pk)


def number_of(invoice: Invoice, code: str) -> str:
    """How an invoice is called, such as INK-INV-00042."""
    return called(invoice.number, code)


def called(number: int, code: str) -> str:
    """How the invoice of this number is called."""
    return f"{code}-INV-{number:05d}"


def reminds_automatically(agency: Agency) -> bool:
    """Whether an agency has switched its reminders on. One query."""
    return ReminderPolicy.objects.filter(agency=agency, active=True).exists()


def steps_of(agency: Agency) -> list[Step]:
    """The reminders of an agency, its own or those that it begins with, in order. One query."""
    rows = ReminderStep.objects.filter(agency=agency).order_by("number")
    return [Step(row.number, row.days, row.subject, row.text) for row in rows] or list(DEFAULT_STEPS)


def unknown_placeholders(words: str) -> list[str]:
    """What stands in braces and is no placeholder, each once; a brace alone counts as "{" or "}"."""
    names = [f"{{{name}}}" for name in PLACEHOLDER.findall(words) if name not in PLACEHOLDERS]
    alone = [brace for brace in "{}" if brace in PLACEHOLDER.sub("", words)]
    return list(dict.fromkeys([*names, *alone]))


def filled(words: str, facts: Mapping[str, str]) -> str:
    """The words with each placeholder replaced; what is none of them stays as it stands."""
    return PLACEHOLDER.sub(lambda found: facts.get(found[1], found[0]), words)


def can_send_invoice(viewer: Viewer) -> bool:
    """Who sends an issued invoice by mail once more: the desk."""
    return is_staff(viewer)
