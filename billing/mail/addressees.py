"""Who handles the bills of an account: the people who pay for it, and the email address of its billing
details.

Invoices and payment reminders go to all of them by mail. Nobody switches that off for themselves: their
choice of channels counts for the notice inside the application. What an agency no longer wants to remind of,
it says of the account (ReminderExemption).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from accounts.actions.mail import write_mail
from accounts.actions.notices import give_notice
from accounts.models import Mail, NoticeKind
from accounts.rules.notices import channels_of
from agencies.models import Membership
from billing.actions.payment_reminders import details_of, payers_of
from billing.models import Invoice
from clients.querysets import current_id
from orders.mail import message_ids
from orders.mail.sending import reader_of
from orders.models import Order
from project.base.jobs import Urgency

#: One invoice writes to no more people than this.
MOST = 50


def payers(invoice: Invoice) -> list[Membership]:
    """The people who pay for the account now and can be written to, the longest-standing first."""
    rows = payers_of(invoice.order.agency, [invoice.account_id]).select_related("membership__user")
    return [row.membership for row in rows.order_by("membership_id")[:MOST]]


def other_address(invoice: Invoice) -> str:
    """The address of the billing details, unless a payer has it; "" for none."""
    address = _address(invoice)
    taken = {person.user.email.lower() for person in payers(invoice)}
    return "" if address.lower() in taken else address


def may_read(mail: Mail, invoice: Invoice, membership_id: int | None) -> bool:
    """Whether a mail about an invoice may still go to whom it was written: who pays for the account now, or
    (without a membership) the address that its billing details name now."""
    if membership_id is None:
        return _address(invoice) == mail.recipient
    viewer = reader_of(mail, membership_id)
    return viewer is not None and Invoice.objects.visible_to(viewer).filter(pk=invoice.pk).exists()


def tell_payer(
    person: Membership,
    order: Order,
    facts: Mapping[str, Any],
    *,
    kind: str,
    mail_id: str,
    path: str,
    now: dt.datetime,
) -> None:
    """Write to a payer, and tell them inside the application if they want that."""
    thread = message_ids.thread_id(order, person)
    _write(order, person.user.email, facts, kind, mail_id, now, thread=thread, reader=person.user)
    if channels_of(person.user, order.agency, NoticeKind.ORDER)[1]:
        give_notice(
            user=person.user,
            agency=order.agency,
            kind=NoticeKind.ORDER,
            detail=facts["subject"],
            about=order.number,
            path=path,
            now=now,
        )


def tell_address(
    address: str, order: Order, facts: Mapping[str, Any], *, kind: str, mail_id: str, now: dt.datetime
) -> None:
    """Write to an address that is nobody's here."""
    _write(order, address, facts, kind, mail_id, now)


def _write(
    order: Order,
    recipient: str,
    facts: Mapping[str, Any],
    kind: str,
    mail_id: str,
    now: dt.datetime,
    **options: Any,
) -> None:
    write_mail(
        agency=order.agency,
        kind=kind,
        recipient=recipient,
        context=facts,
        urgency=Urgency.SOON,
        now=now,
        message_id=mail_id,
        **options,
    )


def _address(invoice: Invoice) -> str:
    rows = details_of(invoice.order.agency, current_id(invoice.account))
    return rows.values_list("email", flat=True).first() or ""
