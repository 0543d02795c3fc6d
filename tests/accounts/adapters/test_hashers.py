"""Password hashing: a few at a time."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, make_password

from accounts.adapters import hashers
from project.base.errors import TooMany
from project.settings import base


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch, settings) -> list[int]:
    """How many were hashing when each began."""
    settings.PASSWORD_HASHERS = base.PASSWORD_HASHERS
    seen, running, lock = [], [0], threading.Lock()

    def slow(_hasher: object, *_args: str) -> bool:
        with lock:
            running[0] += 1
            seen.append(running[0])
        time.sleep(0.05)
        with lock:
            running[0] -= 1
        return True

    monkeypatch.setattr(Argon2PasswordHasher, "verify", slow)
    return seen


def test_two_at_a_time(at_once: list[int]) -> None:
    hasher = hashers.BoundedArgon2Hasher()
    with ThreadPoolExecutor(12) as pool:
        list(pool.map(lambda _: hasher.verify("x", "argon2$x"), range(12)))

    assert max(at_once) == hashers.AT_ONCE
    assert len(at_once) == 12


def test_who_finds_no_slot_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashers, "PATIENCE", 0.05)
    with hashers._slot(), hashers._slot(), pytest.raises(TooMany) as refusal:
        hashers.BoundedArgon2Hasher().verify("x", "argon2$x")

    assert refusal.value.retry_after > 0


def test_it_is_the_one_in_use(settings) -> None:
    settings.PASSWORD_HASHERS = base.PASSWORD_HASHERS
    encoded = make_password("right horse")

    assert encoded.startswith("argon2$argon2id$")
    assert check_password("right horse", encoded)
    assert not check_password("wrong horse", encoded)
    assert "BoundedArgon2" in base.PASSWORD_HASHERS[0]
