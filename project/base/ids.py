"""Random public identifiers: what stands in URLs instead of primary keys."""

from __future__ import annotations

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0/o, 1/l/i: a person can read one over the phone
LENGTH = 10


def public_id() -> str:
    """Ten random characters: 31^10 values, so guessing one of a million rows takes some 800 million tries."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
