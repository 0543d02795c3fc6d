"""A text of people on a sheet: what its document tree (project/base/document_tree.py) holds, from headings to
footnotes, which stand at its end.

Bold words and links look so where letters stand one after another; in scripts that are shaped as a whole, a
line has one look.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from project.base.document_tree import is_right_to_left

from .pdf_sheet import LINE, MARGIN, WIDTH, Sheet
from .pdf_text import SOFT_HYPHEN, Line

Node = dict[str, Any]
HEADINGS = {1: 17.0, 2: 14.0, 3: 12.0}
SMALLEST_HEADING, BODY, SMALL = 11.0, 10.5, 9.0
STEP, GAP = 7.0, 2.6
#: Lists and quotes deeper than this stand no further in.
DEEPEST = 8
CELL_PAD, SUNK, LINKED = 1.5, (243, 244, 246), (31, 95, 139)
#: Bold letters are wider than those by which lines were broken.
ROOM_FOR_BOLD = 0.9


@dataclass(frozen=True)
class Run:
    """Words of one look within a paragraph."""

    text: str
    bold: bool = False
    link: str = ""


@dataclass(frozen=True)
class Place:
    """Where a block stands: how far in, how wide (0: up to the margin), and in which pen."""

    indent: float = 0.0
    wide: float = 0.0
    size: float = BODY
    soft: bool = False
    depth: int = 0

    def inner(self) -> Place:
        deeper = self.depth < DEEPEST
        return replace(self, indent=self.indent + STEP * deeper, depth=self.depth + 1)


def draw_prose(sheet: Sheet, tree: Node) -> None:
    """Draw a document tree from where the sheet is."""
    prose = _Prose(sheet)
    prose.blocks(tree["blocks"], Place())
    prose.footnotes()


class _Prose:
    """Draws blocks one after another and keeps the footnotes that they refer to."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.notes: list[list[Node]] = []

    def blocks(self, nodes: Sequence[Node], place: Place) -> None:
        for node in nodes:
            getattr(self, f"_{node['t'].lower()}")(node.get("c"), place)

    def footnotes(self) -> None:
        """The footnotes under a line, numbered as in the text."""
        if not self.notes:
            return
        self.sheet.ln(4)
        self.sheet.rule()
        self.sheet.ln(3)
        self._items([(f"{number}.", note) for number, note in enumerate(self.notes, 1)], Place(size=SMALL))

    # What follows is called by the kinds of nodes (pandoc's names).
    def _header(self, content: Any, place: Place) -> None:
        level, _attributes, line = content
        size = HEADINGS.get(level, SMALLEST_HEADING)
        self.sheet.keep_together(size * 1.6)
        self.sheet.ln(GAP)
        self._paragraph([replace(run, bold=True) for run in self._runs(line)], replace(place, size=size))

    def _para(self, line: Any, place: Place) -> None:
        self._paragraph(list(self._runs(line)), place)

    _plain = _para

    def _div(self, content: Any, place: Place) -> None:
        self.blocks(content[1], place)

    def _blockquote(self, nodes: Any, place: Place) -> None:
        page, top = self.sheet.page_no(), self.sheet.get_y()
        self.blocks(nodes, replace(place.inner(), soft=True))
        if self.sheet.page_no() == page:
            self._bar(place, top)

    def _bar(self, place: Place, top: float) -> None:
        x = MARGIN + place.indent + 2
        self.sheet.set_draw_color(*LINE)
        self.sheet.line(x, top, x, self.sheet.get_y() - GAP)

    def _bulletlist(self, items: Any, place: Place) -> None:
        self._items([("•", item) for item in items], place)

    def _orderedlist(self, content: Any, place: Place) -> None:
        (start, _style, _delimiter), items = content
        self._items([(f"{number}.", item) for number, item in enumerate(items, start)], place)

    def _items(self, items: Sequence[tuple[str, list[Node]]], place: Place) -> None:
        for label, nodes in items:
            rtl = is_right_to_left("".join(_words(nodes)))
            self._pen(place)
            self.sheet.keep_together(place.size * 0.5)
            y = self.sheet.get_y()
            x = MARGIN + WIDTH - place.indent - STEP if rtl else MARGIN + place.indent
            self.sheet.set_x(x)
            self.sheet.line_of(label, STEP, place.size * 0.5)
            self.sheet.set_xy(MARGIN, y)
            if nodes:
                self.blocks(nodes, place.inner())
            else:
                self.sheet.ln(place.size * 0.5 + GAP)

    def _codeblock(self, content: Any, place: Place) -> None:
        self._pen(replace(place, size=SMALL))
        for line in content[1].splitlines() or [""]:
            for part in self.sheet.lines_of(line, WIDTH - 2 * place.indent):
                self.sheet.keep_together(SMALL * 0.5)
                self._sunk(place)
                self._line(part, [Run(part.text)], replace(place, size=SMALL))
        self.sheet.ln(GAP)

    def _sunk(self, place: Place) -> None:
        self.sheet.set_fill_color(*SUNK)
        width = WIDTH - 2 * place.indent
        self.sheet.rect(MARGIN + place.indent, self.sheet.get_y(), width, SMALL * 0.5, style="F")

    def _horizontalrule(self, _content: Any, _place: Place) -> None:
        self.sheet.ln(GAP)
        self.sheet.set_draw_color(*LINE)
        middle = MARGIN + WIDTH / 2
        self.sheet.line(middle - 15, self.sheet.get_y(), middle + 15, self.sheet.get_y())
        self.sheet.ln(2 * GAP)

    def _table(self, content: Any, place: Place) -> None:
        head, bodies = content[3], content[4]
        rows = [*((row, True) for row in head[1]), *((row, False) for row in bodies[0][3])]
        for row, bold in rows:
            cells = [list(self._runs(cell[4][0]["c"])) for cell in row[1]]
            self._row([[replace(run, bold=run.bold or bold) for run in cell] for cell in cells], place)
        self.sheet.ln(GAP)

    def _row(self, cells: list[list[Run]], place: Place) -> None:
        """A row of equal columns, whole on one page where it fits. In a right-to-left one, the first is the
        rightmost."""
        width = (WIDTH - place.indent) / max(len(cells), 1)
        small = replace(place, size=SMALL)
        self._pen(small)
        cells = [[replace(run, text=_as_set(run.text)) for run in cell] for cell in cells]
        texts = ["".join(run.text for run in cell) for cell in cells]
        lines = [self.sheet.lines_of(text, width - 2 * CELL_PAD) for text in texts]
        high = max(map(len, lines), default=1) * SMALL * 0.5
        self.sheet.keep_together(min(high + 2 * CELL_PAD, 200))
        top, turned = self.sheet.get_y(), any(line.rtl for line in lines[0]) if lines else False
        for at, (cell, broken) in enumerate(zip(cells, lines, strict=True)):
            column = len(cells) - 1 - at if turned else at
            self.sheet.set_y(top + CELL_PAD)
            inside = replace(small, indent=place.indent + column * width, wide=width - CELL_PAD)
            self._lines(cell, broken, inside)
        self.sheet.set_y(top + high + 2 * CELL_PAD)
        self.sheet.rule()

    # What they share.
    def _paragraph(self, runs: list[Run], place: Place) -> None:
        self._pen(place, bold=all(run.bold for run in runs))
        width = WIDTH - place.indent
        any_bold = any(run.bold for run in runs) and not all(run.bold for run in runs)
        runs = [replace(run, text=_as_set(run.text)) for run in runs]
        text = "".join(run.text for run in runs)
        lines = self.sheet.lines_of(text, width * (ROOM_FOR_BOLD if any_bold else 1))
        self._lines(runs, lines, place)
        self.sheet.ln(GAP)

    def _lines(self, runs: list[Run], lines: Sequence[Line], place: Place) -> None:
        rest = list(runs)
        for line in lines:
            parts, rest = _taken(rest, line.text)
            self._line(line, parts, place)

    def _line(self, line: Line, runs: list[Run], place: Place) -> None:
        """One line: in pieces of their own look where its letters stand apart, else as a whole. A line that
        is read from the right begins as far in from the right."""
        sheet, high = self.sheet, place.size * 0.5
        if sheet.will_page_break(high):
            sheet.add_page()
        y, wide = sheet.get_y(), place.wide or WIDTH - place.indent
        bold = bool(runs) and all(run.bold for run in runs)
        self._pen(place, bold=bold)
        within = MARGIN + place.indent
        sheet.set_x(MARGIN if line.rtl and not place.wide else within)
        if line.plain and not line.rtl:
            self._pieces(runs, place, high)
        else:
            sheet.line_of(line.text, wide, high, align="R" if line.rtl else "L")
        sheet.set_xy(MARGIN, y + high)

    def _pieces(self, runs: list[Run], place: Place, high: float) -> None:
        sheet = self.sheet
        for run in runs:
            self._pen(place, bold=run.bold)
            if run.link:
                sheet.set_text_color(*LINKED)
            width = sheet.get_string_width(run.text)
            sheet.cell(width + 2 * sheet.c_margin, high, run.text, link=run.link)
            sheet.set_x(sheet.get_x() - 2 * sheet.c_margin)

    def _pen(self, place: Place, *, bold: bool = False) -> None:
        self.sheet.pen(place.size, bold=bold, soft=place.soft)

    def _runs(self, nodes: Sequence[Node], look: Run = Run("")) -> Iterator[Run]:
        for node in nodes:
            content: Any = node.get("c")
            match node["t"]:
                case "Str":
                    yield replace(look, text=content)
                case "Space":
                    yield replace(look, text=" ")
                case "LineBreak":
                    yield replace(look, text="\n")
                case "Code":
                    yield replace(look, text=content[1])
                case "Strong":
                    yield from self._runs(content, replace(look, bold=True))
                case "Emph":
                    yield from self._runs(content, look)
                case "Superscript":
                    yield replace(look, text=f" [{content[0]['c']}]")
                case "Link":
                    yield from self._runs(content[1], replace(look, link=content[2][0]))
                case "Note":
                    self.notes.append(content)
                    yield replace(look, text=f" [{len(self.notes)}]")


def _words(node: Any) -> Iterator[str]:
    """The words of a node and all in it."""
    if isinstance(node, list):
        for each in node:
            yield from _words(each)
    elif isinstance(node, dict):
        if node["t"] == "Str":
            yield node["c"]
        else:
            yield from _words(node.get("c"))


def _as_set(text: str) -> str:
    """Letters as lines of the sheet have them."""
    return unicodedata.normalize("NFC", text).replace("\t", "    ").replace(SOFT_HYPHEN, "")


def _taken(runs: list[Run], text: str) -> tuple[list[Run], list[Run]]:
    """What of the runs makes up a line with this text, and the rest: spaces between lines belong to none."""
    found: list[Run] = []
    left = len(text)
    rest = list(runs)
    while rest and left > 0:
        run = rest.pop(0)
        found.append(replace(run, text=run.text[:left]))
        if len(run.text) > left:
            rest.insert(0, replace(run, text=run.text[left:]))
        left -= len(run.text)
    while rest and not rest[0].text.lstrip():
        rest.pop(0)
    if rest:
        rest[0] = replace(rest[0], text=rest[0].text.lstrip())
    return found, rest
