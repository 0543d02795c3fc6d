"""Which release of the program this process runs: a fingerprint of what its pages are made of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path

from django.conf import settings

#: Code, pages, translations and static files, whose contents are part of their address; of packages their
#: versions.
KINDS = {".py", ".html", ".txt", ".mo", ".css", ".js", ".svg", ".woff2"}
PACKAGES = "requirements.txt"


@cache
def release() -> str:
    """The same in every process of one release, on whichever machine; another one after any change of code,
    templates, translations, static files or packages."""
    folders = ["project", *settings.OUR_APPS, "templates", "static", "locale"]
    return fingerprint(Path(settings.BASE_DIR), folders)


def fingerprint(root: Path, folders: list[str]) -> str:
    """Of the names and contents of the files below `folders` of `root`, and of the packages."""
    found = blake2b(digest_size=16)
    for path in _files(root, folders):
        found.update(f"{path.relative_to(root).as_posix()}\0".encode())
        found.update(blake2b(path.read_bytes()).digest())
    return found.hexdigest()


def _files(root: Path, folders: list[str]) -> Iterator[Path]:
    paths = (path for folder in folders for path in (root / folder).rglob("*") if path.suffix in KINDS)
    yield from sorted(path for path in (root / PACKAGES, *paths) if path.is_file())
