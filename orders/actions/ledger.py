"""The ledger of an order: the one door to its entries, and those written by hand. Nothing is ever deleted."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from orders.models import ChangeOrder, LedgerEntry, Order, OrderEvent, RevisionRequest
from orders.models.ledger import NOTE_LIMIT, OF_CLIENT, EntryKind
from orders.pricing.ledger_balances import Balance, balance_of
from orders.rules.ledger import can_change_charge, can_record_payment
from project.base.errors import Invalid, require
from project.base.ids import public_id
from project.base.locks import locked
from project.base.money import LARGEST, format_money
from project.base.viewer import Member

from .moving import record

#: How long before the order a payment for it may have come in.
EARLIEST_PAYMENT = dt.timedelta(days=366)


def book(
    order: Order,
    kind: EntryKind,
    amount: Decimal,
    *,
    event: OrderEvent,
    now: dt.datetime,
    writer_id: int | None = None,
    on: dt.date | None = None,
    note: str = "",
    form_key: str | None = None,
    revision: RevisionRequest | None = None,
    change: ChangeOrder | None = None,
) -> LedgerEntry:
    """Write one entry: the only code that does, beside `charge_imported` for thousands at once. Within the
    transaction that holds the order's lock and recorded `event`, the act that moved the money; whether it was
    allowed is asked before.

    `amount` is signed as LedgerEntry says, in the currency of the order. `writer_id`: whose fee it is, and
    `revision` or `change` what it is for if not for writing the order; `on`: the day of a payment;
    `form_key`: the form that it was typed into. Raises IntegrityError for what the
    ledger cannot hold, such as a second charge.
    """
    return LedgerEntry.objects.create(
        agency_id=order.agency_id,
        account_id=order.account_id,
        order=order,
        kind=kind,
        amount=amount,
        currency=order.currency,
        writer_id=writer_id,
        revision=revision,
        change=change,
        event=event,
        at=now,
        on=on,
        note=note,
        form_key=form_key,
    )


def charge_imported(events: Iterable[OrderEvent], *, now: dt.datetime) -> list[LedgerEntry]:
    """Book the charge of each imported order by its event, as `book` does, in few queries."""
    rows = [
        LedgerEntry(
            agency_id=event.agency_id,
            account_id=event.order.account_id,
            order=event.order,
            kind=EntryKind.CHARGE,
            amount=event.amount or Decimal(0),
            currency=event.order.currency,
            event=event,
            at=now,
        )
        for event in events
    ]
    return LedgerEntry.objects.bulk_create(rows, batch_size=1_000)


def record_payment(
    *,
    actor: Member,
    order: Order,
    amount: Decimal,
    back: bool,
    on: dt.date,
    note: str,
    now: dt.datetime,
    unusual: bool = False,
    key: str = "",
) -> LedgerEntry:
    """Write down a payment of the client, or (`back`) one that the agency
    paid back, as it happened on the day `on`.

    More than is owed is refused under "amount" unless the actor says that it is so (`unusual`): mostly it is
    a slip of the finger, but the bank is right. `key` names the form: sent twice it writes once, and once
    more when something else stands in it by then. Raises Invalid.
    """
    require(can_record_payment(actor, order))
    with transaction.atomic():
        order = locked(actor, order)
        require(can_record_payment(actor, order))
        signed = amount if back else -amount
        form_key = _key_of(key, EntryKind.PAYMENT, signed, on, note)
        if written := _written(order, form_key):
            return written
        _check_note(note, needed=False)
        _check_day(order, on, now)
        owed = ledger_balance(order).owed
        _check_payment(order, amount, -owed if back else owed, unusual)
        event = record(
            order, "return_payment" if back else "record_payment", actor=actor, now=now, amount=amount
        )
        return book(
            order, EntryKind.PAYMENT, signed, event=event, now=now, on=on, note=note, form_key=form_key
        )


def change_charge(
    *, actor: Member, order: Order, amount: Decimal, less: bool, note: str, now: dt.datetime, key: str = ""
) -> LedgerEntry:
    """Charge `amount` (tax included) more for the order, or `less`, with the reason that the client reads.

    An order never costs less than nothing. `key` as in record_payment.
    Raises Invalid under "amount" or "note".
    """
    require(can_change_charge(actor, order))
    with transaction.atomic():
        order = locked(actor, order)
        require(can_change_charge(actor, order))
        signed = -amount if less else amount
        form_key = _key_of(key, EntryKind.CHANGE, signed, note)
        if written := _written(order, form_key):
            return written
        _check_note(note, needed=True)
        charged = ledger_balance(order).charged
        _check_change(order, amount, charged, less)
        event = record(order, "lower_charge" if less else "raise_charge", actor=actor, now=now, amount=amount)
        return book(order, EntryKind.CHANGE, signed, event=event, now=now, note=note, form_key=form_key)


def ledger_balance(order: Order) -> Balance:
    """The present balance of an order with its client. One query."""
    return balance_of(LedgerEntry.objects.filter(order=order, kind__in=OF_CLIENT))


def _key_of(key: str, *typed: object) -> str:
    """What names a form with what was typed into it. A page that the browser shows again keeps its key:
    another amount sent from there is another act. A form without a key is always a new one."""
    if not key:
        return public_id()
    return hashlib.sha256("\n".join(map(str, (key, *typed))).encode()).hexdigest()[:10]


def _written(order: Order, form_key: str) -> LedgerEntry | None:
    return LedgerEntry.objects.filter(order=order, form_key=form_key).first()


def _check_note(note: str, *, needed: bool) -> None:
    if needed and not note:
        raise Invalid({"note": _("Enter a reason. The client will read it.")})
    if len(note) > NOTE_LIMIT:
        raise Invalid({"note": _("Use no more than %(most)s characters.") % {"most": NOTE_LIMIT}})


def _check_day(order: Order, on: dt.date, now: dt.datetime) -> None:
    zone = order.agency.zone
    earliest = (order.placed_at.astimezone(zone) - EARLIEST_PAYMENT).date()
    if on > now.astimezone(zone).date():
        raise Invalid({"on": _("Choose a date that is not in the future.")})
    if on < earliest:
        raise Invalid({"on": _("Choose a date no more than a year before the order was placed.")})


def _check_payment(order: Order, amount: Decimal, owed: Decimal, unusual: bool) -> None:
    if not 0 < amount <= LARGEST:
        raise Invalid({"amount": _("Enter an amount above zero.")})
    if amount > owed and not unusual:
        words = _(
            "Only %(owed)s is outstanding. If the bank shows %(amount)s, tick the box below and save again."
        )
        shown = {"owed": format_money(max(owed, Decimal(0)), order.currency)}
        raise Invalid({"amount": words % {**shown, "amount": format_money(amount, order.currency)}})


def _check_change(order: Order, amount: Decimal, charged: Decimal, less: bool) -> None:
    if not 0 < amount <= LARGEST:
        raise Invalid({"amount": _("Enter an amount above zero.")})
    if less and amount > charged:
        shown = {"charged": format_money(charged, order.currency)}
        raise Invalid(
            {
                "amount": _("Enter an amount of no more than %(charged)s. The price can’t go below zero.")
                % shown
            }
        )
    if not less and charged + amount > LARGEST:
        raise Invalid({"amount": _("An order’s price can’t be this high. Enter a lower amount.")})
