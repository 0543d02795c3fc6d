"""XML of strangers, walked within bounds: no document type in whatever encoding, so many nodes, so deep."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from xml.parsers import expat

#: Elements in elements, at most. A text box in a cell of a table in a text box takes some thirty.
DEEPEST = 128

Element = Callable[[str, dict[str, str]], None]


class Excessive(Exception):
    """More nodes, or deeper, than is accepted."""


class Forbidden(Exception):
    """It holds a document type. No office program writes one; who does wants entities to unpack."""


class Walk:
    """Counts what several documents hold together. A node is an element, an attribute, a comment, an
    instruction or a section of characters: each is an object of its own for whoever builds a tree."""

    def __init__(self, most: int) -> None:
        self.most, self.nodes, self._depth = most, 0, 0

    def through(self, chunks: Iterable[bytes], element: Element | None = None) -> None:
        """Walk one document, telling `element` each name (without its namespace) and attributes.

        Raises Excessive or Forbidden at once, and expat.ExpatError for what is no XML.
        """
        self._depth = 0
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._starts(element)
        parser.EndElementHandler = self._ends
        parser.CommentHandler = parser.ProcessingInstructionHandler = self._other
        parser.StartCdataSectionHandler = self._other
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)

    def _starts(self, element: Element | None) -> Callable[[str, dict[str, str]], None]:
        def start(name: str, attributes: dict[str, str]) -> None:
            self._depth += 1
            if self._depth > DEEPEST:
                raise Excessive
            self._count(1 + len(attributes))
            if element:
                element(_local(name), {_local(key): value for key, value in attributes.items()})

        return start

    def _ends(self, _name: str) -> None:
        self._depth -= 1

    def _other(self, *_what: Any) -> None:
        self._count(1)

    def _count(self, nodes: int) -> None:
        self.nodes += nodes
        if self.nodes > self.most:
            raise Excessive

    def _doctype(self, *_what: Any) -> None:
        raise Forbidden


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
