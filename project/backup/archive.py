"""The archive: a ZIP whose first member says what it is, whose last is a manifest, and whose last 64 bytes
are the SHA-256 of everything before them. A cut, or one changed byte anywhere, is found before anything is
read. Backups are such archives, and those of an agency that moves out (project.agency_archive).

Against accidents, not against forgery: who can write the archive can write its hash.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any, Generic, Protocol, TypeVar, cast

FORMAT, FORMAT_VERSION = "quillhouse-backup", 1
#: What the archive holds: the note that begins it, the dump, files under FILES, the manifest.
NOTE, DUMP, FILES, MANIFEST = f"{FORMAT}.txt", "database.dump", "files/", "manifest.json"
NOTE_TEXT = b"A backup of a Quillhouse installation. To restore it: manage.py restore FILE\n"
DIGEST_LENGTH = 64
CHUNK = 1 << 20
#: A manifest as it is read, whose members are made already.
Facts = dict[str, Any]


class Refused(Exception):
    """The backup cannot be made or restored. The message is for the person at the keyboard."""


@dataclass
class Member:
    size: int
    sha256: str


@dataclass
class Manifest:
    """What an archive says of itself. `secrets` are fingerprints of the keys, in the order of SECRETS_KEY."""

    version: str  #: of the program
    made_at: str  #: ISO 8601
    postgres: str
    migrations: list[str]  #: app.name, sorted
    tables: dict[str, int]  #: rows by table
    rules: list[tuple[str, str, str, list[str]]]  #: project.integrity.Rule
    secrets: list[str]
    members: dict[str, Member] = field(default_factory=dict)
    format: str = FORMAT
    format_version: int = FORMAT_VERSION

    def files(self) -> dict[str, Member]:
        """The stored files, by their path in the media folder."""
        names = (name for name in self.members if name.startswith(FILES))
        return {name.removeprefix(FILES): self.members[name] for name in names}


def fingerprint(key: str) -> str:
    """Tells keys apart, and tells nobody the key."""
    return hmac.new(key.encode(), FORMAT.encode(), "sha256").hexdigest()[:16]


class Describes(Protocol):
    """What a manifest of any kind of archive has."""

    members: dict[str, Member]


Told = TypeVar("Told", bound=Describes)


class _Sink:
    """Passes on what is written, and hashes all but the last 64 bytes. It cannot seek, nor need zipfile."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream, self.digest, self.tail = stream, hashlib.sha256(), b""

    def write(self, data: bytes) -> int:
        held = self.tail + data
        self.digest.update(held[:-DIGEST_LENGTH])
        self.tail = held[-DIGEST_LENGTH:]
        return self.stream.write(data)

    def flush(self) -> None:
        self.stream.flush()

    def close(self) -> None:
        """Whoever opened the stream closes it."""


class Writer:
    """Writes an archive to a stream, member by member: nothing is held in memory. `note` begins it: a name by
    which its kind is known, and what it says."""

    def __init__(self, stream: IO[bytes], note: tuple[str, bytes] = (NOTE, NOTE_TEXT)) -> None:
        self.sink = _Sink(stream)
        self.archive = zipfile.ZipFile(self.sink, "w")
        self.members: dict[str, Member] = {}
        self.add(note[0], [note[1]])

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *_error: object) -> None:
        self.archive.fp = None  # an unfinished one gets no end

    def add(self, name: str, chunks: Iterable[bytes], *, packed: bool = False) -> Member:
        digest, size, entry = hashlib.sha256(), 0, zipfile.ZipInfo(name)
        entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        with self.archive.open(entry, "w", force_zip64=True) as member:
            for chunk in chunks:
                member.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        self.members[name] = Member(size, digest.hexdigest())
        return self.members[name]

    def finish(self, manifest: Describes) -> None:
        """Write the manifest, and the hash of it all."""
        manifest.members = dict(self.members)
        self.add(MANIFEST, [json.dumps(asdict(cast(Any, manifest)), indent=1).encode()])
        self.archive.comment = b"0" * DIGEST_LENGTH
        self.archive.close()
        self.sink.stream.seek(-DIGEST_LENGTH, 2)
        self.sink.stream.write(self.sink.digest.hexdigest().encode())


class Archive(Generic[Told]):
    """An archive that was found whole."""

    def __init__(self, zipped: zipfile.ZipFile, manifest: Told) -> None:
        self.zipped, self.manifest = zipped, manifest

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a member. Raises Refused at their end when they are not what the manifest says."""
        digest, size, told = hashlib.sha256(), 0, self.manifest.members[name]
        with self.zipped.open(name) as member:
            while chunk := member.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
                yield chunk
        if Member(size, digest.hexdigest()) != told:
            raise Refused(f"The archive does not match its manifest: {name}.")


def opened(path: Path) -> AbstractContextManager[Archive[Manifest]]:
    """A backup that is whole, byte for byte. Raises Refused: see opened_as, and made by a later program."""
    return opened_as(path, NOTE, "backup", _manifest)


@contextmanager
def opened_as(path: Path, note: str, kind: str, told: Callable[[Facts], Told]) -> Iterator[Archive[Told]]:
    """An archive that begins with the note of this name; `told` makes the manifest of its facts.

    Raises Refused: it is missing, no such archive (of this kind, in words), cut or altered.
    """
    try:
        with path.open("rb") as stream:
            _require_whole(stream, note, kind)
            with zipfile.ZipFile(stream) as zipped:
                manifest = told(_facts(zipped))
                if {*zipped.namelist()} != {*manifest.members, MANIFEST}:
                    raise Refused("The archive does not match its manifest.")
                yield Archive(zipped, manifest)
    except zipfile.BadZipFile as error:
        raise Refused("The archive is damaged.") from error
    except FileNotFoundError as error:
        raise Refused(f"There is no file {error.filename}.") from error


def _require_whole(stream: IO[bytes], note: str, kind: str) -> None:
    if note.encode() not in stream.read(30 + len(note)):
        raise Refused(f"This is not a Quillhouse {kind}, or its beginning is missing.")
    end = stream.seek(0, 2) - DIGEST_LENGTH
    stream.seek(0)
    digest = hashlib.sha256()
    while stream.tell() < end:
        digest.update(stream.read(min(CHUNK, end - stream.tell())))
    if digest.hexdigest().encode() != stream.read():
        raise Refused(
            "The archive is truncated or altered: its hash does not match the one at its end. Copy it again "
            "from where it was made."
        )
    stream.seek(0)


def _facts(zipped: zipfile.ZipFile) -> Facts:
    """The manifest as it is written. Raises Refused for one with a file outside its folder."""
    facts: Facts = json.loads(zipped.read(MANIFEST))
    facts["members"] = {name: Member(**member) for name, member in facts["members"].items()}
    for name in facts["members"]:
        path = name.removeprefix(FILES)
        if not path or path.startswith("/") or ".." in PurePosixPath(path).parts:
            raise Refused(f"The archive names a file outside the media folder: {path}.")
    return facts


def _manifest(facts: Facts) -> Manifest:
    if facts["format_version"] > FORMAT_VERSION:
        raise Refused(
            f"The archive was made by a later version ({facts['version']}, format "
            f"{facts['format_version']}): restore it with that version."
        )
    return Manifest(**facts)
