"""Packed documents, opened within bounds: the end of the archive is asked before the rest is read."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

#: What a packed file may hold: entries, bytes of their directory, bytes when unpacked.
MAX_ENTRIES = 5_000
MAX_DIRECTORY = 2 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
#: What office programs pack with. Others unpack without a bound on what one read yields.
METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})

#: What reading a damaged archive raises: zipfile's own, its decompressors', and those of numbers that make no
#: sense.
DAMAGED = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
    OverflowError,
    zlib.error,
    lzma.LZMAError,
    struct.error,
)

_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64 = struct.Struct("<4sLQL")
_ENTRY_SIZE, _LENGTHS = 46, struct.Struct("<3H")
_LONGEST_COMMENT = 65_535

#: By name.
Members = dict[str, zipfile.ZipInfo]


class Overfull(Exception):
    """The archive holds, or unpacks to, more than is accepted. Nothing of it was unpacked."""


@contextmanager
def opened(stream: IO[bytes]) -> Iterator[tuple[zipfile.ZipFile, Members]]:
    """An archive, and its members by name (see `plain`), each once.

    Raises Overfull, and one of DAMAGED for what cannot be read, holds a name twice or is packed otherwise
    than office programs do.
    """
    _ask_the_end(stream)
    with zipfile.ZipFile(stream) as archive:
        members = {plain(entry.filename): entry for entry in archive.infolist()}
        if len(members) != len(archive.infolist()) or {e.compress_type for e in members.values()} - METHODS:
            raise zipfile.BadZipFile("a name twice, or an unusual method")
        if sum(entry.file_size for entry in members.values()) > MAX_UNPACKED:
            raise Overfull
        yield archive, members


def plain(name: str) -> str:
    """A member's name as office programs compare it: whatever the case and the slash."""
    return name.replace("\\", "/").lstrip("/").lower()


def _ask_the_end(stream: IO[bytes]) -> None:
    """Count the entries before zipfile makes an object of each. Raises Overfull, BadZipFile or struct.error.

    The directory is walked from header to header, since zipfile reads as many as fit into its size, whatever
    number of them the record tells.
    """
    told, size, start = _end_record(stream)
    if told > MAX_ENTRIES or size > MAX_DIRECTORY:
        raise Overfull
    if start < 0:
        raise zipfile.BadZipFile("directory before the file")
    stream.seek(start)
    directory, at, found = stream.read(size), 0, 0
    while at + _ENTRY_SIZE <= size and found <= MAX_ENTRIES:
        at += _ENTRY_SIZE + sum(_LENGTHS.unpack_from(directory, at + 28))
        found += 1
    if found > MAX_ENTRIES:
        raise Overfull
    if found != told:
        raise zipfile.BadZipFile("another number of entries than told")


def _end_record(stream: IO[bytes]) -> tuple[int, int, int]:
    """(entries, bytes of the directory, where it begins), read from the last 64 kB as zipfile does."""
    length = stream.seek(0, 2)
    begin = max(0, length - _END.size - _LONGEST_COMMENT)
    stream.seek(begin)
    tail = stream.read()
    bare = len(tail) - _END.size
    ends_bare = bare >= 0 and tail[bare:].startswith(b"PK\x05\x06") and tail.endswith(b"\0\0")
    at = bare if ends_bare else tail.rfind(b"PK\x05\x06")
    if at < 0:
        raise zipfile.BadZipFile("no end record")
    *_disks, entries, size, _offset, _comment = _END.unpack_from(tail, at)
    locator = at - _LOCATOR_64.size
    if locator < 0 or not tail[locator:].startswith(b"PK\x06\x07"):
        return entries, size, begin + at - size
    large = locator - _END_64.size
    if large < 0 or not tail[large:].startswith(b"PK\x06\x06"):
        return entries, size, begin + at - size
    *_versions, entries, size, _offset = _END_64.unpack_from(tail, large)
    return entries, size, begin + large - size
