"""The work on the page: versions, newest first, with their files (revision requests: rounds.py)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Case, Exists, F, OuterRef, Subquery, TextField, Value, When
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import FileUse
from orders.models import Attachment, Delivery, Order, PassageComment
from orders.models.deliveries import DeliveryQuerySet
from orders.pages.order.comments import Comment, with_marks
from orders.pages.order.reading import attachments_of
from orders.rules.length import Length, length_of
from orders.rules.sides import Sides
from orders.states.badges import CORRECTED_BADGE, REVIEW_BADGES
from orders.states.deliveries import ReviewVerdict
from project.base import marks
from project.base.compiled import Slot, compiled
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


@compiled
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


def file_rows(attachments: Iterable[FileUse]) -> list[dict[str, Any]]:
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
