"""Words of a Word document that its plain text leaves out: headers, footers, notes, charts, what links lead
to, what pictures are called."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from django.conf import settings

from agencies.files.archives import DAMAGED, Overfull, opened
from agencies.files.texts import DOCX
from agencies.models import StoredFile

#: Elements whose characters are words, by name without namespace, and those after which a line ends.
WORDS = frozenset({"t", "instrText", "v"})
ENDS = frozenset({"p", "pt", "Relationship"})
#: Attributes that say something.
SAYING = frozenset({"descr", "title", "alt", "tooltip", "instr"})


def words_of(stored: StoredFile) -> str:
    """All of them, a paragraph a line; "" for what is no Word document, or is none that can be read: that is
    refused elsewhere (agencies.files.texts.text_of, which also walks its parts within bounds)."""
    if stored.content_type != DOCX:
        return ""
    try:
        with (
            (Path(settings.MEDIA_ROOT) / stored.path).open("rb") as stream,
            opened(stream) as (archive, members),
        ):
            parts = [entry for name, entry in members.items() if name.endswith((".xml", ".rels"))]
            return "\n".join(line for entry in parts for line in _lines(archive.read(entry)))
    except (Overfull, expat.ExpatError, *DAMAGED):
        return ""


def _lines(xml: bytes) -> Iterator[str]:
    part = Part()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = part.start, part.end
    parser.CharacterDataHandler = part.characters
    parser.Parse(xml, True)
    words = "".join((*part.words, "\n", *part.said))
    return (line.strip() for line in words.splitlines() if line.strip())


class Part:
    """What one part of a document says."""

    def __init__(self) -> None:
        self.words: list[str] = []
        #: By attributes: apart, so that it stands between no two pieces of a word.
        self.said: list[str] = []
        self._hears = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        self._hears = local in WORDS
        if local in ("tab", "br", "cr"):
            self.words.append(" ")
        for key, value in attributes.items():
            if key.rpartition(" ")[2] in SAYING:
                self.said.append(f"{value}\n")
        if local == "Relationship" and attributes.get("TargetMode") == "External":
            self.said.append(f"{attributes.get('Target', '')}\n")

    def characters(self, piece: str) -> None:
        if self._hears:
            self.words.append(piece)

    def end(self, name: str) -> None:
        self._hears = False
        if name.rpartition(" ")[2] in ENDS:
            self.words.append("\n")
