"""Results of reading files, kept beside their bytes: what took a second once is not done at each look."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile

from agencies.files.storage import write
from agencies.models import StoredFile

#: Part of the name, so that a program which reads otherwise reads anew.
VERSION = 2
log = logging.getLogger("quillhouse.files")


def kept(stored: StoredFile) -> dict[str, Any] | None:
    """What was found when the file was read; None when it was not, or cannot be understood."""
    try:
        found = json.loads(_path(stored).read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def keep(stored: StoredFile, found: dict[str, Any]) -> None:
    """Keep it; a disk that is full costs the next reader a second, and this one nothing."""
    try:
        _path(stored).unlink(missing_ok=True)
        write(_path(stored), ContentFile(json.dumps(found).encode()))
    except OSError:
        log.warning("reading_not_kept", exc_info=True)


def _path(stored: StoredFile) -> Path:
    """The hash stays the stem: the reading ends with the bytes."""
    return Path(settings.MEDIA_ROOT) / f"{stored.path}.text{VERSION}"
