"""The plain text of a stored file, for comparing: .docx and text files, within bounds."""

from __future__ import annotations

import io
import subprocess
import sys
import threading
import zipfile
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

from django.conf import settings
from django.utils.translation import gettext as _

from agencies.files import docx_child, readings
from agencies.files.archives import DAMAGED, Overfull, opened
from agencies.files.packages import OOXML
from agencies.files.types import PLAIN
from agencies.files.xml_bounds import Excessive, Forbidden, Walk
from agencies.models import StoredFile

DOCX = f"{OOXML}.wordprocessingml.document"
READABLE = frozenset({DOCX, PLAIN})
#: Bytes of a file, bytes of the XML that a document unpacks to, and nodes of that: each is an object while it
#: is read, and four megabytes can be a million of them.
MOST_BYTES = 5 * 1024 * 1024
MOST_XML = 4 * 1024 * 1024
MOST_NODES = 250_000
#: What reading a document may take, of the processor and of memory; the system ends what takes more. A
#: few kilobytes can cost more than any count of their parts foretells: mammoth looks at all open fields for
#: each run.
CPU_SECONDS = 6
MEMORY = 512 * 1024 * 1024
#: Seconds that the process may take, and that somebody waits for their turn: one document at a time is read
#: by each of ours.
PATIENCE = 20
TURN = 8
CHILD = Path(__file__).with_name("docx_child.py")
_one_at_a_time = threading.Lock()


class Unreadable(ValueError):
    """No text can be had from the file. The message is for a person."""


def text_of(stored: StoredFile) -> str:
    """The text of a file: paragraphs of a .docx parted by empty lines,
    formatting left out; a text file as it is.

    Raises Unreadable for other types, for what is too large, and for a document that is damaged. What a
    document holds is read once and kept, a refusal too.
    """
    if stored.content_type not in READABLE:
        raise Unreadable(_("Only text and .docx files can be compared."))
    if stored.size > MOST_BYTES:
        raise Unreadable(_("This file is too large to compare. Read the two versions separately."))
    if stored.content_type != DOCX:
        return _content(stored).decode("utf-8").replace("\r\n", "\n")
    found = readings.kept(stored) or _read_and_keep(stored)
    if found.get("too large"):
        raise Unreadable(_("This document is too large to compare. Read the two versions separately."))
    if "text" not in found:
        raise Unreadable(_("We can’t read this file."))
    return str(found["text"])


def _content(stored: StoredFile) -> bytes:
    try:
        return (Path(settings.MEDIA_ROOT) / stored.path).read_bytes()
    except FileNotFoundError:
        raise Unreadable(_("We can’t read this file.")) from None


def _read_and_keep(stored: StoredFile) -> dict[str, Any]:
    content = _content(stored)
    if not _one_at_a_time.acquire(timeout=TURN):
        raise Unreadable(_("Another document is being processed. Try again in a moment."))
    try:
        found = readings.kept(stored)
        if found is None:
            found = _docx(content)
            readings.keep(stored, found)
    finally:
        _one_at_a_time.release()
    return found


def _docx(content: bytes) -> dict[str, Any]:
    """{"text": …}, {"too large": True} or {"damaged": True}."""
    try:
        return _in_a_process(_walked(content))
    except (Overfull, Excessive, subprocess.TimeoutExpired):
        return {"too large": True}
    except (*DAMAGED, Forbidden, ExpatError):
        return {"damaged": True}


def _in_a_process(archive: bytes) -> dict[str, Any]:
    """Read by docx_child.py, within CPU_SECONDS and MEMORY. Raises subprocess.TimeoutExpired."""
    command = [sys.executable, "-I", str(CHILD), str(CPU_SECONDS), str(MEMORY)]
    child = subprocess.run(command, input=archive, capture_output=True, timeout=PATIENCE, env={}, check=False)
    if child.returncode == 0:
        return {"text": child.stdout.decode().strip("\n")}
    return {"damaged": True} if child.returncode == docx_child.DAMAGED else {"too large": True}


def _walked(content: bytes) -> bytes:
    """The XML parts of a document in an archive of their own, each walked through before: whoever reads this
    reads nothing else. Raises Overfull, Excessive, Forbidden and what a damaged one does."""
    target = io.BytesIO()
    with opened(io.BytesIO(content)) as (archive, members), zipfile.ZipFile(target, "w") as walked:
        parts = [entry for name, entry in members.items() if name.endswith((".xml", ".rels"))]
        if sum(entry.file_size for entry in parts) > MOST_XML:
            raise Overfull
        walk = Walk(MOST_NODES)
        for entry in parts:
            xml = archive.read(entry)
            walk.through([xml])
            walked.writestr(entry.filename.replace("\\", "/"), xml)
    return target.getvalue()
