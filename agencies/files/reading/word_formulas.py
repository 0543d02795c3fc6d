"""Formulas of Word as one line of text: `(a+b)/(c)`, `x^(2)`, `√[3](x)`. What has no sign of its own is put
into braces, so that whatever changes is seen."""

from __future__ import annotations

#: What is written where an element begins, and where it ends.
SIGNS = {
    "num": ("(", ")"),
    "den": ("/(", ")"),
    "sup": ("^(", ")"),
    "sub": ("_(", ")"),
    "rad": ("√", ""),
    "deg": ("[", "]"),
    "lim": ("_(", ")"),
    "mr": ("", ";"),
    "oMath": (" ", " "),
    **dict.fromkeys(
        ("acc", "bar", "box", "borderBox", "groupChr", "limLow", "limUpp", "m", "eqArr", "phant"), ("{", "}")
    ),
}
#: Properties whose value is a sign that is printed.
PRINTED = frozenset({"chr", "begChr", "endChr", "sepChr"})
#: In these, each `e` is an argument in brackets.
ARGUMENTS = frozenset({"rad", "nary", "func", "sSup", "sSub", "sSubSup", "sPre"})


class Formulas:
    """Which sign a formula has at an element; `parent` is the element around it."""

    def __init__(self) -> None:
        #: Of each pair of delimiters that is open: its end, and whether an argument was read.
        self._delimiters: list[list[str]] = []

    def start(self, name: str, parent: str, attributes: dict[str, str]) -> str:
        """What is written before the element's own words."""
        if name == "d":
            self._delimiters.append(["(", ")", "|", ""])
            return ""
        if name in PRINTED:
            return self._printed(name, parent, attributes.get("val", ""))
        if name == "e":
            return self._argument(parent)
        return SIGNS.get(name, ("", ""))[0]

    def end(self, name: str, parent: str) -> str:
        """What is written behind the element's own words."""
        if name == "d":
            return self._delimiters.pop()[1] if self._delimiters else ""
        if name == "e" and parent in ARGUMENTS:
            return ")"
        if name == "e" and parent in ("m", "mr", "eqArr"):
            return ","
        return SIGNS.get(name, ("", ""))[1]

    def _printed(self, name: str, parent: str, value: str) -> str:
        if parent != "dPr" or not self._delimiters or name == "chr":
            return value
        self._delimiters[-1][("begChr", "endChr", "sepChr").index(name)] = value
        return ""

    def _argument(self, parent: str) -> str:
        if parent == "d" and self._delimiters:
            opened = self._delimiters[-1]
            sign = opened[2] if opened[3] else opened[0]
            opened[3] = "read"
            return sign
        return "(" if parent in ARGUMENTS else ""
