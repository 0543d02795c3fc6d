"""Two versions of a text side by side: which of their parts can be compared, and the comparison itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agencies.files.texts import READABLE, Unreadable, text_of
from orders.models import Attachment, Delivery
from orders.pages.compared_text import ComparedText, compared
from project.base.differences import TooLong
from project.base.readable import Readable, of_markdown, of_plain

#: The key of the text that was written in the delivery itself; files have "file-<n>" by their order.
TEXT = "text"


@dataclass(frozen=True)
class Part:
    """Something that both versions have: the text, or one readable file of each,
    paired by name or by being the only one."""

    key: str
    label: str
    old: str | Attachment
    new: str | Attachment


def parts_of(old: Delivery, new: Delivery, files: Iterable[Attachment]) -> list[Part]:
    """What can be compared between two versions, the written text
    first. `files` are those of both, in order."""
    readable = [attachment for attachment in files if attachment.file.content_type in READABLE]
    before = [attachment for attachment in readable if attachment.delivery_id == old.pk]
    after = [attachment for attachment in readable if attachment.delivery_id == new.pk]
    parts = [Part(TEXT, _("Text"), old.text, new.text)] if old.text and new.text else []
    for at, (one, other) in enumerate(_pairs(before, after), 1):
        parts.append(Part(f"file-{at}", other.name, one, other))
    return parts


def _pairs(before: Sequence[Attachment], after: Sequence[Attachment]) -> list[tuple[Attachment, Attachment]]:
    by_name = {attachment.name: attachment for attachment in before}
    pairs = [(by_name[attachment.name], attachment) for attachment in after if attachment.name in by_name]
    if not pairs and len(before) == len(after) == 1:
        pairs = [(before[0], after[0])]
    return pairs


def difference_of(part: Part) -> ComparedText:
    """A part's two texts compared as they read. Raises Unreadable with a sentence that says why not."""
    try:
        return compared(_readable(part.old), _readable(part.new))
    except TooLong:
        raise Unreadable(
            _("These texts are too long to compare. Read the two versions separately.")
        ) from None


def _readable(source: str | Attachment) -> Readable:
    """Written texts are Markdown; what stands in files is taken as it is."""
    return of_markdown(source) if isinstance(source, str) else of_plain(text_of(source.file))
