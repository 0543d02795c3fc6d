"""Small files and folders of DATA_DIR that several processes may want to make at the same moment."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path


def made(folder: Path) -> Path:
    """The folder, created with its parents if missing; others may pass
    through what was created, but not list it."""
    if not folder.is_dir():
        made(folder.parent)
        folder.mkdir(exist_ok=True)
        folder.chmod(0o711)  # said outright, as root's umask may forbid passing through
    return folder


def kept(path: Path, make: Callable[[], str]) -> str:
    """The text of a private file (mode 0600); whichever process comes
    first makes it, and all see the same."""
    if not path.exists():
        draft = made(path.parent) / f".{path.name}-{secrets.token_hex(4)}"
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(make())
        try:
            os.link(draft, path)  # fails when another process was first: then its text is the one
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
