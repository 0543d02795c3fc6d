"""The work on the page: versions, newest first, and revision requests with their points."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Case, Exists, F, OuterRef, Subquery, TextField, Value, When
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from orders.models import Attachment, Delivery, Order, PassageComment, RevisionPoint, RevisionRequest
from orders.models.deliveries import DeliveryQuerySet
from orders.models.revisions import Answer, Need, RevisionState, Severity
from orders.pages.order.comments import Comment, with_marks
from orders.pages.order.reading import attachments_of
from orders.rules.length import Length, length_of
from orders.rules.sides import Sides
from orders.states.badges import (
    ANSWER_BADGES,
    CORRECTED_BADGE,
    REVIEW_BADGES,
    REVISION_BADGES,
    SEVERITY_TONES,
)
from orders.states.deliveries import ReviewVerdict
from orders.states.orders import CLOSED_STATES, State
from project.base import marks
from project.base.addresses import as_typed
from project.base.compiled import Slot, compiled_lookup
from project.base.markdown import render
from project.base.viewer import Viewer


@dataclass(frozen=True)
class Version:
    """One delivery as this viewer may read it. `html` is set for the version whose text is shown here;
    `length` tells whoever makes or checks the text what was ordered, `misses` that it is something else,
    `made_by` which editor corrected it."""

    number: int
    title: str
    url: str
    delivered_at: dt.datetime
    length: str
    badge: SafeString
    revision: int | None
    answers: str
    html: SafeString | None = None
    note: str = ""
    review_note: str = ""
    misses: str = ""
    made_by: str = ""
    comments: list[Comment] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class PointRow:
    """One point of a revision and the writer's answer."""

    position: int
    place: str
    issue: str
    wish: str
    must: bool
    need: Any
    answer: tuple[Any, str, str] | None
    reply: str


@dataclass(frozen=True)
class PointLine:
    """The same for the order page. `marks`: how it stands."""

    number: str
    marks: SafeString
    place: str
    issue: str
    wish: str
    reply: str


@dataclass(frozen=True)
class Round:
    """One revision request. `over`: it has ended. `answerable`: this viewer answers its points
    now; `open_musts` of them stand in the way.

    `told`: this viewer reads all answers, so that a point without one is not answered yet.
    """

    number: int
    title: str
    summary: str
    severity: tuple[Any, str]
    state: tuple[Any, str]
    asked_at: dt.datetime
    due_at: dt.datetime
    live: bool
    over: bool
    answerable: bool
    open_musts: int
    told: bool
    points: list[PointLine]
    url: str
    urgent: bool = False
    paused: bool = False
    clause: str = ""
    waits_for_verdict: bool = False

    @property
    def anchor(self) -> str:
        """Where on the page it stands."""
        return f"revision-{self.number}"


def visible_deliveries(viewer: Viewer, order: Order | Slot) -> DeliveryQuerySet:
    """The versions of an order that the viewer may read, newest first."""
    return Delivery.objects.visible_to(viewer).filter(order=order).order_by("-number")


def readable_deliveries(viewer: Viewer, order: Order, sides: Sides) -> DeliveryQuerySet:
    """Those of them that the viewer may open and take along, newest first: none for whoever is only asked to
    write the order."""
    return visible_deliveries(viewer, order) if sides.party else Delivery.objects.none()


def read_deliveries(viewer: Viewer, order: Order) -> list[Delivery]:
    """All visible versions, with the text of the newest alone in `shown_text`. One query."""
    return _deliveries(viewer, order=order.pk)


@compiled_lookup
def _deliveries(viewer: Viewer, order: Slot) -> Any:
    rows = visible_deliveries(viewer, order)
    newest = Subquery(rows.values("pk")[:1])
    shown = Case(When(pk=newest, then=F("text")), default=Value(""), output_field=TextField())
    return rows.defer("text").annotate(
        shown_text=shown,
        revision_number=F("revision__number"),
        maker=F("made_by__public_name"),
        commented=_has_comments(),
    )


def _has_comments() -> Any:
    """Whether a delivery has comments, so that a page asks for them where there are some."""
    return Exists(PassageComment.objects.filter(agency_id=OuterRef("agency_id"), delivery=OuterRef("pk")))


def read_files(
    order: Order, deliveries: Iterable[Delivery]
) -> tuple[list[Attachment], dict[int, list[Attachment]]]:
    """The files of the brief, and those of each delivery by its id. One query."""
    brief: list[Attachment] = []
    others: dict[int, list[Attachment]] = {}
    for attachment in attachments_of(order, [delivery.pk for delivery in deliveries]):
        if attachment.delivery_id is None:
            brief.append(attachment)
        else:
            others.setdefault(attachment.delivery_id, []).append(attachment)
    return brief, others


def file_rows(attachments: Iterable[Attachment]) -> list[dict[str, Any]]:
    """For ui/file_list.html."""
    return [
        {
            "name": attachment.name,
            "url": reverse("agencies:file", args=[attachment.public_id]),
            "size": attachment.file.size,
            "content_type": attachment.file.content_type,
        }
        for attachment in attachments
    ]


