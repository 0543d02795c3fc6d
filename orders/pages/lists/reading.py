"""What lists of orders read: the rows of a page first, then what those rows alone need, in a small query of
its own, which the database plans quickly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Case, F, FilteredRelation, OuterRef, Q, Subquery, Sum, When

from orders.models import Delivery, Order, OrderLine
from orders.models.messages import unread_count
from orders.querysets.offer_times import someone_may_answer
from orders.querysets.orders import OrderQuerySet, needs_asker
from orders.querysets.review_window import is_over
from orders.querysets.revision_turns import turn_of_live
from orders.rules import offer_times
from orders.rules.review_window import state_at
from orders.states.revision_choices import ACTIVE
from project.base.compiled import Among, Slot, compiled
from project.base.viewer import Member, Viewer

from .filters import Ordering

#: What every list reads.
FIELDS = (
    "id",
    "number",
    "title",
    "state",
    "placed_at",
    "client_deadline",
    "writer_deadline",
    "review_ends_at",
    "delivered_at",
    "writer__public_name",
    "service__name",
    "service__unit",
    "quantity",
)
#: What a side reads beyond that. Nobody's list holds a value that its reader may not see.
MORE = {
    "client": ("account_id", "account__name", "requested_by__public_name", "currency"),
    "writer": ("currency", "writer_fee", "writer_id"),
    "editor": ("handed_in_at",),
    "desk": ("account__name", "requested_by__public_name", "currency", "requested_by_id"),
}
#: The sides that read what the client pays, and who of the account has asked for it.
PRICED = ("client", "desk")


def plain(orders: OrderQuerySet, side: str) -> Any:
    """The columns of one side's list that are read with the orders themselves, as dicts."""
    return with_handed_in(orders, side == "editor").values(*FIELDS, *MORE[side])


def sortable(orders: OrderQuerySet, order: Ordering) -> OrderQuerySet:
    """The orders with what they are sorted by."""
    return with_handed_in(orders, "handed_in_at" in order)


def with_handed_in(orders: OrderQuerySet, wanted: bool) -> OrderQuerySet:
    """With `handed_in_at`: when their newest version was handed in."""
    if not wanted:
        return orders
    texts = Delivery.objects.filter(agency_id=OuterRef("agency_id"), order=OuterRef("pk"))
    return orders.annotate(handed_in_at=Subquery(texts.order_by("-number").values("delivered_at")[:1]))


@compiled
def _beside(viewer: Viewer, side: str, ids: Slot, now: Slot) -> Any:
    """What is read of the orders of one page alone."""
    live = FilteredRelation("revisions", condition=Q(revisions__state__in=ACTIVE))
    orders = Order.objects.filter(Among("pk", ids), agency_id=viewer.agency_id).annotate(live=live)
    over = is_over(now)
    columns = {
        "revision_due": Case(When(~over, then=F("live__due_at"))),
        "given_to": Case(When(~over, then=F("live__assignee_id"))),
        "asked_turn": turn_of_live(now),
        "answerable": someone_may_answer(now),
        "unread": unread_count(viewer, order=OuterRef("pk")),
    }
    if side in PRICED:
        lines = OrderLine.objects.filter(agency_id=OuterRef("agency_id"), order=OuterRef("pk")).order_by()
        columns["total"] = Subquery(lines.values("order").annotate(sum=Sum("amount")).values("sum"))
        columns["shared"] = Case(When(needs_asker(viewer), then=True), default=False)
    if side == "writer":
        columns["revision_fee"] = Case(When(live__assignee_id=viewer.member_id, then=F("live__fee")))
    return orders.values("pk", **columns)


def key(order: Ordering) -> Callable[[dict[str, Any]], list[Any]]:
    """page_of's key function for such values."""
    names = [name.lstrip("-") for name in order]
    return lambda row: [row[name] for name in names]


def complete(
    viewer: Member, listed: Iterable[dict[str, Any]], side: str, now: dt.datetime
) -> list[dict[str, Any]]:
    """The rows of `plain` as they are at `now`, with what is read of one page's orders alone: deadlines and
    turns of revisions, unread messages, totals. One query, none without rows; a row of another agency is left
    out."""
    rows = [row | {"state": state_at(row, now)} for row in listed]
    ids = [row["id"] for row in rows]
    more = {facts["pk"]: facts for facts in _beside(viewer, side=side, ids=ids, now=now)} if ids else {}
    found = [row | more[row["id"]] | _given(more[row["id"]], viewer) for row in rows if row["id"] in more]
    for row in found:
        row["state"] = offer_times.state_at(row["state"], row["answerable"])
        if side == "writer" and "writer_fee" in row and row["writer_id"] != viewer.member_id:
            row["writer_fee"] = row["revision_fee"]  # not that of the writer whose text the viewer revises
    return found


def _given(facts: dict[str, Any], viewer: Member) -> dict[str, bool]:
    """Whether the viewer has been given the live revision, and whether somebody else has, instead of the
    order's writer."""
    here = facts["given_to"] == viewer.member_id
    return {"given_here": here, "given_away": facts["given_to"] is not None and not here}
