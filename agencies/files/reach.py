"""Where a link in a document leads: to what is near, the web, a share, a program."""

from __future__ import annotations

import re
from enum import StrEnum
from urllib.parse import unquote

#: What starts a macro, a command of the office program or a program of the system.
RUNS = (
    "macro:",
    "vnd.sun.star.script:",
    "vnd.sun.star.expand:",
    "javascript:",
    "vbscript:",
    "script:",
    "slot:",
    "service:",
    ".uno:",
    "ms-msdt:",
    "search-ms:",
    "mhtml:",
    "shell:",
    "ppaction://macro",
    "ppaction://program",
)
_SHARES = ("smb:", "dav:", "davs:", "vnd.sun.star.webdav:")
#: Characters that are looked at: where a link leads stands at its beginning.
LONGEST = 2_000
#: A letter alone is a drive.
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:")


class Reach(StrEnum):
    """`NEAR`: a part of the document, a file of the computer. `SHARE`: another machine's file, to which
    Windows says by itself who is signed in."""

    NEAR = "near"
    WEB = "web"
    SHARE = "share"
    RUNS = "runs"


def reach_of(target: str) -> Reach:
    """Where a link leads, however it is spelt: case, slashes, blanks and percent signs decide nothing."""
    plain = target.lstrip()[:LONGEST]
    if "%" in plain:
        plain = unquote(plain)
    plain = "".join(plain.split()).replace("\\", "/").lower()
    if plain.startswith(RUNS):
        return Reach.RUNS
    if plain.startswith(_SHARES):
        return Reach.SHARE
    if plain.startswith("file:"):
        return Reach.SHARE if _of_a_host(plain.removeprefix("file:")) else Reach.NEAR
    if plain.startswith("//"):
        return Reach.SHARE
    return Reach.WEB if _SCHEME.match(plain) else Reach.NEAR


def _of_a_host(path: str) -> bool:
    """Of `//host/share/x` and `////host/share/x`, not of `///C:/x` and `//localhost/x`."""
    slashes = len(path) - len(path.lstrip("/"))
    return slashes > 3 or (slashes == 2 and not path.startswith("//localhost/"))
