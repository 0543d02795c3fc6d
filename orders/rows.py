"""Rows of order lists, prepared in Python: formatting fifty of them in a template would be most of the page's cost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import OuterRef, Subquery, Sum
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from project import marks
from project.base.money import format_money

from .querysets import OrderQuerySet
from .states import CLOSED_STATES, LOOK, TURN, State

FIELDS = (
    "id", "number", "title", "state", "placed_at", "client_deadline", "writer_deadline", "review_ends_at",
    "currency", "writer_fee", "editor_id", "account__name", "writer__public_name", "service__name", "quantity",
    "service__unit",
)  # fmt: skip


@dataclass(frozen=True)
class OrderRow:
    """One printed row. Fields that the reader may not see are empty and were not read."""

    number: str
    url: str
    title: str
    badge: SafeString
    turn: str
    mine: bool
    due: SafeString
    placed: SafeString
    account: str
    writer: str
    work: str
    money: str


def with_total(rows: OrderQuerySet) -> OrderQuerySet:
    """Adds `total`, the sum of the priced lines, for lists of people who may see prices."""
    from .models import OrderLine

    lines = OrderLine.objects.filter(order=OuterRef("pk")).order_by().values("order")
    return rows.annotate(total=Subquery(lines.annotate(sum=Sum("amount")).values("sum")))


def values(rows: OrderQuerySet, *, prices: bool) -> Any:
    """The plain values of what a row prints, for page_of."""
    return with_total(rows).values(*FIELDS, "total") if prices else rows.values(*FIELDS)


def key(order: Iterable[str]) -> Any:
    """page_of's key function for such values."""
    names = [name.lstrip("-") for name in order]
    return lambda row: [row[name] for name in names]


def prepare(found: Iterable[dict[str, Any]], *, side: str, now: dt.datetime) -> list[OrderRow]:
    """Rows for one side: client, writer, editor or desk. It decides which deadline, names and money are printed."""
    return [_row(facts, side, now) for facts in found]


def _row(facts: dict[str, Any], side: str, now: dt.datetime) -> OrderRow:
    state = State(facts["state"])
    return OrderRow(
        number=facts["number"],
        url=f"/orders/{facts['number']}/",
        title=facts["title"],
        badge=state_badge(state, get_language() or "en"),
        turn=turn_words(state, side),
        mine=TURN[state] == side,
        due=_due(facts, state, side, now),
        placed=marks.deadline(facts["placed_at"], now=now, done=True),
        account=facts["account__name"] if side in ("client", "desk") else "",
        writer=facts["writer__public_name"] or "",
        work=_work(facts["quantity"], facts["service__unit"], facts["service__name"]),
        money=_money(facts, side),
    )


@lru_cache(maxsize=256)
def state_badge(state: State, language: str) -> SafeString:
    """The state as a badge, in the words of `language`."""
    tone, icon = LOOK[state]
    return marks.badge(str(state.label), tone, icon)


def turn_words(state: State, side: str) -> str:
    """Whose turn it is, from where the reader sits."""
    turn = TURN[state]
    if turn == side:
        return _("Your turn")
    return {
        "desk": _("The agency"),
        "writer": _("The writer"),
        "editor": _("The editor"),
        "client": _("The client"),
        "nobody": "",
    }[turn]


def _due(facts: dict[str, Any], state: State, side: str, now: dt.datetime) -> SafeString:
    if state == State.DELIVERED and side != "writer":
        return marks.deadline(facts["review_ends_at"], now=now)
    when = facts["writer_deadline"] if side == "writer" else facts["client_deadline"]
    rests = state in CLOSED_STATES or state in (State.ON_HOLD, State.DELIVERED)
    return marks.deadline(when, now=now, done=rests)


def _work(quantity: int, unit: str, service: str) -> str:
    from .pricing import units

    return f"{service}, {quantity:,} {units(unit, quantity)}"


def _money(facts: dict[str, Any], side: str) -> str:
    if side == "writer":
        return _formatted(facts["writer_fee"], facts["currency"]) if facts["writer_fee"] is not None else ""
    total = facts.get("total")
    return _formatted(total, facts["currency"]) if total is not None else ""


@lru_cache(maxsize=4096)
def _formatted(amount: Decimal, currency: str) -> str:
    return format_money(amount, currency)
