"""Two versions of a text side by side: which of their parts can be compared, and the comparison itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from agencies.files.reading.gathering import BODY, KINDS, MARK
from agencies.files.texts import COMPARABLE, FileText, Unreadable, file_text
from orders.models import Attachment, Delivery
from orders.pages.compared_text import ComparedText, compared
from orders.pages.version_files import paired
from orders.pages.version_words import label_of, notes_on, unread_between
from project.base.differences import SECONDS, Difference, TooLong
from project.base.long_differences import MOST
from project.base.readable import Readable, of_markdown, of_plain
from project.base.text import comparable

#: The key of the text that was written in the delivery itself; files have "file-<n>" by their order, and two
#: that the reader paired "chosen".
TEXT, CHOSEN = "text", "chosen"
#: What stands for a note's mark in the text.
DAGGER = "†"
#: Of the seconds of a comparison, what each part beside the text may take.
SHARE = 0.2

Source = str | Attachment


@dataclass(frozen=True)
class Part:
    """Something that both versions have: the text, or one file of each that belong together."""

    key: str
    label: str
    old: Source
    new: Source

    @property
    def is_same_file(self) -> bool:
        """Whether both are the very same bytes."""
        files = isinstance(self.old, Attachment) and isinstance(self.new, Attachment)
        return files and self.old.file_id == self.new.file_id  # type: ignore[union-attr]


@dataclass(frozen=True)
class Parts:
    """What can be compared between two versions, the written text first, and what stands in one alone."""

    parts: tuple[Part, ...]
    before: tuple[Attachment, ...] = ()
    after: tuple[Attachment, ...] = ()
    #: Names of what only the older, and only the newer version has.
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    #: Whether each version has a text of its own beside its files.
    has_text: tuple[bool, bool] = (False, False)

    @property
    def can_pair(self) -> bool:
        """Whether there is something to choose from."""
        older, newer = len(self.before) + self.has_text[0], len(self.after) + self.has_text[1]
        return bool(older and newer and (older > 1 or newer > 1 or self.removed or self.added))


@dataclass(frozen=True)
class Section:
    """One part of a document, compared. Its changes are numbered on from those of the sections before it."""

    kind: str
    label: str
    found: ComparedText


@dataclass(frozen=True)
class Comparison:
    """All of it. `sections` holds the text and whatever else differs; `same` names the other parts that were
    compared; `unread` what differs and was not read; `notes` says that, and more, in sentences."""

    sections: tuple[Section, ...]
    same: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    is_file: bool = False
    is_same_file: bool = False

    @property
    def changes(self) -> int:
        """How many places differ, in all parts."""
        return max((section.found.difference.changes for section in self.sections), default=0)

    @property
    def words_added(self) -> int:
        return sum(section.found.difference.words_added for section in self.sections)

    @property
    def words_removed(self) -> int:
        return sum(section.found.difference.words_removed for section in self.sections)

    @property
    def restyled(self) -> bool:
        """Whether formatting differs where words do not."""
        return any(section.found.restyled for section in self.sections)


def parts_of(
    old: Delivery, new: Delivery, files: Iterable[Attachment], chosen: tuple[str, str] = ("", "")
) -> Parts:
    """What can be compared between two versions. `files` are those of both, in order; `chosen` the ids of two
    that the reader paired (TEXT for the written text), which stand first."""
    rows = list(files)
    before = tuple(attachment for attachment in rows if attachment.delivery_id == old.pk)
    after = tuple(attachment for attachment in rows if attachment.delivery_id == new.pk)
    found = paired(before, after)
    both = bool(old.text and new.text)
    parts = [Part(TEXT, _("Text"), old.text, new.text)] if both else []
    for at, (one, other) in enumerate(found.pairs, 1):
        parts.append(Part(f"file-{at}", _label(one.name, other.name), one, other))
    by_hand = _chosen(old, new, before, after, chosen)
    return Parts(
        parts=(*by_hand, *parts),
        before=before,
        after=after,
        removed=_alone(old, found.removed, both),
        added=_alone(new, found.added, both),
        has_text=(bool(old.text), bool(new.text)),
    )


def _alone(version: Delivery, files: Iterable[Attachment], both: bool) -> tuple[str, ...]:
    text = (_("the text of the delivery"),) if version.text and not both else ()
    return (*text, *(attachment.name for attachment in files))


def _label(old: str, new: str) -> str:
    return new if old == new else f"{old} → {new}"


def _chosen(
    old: Delivery,
    new: Delivery,
    before: Iterable[Attachment],
    after: Iterable[Attachment],
    chosen: tuple[str, str],
) -> list[Part]:
    first, second = _source(old, before, chosen[0]), _source(new, after, chosen[1])
    if first is None or second is None:
        return []
    return [Part(CHOSEN, _label(_name(first), _name(second)), first, second)]


def _source(version: Delivery, files: Iterable[Attachment], wanted: str) -> Source | None:
    if wanted == TEXT:
        return version.text or None
    return next((attachment for attachment in files if attachment.public_id == wanted), None)


def _name(source: Source) -> str:
    return source.name if isinstance(source, Attachment) else _("Text")


def comparison_of(part: Part, numbers: tuple[int, int]) -> Comparison:
    """A part's two texts compared as they read, versions of these numbers. Raises Unreadable with a sentence
    that says why not."""
    if part.is_same_file and part.new.file.content_type not in COMPARABLE:  # type: ignore[union-attr]
        return Comparison((), is_file=True, is_same_file=True)
    old, new = _read(part.old), _read(part.new)
    try:
        return _compared(part, old, new, numbers)
    except TooLong:
        longest = max(sum(map(len, text.parts.values())) for text in (old, new))
        raise Unreadable(
            _(
                "These texts are too long to compare: %(length)s characters, and the most is %(most)s. "
                "Read the two versions separately."
            )
            % {"length": f"{longest:,}", "most": f"{MOST:,}"}
        ) from None


def _compared(part: Part, old: FileText, new: FileText, numbers: tuple[int, int]) -> Comparison:
    sections: list[Section] = []
    same = []
    for kind in KINDS:
        first, second = old.parts.get(kind, ""), new.parts.get(kind, "")
        if kind != BODY and first == second:
            same += [label_of(kind)] if first else []
            continue
        sources = (part.old, part.new) if kind == BODY else (None, None)
        texts = compared(
            _readable(sources[0], first),
            _readable(sources[1], second),
            seconds=SECONDS if kind == BODY else SECONDS * SHARE,
        )
        if kind != BODY and not texts.difference.changes:
            same.append(label_of(kind))
            continue
        before = sections[-1].found.difference.changes if sections else 0
        sections.append(Section(kind, label_of(kind), _numbered(texts, before)))
    return Comparison(
        sections=tuple(sections),
        same=tuple(same),
        unread=tuple(unread_between(old, new)),
        notes=tuple(notes_on(old, new, numbers)),
        is_file=isinstance(part.old, Attachment) or isinstance(part.new, Attachment),
        is_same_file=part.is_same_file,
    )


def _numbered(texts: ComparedText, before: int) -> ComparedText:
    """With its changes numbered from after `before`."""
    if not before:
        return texts
    pieces = (
        replace(piece, change=piece.change + before) if piece.change else piece
        for piece in texts.difference.pieces
    )
    return ComparedText(texts.old, texts.new, Difference(tuple(pieces)))


def _read(source: Source) -> FileText:
    if isinstance(source, str):
        return FileText({BODY: source})
    return file_text(source.file)


def _readable(source: Source | None, text: str) -> Readable:
    """Written texts are Markdown; what stands in files is taken as it is. What nobody sees is no change."""
    text = comparable(text)
    return of_markdown(text) if isinstance(source, str) else of_plain(text.replace(MARK, DAGGER))
