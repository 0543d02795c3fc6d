"""Fields of Word: where links lead, and what boxes and lists of forms show. The result of any other field
stands beside it as words."""

from __future__ import annotations

#: Characters of an instruction that are looked at.
LONGEST = 4_000


def link_of(instruction: str) -> str:
    """The address of a HYPERLINK, "" for other fields."""
    words = instruction.replace('"', " ").split()
    if not words or words[0].upper() != "HYPERLINK":
        return ""
    return " ".join(word for word in words[1:] if not word.startswith("\\"))


#: Fields whose instruction holds words, or a formula, that people see or hear of.
_SAYING = frozenset({"EQ", "MACROBUTTON", "GOTOBUTTON", "XE", "TC", "TA", "SYMBOL", "QUOTE", "FILLIN", "ASK"})


def said_by(instruction: str) -> str:
    """The instruction of a field that says something by it, "" for other fields."""
    return instruction if instruction.split(maxsplit=1)[:1] and _keyword(instruction) in _SAYING else ""


def _keyword(instruction: str) -> str:
    return instruction.split(maxsplit=1)[0].partition("\\")[0].upper()


def symbol(font: str, code: str) -> str:
    """A sign of a font of signs: its letter, or its name where only that font has it."""
    try:
        place = int(code[-4:], 16)
    except ValueError:
        place = 0
    private = 0xE000 <= place <= 0xF8FF or place < 32 or 0xD800 <= place < 0xE000
    return f"[{font[:60]} {code[-4:]}]" if private else chr(place)


class Fields:
    """Put together from the pieces that they are cut into."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._checked: dict[str, bool] = {}
        self._entries: list[str] = []
        self._entry = 0

    def start(self, name: str, given: dict[str, str]) -> None:
        """An element of a form of old: a box, or a list to choose from."""
        value = given.get("val", "")
        if name in ("checked", "default"):
            self._checked[name] = value not in ("0", "false", "off")
        elif name == "listEntry":
            self._entries.append(value)
        elif name == "result":
            self._entry = int(value) if value.isascii() and value.isdigit() else 0

    def box(self) -> str:
        """How a box looks whose element ends."""
        checked = self._checked.get("checked", self._checked.get("default", False))
        self._checked = {}
        return "☒" if checked else "☐"

    def chosen(self) -> str:
        """What a list shows whose element ends."""
        entries, at = self._entries, self._entry
        self._entries, self._entry = [], 0
        return entries[at] if at < len(entries) else ""

    def instruct(self, piece: str) -> None:
        if self._open:
            self._open[-1] = (self._open[-1] + piece)[:LONGEST]

    @property
    def said(self) -> str:
        """What the innermost open field says by its instruction, so far."""
        return said_by(self._open[-1]) if self._open else ""

    def mark(self, kind: str) -> str:
        """A field begins, its result begins, or it ends: then, once, where it leads."""
        if kind == "begin":
            self._open.append("")
            return ""
        if not self._open:
            return ""
        link, self._open[-1] = link_of(self._open[-1]), ""
        if kind == "end":
            self._open.pop()
        return link

    def whole(self, instruction: str) -> str:
        """Where a field in one piece leads."""
        return link_of(instruction[:LONGEST])
