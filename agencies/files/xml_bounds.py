"""XML of strangers, walked within bounds: no document type in whatever encoding, so many nodes, so deep."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum, auto
from typing import Any, Protocol
from xml.parsers import expat

#: Elements in elements, at most. A text box in a cell of a table in a text box takes some thirty.
DEEPEST = 128

#: Bytes of one tag or comment: the parser reads an unfinished one anew with each piece.
LONGEST_TOKEN = 1024 * 1024

Element = Callable[[str, dict[str, str]], None]


class Doctype(Enum):
    """Which document types a text may have: none; one that has a name alone, and so unpacks nothing; one that
    declares entities, which expat unpacks within limits of its own."""

    NONE = auto()
    NAMED = auto()
    DECLARING = auto()


class Hearer(Protocol):
    """Hears a whole document: its elements with namespaces, the characters of those named `text_of`."""

    text_of: str

    def element(self, space: str, name: str, attributes: dict[str, str]) -> None: ...

    def text(self, piece: str) -> None: ...

    def end(self) -> None: ...


class Reader(Protocol):
    """Reads a whole document: each element's beginning and end, with namespaces, and all characters."""

    def start(self, space: str, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, space: str, name: str) -> None: ...

    def text(self, piece: str) -> None: ...


class Excessive(Exception):
    """More nodes, or deeper, than is accepted."""


class Forbidden(Exception):
    """It holds a document type. No office program writes one; who does wants entities to unpack."""


class Walk:
    """Counts what several documents hold together. A node is an element, an attribute, a comment, an
    instruction or a section of characters: each is an object of its own for whoever builds a tree."""

    def __init__(self, most: int) -> None:
        self.most, self.nodes, self._depth, self._allowed = most, 0, 0, Doctype.NONE

    def through(
        self,
        chunks: Iterable[bytes],
        element: Element | None = None,
        *,
        hearer: Hearer | None = None,
        doctype: Doctype = Doctype.NONE,
    ) -> None:
        """Walk one document, telling `element` each name (without its namespace) and attributes, or `hearer`
        what it wants. The document may have the `doctype`.

        Raises Excessive or Forbidden at once, and expat.ExpatError for what is no XML.
        """
        self._depth, self._allowed = 0, doctype
        parser = self._parser()
        parser.StartElementHandler = self._hears(parser, hearer) if hearer else self._starts(element)
        self._feed(parser, chunks)
        if hearer:
            hearer.end()

    def read(self, chunks: Iterable[bytes], reader: Reader, *, doctype: Doctype = Doctype.NONE) -> None:
        """Walk one document, telling `reader` all of it. Raises what `through` does."""
        self._depth, self._allowed = 0, doctype
        parser = self._parser()
        parser.StartElementHandler = self._begins(reader)
        parser.EndElementHandler = self._closes(reader)
        parser.CharacterDataHandler = reader.text
        self._feed(parser, chunks)

    def _parser(self) -> Any:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EndElementHandler = self._ends
        parser.CommentHandler = parser.ProcessingInstructionHandler = self._other
        parser.StartCdataSectionHandler = self._other
        return parser

    def _feed(self, parser: Any, chunks: Iterable[bytes]) -> None:
        fed = 0
        for chunk in chunks:
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > LONGEST_TOKEN:
                raise Excessive
        parser.Parse(b"", True)

    def _begins(self, reader: Reader) -> Callable[[str, dict[str, str]], None]:
        def start(name: str, attributes: dict[str, str]) -> None:
            self._enter(attributes)
            space, _blank, local = name.rpartition(" ")
            reader.start(space, local, {_local(key): value for key, value in attributes.items()})

        return start

    def _closes(self, reader: Reader) -> Callable[[str], None]:
        def end(name: str) -> None:
            self._depth -= 1
            space, _blank, local = name.rpartition(" ")
            reader.end(space, local)

        return end

    def _starts(self, element: Element | None) -> Callable[[str, dict[str, str]], None]:
        def start(name: str, attributes: dict[str, str]) -> None:
            self._enter(attributes)
            if element:
                element(_local(name), {_local(key): value for key, value in attributes.items()})

        return start

    def _hears(self, parser: Any, hearer: Hearer) -> Callable[[str, dict[str, str]], None]:
        def start(name: str, attributes: dict[str, str]) -> None:
            self._enter(attributes)
            space, _blank, local = name.rpartition(" ")
            parser.CharacterDataHandler = hearer.text if local == hearer.text_of else None
            hearer.element(space, local, {_local(key): value for key, value in attributes.items()})

        return start

    def _enter(self, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise Excessive
        self._count(1 + len(attributes))

    def _ends(self, _name: str) -> None:
        self._depth -= 1

    def _other(self, *_what: Any) -> None:
        self._count(1)

    def _count(self, nodes: int) -> None:
        self.nodes += nodes
        if self.nodes > self.most:
            raise Excessive

    def _doctype(self, _name: str, _system: str | None, _public: str | None, declares: bool) -> None:
        if self._allowed is Doctype.NONE or (declares and self._allowed is Doctype.NAMED):
            raise Forbidden


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
