"""An editor's comments, at their places in the text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from django.db.models import Q
from django.utils.safestring import SafeString

from orders.models import Delivery, PassageComment
from project.base.text import composed
from project.base.viewer import Viewer

QUOTES = "\"'“”„‟«»‹›‘’‚ \t"
_TAG = re.compile(r"(<[^>]*>)")


@dataclass(frozen=True)
class Comment:
    """One comment. `number` counts those of its hand-in from one."""

    number: int
    passage: str
    text: str
    who: str
    at: dt.datetime


def comments_of(viewer: Viewer, deliveries: Iterable[Delivery]) -> dict[int, list[Comment]]:
    """The comments that the viewer may read, by the id of the delivery: those on any version of its hand-in,
    since a correction does not answer what was said of the text before it. One query."""
    roots = {row.pk: row.corrects_id or row.pk for row in deliveries}
    of_hand_ins = Q(delivery__in=roots.values()) | Q(delivery__corrects__in=roots.values())
    rows = PassageComment.objects.visible_to(viewer).filter(of_hand_ins)
    found: dict[int, list[Comment]] = {}
    for row in rows.select_related("by", "delivery").order_by("id"):
        said = found.setdefault(row.delivery.corrects_id or row.delivery_id, [])
        said.append(Comment(len(said) + 1, row.passage, row.text, row.by.public_name, row.at))
    return {pk: found.get(root, []) for pk, root in roots.items()}


def with_marks(html: SafeString, comments: Sequence[Comment]) -> SafeString:
    """Rendered text with a mark around each passage that stands in one piece of it, whose number leads to the
    comment. A passage across bold words or paragraphs keeps its place in the list alone."""
    for comment in comments:
        html = _with_mark(html, comment)
    return html


def _with_mark(html: SafeString, comment: Comment) -> SafeString:
    words = composed(comment.passage).strip(QUOTES).split()
    if not words:
        return html
    wanted = re.compile(r"\s+".join(re.escape(_as_printed(word)) for word in words), re.IGNORECASE)
    pieces = _TAG.split(html)
    for at in range(0, len(pieces), 2):
        # Not the whole at once: a mark after a tag would become a part of it.
        pieces[at] = composed(pieces[at])
        if found := wanted.search(pieces[at]):
            start, end = found.span()
            mark = _mark(comment.number, found[0])
            pieces[at] = f"{pieces[at][:start]}{mark}{pieces[at][end:]}"
            return SafeString("".join(pieces))
    return html


def _as_printed(word: str) -> str:
    """A word as it stands in rendered HTML, where quotation marks stay as they are."""
    return escape(word, quote=False)


def _mark(number: int, words: str) -> str:
    link = f'<a class="passage-number" href="#comment-{number}">{number}</a>'
    return f'<mark class="passage" id="passage-{number}">{words}</mark>{link}'
