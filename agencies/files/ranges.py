"""One part of a file to whoever asks for it, so that a download which broke off goes on where it ended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Any

from django.http import FileResponse

from agencies.models import StoredFile
from project.base.errors import NoSuchRange

_RANGE = re.compile(r"bytes=([0-9]{0,12})-([0-9]{0,12})\Z")
CHUNK = 64 * 1024


def with_ranges(answer: FileResponse, stored: StoredFile, *, asked: str, unless: str) -> FileResponse:
    """The download of `stored`, or the part of it that `asked` (the header Range) names: 206. `unless`
    (If-Range) is what the file was called when its first part came: another one is sent as a whole.

    What is no single range of bytes is not answered with a part. Raises NoSuchRange.
    """
    size = int(answer.headers["Content-Length"])
    answer.headers["Accept-Ranges"] = "bytes"
    answer.headers["ETag"] = tag = f'"{stored.sha256[:32]}"'
    part = part_of(asked, size) if unless in ("", tag) else None
    if part is None:
        return answer
    first, last = part
    stream: Any = answer.file_to_stream
    answer.streaming_content = _bytes(stream, first, last - first + 1)
    answer.status_code = 206
    answer.headers["Content-Length"] = str(last - first + 1)
    answer.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return answer


def part_of(asked: str, size: int) -> tuple[int, int] | None:
    """The first and the last byte of the one range that is asked for; None for the whole. Raises
    NoSuchRange for one that begins behind the end."""
    found = _RANGE.match(asked.strip())
    if found is None or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:  # the last so many bytes
        if int(last) == 0:
            raise NoSuchRange(size)
        return max(size - int(last), 0), size - 1
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise NoSuchRange(size)
    return int(first), min(int(last), size - 1) if last else size - 1


def _bytes(stream: IO[bytes], first: int, count: int) -> Iterator[bytes]:
    stream.seek(first)
    while count > 0 and (chunk := stream.read(min(CHUNK, count))):
        count -= len(chunk)
        yield chunk
