"""Password hashing, bounded: each takes 100 MB and a tenth of a second of a processor."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.utils.translation import gettext as _

from project.base.errors import TooMany

#: Hashes at one time in a process, and seconds to wait for one's turn. Nobody holds a row lock meanwhile
#: (accounts.models.user.hashed_before).
AT_ONCE, PATIENCE = 2, 3.0
_slots = threading.BoundedSemaphore(AT_ONCE)


class BoundedArgon2Hasher(Argon2PasswordHasher):
    """Django's, AT_ONCE at a time in a process. Raises TooMany when there is no slot for PATIENCE seconds."""

    def encode(self, password: str, salt: str) -> str:
        with _slot():
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with _slot():
            return super().verify(password, encoded)


@contextmanager
def _slot() -> Iterator[None]:
    if not _slots.acquire(timeout=PATIENCE):
        raise TooMany(_("Many people are signing in right now. Try again in a moment."), retry_after=2)
    try:
        yield
    finally:
        _slots.release()
