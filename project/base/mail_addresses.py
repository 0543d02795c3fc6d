"""Email addresses in one form: addresses that reach the same mailbox are equal."""

from __future__ import annotations

import unicodedata

_DOTS = str.maketrans("。．｡", "...")
PREFIX = "xn--"


def canonical_email(typed: str) -> str:
    """The address as it is stored and compared: small letters, composed, and its domain in the ASCII form of
    international names (IDNA), which browsers send. What is no address comes back in small letters."""
    name, at, domain = unicodedata.normalize("NFC", typed).strip().lower().rpartition("@")
    labels = unicodedata.normalize("NFKC", domain.translate(_DOTS)).split(".")
    return f"{name}{at}{'.'.join(map(_ascii, labels))}" if at else domain


def shown_email(stored: str) -> str:
    """The address as people write it, its domain in their letters."""
    name, at, domain = stored.rpartition("@")
    return f"{name}{at}{'.'.join(map(_letters, domain.split('.')))}"


def _ascii(label: str) -> str:
    return label if label.isascii() else PREFIX + label.encode("punycode").decode()


def _letters(label: str) -> str:
    if not label.startswith(PREFIX):
        return label
    try:
        letters = label.removeprefix(PREFIX).encode().decode("punycode")
    except (UnicodeError, ValueError):
        return label
    return letters if _ascii(letters) == label else label
