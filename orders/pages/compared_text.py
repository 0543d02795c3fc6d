"""The difference of two texts laid out as readers see them: blocks with formatting, not Markdown's marks.

What was removed is put where it stood. A break between paragraphs that came or went inside a paragraph is
shown by a sign (BREAK), so that each change can be seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from project.base.differences import ADDED, REMOVED, SAME, SECONDS, Difference, Piece
from project.base.long_differences import compare_any
from project.base.readable import PARAGRAPH, Block, Readable, Run, block_at, walk

BREAK = "¶"
MOST_BLOCKS = 6_000
EMPTY = Block(0, 0, PARAGRAPH)


@dataclass(frozen=True)
class Words:
    """A run of text as it is printed. `marks` are the kinds of its spans; `restyled`: the words stayed, their
    formatting did not."""

    kind: str
    text: str
    change: int = 0
    first: bool = False
    marks: tuple[str, ...] = ()
    restyled: bool = False

    @property
    def classes(self) -> str:
        """The classes of its element."""
        return " ".join([*(f"mark-{mark}" for mark in self.marks), *["compare-restyled"] * self.restyled])


@dataclass
class ShownBlock:
    """One block and the words in it. `removed_only` until something stands in it that the newer text has."""

    block: Block
    words: list[Words] = field(default_factory=list)
    removed_only: bool = True
    restyled: bool = False

    @property
    def looks_different(self) -> bool:
        """Whether words that stayed have another formatting now."""
        return self.restyled or any(words.restyled for words in self.words)

    @property
    def classes(self) -> str:
        """The classes of its element."""
        quoted = " compare-quoted" if self.block.quoted else ""
        return f"compare-block compare-{self.block.kind} compare-depth-{min(self.block.depth, 3)}{quoted}"


@dataclass(frozen=True)
class ShownRow:
    """One row of the two columns."""

    old: list[ShownBlock]
    new: list[ShownBlock]

    @property
    def changed(self) -> bool:
        """Whether the two sides differ."""
        return any(_differs(block) for block in (*self.old, *self.new))


@dataclass(frozen=True)
class Placed:
    """A piece of the difference, and where it begins in the older and in the newer text."""

    piece: Piece
    old_at: int
    new_at: int


@dataclass(frozen=True)
class ComparedText:
    """Two texts and their difference by words."""

    old: Readable
    new: Readable
    difference: Difference

    @property
    def is_vast(self) -> bool:
        """Whether there are so many blocks that a page with each of them would take too long."""
        return len(self.old.blocks) + len(self.new.blocks) > MOST_BLOCKS

    @property
    def restyled(self) -> bool:
        """Whether formatting differs where words do not."""
        return any(block.looks_different for block in self.blocks())

    def blocks(self) -> list[ShownBlock]:
        """Both texts in one column."""
        column = _Column(self)
        for placed in self._placed():
            column.add(placed)
        return column.blocks

    def rows(self) -> list[ShownRow]:
        """Side by side: a row ends where both texts end a block at the same place."""
        rows: list[list[Placed]] = [[]]
        for placed in self._placed():
            for part in self._parts(placed):
                if part is None:
                    rows.append([])
                else:
                    rows[-1].append(part)
        return [ShownRow(self._side(row, REMOVED), self._side(row, ADDED)) for row in rows if row]

    def _placed(self) -> Iterator[Placed]:
        old_at = new_at = 0
        for piece in self.difference.pieces:
            yield Placed(piece, old_at, new_at)
            old_at += len(piece.text) if piece.kind != ADDED else 0
            new_at += len(piece.text) if piece.kind != REMOVED else 0

    def _parts(self, placed: Placed) -> Iterator[Placed | None]:
        """A piece cut where both texts have a break (None stands for that)."""
        if placed.piece.kind != SAME:
            yield placed
            return
        for run in _merged(walk(self.new, placed.new_at, placed.new_at + len(placed.piece.text))):
            step = run.start - placed.new_at
            if run.block is None and block_at(self.old, placed.old_at + step) is None:
                yield None
            else:
                piece = Piece(SAME, self.new.plain[run.start : run.end])
                yield Placed(piece, placed.old_at + step, run.start)

    def _side(self, row: Iterable[Placed], kind: str) -> list[ShownBlock]:
        column = _Column(self, side=kind)
        for placed in row:
            if placed.piece.kind in (SAME, kind):
                column.add(placed)
        return column.blocks


def compared(old: Readable, new: Readable, *, seconds: float = SECONDS) -> ComparedText:
    """The comparison takes about so many `seconds` at most. Raises `project.base.differences.TooLong`."""
    return ComparedText(old, new, compare_any(old.plain, new.plain, seconds=seconds))


def _merged(runs: Iterable[Run]) -> Iterator[Run]:
    """Runs of the same block as one."""
    held: Run | None = None
    for run in runs:
        if held is not None and held.block is run.block:
            held = replace(held, end=run.end)
            continue
        if held is not None:
            yield held
        held = run
    if held is not None:
        yield held


def _differs(block: ShownBlock) -> bool:
    return block.looks_different or any(words.change for words in block.words)


@dataclass
class _Column:
    """Lays out pieces one after the other: of both texts, or of one `side` (REMOVED: the older, ADDED: the
    newer)."""

    texts: ComparedText
    side: str = ""
    blocks: list[ShownBlock] = field(default_factory=list)
    #: Whether the next words begin a block.
    ended: bool = True

    def add(self, placed: Placed) -> None:
        piece = placed.piece
        pairs = list(self._pairs(placed))
        shows = any(run.block for run, _other in pairs)
        inside = self._strays(piece) and self._is_inside(placed.new_at)
        first = piece.first
        for run, other in pairs:
            if run.block is None:
                self._break(piece, first, inside, shows)
            else:
                self._write(piece, run, run.block, other, first)
            first = first and run.block is None and shows and not inside

    def _strays(self, piece: Piece) -> bool:
        """Whether a piece stands in the column although its text is not the one that gives the blocks."""
        return piece.kind == REMOVED and not self.side

    def _pairs(self, placed: Placed) -> Iterator[tuple[Run, Run | None]]:
        """The runs of a piece in its own text, each with what it was, or will be, in the other text."""
        is_old = self.side == REMOVED or self._strays(placed.piece)
        own, other = (self.texts.old, self.texts.new) if is_old else (self.texts.new, self.texts.old)
        start, apart = (placed.old_at, placed.new_at) if is_old else (placed.new_at, placed.old_at)
        for run in walk(own, start, start + len(placed.piece.text)):
            if placed.piece.kind != SAME:
                yield run, None
                continue
            shift = apart - start
            for there in walk(other, run.start + shift, run.end + shift):
                yield replace(run, start=there.start - shift, end=there.end - shift), there

    def _is_inside(self, place: int) -> bool:
        """Whether the newer text goes on within a block at `place`: what was removed there stays in it."""
        block = block_at(self.texts.new, place)
        return block is not None and block.start < place

    def _break(self, piece: Piece, first: bool, inside: bool, shows: bool) -> None:
        """One that is all of a change, or was removed within a paragraph, is shown by its sign."""
        if piece.kind != SAME and (inside or not shows):
            self._open(EMPTY, fresh=False).words.append(Words(piece.kind, BREAK, piece.change, first))
        self.ended = self.ended or not inside

    def _write(self, piece: Piece, run: Run, block: Block, other: Run | None, first: bool) -> None:
        strays = self._strays(piece)
        own = self.texts.old if strays or self.side == REMOVED else self.texts.new
        shown = self._open(block, fresh=self.ended)
        if not strays and shown.removed_only:
            shown.block, shown.removed_only = block, False
        if other is not None and other.block is not None:
            shown.restyled |= _restyled(other.block, block)
        marks = tuple(span.kind for span in run.spans)
        restyled = other is not None and _looks(other) != _looks(run)
        text = own.plain[run.start : run.end]
        shown.words.append(Words(piece.kind, text, piece.change, first, marks, restyled))

    def _open(self, block: Block, *, fresh: bool) -> ShownBlock:
        if fresh or not self.blocks:
            self.blocks.append(ShownBlock(block))
            self.ended = False
        return self.blocks[-1]


def _restyled(before: Block, now: Block) -> bool:
    numbered_anew = before.starts and now.starts and before.label != now.label
    return numbered_anew or before.style != now.style


def _looks(run: Run) -> set[tuple[str, str]]:
    return {(span.kind, span.target) for span in run.spans}