def version_of(
    order: Order,
    sides: Sides,
    delivery: Delivery,
    files: Iterable[Attachment],
    text: str | None,
    top: int = 3,
    comments: Sequence[Comment] = (),
) -> Version:
    """A delivery for printing. What writer and editor told each other is left out for the client's side.

    `text` is rendered with its headings from <h{top}> on; None for a version that is listed only.
    """
    revision, maker = getattr(delivery, "revision_number", None), getattr(delivery, "maker", None)
    length = length_of(order, delivery.word_count) if sides.inside and delivery.word_count else None
    return Version(
        number=delivery.number,
        title=_("Version %(n)s") % {"n": delivery.number},
        url=reverse("orders:order_delivery", args=[order.number, delivery.number]),
        delivered_at=(delivery.reviewed_at or delivery.delivered_at)
        if sides.client
        else delivery.delivered_at,
        length=length_words(delivery.word_count, length),
        badge=_badge(delivery) if sides.inside else SafeString(),
        revision=revision,
        answers=_("responds to revision %(n)s") % {"n": revision} if revision else "",
        html=with_marks(render(text, top=top), comments) if text else None,
        comments=list(comments),
        note=delivery.note if sides.inside else "",
        review_note=delivery.review_note if sides.inside else "",
        made_by=_("corrected by %(name)s") % {"name": maker} if maker and sides.inside else "",
        misses=_misses(length) if length and length.outside else "",
        files=file_rows(files),
    )


def _badge(delivery: Delivery) -> SafeString:
    verdict = ReviewVerdict(delivery.verdict)
    return marks.badge(*(CORRECTED_BADGE if delivery.corrected else (verdict.label, *REVIEW_BADGES[verdict])))


def length_words(count: int, length: Length | None = None) -> str:
    """The length of a text in words: "1,200 words", "1,200 of 1,500 words" beside what was ordered; "" for
    one without text."""
    if length:
        return _("%(n)s of %(ordered)s words") % {"n": intcomma(count), "ordered": intcomma(length.ordered)}
    said = ngettext("%(shown)s word", "%(shown)s words", count) % {"shown": intcomma(count)}
    return said if count else ""


def _misses(length: Length) -> SafeString:
    fits = _("expected: %(least)s to %(most)s") % {
        "least": intcomma(length.least),
        "most": intcomma(length.most),
    }
    badge = marks.badge(_("too short") if length.short else _("too long"), "warn")
    return format_html('{} <span class="quiet">{}</span>', badge, fits)


def versions_of(
    order: Order,
    sides: Sides,
    deliveries: Iterable[Delivery],
    files: dict[int, list[Attachment]],
    comments: Mapping[int, Sequence[Comment]],
) -> list[Version]:
    """Every visible version, the newest with its text."""
    return [
        version_of(
            order,
            sides,
            delivery,
            files.get(delivery.pk, []),
            getattr(delivery, "shown_text", "") or None,
            comments=comments.get(delivery.pk, ()),
        )
        for delivery in deliveries
    ]


def rounds_of(order: Order, sides: Sides) -> list[Round]:
    """The revision requests, newest first. Reads prefetched rows."""
    revisions = sorted(order.revisions.all(), key=lambda revision: -revision.number)
    return [_round(order, sides, revision) for revision in revisions]


def is_answerable(order: Order, sides: Sides, revision: RevisionRequest) -> bool:
    """Whether this viewer answers the points of `revision` now."""
    return sides.works and order.state == State.IN_PROGRESS and revision.state == RevisionState.IN_PROGRESS


def _round(order: Order, sides: Sides, revision: RevisionRequest) -> Round:
    points = list(revision.points.all())
    state, severity = RevisionState(revision.state), Severity(revision.severity)
    handed_over = not sides.client or order.state in (State.DELIVERED, *CLOSED_STATES)
    return Round(
        number=revision.number,
        title=_("Revision %(n)s") % {"n": revision.number},
        summary=revision.summary,
        severity=(severity.label, SEVERITY_TONES[severity]),
        state=(state.label, REVISION_BADGES[state][0]),
        asked_at=revision.asked_at,
        due_at=revision.due_at,
        live=state in (RevisionState.OPEN, RevisionState.IN_PROGRESS),
        over=state in (RevisionState.ACCEPTED, RevisionState.CANCELLED, RevisionState.OUT_OF_SCOPE),
        answerable=is_answerable(order, sides, revision),
        open_musts=sum(not point.settled for point in points),
        told=handed_over,
        points=[_point_line(point, handed_over) for point in points],
        url=reverse("orders:revision", args=[order.number, revision.number]),
        urgent=revision.urgent,
        paused=revision.paused_at is not None,
        clause=revision.clause,
        waits_for_verdict=state == RevisionState.ANSWERED and sides.client and order.state == State.DELIVERED,
    )


def _point_line(point: RevisionPoint, handed_over: bool) -> PointLine:
    row = point_row(point, handed_over)
    return PointLine(
        number=str(row.position),
        marks=_point_marks(row.must, str(row.need), row.answer, handed_over, get_language()),
        place=row.place,
        issue=as_typed(row.issue),
        wish=as_typed(row.wish),
        reply=as_typed(row.reply),
    )


@lru_cache(maxsize=256)
def _point_marks(
    must: bool, need: str, answer: tuple[Any, str, str] | None, told: bool, _language: str | None
) -> SafeString:
    """How a point stands: what it needs, and its answer. `told`: without one it is not answered yet."""
    found = [marks.badge(need, "warn" if must else "neutral")]
    if answer:
        found.append(marks.badge(*answer))
    elif told:
        found.append(marks.badge(_("not answered yet")))
    return SafeString("\n".join(found))


def point_row(point: RevisionPoint, handed_over: bool = True) -> PointRow:
    """A point for printing. Until the new version is `handed_over` nothing but a
    question is told: the rest may change."""
    told = handed_over or point.answer == Answer.QUESTION
    answer = Answer(point.answer) if point.answer and told else None
    return PointRow(
        position=point.position,
        place=point.place,
        issue=point.issue,
        wish=point.wish,
        must=point.need == Need.MUST,
        need=Need(point.need).label,
        answer=(answer.label, *ANSWER_BADGES[answer]) if answer else None,
        reply=point.reply if told else "",
    )
