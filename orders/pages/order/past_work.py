"""An order as it was when its writer handed it over: to read, and nothing of what came afterwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from drafts.pages.commission_words import Words, words_of
from orders.models import (
    Attachment,
    Delivery,
    Message,
    MessageText,
    Order,
    OrderEvent,
    PointNote,
    RevisionRequest,
)
from orders.models.messages import Side
from orders.models.revisions import Need, NoteKind
from orders.pages import timeline
from orders.pages.lists.rows import state_badge
from orders.pages.order.brief import brief_html, brief_rows
from orders.pages.order.deliveries import file_rows
from orders.pages.order.messages import KNOWN, UNNAMED
from orders.pages.order.style_guide import GuideView, style_guide_until
from orders.rules.sides import Sides
from orders.states.orders import State
from project.base.components import Happening
from project.base.markdown import render
from project.base.money import format_money
from project.base.viewer import Viewer

#: Messages on the page, the newest ones.
MOST_MESSAGES = 200


@dataclass(frozen=True)
class PastVersion:
    """A delivery from before; `html` of the one that is read."""

    number: int
    delivered_at: dt.datetime
    words: int
    note: str
    review_note: str
    html: SafeString | None
    files: list[dict[str, Any]]


@dataclass(frozen=True)
class PastPoint:
    """A point of a revision, and what was said of it by then: (kind, words)."""

    position: int
    place: str
    issue: str
    wish: str
    must: bool
    said: list[tuple[str, str]]


@dataclass(frozen=True)
class PastRound:
    number: int
    summary: str
    asked_at: dt.datetime
    points: list[PastPoint]
    files: list[dict[str, Any]]


@dataclass(frozen=True)
class PastLine:
    who: str
    sent_at: dt.datetime
    text: str
    files: list[dict[str, Any]]


@dataclass(frozen=True)
class PastWork:
    """Everything that the page prints."""

    order: Order
    handed_at: dt.datetime
    badge: SafeString
    fee: str
    brief: SafeString
    words: list[Words]
    style_guide: GuideView | None
    facts: list[dict[str, Any]]
    files: list[dict[str, Any]]
    versions: list[PastVersion]
    rounds: list[PastRound]
    lines: list[PastLine]
    events: list[Happening]


@dataclass
class Files:
    """The files of each place, by its id."""

    rows: list[Attachment] = field(default_factory=list)

    def at(self, **place: int) -> list[Attachment]:
        """Those of one place, such as delivery=7."""
        ((name, pk),) = place.items()
        return [row for row in self.rows if getattr(row, f"{name}_id") == pk]

    def of(self, **place: int) -> list[dict[str, Any]]:
        return file_rows(self.at(**place))


def past_work(viewer: Viewer, order: Any, now: dt.datetime, wanted: int = 0) -> PastWork:
    """The page of an order of Order.objects.handed_over_by. `wanted` is the version to read, the last one
    when there is no such. Eight queries."""
    files = files_until(order)
    deliveries = list(deliveries_until(order))
    numbers = [delivery.number for delivery in deliveries]
    shown = wanted if wanted in numbers else max(numbers, default=0)
    sides = former_sides(viewer)
    return PastWork(
        order=order,
        handed_at=order.handed_at,
        badge=state_badge(State(order.handed_state), get_language() or "en"),
        fee="" if order.handed_fee is None else format_money(order.handed_fee, order.currency),
        brief=brief_html(order),
        words=words_of(order),
        style_guide=style_guide_until(order, order.handed_at),
        facts=brief_rows(viewer, order, sides),
        files=files.of(order=order.pk),
        versions=[_version(order, row, files, row.number == shown) for row in deliveries],
        rounds=[_round(row, files) for row in revisions_until(order)],
        lines=[_line(viewer, row, files) for row in messages_until(order)],
        events=[replace(row, url="") for row in timeline.sentences(order, sides, events_until(order), now)],
    )


def former_sides(viewer: Viewer) -> Sides:
    """What a former writer is to the order: its writer, who does nothing there."""
    return Sides(member_id=viewer.member_id, client=False, staff=False, writer=True, editor=False)


def events_until(order: Any) -> Iterable[OrderEvent]:
    """What had happened by then, the newest first."""
    events = timeline.with_numbers(order.events.filter(pk__lt=order.handed_over))
    return list(events.order_by("-id")[: timeline.MOST])


def files_until(order: Any) -> Files:
    """The files that hung on it by then."""
    places = Q(order=order) | Q(delivery__order=order) | Q(revision__order=order)
    talk = Q(message__order=order, message__internal=False)
    rows = Attachment.objects.filter(places | talk, added_at__lte=order.handed_at)
    return Files(list(rows.select_related("file").order_by("id")))


def deliveries_until(order: Any) -> QuerySet[Delivery]:
    """The versions that there were, the newest first."""
    return order.deliveries.filter(delivered_at__lte=order.handed_at).order_by("-number")


def _version(order: Any, delivery: Delivery, files: Files, shown: bool) -> PastVersion:
    return PastVersion(
        number=delivery.number,
        delivered_at=delivery.delivered_at,
        words=delivery.word_count,
        note=delivery.note,
        review_note=review_note_until(order, delivery),
        html=render(delivery.text, top=3) if shown and delivery.text else None,
        files=files.of(delivery=delivery.pk),
    )


def review_note_until(order: Any, delivery: Delivery) -> str:
    """What its editor told the writer by then."""
    judged = delivery.reviewed_at is not None and delivery.reviewed_at <= order.handed_at
    return delivery.review_note if judged else ""


def revisions_until(order: Any) -> Iterable[RevisionRequest]:
    """What the client had asked to change, with what was said of each point."""
    notes = PointNote.objects.filter(at__lte=order.handed_at).order_by("id")
    rows = order.revisions.filter(asked_at__lte=order.handed_at).order_by("-number")
    return rows.prefetch_related("points", Prefetch("points__notes", notes))


def _round(revision: RevisionRequest, files: Files) -> PastRound:
    points = [
        PastPoint(
            position=point.position,
            place=point.place,
            issue=point.issue,
            wish=point.wish,
            must=point.need == Need.MUST,
            said=[(str(NoteKind(note.kind).label), note.text) for note in point.notes.all()],
        )
        for point in revision.points.all()
    ]
    files_of = files.of(revision=revision.pk)
    return PastRound(revision.number, revision.summary, revision.asked_at, points, files_of)


def messages_until(order: Any) -> list[Any]:
    """The newest ones, oldest first, each in the words that it had then."""
    of_it = MessageText.objects.filter(agency_id=order.agency_id, message=OuterRef("pk"))
    texts = of_it.filter(at__lte=order.handed_at).order_by("-number")
    rows = Message.objects.filter(order=order, internal=False, sent_at__lte=order.handed_at)
    rows = rows.annotate(then=Subquery(texts.values("text")[:1]), name=F("author__public_name"))
    return list(rows.order_by("-id")[:MOST_MESSAGES])[::-1]


def _line(viewer: Viewer, row: Any, files: Files) -> PastLine:
    return PastLine(
        who=author_of(viewer, row), sent_at=row.sent_at, text=row.then or "", files=files.of(message=row.pk)
    )


def author_of(viewer: Viewer, row: Any) -> str:
    """Who wrote a message of messages_until, as a former writer may know them."""
    side = Side(row.side)
    if (Side.WRITER, side) in KNOWN:
        return str(row.name)
    return _("You") if row.author_id == viewer.member_id else str(UNNAMED[side])
