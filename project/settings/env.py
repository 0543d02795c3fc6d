"""What the environment says. Variables of the process win over those in `.env` at the project root."""

import base64
import binascii
import hashlib
import os
import re
import secrets
import sys
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

from project.folders import kept

BASE_DIR = Path(__file__).resolve().parents[2]

env = environ.Env()
if "pytest" in sys.modules:
    # However pytest was started: it must never touch the database of the demo, nor a developer's own.
    os.environ.setdefault("QUILLHOUSE_ENV", "test")
# Tests see the process environment alone: a developer's .env must not change what they prove.
if os.environ.get("QUILLHOUSE_ENV") != "test":
    env.read_env(BASE_DIR / ".env")

ENVIRONMENT = env.str("QUILLHOUSE_ENV", default="dev")


def folder(name: str, default: Path) -> Path:
    """The folder named by a variable; a relative path starts at the
    project root, whatever the current folder."""
    value = env.str(name, default="")
    return (BASE_DIR / Path(value).expanduser()).resolve() if value else default


def number(name: str, default: int, least: int, most: int) -> int:
    """A whole number within bounds, both included; raises
    ImproperlyConfigured with one sentence otherwise."""
    value = env.str(name, default="") or str(default)
    if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be a whole number from {least} to {most}.")
    return int(value)


def mailbox(name: str) -> str:
    """An address in small letters that has room for a tag behind its name, or none; raises
    ImproperlyConfigured with one sentence otherwise."""
    value = env.str(name, default="").strip().lower()
    if value and not re.fullmatch(r"[a-z0-9._-]{1,25}@[a-z0-9.-]{1,180}", value):
        raise ImproperlyConfigured(
            f"{name} is {value!r}; it must be an address of at most 25 letters, digits, dots and hyphens "
            "before the @."
        )
    return value


def kept_secret(data_dir: Path) -> str:
    """The secret key in DATA_DIR/secret (mode 0600), made by whichever process comes first."""
    path = data_dir / "secret"
    try:
        return kept(path, lambda: secrets.token_urlsafe(64))
    except OSError as error:
        raise ImproperlyConfigured(f"The secret key cannot be kept in {path}: {error.strerror}.") from error


def secret_keys() -> list[str]:
    """The keys of SECRETS_KEY, parted by commas: the first encrypts, all decrypt. Raises ImproperlyConfigured
    for one that is not 32 bytes in base64."""
    keys = [key.strip() for key in env.str("SECRETS_KEY", default="").split(",") if key.strip()]
    if not all(map(_is_key, keys)):
        raise ImproperlyConfigured(
            "SECRETS_KEY holds something that is no key: each is 32 random bytes in base64."
        )
    return keys


def derived_key(secret: str) -> str:
    """A key for where the secret key lies beside the database anyway: the demo and tests."""
    return base64.urlsafe_b64encode(hashlib.sha256(b"second factors" + secret.encode()).digest()).decode()


def _is_key(text: str) -> bool:
    try:
        return len(base64.urlsafe_b64decode(text)) == 32
    except (binascii.Error, ValueError):
        return False
