"""Word documents, made by pandoc in a process of its own: it reads nothing but what it is given, and ends
when it takes too much. Nobody's words are ever options of its command.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pypandoc
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from project.base.errors import QuillhouseError

from .word_stationery import Stationery, finished, on_stationery

log = logging.getLogger("quillhouse.files")

TEMPLATE = Path(__file__).with_name("word.openxml")
#: Seconds that a document may take, and that somebody waits for their turn: each process of ours makes so
#: many at a time. Bytes that pandoc may use, and that a document may have.
PATIENCE, TURN = 40, 20
TURNS = 2
MEMORY = "512M"
MOST_BYTES = 50 * 1024 * 1024
_turns = threading.BoundedSemaphore(TURNS)


class NotMade(QuillhouseError):
    """No document came of it. Somebody can take the text in another format."""

    status = 503
    title = gettext_lazy("The document was not made")
    retry_after = 30


def word_document(tree: dict[str, Any], *, stationery: Stationery, made: dt.datetime) -> bytes:
    """The bytes of a .docx file of pandoc's document tree, the same ones each time; `made` is what the file
    says of its age. Not to be called within a transaction: it may take seconds. Raises NotMade.
    """
    with a_turn():
        return _converted(json.dumps(tree).encode(), stationery, made)


@contextmanager
def a_turn() -> Iterator[None]:
    """One of the few turns of this process to make a document. Raises NotMade when none becomes free."""
    if not _turns.acquire(timeout=TURN):
        raise NotMade(_("Other documents are being made. Try again in a moment."))
    try:
        yield
    finally:
        _turns.release()


def _converted(tree: bytes, stationery: Stationery, made: dt.datetime) -> bytes:
    with tempfile.TemporaryDirectory(prefix="word-") as folder:
        reference = Path(folder, "reference.docx")
        reference.write_bytes(on_stationery(plain_reference(), stationery))
        command = [*_pandoc(), "--from=json", "--to=docx", "--output=-"]
        command += [f"--reference-doc={reference}", f"--template={TEMPLATE}"]
        return finished(_run(command, tree, folder), made)


def _run(command: list[str], given: bytes, folder: str) -> bytes:
    environment = {"HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8", "TZ": "UTC"}
    try:
        child = subprocess.run(
            command,
            input=given,
            capture_output=True,
            timeout=PATIENCE,
            env=environment,
            cwd=folder,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        log.error("document_not_made", extra={"event": "document_not_made", "reason": str(error)[:200]})
        raise NotMade(_not_made()) from error
    if child.returncode or len(child.stdout) > MOST_BYTES:
        reason = child.stderr.decode(errors="replace")[:200] or "too large"
        log.error("document_not_made", extra={"event": "document_not_made", "reason": reason})
        raise NotMade(_not_made())
    return child.stdout


def _not_made() -> str:
    return _("We can’t make a Word document of this text. Download it as Markdown, or try again later.")


def _pandoc() -> list[str]:
    """The command, bounded: no files, no network, so much memory."""
    return [_path(), "+RTS", f"-M{MEMORY}", "-RTS", "--sandbox"]


@cache
def _path() -> str:
    return str(pypandoc.get_pandoc_path())


@cache
def plain_reference() -> bytes:
    """The document whose styles pandoc uses when it is given none."""
    with tempfile.TemporaryDirectory(prefix="word-") as folder:
        return _run([_path(), "--print-default-data-file=reference.docx"], b"", folder)
