"""What a stored file says, part by part, for comparing: Word, RTF and OpenDocument texts and text files,
within bounds on their words; and what of them is not read."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from agencies.files import readings
from agencies.files.encodings import UTF_8, decoded, encoding_of
from agencies.files.packages import OOXML
from agencies.files.reading.gathering import BODY, BOXES, MARK
from agencies.files.reading.package import ENDS_DAMAGED
from agencies.files.rtf import RTF
from agencies.files.types import PLAIN
from agencies.models import StoredFile
from project.base.text import without_controls

DOCX = f"{OOXML}.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
#: What a sample may be made of (`text_of`), and what can be compared.
READABLE = frozenset({DOCX, PLAIN})
COMPARABLE = frozenset({DOCX, ODT, RTF, PLAIN})
READERS = {DOCX: "word", ODT: "open", RTF: "rich"}
#: Bytes of a text file; of the XML that a document's words are in once unpacked, and nodes of that. Pictures
#: and whatever else it holds count for nothing. It is read as a stream: no object stays for a node.
MOST_BYTES = 8 * 1024 * 1024
MOST_XML = 48 * 1024 * 1024
MOST_NODES = 4_000_000
#: What reading a document may take, of the processor and of memory; the system ends what takes more.
CPU_SECONDS = 10
MEMORY = 512 * 1024 * 1024
#: Seconds that the process may take, and that somebody waits for their turn: one document at a time is read
#: by each of ours.
PATIENCE = 20
TURN = 8
CHILD = Path(__file__).parent / "reading" / "child.py"
_one_at_a_time = threading.Lock()


class Unreadable(ValueError):
    """No text can be had from the file. The message is for a person."""


@dataclass(frozen=True)
class FileText:
    """What a file says: the words of its parts by their kind (reading.gathering.KINDS), in order; how many
    tracked changes are open, which the words take as accepted; how many comments it has; and what is there
    and was not read, by kind, with what tells it from others. `encoding` is that of a text file which is not
    UTF-8."""

    parts: dict[str, str]
    changes: int = 0
    comments: int = 0
    unread: dict[str, str] = field(default_factory=dict)
    encoding: str = ""


def file_text(stored: StoredFile) -> FileText:
    """All parts of a file.

    Raises Unreadable for other types, for what is too large, and for a document that is damaged. What a
    document holds is read once and kept, a refusal too.
    """
    if stored.content_type not in COMPARABLE:
        raise Unreadable(_("Only .docx, .odt, .rtf and text files can be compared word by word."))
    if stored.content_type == PLAIN:
        return _text_file(stored)
    found = readings.kept(stored) or _read_and_keep(stored)
    if found.get("too large"):
        raise Unreadable(
            _(
                "This document is too large to compare: its words and their formatting take more than "
                "%(most)s MB once unpacked, pictures not counted. Read the two versions separately."
            )
            % {"most": MOST_XML // 1024 // 1024}
        )
    if "parts" not in found:
        raise Unreadable(_("We can’t read this file."))
    return FileText(dict(found["parts"]), found["changes"], found["comments"], found["unread"])


def text_of(stored: StoredFile) -> str:
    """The text of a file, without its notes, headers, comments and the like: paragraphs of a document parted
    by empty lines, formatting left out; a text file as it is. Raises what `file_text` does."""
    if stored.content_type not in READABLE:
        raise Unreadable(_("Only text and .docx files can be compared."))
    parts = file_text(stored).parts
    texts = (parts.get(kind, "").replace(MARK, "") for kind in (BODY, BOXES))
    return "\n\n".join(text for text in texts if text)


def _text_file(stored: StoredFile) -> FileText:
    if stored.size > MOST_BYTES:
        raise Unreadable(
            _("This file is too large to compare: the most is %(most)s MB. Read the two versions separately.")
            % {"most": MOST_BYTES // 1024 // 1024}
        )
    content = _content(stored)
    encoding = encoding_of(io.BytesIO(content))
    if not encoding:
        raise Unreadable(_("We can’t read this file."))
    text = without_controls(decoded(content, encoding))
    return FileText({BODY: text}, encoding="" if encoding == UTF_8 else encoding)


def _path(stored: StoredFile) -> Path:
    return Path(settings.MEDIA_ROOT) / stored.path


def _content(stored: StoredFile) -> bytes:
    try:
        return _path(stored).read_bytes()
    except FileNotFoundError:
        raise Unreadable(_("We can’t read this file.")) from None


def _read_and_keep(stored: StoredFile) -> dict[str, Any]:
    if not _path(stored).exists():
        raise Unreadable(_("We can’t read this file."))
    if not _one_at_a_time.acquire(timeout=TURN):
        raise Unreadable(_("Another document is being processed. Try again in a moment."))
    try:
        found = readings.kept(stored)
        if found is None:
            found = _document(_path(stored), READERS[stored.content_type])
            readings.keep(stored, found)
    finally:
        _one_at_a_time.release()
    return found


def _document(path: Path, kind: str) -> dict[str, Any]:
    """What child.py found, within CPU_SECONDS and MEMORY; {"too large": True} or {"damaged": True}."""
    limits = map(str, (CPU_SECONDS, MEMORY, MOST_XML, MOST_NODES))
    command = [sys.executable, "-I", "-S", str(CHILD), kind, *limits]
    try:
        with path.open("rb") as document:
            ended = subprocess.run(
                command, stdin=document, capture_output=True, timeout=PATIENCE, env={}, check=False
            )
    except subprocess.TimeoutExpired:
        return {"too large": True}
    if ended.returncode == 0:
        return dict(json.loads(ended.stdout))
    return {"damaged": True} if ended.returncode == ENDS_DAMAGED else {"too large": True}
