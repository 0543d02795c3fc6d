"""What the XML of a document would do by itself: run something, or fetch something when it is opened.

Names are compared without their prefixes, so that it is the namespaces' own words that count, however a
document binds them.
"""

from __future__ import annotations

import re

from agencies.files.reach import LONGEST, Reach, reach_of


class WithMacros(Exception):
    """The document can run something."""


class Fetches(Exception):
    """The document loads something from elsewhere, or starts another program, when it is opened."""


#: Of OpenDocument: code, and what calls code. An empty `office:scripts` stands in each text of LibreOffice.
_RUNNING = frozenset({"script", "execute-macro", "event-listener", "applet"})
#: Of OpenDocument: what is read again when the document is opened.
_LOADED = frozenset(
    {"object", "object-ole", "plugin", "floating-frame", "section-source", "table-source"}
    | {"cell-range-source", "auto-reload"}
)
#: Attributes that hold a link: of OpenDocument, of its menus and its forms, of slides.
_LINKS = frozenset({"href", "id", "action"})
#: In a cell: a table linked by another program, a link that runs something.
_CALLS = re.compile(r'(?P<dde>(?<![a-z])dde\s*\()|vnd\.sun\.star\.script:|"\s*macro:', re.IGNORECASE)
#: Fields of Word that read another file.
_READING = frozenset({"INCLUDETEXT", "INCLUDE", "LINK", "DATABASE"})
_PICTURING = frozenset({"INCLUDEPICTURE", "IMPORT"})
LONGEST_WORD = 20


def check_link(target: str, *, loaded: bool, shown: bool) -> None:
    """Refuse a link that runs something; where what it leads to is `loaded`, one that leads elsewhere; where
    it is `shown`, such as a picture, one to a share. Raises WithMacros and Fetches."""
    reach = reach_of(target)
    if reach is Reach.RUNS:
        raise WithMacros
    if reach is Reach.SHARE and (loaded or shown):
        raise Fetches
    if reach is Reach.WEB and loaded:
        raise Fetches


def check_element(space: str, name: str, attributes: dict[str, str]) -> None:
    """Judge one element of a document, its names without prefixes. Raises WithMacros and Fetches."""
    if name in _RUNNING and not _turns_a_page(space, name, attributes):
        raise WithMacros
    if name.startswith("dde-") or name == "ddeLink":
        raise Fetches
    if attributes.get("macrosPresent") == "yes":
        raise WithMacros
    for key in _LINKS & attributes.keys():
        linked = key == "href"
        check_link(attributes[key], loaded=linked and name in _LOADED, shown=linked and name != "a")
    if name == "property":
        check_link(attributes.get("string-value", ""), loaded=False, shown=False)
    if "formula" in attributes:
        check_formula(attributes["formula"])


def _turns_a_page(space: str, name: str, attributes: dict[str, str]) -> bool:
    """What a click does in slides, other than to start a program."""
    return name == "event-listener" and ":presentation:" in space and attributes.get("action") != "execute"


def check_formula(formula: str) -> None:
    """Judge a cell of a table. Raises WithMacros and Fetches."""
    for found in _CALLS.finditer(formula):
        raise Fetches if found["dde"] else WithMacros


class Content:
    """Hears one document (xml_bounds.Hearer) and judges it as it goes. The fields of a Word document are put
    together from the pieces that their instructions are cut into."""

    text_of = "instrText"

    def __init__(self) -> None:
        self._fields: list[list[str]] = [[]]

    def element(self, space: str, name: str, attributes: dict[str, str]) -> None:
        check_element(space, name, attributes)
        if name == "fldChar":
            self._mark(attributes.get("fldCharType", ""))
        elif name == "fldSimple":
            check_field(attributes.get("instr", ""))

    def text(self, piece: str) -> None:
        if self._fields[-1] or piece.strip():
            self._fields[-1].append(piece)

    def end(self) -> None:
        for pieces in self._fields:
            check_field("".join(pieces))

    def _mark(self, kind: str) -> None:
        """A field begins, its instruction ends (`separate`), it ends."""
        if kind == "begin":
            if len(self._fields) > 1 and not self._fields[-1]:
                # Its first word would be worked out by another field: that only hides what it does.
                raise Fetches
            self._fields.append([])
            return
        check_field("".join(self._fields[-1]))
        self._fields[-1] = ["result"]
        if kind == "end" and len(self._fields) > 1:
            self._fields.pop()


def check_field(instruction: str) -> None:
    """Judge a whole instruction. Raises WithMacros and Fetches."""
    word, _space, rest = instruction.strip().partition(" ")
    word = word[:LONGEST_WORD].upper()
    if word in ("DDE", "DDEAUTO"):
        raise Fetches
    if word not in _READING | _PICTURING:
        return
    if len(rest) > LONGEST:
        raise Fetches
    for part in rest.replace('"', " ").split():
        # Where there is a scheme or a drive, the field doubles its backslashes.
        target = part.replace("\\\\", "\\") if ":" in part else part
        check_link(target, loaded=word in _READING, shown=True)
