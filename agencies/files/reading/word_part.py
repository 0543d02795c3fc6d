"""One part of a Word document, such as its text or a header: each word put where its kind belongs."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from agencies.files.reading.gathering import (
    BOXES,
    DELETED,
    LINE,
    LINKS,
    MARK,
    NUMBERING,
    OTHER,
    PARAGRAPH,
    PICTURES,
    Gathered,
)
from agencies.files.reading.word_fields import Fields, symbol
from agencies.files.reading.word_formulas import Formulas

Attributes = dict[str, str]
#: Elements whose characters are words: of texts, formulas, drawings, charts and diagrams.
WORDS = frozenset({"t", "delText", "v", "pt"})
#: Elements whose characters say how something looks.
LOOKS = frozenset(
    {"posOffset", "align", "pctWidth", "pctHeight", "pctPosHOffset", "pctPosVOffset", "f", "formatCode"}
)
#: Tracked changes: an element each; what was moved counts where it was taken from.
CHANGES = frozenset(
    {"ins", "del", "moveFrom", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange"}
    | {"trPrChange", "tcPrChange", "tblPrExChange", "numberingChange", "cellIns", "cellDel", "cellMerge"}
)
#: Around tracked changes that mark no words, but the end of a paragraph, a row and the like.
MARKED = frozenset({"rPr", "trPr", "ctrlPr", "numPr", "tblPr", "tcPr"})
NOTES = frozenset({"footnoteReference", "endnoteReference"})
SIGNS = {"tab": "\t", "ptab": "\t", "br": LINE, "cr": LINE, "noBreakHyphen": "\u2011"}
#: Attributes that people read or hear.
SAYING = ("title", "descr", "alt")


class WordPart:
    """Reads a part (xml_bounds.Reader). `kind` is where its words belong; `targets` leads from the ids of its
    relationships to what they name."""

    def __init__(self, found: Gathered, kind: str, targets: Mapping[str, str]) -> None:
        self.found, self.kinds, self.targets = found, [kind], targets
        self.names: list[str] = [""]
        #: Depth below which nothing is read, 0 for none.
        self._skipped_at = 0
        #: Of each choice between two forms of the same, whether one was read.
        self._chosen: list[bool] = []
        #: Of each paragraph that is open: whether it will end at all, which change in it was counted last.
        self._joined: list[bool] = []
        self._counted: list[str] = []
        self._cells = 0
        self._said = ""
        self._ruby = ""
        self.formulas, self.fields = Formulas(), Fields()
        self._starts: dict[str, Callable[[Attributes], None]] = {
            "p": self._paragraph,
            "tc": self._cell,
            "AlternateContent": lambda _given: self._chosen.append(False),
            "Choice": self._choice,
            "Fallback": self._choice,
            "txbxContent": lambda _given: self.kinds.append(BOXES),
            "moveFrom": self._moved,
            "del": self._deleted,
            "sym": self._symbol,
            "hyperlink": self._link,
            "hlinkClick": self._link,
            "numId": self._numbered,
            "ilvl": self._numbered,
            "textpath": self._lettering,
            "docPr": self._picture,
            "cNvPr": self._picture,
            "shape": self._picture,
            "imagedata": self._picture,
            **dict.fromkeys(("tblCaption", "tblDescription"), lambda given: self._said_of(("val",), given)),
            "fldChar": self._field,
            "fldSimple": lambda given: self._linked(self.fields.whole(given.get("instr", ""))),
            "rt": lambda _given: self._write(" ("),
            "comment": lambda _given: setattr(self.found, "comments", self.found.comments + 1),
            "listItem": self._other,
            "alias": self._other,
        }
        self._ends: dict[str, Callable[[], None]] = {
            "p": self._paragraph_ends,
            "tc": self._cell_ends,
            "tr": self._row_ends,
            "AlternateContent": lambda: self._chosen.__delitem__(slice(-1, None)),
            "txbxContent": self._leaves,
            "rt": lambda: self._write(") "),
            "checkBox": lambda: self._write(self.fields.box()),
            "ddList": lambda: self._write(self.fields.chosen()),
        }

    @property
    def kind(self) -> str:
        return self.kinds[-1]

    def start(self, space: str, name: str, given: Attributes) -> None:
        parent = self.names[-1]
        self.names.append(name)
        if self._skipped_at:
            return
        if "/math" in space:
            self._write(self.formulas.start(name, parent, given))
            return
        if name in CHANGES:
            self._change(parent)
        if name in SIGNS and parent in ("r", "p"):
            self._write(SIGNS[name])
        elif name in NOTES and self.kind != DELETED:
            self._write(MARK)
        elif act := self._starts.get(name):
            act(given)
        else:
            self.fields.start(name, given)

    def end(self, space: str, name: str) -> None:
        depth = len(self.names)
        self.names.pop()
        if self._skipped_at:
            self._skipped_at = 0 if depth == self._skipped_at else self._skipped_at
            return
        if "/math" in space:
            self._write(self.formulas.end(name, self.names[-1]))
        elif name == "del" and self.names[-1] not in MARKED:
            self._leaves()
        elif act := self._ends.get(name):
            act()
        elif name in ("pt", "v"):
            self.found.end_line(self.kind, LINE)

    def text(self, piece: str) -> None:
        if self._skipped_at:
            return
        name = self.names[-1]
        if name in WORDS and (name != "pt" or piece.strip()):
            self._write(piece)
        elif name in ("instrText", "delInstrText"):
            self.fields.instruct(piece)
        elif piece.strip() and name not in LOOKS:
            self.found.unread(OTHER, f"{name} {piece}")

    def _write(self, piece: str) -> None:
        if piece:
            self.found.write(self.kind, piece)

    def _leaves(self) -> None:
        self.found.end_line(self.kind)
        if len(self.kinds) > 1:
            self.kinds.pop()

    def _skip(self) -> None:
        self._skipped_at = len(self.names)

    def _choice(self, _given: Attributes) -> None:
        """Of two forms of the same, which programs of different age read, the first."""
        if self._chosen and self._chosen[-1]:
            self._skip()
        elif self._chosen:
            self._chosen[-1] = True

    def _change(self, parent: str) -> None:
        """The mark of a paragraph's end and the words before it are one change, not two."""
        of_end = parent == "rPr" and self.names[-3:-2] == ["pPr"]
        counted = self._counted[-1] if self._counted else ""
        if not (counted if of_end else counted == "end"):
            self.found.changes += 1
        if self._counted:
            self._counted[-1] = "end" if of_end and not counted else "words"

    def _moved(self, _given: Attributes) -> None:
        if self.names[-2] in MARKED:
            self._joins()
        else:
            self._skip()

    def _deleted(self, _given: Attributes) -> None:
        if self.names[-2] in MARKED:
            self._joins()
        else:
            self.kinds.append(DELETED)

    def _joins(self) -> None:
        """Once such a change is accepted, the paragraph goes on in the next."""
        if self._joined and self.names[-3] == "pPr":
            self._joined[-1] = True

    def _paragraph(self, _given: Attributes) -> None:
        self._joined.append(False)
        self._counted.append("")

    def _paragraph_ends(self) -> None:
        if self._counted:
            self._counted.pop()
        if not (self._joined and self._joined.pop()):
            self.found.end_line(self.kind, LINE if self._cells and self.kind != BOXES else PARAGRAPH)

    def _cell(self, _given: Attributes) -> None:
        self._cells += 1

    def _cell_ends(self) -> None:
        self._cells -= 1
        self.found.end_cell(self.kind)

    def _row_ends(self) -> None:
        self.found.end_row(self.kind, LINE if self._cells else PARAGRAPH)

    def _symbol(self, given: Attributes) -> None:
        self._write(symbol(given.get("font", ""), given.get("char", "")))

    def _link(self, given: Attributes) -> None:
        place = self.targets.get(given.get("id", ""), "")
        self._linked(place or given.get("anchor", ""))
        self._said_of(("tooltip",), given)

    def _linked(self, place: str) -> None:
        if place:
            self.found.write(LINKS, place)
            self.found.end_line(LINKS, LINE)

    def _field(self, given: Attributes) -> None:
        if said := self.fields.said:
            self.found.unread(OTHER, said)
        self._linked(self.fields.mark(given.get("fldCharType", "")))

    def _numbered(self, given: Attributes) -> None:
        self.found.unread(NUMBERING, f"{self.names[-1]} {given.get('val', '')}")

    def _lettering(self, given: Attributes) -> None:
        self.found.write(BOXES, given.get("string", ""))
        self.found.end_line(BOXES)

    def _picture(self, given: Attributes) -> None:
        self._said_of(SAYING, given)

    def _said_of(self, names: tuple[str, ...], given: Attributes) -> None:
        """What programs write twice, for the picture and for what is in it, is said once."""
        said = ": ".join(given[name] for name in names if given.get(name, "").strip())
        if said and said != self._said:
            self.found.write(PICTURES, said)
            self.found.end_line(PICTURES)
        self._said = said or self._said

    def _other(self, given: Attributes) -> None:
        self.found.unread(OTHER, f"{self.names[-1]} {given.get('val', '')} {given.get('displayText', '')}")
