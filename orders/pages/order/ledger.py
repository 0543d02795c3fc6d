"""The ledger of one order, prepared for its readers: in short on the order
page, every entry on a page of its own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.states.roles import is_staff
from orders.models import LedgerEntry, Order
from orders.models.ledger import OF_CLIENT, EntryKind
from orders.pricing.ledger_balances import Balance, balance_of
from orders.rules.ledger import reads_ledger
from orders.rules.orders import sees_price
from project.base import formatting
from project.base.viewer import Viewer


@dataclass(frozen=True)
class BalanceCard:
    """A balance in words; `tone` is that of a badge, `owed` stands beside `owed_label`."""

    charged: str
    paid: str
    owed_label: str
    owed: str
    word: Any
    tone: str
    url: str


@dataclass(frozen=True)
class Row:
    """One entry of the ledger page. `balance` is what was open after it; ""
    for entries that are not the client's."""

    at: dt.datetime
    label: str
    note: str
    who: str
    amount: str
    balance: str


def balance_for(viewer: Viewer, order: Order) -> Balance | None:
    """The balance of an order (from scope.order_or_404) for those who see its
    price, None for all others. No query."""
    if not sees_price(viewer, order):
        return None
    facts = order.facts
    assert facts and facts.charged is not None and facts.payments is not None
    return Balance(facts.charged, -facts.payments)


def balance_card(viewer: Viewer, order: Order, balance: Balance | None) -> BalanceCard | None:
    """The card of the order page, None for those who may not read the ledger."""
    return in_words(balance, order) if balance and reads_ledger(viewer, order) else None


def in_words(balance: Balance, order: Order) -> BalanceCard:
    """A balance for printing."""
    owed = balance.owed
    word, tone = (
        (_("Paid"), "good") if owed == 0 else (_("Open"), "warn") if owed > 0 else (_("Credit"), "info")
    )
    return BalanceCard(
        charged=formatting.money(balance.charged, order.currency),
        paid=formatting.money(balance.paid, order.currency),
        owed_label=_("Credit") if owed < 0 else _("Open"),
        owed=formatting.money(abs(owed), order.currency),
        word=word if balance.charged or balance.paid else _("Nothing to pay"),
        tone=tone,
        url=reverse("orders:order_ledger", args=[order.number]),
    )


def rows_of(viewer: Viewer, order: Order) -> tuple[list[Row], Balance]:
    """Every entry that the viewer may read, oldest first, and the
    balance. One query: an order has few entries."""
    read = entries_of(viewer, order)
    rows = [_row(viewer, order, entry, owed) for entry, owed in read]
    return rows, balance_of(entry for entry, _owed in read)


def entries_of(viewer: Viewer, order: Order) -> list[tuple[LedgerEntry, Decimal | None]]:
    """The entries that the viewer may read, oldest first, each with what was open after it; None for those
    that are not the client's. One query."""
    entries = LedgerEntry.objects.visible_to(viewer).filter(order=order).order_by("id")
    found: list[tuple[LedgerEntry, Decimal | None]] = []
    owed = Decimal(0)
    for entry in entries.select_related("event__actor", "writer", "revision", "change"):
        of_client = entry.kind in OF_CLIENT
        owed += entry.amount if of_client else 0
        found.append((entry, owed if of_client else None))
    return found


def _row(viewer: Viewer, order: Order, entry: LedgerEntry, owed: Decimal | None) -> Row:
    actor = entry.event.actor
    return Row(
        at=entry.at,
        label=_label(entry),
        note=_note(entry),
        who=actor.public_name if actor and is_staff(viewer) else "",
        amount=formatting.money(entry.amount, order.currency),
        balance="" if owed is None else formatting.money(owed, order.currency),
    )


def _label(entry: LedgerEntry) -> str:
    if entry.kind == EntryKind.PAYMENT:
        return _("Payment received") if entry.amount < 0 else _("Payment returned")
    if entry.kind == EntryKind.CHANGE:
        return _("Price lowered") if entry.amount < 0 else _("Price raised")
    return str(EntryKind(entry.kind).label)


def cause_words(entry: LedgerEntry) -> str:
    """What a fee is for, if not for writing the order. Reads the row that it points to."""
    if entry.revision:
        return _("revision %(number)s") % {"number": entry.revision.number}
    return _("change order %(number)s") % {"number": entry.change.number} if entry.change else ""


def _note(entry: LedgerEntry) -> str:
    if entry.kind == EntryKind.WRITER_FEE and entry.writer:
        return ", ".join(part for part in (str(entry.writer.public_name), cause_words(entry)) if part)
    day = formatting.date(entry.on) if entry.on else ""
    return ", ".join(part for part in (day, entry.note) if part)
