"""Rows of lists of orders as the API writes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from orders.pages.lists.rows import turn_of_row, urgency
from orders.states.orders import State
from project.base.api import fields
from project.base.api.bodies import Out
from project.base.api.fields import moment_text, money_text

from .order_shapes import ACCOUNT, MEMBER, NUMBER, SIDES, NamedOut


class OrderRowOut(Out):
    """An order in a list, as it is read from one side."""

    number = fields.Number()
    title = fields.Text()
    state = fields.Choice(choices=State.values)
    turn = fields.Choice(choices=SIDES, help_text="Whose turn it is.")
    service = fields.Slug()
    quantity = fields.Whole()
    unit = fields.Text()
    placed_at = fields.Moment()
    client_deadline = fields.Moment(allow_null=True)
    writer_deadline = fields.Moment(allow_null=True)
    respond_by = fields.Moment(allow_null=True, help_text="When your offer of it expires.")
    revision_due = fields.Moment(allow_null=True)
    handed_in_at = fields.Moment(allow_null=True, help_text="Of its newest version, for editors.")
    delivered_at = fields.Moment(allow_null=True)
    review_ends_at = fields.Moment(allow_null=True)
    due = fields.Choice(choices=("late", "soon"), allow_null=True)
    account = NamedOut(allow_null=True)
    requested_by = fields.Text(allow_null=True)
    writer = NamedOut(allow_null=True)
    currency = fields.Text(allow_null=True)
    total = fields.Money(allow_null=True, help_text="As it was ordered; the ledger has what changed.")
    fee = fields.Money(allow_null=True)
    unread = fields.Whole(help_text="Messages that you have not read, 100 at most.")

    example = {
        "number": NUMBER,
        "title": "Harbour feature",
        "state": "delivered",
        "turn": "client",
        "service": "article",
        "quantity": 1200,
        "unit": "word",
        "placed_at": "2026-03-02T09:00:00Z",
        "client_deadline": "2026-03-12T09:00:00Z",
        "writer_deadline": None,
        "respond_by": None,
        "revision_due": None,
        "handed_in_at": None,
        "delivered_at": "2026-03-10T15:30:00Z",
        "review_ends_at": "2026-03-17T15:30:00Z",
        "due": None,
        "account": {"id": ACCOUNT, "name": "Harbour Press"},
        "requested_by": "Clara Brook",
        "writer": {"id": MEMBER, "name": "Wendell"},
        "currency": "GBP",
        "total": "180.00",
        "fee": None,
        "unread": 1,
    }


def row_answer(row: Mapping[str, Any], side: str, now: dt.datetime) -> dict[str, Any]:
    """A row as its side reads it."""
    fee = row.get("writer_fee") if side == "desk" else row.get("own_fee")
    writes, offered = side == "writer", row.get("offered")
    fee = row.get("revision_fee") if writes and fee is None else fee
    amount = fee if offered is None else offered
    return {
        **{name: row[name] for name in ("number", "title", "state", "quantity", "unread")},
        "turn": turn_of_row(row),
        "service": row["service__key"],
        "unit": row["service__unit"],
        "placed_at": moment_text(row["placed_at"]),
        "client_deadline": None if writes else moment_text(row["client_deadline"]),
        "writer_deadline": moment_text(row["writer_deadline"]) if side in ("desk", "writer") else None,
        "respond_by": moment_text(row.get("answer_by")),
        "revision_due": moment_text(row["revision_due"]),
        "handed_in_at": moment_text(row.get("handed_in_at")),
        "delivered_at": moment_text(row["delivered_at"]),
        "review_ends_at": moment_text(row["review_ends_at"]),
        "due": urgency(row, side, now) or None,
        "account": _named(row, "account__public_id", "account__name"),
        "requested_by": row.get("requested_by__public_name"),
        "writer": _named(row, "writer__public_id", "writer__public_name"),
        "currency": row.get("currency"),
        "total": money_text(row.get("total")),
        "fee": money_text(amount),
    }


def _named(row: Mapping[str, Any], key: str, name: str) -> dict[str, Any] | None:
    return {"id": row[key], "name": row[name]} if row.get(key) else None
