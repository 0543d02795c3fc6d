"""What an installation lacks before people can work with it: one list, read by bin/run, by `manage.py
check_installation` and by `manage.py check --deploy`. What its settings lack is found here, what its data
lacks in agencies/rules/readiness.py.

Without a secret key, SECRETS_KEY and https production does not start at all (project/settings/production.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import ProgrammingError

#: How an agency is made, wherever that is said.
CREATE = "manage.py create_agency NAME HOST OWNER_EMAIL"
NO_AGENCY = (
    f"Quillhouse runs and has no agency yet. Whoever operates it makes one with: {CREATE} "
    "(docs/operating.md, “Agencies and people”)."
)
FILES = "django.core.mail.backends.filebased.EmailBackend"
LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True)
class Lack:
    """What is missing, in a sentence, and the step that mends it. `code` is that of the system check."""

    code: str
    words: str
    step: str


def of_settings() -> Iterator[Lack]:
    """What the settings lack; nothing of the database is read."""
    if settings.EMAIL_BACKEND == FILES:
        words = f"No mail server is set: mails are written to files in {settings.EMAIL_FILE_PATH}."
        yield Lack("W001", words, "Set EMAIL_URL, for example smtp+tls://user:password@host:587.")
    if settings.MAIL_FROM_IS_DEFAULT:
        words = f"The sender of mails is the example address {settings.DEFAULT_FROM_EMAIL}."
        yield Lack("W002", words, "Set MAIL_FROM to an address that your mail server may send from.")
    if settings.TRUSTED_PROXIES and settings.BIND not in LOOPBACK:
        words = f"The proxies are trusted, and others than they may reach {settings.BIND}."
        yield Lack("W003", words, "Let the proxy alone reach it: leave BIND out, or close the port.")
    if settings.PUBLIC_SCHEME == "https" and settings.PUBLIC_PORT == 80:
        yield Lack("W004", "PUBLIC_PORT is 80, and links are https.", "Set PUBLIC_PORT=443, or leave it out.")


def database_words(error: Exception) -> str:
    """Why a command cannot work with the database, in a sentence for whoever typed it."""
    if isinstance(error, ProgrammingError):
        return "The database is not prepared yet: start bin/run once, or run manage.py prepare."
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return f"The database cannot be reached: {lines[0]}"
