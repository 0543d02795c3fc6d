"""What a client takes along: orders of the client accounts that they
belong to, as far as they may read them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from accounts.hooks import Enclosure, Part, enclosed, exported, slices
from clients.own_data import paid_by
from clients.querysets import sees_as_client
from drafts.own_data import COMMISSION
from orders.models import Attachment, Delivery, LedgerEntry, Message, Order, RevisionRequest
from orders.models.ledger import OF_CLIENT
from project.base.viewer import Member

#: What a person takes along of a priced line.
LINE = ("position", "kind", "label", "rule", "base", "multiplier", "amount")


def parts(viewer: Member) -> Iterator[Part | Enclosure]:
    """Nothing for who is no client."""
    if not sees_as_client(viewer):
        return
    orders = Order.objects.as_client(viewer)
    about = _("Orders with their details and prices, and the deliveries you received.")
    yield Part("orders", about, _orders(viewer, orders), place=40)
    about = _("Your revision requests, point by point.")
    yield Part("revisions", about, _revisions(viewer, orders), place=40)
    about = _("Messages on these orders that you can read.")
    yield Part("conversations", about, _messages(viewer, orders), place=40)
    yield Part(
        "ledger", _("Charges and payments on accounts where you are a payer."), _ledger(viewer), place=40
    )
    yield from _files(viewer, orders)


def _orders(viewer: Member, orders: QuerySet[Order]) -> Iterator[dict[str, Any]]:
    delivered = Prefetch(
        "deliveries", Delivery.objects.visible_to(viewer).order_by("number"), to_attr="shown"
    )
    related = ("service", "subject", "quality", "preferred_writer", "account", "writer", "requested_by")
    for row in slices(orders.select_related(*related).prefetch_related("lines", "addons", delivered)):
        yield exported(
            row,
            "number",
            "account__name",
            "requested_by__public_name",
            *COMMISSION,
            "state",
            "currency",
            "placed_at",
            "client_deadline",
            "delivered_at",
            "closed_at",
            "cancel_reason",
            "writer__public_name",
            addons=[addon.name for addon in row.addons.all()],
        ) | {
            "lines": [exported(line, *LINE) for line in row.lines.all()],
            "deliveries": [
                exported(d, "number", "delivered_at", "word_count", "note", "text") for d in row.shown
            ],
        }


def _revisions(viewer: Member, orders: QuerySet[Order]) -> Iterator[dict[str, Any]]:
    rows = RevisionRequest.objects.filter(order__in=orders).select_related("order", "asked_by")
    for row in slices(rows.prefetch_related("points")):
        yield exported(
            row,
            "order__number",
            "number",
            "summary",
            "severity",
            "priority",
            "urgent",
            "state",
            "scope",
            "asked_by__public_name",
            "asked_at",
            "due_at",
            "answered_at",
            "closed_at",
        ) | {"points": [_point(row, point) for point in row.points.all()]}


def _point(revision: RevisionRequest, point: Any) -> dict[str, Any]:
    """The answer to a point once it was handed in, and a question at once: what
    is still being written is the writer's."""
    words = ("position", "place", "category", "issue", "wish", "need", "client_reply", "verdict", "objection")
    told = revision.answered_at is not None or point.answer == "question"
    return exported(point, *words, *(("answer", "reply", "answered_at") if told else ()))


def _messages(viewer: Member, orders: QuerySet[Order]) -> Iterator[dict[str, Any]]:
    rows = Message.objects.visible_to(viewer).filter(order__in=orders, internal=False).with_wording()
    for row in slices(rows.select_related("order", "author")):
        yield exported(
            row, "order__number", "author__public_name", "side", "sent_at", "text", edited=row.wording > 1
        )


def _ledger(viewer: Member) -> Iterator[dict[str, Any]]:
    rows = LedgerEntry.objects.filter(
        agency_id=viewer.agency_id, account__in=paid_by(viewer), kind__in=OF_CLIENT
    )
    for row in slices(rows.select_related("order", "account")):
        yield exported(row, "account__name", "order__number", "kind", "amount", "currency", "at", "on")


def _files(viewer: Member, orders: QuerySet[Order]) -> Iterator[Enclosure]:
    """Files of what is listed above, each once per place."""
    shown = Attachment.objects.visible_to(viewer).select_related(
        "file", "order", "delivery__order", "message__order", "revision__order"
    )
    of_orders = ("order__in", "delivery__order__in", "message__order__in", "revision__order__in")
    for name in of_orders:
        yield from (attached(row, place=70) for row in slices(shown.filter(**{name: orders})))


def attached(row: Attachment, *, place: int) -> Enclosure:
    """A file under the number of its order and what it belongs to."""
    if row.delivery:
        folder = f"{row.delivery.order.number}/delivery-{row.delivery.number}"
    elif row.message:
        folder = f"{row.message.order.number}/messages"
    elif row.revision:
        folder = f"{row.revision.order.number}/revision-{row.revision.number}"
    else:
        folder = f"{row.order.number if row.order else ''}/commission"
    return enclosed(row, folder, place=place)
