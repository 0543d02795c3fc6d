"""What somebody may take along of an order: whoever reads its page all of that, a former writer what there
was when it was handed over.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from orders.actions.messages import side_of
from orders.models import Attachment, Delivery, RevisionRequest
from orders.models.messages import Side
from orders.pages.order.brief import fee_of
from orders.pages.order.deliveries import readable_deliveries
from orders.pages.order.ledger import balance_for
from orders.pages.order.messages import may_read, messages_of, name_of
from orders.pages.order.past_work import (
    author_of,
    deliveries_until,
    files_until,
    former_sides,
    messages_until,
    review_note_until,
    revisions_until,
)
from orders.pages.order.rounds import point_row
from orders.pages.order.turn import dues_of
from orders.rules.live_revision import active_revision
from orders.rules.sides import sides_of
from orders.states.orders import CLOSED_STATES, State
from project.base.money import format_money
from project.base.viewer import Viewer

Rows = Iterable[Any]


class Reading:
    """An order as the reader of its page has it. `order` is of views.fetching.order_or_404."""

    def __init__(self, viewer: Viewer, order: Any) -> None:
        self.viewer, self.order = viewer, order
        self.sides = sides_of(viewer, order)
        self.state = str(order.state)
        self.fee = fee_of(viewer, order, self.sides)

    def price(self) -> str:
        """What is charged, for those who see it."""
        balance = balance_for(self.viewer, self.order)
        return format_money(balance.charged, self.order.currency) if balance else ""

    def deadlines(self) -> list[tuple[str, Any]]:
        """Each deadline that counts for the reader, under its name."""
        dues = dues_of(self.order, self.sides, active_revision(self.order))
        return [(str(due.label), due.when) for due in dues if due.when]

    def deliveries(self) -> QuerySet[Delivery]:
        """The versions, oldest first."""
        return readable_deliveries(self.viewer, self.order, self.sides).order_by("number")

    def revisions(self) -> Iterable[RevisionRequest]:
        """The revision requests, oldest first."""
        if not self.sides.party:
            return []
        return self.order.revisions.prefetch_related("points").order_by("number")

    def messages(self, *, internal: bool) -> list[Any]:
        """The conversation or the internal notes, oldest first."""
        if not may_read(self.viewer, self.order, internal):
            return []
        return list(messages_of(self.viewer, self.order).filter(internal=internal).order_by("id"))

    def files(
        self, deliveries: Iterable[Any], revisions: Iterable[Any], messages: Iterable[Any]
    ) -> list[Attachment]:
        """The files of the brief, and of these."""
        places = Q(order=self.order.pk) | Q(delivery__in=[row.pk for row in deliveries])
        places |= Q(revision__in=[row.pk for row in revisions]) | Q(message__in=[row.pk for row in messages])
        rows = Attachment.objects.filter(places, agency_id=self.viewer.agency_id)
        return list(rows.select_related("file").order_by("id"))

    def note_to_writer(self, delivery: Any) -> str:
        """What the editor told the writer of a version."""
        return str(delivery.review_note) if self.sides.inside else ""

    def answers(self, point: Any) -> list[tuple[str, str]]:
        """What was said to a point: (kind, words)."""
        told = not self.sides.client or self.order.state in (State.DELIVERED, *CLOSED_STATES)
        row = point_row(point, told)
        return [(str(row.answer[0]), row.reply)] if row.answer else []

    def author(self, message: Any) -> str:
        """Who wrote a message, by the name that the reader knows: their own is no “You” for those who get the
        archive from them."""
        name = str(message.author.public_name)
        if message.author_id == self.viewer.member_id:
            return name
        reader = side_of(self.viewer, self.order, message.internal)
        return name_of(reader, Side(message.side), message.internal, name)

    def words(self, message: Any) -> str:
        return str(message.text)


class PastReading(Reading):
    """An order as its former writer left it. `order` is of views.fetching.past_order_or_404."""

    def __init__(self, viewer: Viewer, order: Any) -> None:
        self.viewer, self.order = viewer, order
        self.sides = former_sides(viewer)
        self.state = str(order.handed_state)
        fee = order.handed_fee
        self.fee = "" if fee is None else format_money(fee, order.currency)

    def price(self) -> str:
        return ""

    def deadlines(self) -> list[tuple[str, Any]]:
        return []

    def deliveries(self) -> QuerySet[Delivery]:
        return deliveries_until(self.order).order_by("number")

    def revisions(self) -> Iterable[RevisionRequest]:
        return sorted(revisions_until(self.order), key=lambda revision: revision.number)

    def messages(self, *, internal: bool) -> list[Any]:
        return [] if internal else messages_until(self.order)

    def files(
        self, deliveries: Iterable[Any], revisions: Iterable[Any], messages: Iterable[Any]
    ) -> list[Attachment]:
        return files_until(self.order).rows

    def note_to_writer(self, delivery: Any) -> str:
        return review_note_until(self.order, delivery)

    def answers(self, point: Any) -> list[tuple[str, str]]:
        return [(str(note.get_kind_display()), note.text) for note in point.notes.all()]

    def author(self, message: Any) -> str:
        own = message.author_id == self.viewer.member_id
        return str(message.name) if own else author_of(self.viewer, message)

    def words(self, message: Any) -> str:
        return str(message.then or "")


def reading_of(viewer: Viewer, order: Any) -> Reading:
    """The reading of an order of views.fetching.reading_or_404."""
    return PastReading(viewer, order) if hasattr(order, "handed_at") else Reading(viewer, order)
