"""The points of one revision on its own page: what was said of each,
and what the new version changed there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from orders.models import Delivery, Order, PointNote, RevisionPoint, RevisionRequest
from orders.models.revisions import Answer, Category, NoteKind, PointVerdict
from orders.pages import compared_text
from orders.pages.compared_text import ComparedText
from orders.pages.order.rounds import PointRow, point_row
from orders.pages.revisions.passages import PlaceChange, changes_at
from orders.rules.sides import Sides
from orders.states.badges import POINT_BADGES
from orders.states.orders import CLOSED_STATES, State
from project.base.differences import TooLong
from project.base.readable import of_markdown
from project.base.text import comparable

#: Seconds that the comparison for one page may take before it becomes coarser.
SECONDS = 0.5
#: What the client's side says of a point; the rest is said by whoever works on it.
OF_CLIENT = (NoteKind.REPLY, NoteKind.MET, NoteKind.REOPENED)


@dataclass(frozen=True)
class Said:
    """One thing that was said of a point. `kind` is a NoteKind, `word` its name for people."""

    who: str
    kind: str
    word: Any
    text: str
    at: dt.datetime
    own: bool


@dataclass(frozen=True)
class PointView:
    """One point with its whole story. `change` is None where the place cannot
    be compared; `asks`: an open question."""

    row: PointRow
    category: Any
    verdict: tuple[Any, str, str] | None
    asks: bool
    said: list[Said]
    change: PlaceChange | None


@dataclass(frozen=True)
class Compared:
    """The version that was asked about beside the one that answers it."""

    old: int
    new: int
    texts: ComparedText | None


def told(order: Order, sides: Sides) -> bool:
    """Whether this viewer reads all answers: the client does once the new version is theirs."""
    return not sides.client or order.state in (State.DELIVERED, *CLOSED_STATES)


def compared(revision: RevisionRequest, deliveries: list[Delivery]) -> Compared | None:
    """The comparison of the versions before and after a revision; `deliveries` are those that the viewer may
    read, newest first, `about` and those of this revision among them with their text. None before there is a
    new version."""
    old = next((row for row in deliveries if row.pk == revision.about_id), None)
    new = next((row for row in deliveries if row.revision_id == revision.pk), None)
    if old is None or new is None:
        return None
    if not (old.text and new.text):
        return Compared(old.number, new.number, None)
    try:
        both = [of_markdown(comparable(version.text)) for version in (old, new)]
        texts = compared_text.compared(*both, seconds=SECONDS)
    except TooLong:
        return Compared(old.number, new.number, None)
    return Compared(old.number, new.number, texts)


def points_of(revision: RevisionRequest, sides: Sides, found: Compared | None) -> list[PointView]:
    """The points in order. Reads prefetched rows: points__notes__by."""
    open_to_all = told(revision.order, sides)
    return [_view(revision, sides, point, open_to_all, found) for point in revision.points.all()]


def said_of(revision: RevisionRequest, sides: Sides) -> dict[int, list[Said]]:
    """What was said of each point before its present answer, by position, for whoever answers them. Reads
    prefetched rows: points__notes__by."""
    return {point.position: _story(revision, sides, point, True) for point in revision.points.all()}


def _view(
    revision: RevisionRequest, sides: Sides, point: RevisionPoint, open_to_all: bool, found: Compared | None
) -> PointView:
    verdict = PointVerdict(point.verdict) if point.verdict else None
    return PointView(
        row=point_row(point, open_to_all),
        category=Category(point.category).label if point.category != Category.OTHER else "",
        verdict=(verdict.label, *POINT_BADGES[verdict]) if verdict else None,
        asks=point.asks,
        said=_story(revision, sides, point, open_to_all),
        change=changes_at(found.texts, point.place) if found and found.texts and point.place else None,
    )


def _story(revision: RevisionRequest, sides: Sides, point: RevisionPoint, open_to_all: bool) -> list[Said]:
    """All that was said but the last answer, which stands on the point itself.
    What is not handed over yet stays inside."""
    notes = [
        note for note in point.notes.all() if open_to_all or note.kind not in (Answer.DONE, Answer.DECLINED)
    ]
    if len(notes) == 1 and notes[0].kind == point.answer:
        return []
    return [_said(revision, sides, note) for note in notes]


def _said(revision: RevisionRequest, sides: Sides, note: PointNote) -> Said:
    return Said(
        who=_name(revision, sides, note),
        kind=note.kind,
        word=NoteKind(note.kind).label,
        text=note.text,
        at=note.at,
        own=note.by_id == sides.member_id,
    )


def _name(revision: RevisionRequest, sides: Sides, note: PointNote) -> str:
    """The author as this viewer may know them: a client deals with
    their writer, a writer with “the client”."""
    if note.by_id == sides.member_id:
        return _("You")
    if note.kind in OF_CLIENT:
        return note.by.public_name if sides.client or sides.staff else _("The client")
    if sides.inside or note.by_id == revision.order.writer_id:
        return note.by.public_name
    return _("The agency")
