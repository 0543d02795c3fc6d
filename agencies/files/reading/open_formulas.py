"""A formula of OpenDocument (MathML) as one line of text, what is built of several pieces in brackets."""

from __future__ import annotations

from agencies.files.reading.gathering import FORMULAS, LINE, Gathered

#: Elements whose characters are printed.
PRINTED = frozenset({"mi", "mn", "mo", "mtext", "ms"})
#: Signs between the pieces of an element, in their order.
BETWEEN = {
    "mfrac": ("/",),
    "msup": ("^",),
    "msub": ("_",),
    "msubsup": ("_", "^"),
    "mroot": ("√",),
    "munder": ("_",),
    "mover": ("^",),
    "munderover": ("_", "^"),
    "mtr": (",",) * 200,
    "mtable": (";",) * 200,
}
BEFORE = {"msqrt": "√"}


class OpenFormula:
    """Reads one (xml_bounds.Reader)."""

    def __init__(self, found: Gathered) -> None:
        self.found = found
        self.names: list[str] = [""]
        #: Of each element that is open, how many pieces it has had.
        self._pieces = [0]
        self._silent = 0

    def start(self, _space: str, name: str, _given: dict[str, str]) -> None:
        parent, number = self.names[-1], self._pieces[-1]
        self._pieces[-1] += 1
        self.names.append(name)
        self._pieces.append(0)
        self._silent += name == "annotation"
        signs = BETWEEN.get(parent, ())
        if parent in BETWEEN:
            self._write(f"{signs[number - 1]}(" if 0 < number <= len(signs) else "(")
        self._write(f"{BEFORE[name]}(" if name in BEFORE else "")

    def end(self, _space: str, name: str) -> None:
        self.names.pop()
        self._pieces.pop()
        self._silent -= name == "annotation"
        self._write(")" if name in BEFORE else "")
        self._write(")" if self.names[-1] in BETWEEN else "")
        if name == "math":
            self.found.end_line(FORMULAS, LINE)

    def text(self, piece: str) -> None:
        if self.names[-1] in PRINTED:
            self._write(piece)

    def _write(self, piece: str) -> None:
        if piece and not self._silent:
            self.found.write(FORMULAS, piece)
