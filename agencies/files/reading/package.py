"""A packed document, whose members are read one after the other within one budget."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from typing import IO

from agencies.files.archives import Members, Overfull
from agencies.files.xml_bounds import Doctype, Reader, Walk

CHUNK = 64 * 1024
#: How the process ends that reads a document (child.py) and finds none, or too much.
ENDS_DAMAGED, ENDS_TOO_MUCH = 3, 4


class Damaged(Exception):
    """It is no document of the kind that it says."""


class Package:
    """Reads at most `size` bytes of XML, and `nodes` in them."""

    def __init__(self, archive: zipfile.ZipFile, members: Members, *, size: int, nodes: int) -> None:
        self.archive, self.members, self._left, self._walk = archive, members, size, Walk(nodes)
        self._read: set[str] = set()

    def read(self, name: str, reader: Reader, *, doctype: Doctype = Doctype.NONE) -> None:
        """Read one member. Raises Overfull, xml_bounds.Excessive and Forbidden, Damaged for a missing one."""
        with self._opened(name) as member:
            self._walk.read(_pieces(member), reader, doctype=doctype)

    def walk_the_rest(self, *, doctype: Doctype = Doctype.NONE) -> None:
        """Walk what is XML and was not read: a document with something forbidden anywhere is none."""
        for name in self.members:
            if name.endswith((".xml", ".rels")) and name not in self._read:
                with self._opened(name) as member:
                    self._walk.through(_pieces(member), doctype=doctype)

    def _opened(self, name: str) -> IO[bytes]:
        entry = self.members.get(name)
        if entry is None:
            raise Damaged
        self._read.add(name)
        self._left -= entry.file_size
        if self._left < 0:
            raise Overfull
        return self.archive.open(entry)

    def digest(self, name: str) -> bytes:
        """What tells one member's bytes from another's."""
        digest = hashlib.sha256()
        with self.archive.open(self.members[name]) as member:
            for piece in _pieces(member):
                digest.update(piece)
        return digest.digest()


def _pieces(member: IO[bytes]) -> Iterator[bytes]:
    return iter(lambda: member.read(CHUNK), b"")
