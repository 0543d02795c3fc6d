"""The lock on secrets that lie in the database: of code apps, of webhooks."""

from __future__ import annotations

from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def box() -> MultiFernet:
    """The lock of settings.SECRETS_KEYS: its first key locks, each of them opens."""
    return _box(tuple(settings.SECRETS_KEYS))


@lru_cache(maxsize=4)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])
