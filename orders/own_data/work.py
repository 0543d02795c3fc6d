"""What somebody takes along who worked on orders or said something in them:
their own words and acts, and their fees."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.hooks import SLICE, Enclosure, Part, enclosed, exported
from orders.models import (
    Attachment,
    Delivery,
    ExtensionAsk,
    LedgerEntry,
    Message,
    Offer,
    Order,
    OrderEvent,
    PassageComment,
    PointNote,
    RevisionRequest,
    WaitingFile,
)
from orders.models.ledger import EntryKind
from project.base.viewer import Member

from .client import attached


def parts(viewer: Member) -> Iterator[Part | Enclosure]:
    """Everything that the person did or said here; empty lists for who did nothing."""
    me = viewer.member_id
    work = Order.objects.filter(agency_id=viewer.agency_id).filter(Q(writer_id=me) | Q(editor_id=me))
    yield Part("work", _("Orders for which you are the writer or editor."), _work(work, me), place=80)
    yield Part("offers", _("Orders you were offered."), _offers(viewer), place=80)
    yield Part("my_deliveries", _("Your deliveries."), _deliveries(viewer), place=80)
    about = _("Your corrected versions of other people’s deliveries.")
    yield Part("my_corrections", about, _corrections(viewer), place=80)
    about = _("Your comments on passages in other people’s texts.")
    yield Part("my_comments", about, _comments(viewer), place=80)
    yield Part("my_reviews", _("Your reviews of other people’s deliveries."), _reviews(viewer), place=80)
    yield Part("asks_for_time", _("Your extension requests."), _asks(viewer), place=80)
    about = _("Everything you wrote in conversations and notes, including the wording before each edit.")
    yield Part("my_messages", about, _own(viewer), place=80)
    about = _("Your replies to revision points and to quotes.")
    yield Part("my_notes", about, _notes(viewer), place=90)
    yield Part("fees", _("Your fees."), _fees(viewer), place=100)
    about = _("Revisions you were given, and what was agreed for them.")
    yield Part("given_revisions", about, _agreed(viewer), place=100)
    yield Part(
        "acts", _("Your actions on orders and quotes, with dates and times."), _acts(viewer), place=110
    )
    handed_in = Q(delivery__delivered_by_id=me, delivery__made_by=None)
    corrected = Q(delivery__made_by_id=me, added_by_id=me)
    delivered = Attachment.objects.filter(handed_in | corrected, agency_id=viewer.agency_id)
    for row in delivered.select_related("file", "delivery__order").order_by("pk").iterator(chunk_size=SLICE):
        yield attached(row, place=120)
    waiting = WaitingFile.objects.filter(added_by_id=me, agency_id=viewer.agency_id)
    for file in waiting.select_related("file", "order").order_by("pk").iterator(chunk_size=SLICE):
        yield enclosed(file, f"{file.order.number}/waiting", place=120)


def _work(rows: Any, me: int) -> Iterator[dict[str, Any]]:
    for row in rows.order_by("pk").iterator(chunk_size=SLICE):
        writes = row.writer_id == me
        fee = row.writer_fee if writes else None
        yield exported(
            row,
            "number",
            "title",
            "state",
            "currency",
            role="writer" if writes else "editor",
            fee=fee,
            deadline=row.writer_deadline,
        )


def _offers(viewer: Member) -> Iterator[dict[str, Any]]:
    for row in (
        Offer.objects.filter(writer_id=viewer.member_id).select_related("order").order_by("pk").iterator()
    ):
        yield exported(
            row,
            "order__number",
            "fee",
            "state",
            "offered_at",
            "answer_by",
            "answered_at",
            "decline_code",
            "decline_reason",
        )


def _deliveries(viewer: Member) -> Iterator[dict[str, Any]]:
    own = Delivery.objects.filter(delivered_by_id=viewer.member_id, made_by=None)
    rows = own.select_related("order").order_by("pk")
    for row in rows.iterator(chunk_size=SLICE):
        yield exported(
            row,
            "order__number",
            "number",
            "delivered_at",
            "word_count",
            "note",
            "text",
            "verdict",
            "corrected",
        )


def _corrections(viewer: Member) -> Iterator[dict[str, Any]]:
    rows = Delivery.objects.filter(made_by_id=viewer.member_id).select_related("order").order_by("pk")
    for row in rows.iterator(chunk_size=SLICE):
        yield exported(row, "order__number", "number", "delivered_at", "word_count", "text", "verdict")


def _comments(viewer: Member) -> Iterator[dict[str, Any]]:
    rows = PassageComment.objects.filter(by_id=viewer.member_id).select_related("delivery__order")
    for row in rows.order_by("pk").iterator(chunk_size=SLICE):
        of = row.delivery
        yield exported(row, "at", "passage", "text", order=of.order.number, version=of.number)


def _reviews(viewer: Member) -> Iterator[dict[str, Any]]:
    rows = Delivery.objects.filter(reviewed_by_id=viewer.member_id).select_related("order").order_by("pk")
    for row in rows.iterator(chunk_size=SLICE):
        yield exported(row, "order__number", "number", "reviewed_at", "verdict", "corrected", "review_note")


def _asks(viewer: Member) -> Iterator[dict[str, Any]]:
    rows = ExtensionAsk.objects.filter(asked_by_id=viewer.member_id).select_related("order").order_by("pk")
    for row in rows.iterator():
        yield exported(
            row, "order__number", "asked_at", "deadline", "wanted", "reason", "state", "granted", "refusal"
        )


def _own(viewer: Member) -> Iterator[dict[str, Any]]:
    rows = (
        Message.objects.filter(author_id=viewer.member_id).select_related("order").prefetch_related("texts")
    )
    for row in rows.order_by("pk").iterator(chunk_size=SLICE):
        texts = [exported(text, "number", "at", "text") for text in row.texts.all()]
        yield exported(row, "order__number", "internal", "side", "sent_at") | {"wordings": texts}


def _notes(viewer: Member) -> Iterator[dict[str, Any]]:
    rows = (
        PointNote.objects.filter(by_id=viewer.member_id)
        .select_related("point__revision__order")
        .order_by("pk")
    )
    for row in rows.iterator():
        yield exported(
            row, "kind", "at", "text", order=row.point.revision.order.number, point=row.point.position
        )


def _fees(viewer: Member) -> Iterator[dict[str, Any]]:
    rows = LedgerEntry.objects.filter(writer_id=viewer.member_id, kind=EntryKind.WRITER_FEE)
    for row in rows.select_related("order").order_by("pk").iterator():
        cause = row.cause.value if row.cause else None
        yield exported(row, "order__number", "amount", "currency", "at", "on", "note", cause=cause)


def _agreed(viewer: Member) -> Iterator[dict[str, Any]]:
    """What was agreed for revisions that the person was given."""
    rows = RevisionRequest.objects.filter(assignee_id=viewer.member_id, agency_id=viewer.agency_id)
    for row in rows.select_related("order").prefetch_related("changes").order_by("pk").iterator(SLICE):
        more = [exported(change, "number", "state", fee=change.writer_fee) for change in row.changes.all()]
        yield exported(row, "order__number", "number", "state", "fee", "due_at") | {"change_orders": more}


def _acts(viewer: Member) -> Iterator[dict[str, Any]]:
    for row in (
        OrderEvent.objects.filter(actor_id=viewer.member_id).select_related("order").order_by("pk").iterator()
    ):
        yield exported(row, "at", "verb", order=row.order.number)
