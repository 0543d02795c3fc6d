"""Names of uploads that Django's parser of forms would drop without a word, mended before it reads them.

It leaves out a part whose head is not UTF-8, names an unknown character set, or whose file name is nothing
but dots, slashes or characters that cannot be printed: the form would arrive without the file that its sender
saw in it. And it refuses the whole form for a head beyond 1,024 bytes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import IO, Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.utils.datastructures import ImmutableList, MultiValueDict
from django.utils.http import parse_header_parameters

#: Bytes of a head that are looked through; the parser refuses what is longer than 1,024.
LONGEST_HEAD = 64 * 1024
#: Bytes of a line, of the ending of a file, of a field's name in a line that is mended: longer ones are cut.
LONGEST_LINE, LONGEST_ENDING, LONGEST_FIELD = 640, 100, 100
#: Characters that a mended name keeps of its beginning and of its ending.
STEM, ENDING = 140, 10
HEAD_END = b"\r\n\r\n"
CHUNK = 64 * 1024
_FILE_NAME = re.compile(rb';\s*filename\s*=\s*"((?:[^"\\]|\\.)*)"?|;\s*filename\*?\s*=\s*([^;]*)', re.I)
_FIELD_NAME = re.compile(rb';\s*name\s*=\s*"((?:[^"\\]|\\.)*)"', re.I)

Parsed = tuple[QueryDict, MultiValueDict[str, Any]]
GetResponse = Callable[[HttpRequest], HttpResponse]


class UploadNamesMiddleware:
    """Lets the form of a request be read through `Mended`."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        setattr(request, "parse_file_upload", partial(_parse, request))  # noqa: B010 (a method, of one object)
        return self.get_response(request)


def _parse(request: HttpRequest, meta: dict[str, Any], data: IO[bytes]) -> Parsed:
    """HttpRequest.parse_file_upload with mended heads."""
    request.upload_handlers = ImmutableList(
        request.upload_handlers,
        warning="You cannot alter upload handlers after the upload has been processed.",
    )
    boundary = _boundary(meta.get("CONTENT_TYPE", ""))
    mended: Any = Mended(data, boundary) if boundary else data
    return MultiPartParser(meta, mended, request.upload_handlers, request.encoding).parse()


def _boundary(content_type: str) -> bytes:
    """What parts the form; empty where the parser will say that it is none."""
    try:
        boundary = parse_header_parameters(content_type)[1].get("boundary", "")
        return boundary.encode("ascii") if isinstance(boundary, str) else b""
    except (ValueError, TypeError):
        return b""


class Mended:
    """The body of a form, read in pieces, in which each head is one that the parser understands."""

    def __init__(self, source: IO[bytes], boundary: bytes) -> None:
        self._pieces = _mended(source, b"--" + boundary)
        self._left = b""

    def read(self, size: int = -1) -> bytes:
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._left = piece
        if size < 0:
            size = len(self._left)
        piece, self._left = self._left[:size], self._left[size:]
        return piece


def _mended(source: IO[bytes], delimiter: bytes) -> Iterator[bytes]:
    """The body in pieces. Of what was read, as much waits for more as could be the beginning of a delimiter
    or of the end of a head."""
    held, in_head = b"", False
    while more := source.read(CHUNK):
        held, begin = held + more, 0
        while (at := held.find(HEAD_END if in_head else delimiter, begin)) >= 0:
            end = at if in_head else at + len(delimiter)
            yield mended_head(held[begin:end]) if in_head else held[begin:end]
            begin, in_head = end, not in_head
        if in_head and len(held) - begin > LONGEST_HEAD:
            raise MultiPartParserError("A head of a part of the form is too long.")
        sure = begin if in_head else max(begin, len(held) - len(delimiter) + 1)
        yield held[begin:sure]
        held = held[sure:]
    yield held


def mended_head(head: bytes) -> bytes:
    """A head whose every line the parser understands; the same one where it does already."""
    return b"\r\n".join(map(_line, head.split(b"\r\n")))


def _line(line: bytes) -> bytes:
    if not line[:20].lower().startswith(b"content-disposition:") or _understood(line):
        return line
    field, name = _FIELD_NAME.search(line), _FILE_NAME.search(_FIELD_NAME.sub(b"", line, count=1))
    parts = [b"Content-Disposition: form-data"]
    if field:
        parts.append(b'name="%s"' % field[1][:LONGEST_FIELD])
    if name:
        quoted = None if name[1] is None else name[1].replace(b'\\"', b'"')
        given = name[2].rpartition(b"'")[2] if quoted is None else quoted
        parts.append(b'filename="%s"' % (given and _escaped(mended_name(_text(given)))))
    return b"; ".join(parts)


def _understood(line: bytes) -> bool:
    """Whether the parser keeps the file, and a disk its ending (part of the name of a temporary file)."""
    if len(line) > LONGEST_LINE:
        return False
    try:
        _value, parameters = parse_header_parameters(line.decode())
        name = parameters.get("filename", "")
        ending = str(name).rpartition(".")[2].encode()
    except (ValueError, TypeError):
        return False
    return not name or (len(ending) <= LONGEST_ENDING and _stripped(str(name)) not in ("", ".", ".."))


def mended_name(given: str) -> str:
    """A name that stays one: what can be seen of it, beginning and ending; "file" when that is nothing."""
    stem, dot, ending = _stripped(given).rpartition(".")
    if len(ending) > ENDING:
        stem, dot, ending = f"{stem} {ending}", "", ""
    name = f"{stem[:STEM]}{dot}{ending}"
    return name if name.strip(". ") else "file"


def _stripped(name: str) -> str:
    """As the parser strips it, and a path."""
    last = html.unescape(name).replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(char for char in last if char.isprintable())


def _text(given: bytes) -> str:
    """UTF-8, or what old Windows programs wrote: every byte is a character there, or its replacement."""
    try:
        return given.decode()
    except UnicodeDecodeError:
        return given.decode("cp1252", "replace")


def _escaped(name: str) -> bytes:
    return html.escape(name, quote=False).replace("\\", "\\\\").replace('"', '\\"').encode()
