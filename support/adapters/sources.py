"""The mailbox that the environment names."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from .imap import Imap
from .mailboxes import Mailbox
from .maildir import Maildir

IMAP = ("imaps", "imap+tls", "imap")


class NoMailbox(ValueError):
    """The address of the mailbox is none; the message says what one looks like."""


def mailbox_at(url: str, ca_file: str = "") -> Mailbox:
    """`ca_file`: the authorities that are trusted by TLS, in place of the system's. Raises NoMailbox. Nothing
    is opened yet."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as problem:
        raise NoMailbox("MAIL_IN_URL is no address.") from problem
    if parts.scheme == "maildir" and parts.path.strip("/") and not parts.netloc:
        return Maildir(Path(unquote(parts.path)))
    if parts.scheme in IMAP and parts.hostname and parts.username and parts.password is not None:
        return Imap(
            scheme=parts.scheme,
            host=parts.hostname,
            port=port,
            user=unquote(parts.username),
            password=unquote(parts.password),
            folder=unquote(parts.path.strip("/")) or "INBOX",
            ca_file=ca_file,
        )
    raise NoMailbox(
        "MAIL_IN_URL must be maildir:///folder, or imaps://user:password@host/mailbox "
        "(imap+tls:// for STARTTLS)."
    )
