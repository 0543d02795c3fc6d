"""What stands beside a text while it is written: the commission, and the points
with what was said of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.safestring import SafeString

from drafts.pages.commission_words import Words, words_of
from orders.forms.revision_requests import AnswerForm
from orders.models import Order, PointNote, RevisionRequest
from orders.pages.order.brief import brief_html, brief_rows
from orders.pages.order.deliveries import file_rows, read_files
from orders.pages.order.style_guide import GuideView, style_guide_of
from orders.pages.revisions.points import Said, said_of
from orders.rules.sides import Sides
from project.base.viewer import Viewer


@dataclass(frozen=True)
class CommissionView:
    """What was ordered, for whoever writes or corrects it."""

    brief: SafeString
    words: list[Words]
    style_guide: GuideView | None
    facts: list[dict[str, Any]]
    files: list[dict[str, Any]]


@dataclass(frozen=True)
class AnswerRow:
    """One point with the fields of its answer, and what writer and client said of it so far."""

    form: AnswerForm
    said: list[Said]


def read_revisions(order: Order) -> None:
    """Read the revisions of an order with their points and what was said of them. Three queries, one where
    there is no revision."""
    notes = Prefetch("revisions__points__notes", PointNote.objects.select_related("by"))
    prefetch_related_objects([order], "revisions__points", notes)


def commission_of(viewer: Viewer, order: Order, sides: Sides) -> CommissionView:
    """The commission of an order from fetching.order_or_404. One query, two with a style guide."""
    brief_files, _none = read_files(order, [])
    return CommissionView(
        brief=brief_html(order),
        words=words_of(order),
        style_guide=style_guide_of(order),
        facts=brief_rows(viewer, order, sides),
        files=file_rows(brief_files),
    )


def answer_rows(
    revision: RevisionRequest | None, sides: Sides, forms: Iterable[AnswerForm]
) -> list[AnswerRow]:
    """The forms of a revision's answers, each with what was said. Reads
    prefetched rows: points__notes__by."""
    said = said_of(revision, sides) if revision else {}
    return [AnswerRow(form, said.get(form.row.position, [])) for form in forms]
