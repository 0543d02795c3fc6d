"""A mailbox on a mail server, read by IMAP. Every step is bounded in time, and every answer in length."""

from __future__ import annotations

import contextlib
import imaplib
import ssl
from collections.abc import Iterator
from functools import partial
from typing import Any

from support.rules.inbound import MOST_BYTES

from .mailboxes import Waiting

TIMEOUT = 30


class Unreachable(OSError):
    """The server said no."""


class Imap:
    """Mails of one folder that nobody has seen. Those that were taken are deleted when it is closed.

    "imaps" speaks TLS from the first byte on, "imap+tls" before it says who it is, "imap" never. The server's
    certificate must be that of the host: of an authority that the system trusts, or of those in `ca_file`
    alone, if that is named.
    """

    def __init__(
        self,
        *,
        scheme: str,
        host: str,
        port: int | None,
        user: str,
        password: str,
        folder: str,
        ca_file: str = "",
    ) -> None:
        self.scheme, self.host, self.port, self.folder = scheme, host, port, folder
        self._user, self._password, self._ca_file = user, password, ca_file
        self._talk: Any = None

    def waiting(self, most: int) -> Iterator[Waiting]:
        with _as_os_error():
            self._open()
            numbers = self._said(self._talk.uid("SEARCH", "UNSEEN"))
        for number in (numbers[0] or b"").split()[:most]:
            uid = number.decode("ascii", "replace")
            yield Waiting(uid, partial(self._read, uid), partial(self._done, uid))

    def close(self) -> None:
        if self._talk is None:
            return
        with contextlib.suppress(OSError, imaplib.IMAP4.error):
            self._talk.expunge()
            self._talk.logout()

    def _open(self) -> None:
        context = ssl.create_default_context(cafile=self._ca_file or None)
        if self.scheme == "imaps":
            self._talk = imaplib.IMAP4_SSL(self.host, self.port or 993, ssl_context=context, timeout=TIMEOUT)
        else:
            self._talk = imaplib.IMAP4(self.host, self.port or 143, timeout=TIMEOUT)
        if self.scheme == "imap+tls":
            self._said(self._talk.starttls(context))
        self._said(self._talk.login(self._user, self._password))
        self._said(self._talk.select(_quoted(self.folder)))

    def _read(self, uid: str) -> bytes | None:
        """Without marking it as seen: who dies now reads it again."""
        with _as_os_error():
            found = self._said(self._talk.uid("FETCH", uid, f"(BODY.PEEK[]<0.{MOST_BYTES + 1}>)"))
        return next((part[1] for part in found if isinstance(part, tuple)), None)

    def _done(self, uid: str, taken: bool) -> None:
        with _as_os_error():
            flags = r"(\Seen \Deleted)" if taken else r"(\Seen)"
            self._said(self._talk.uid("STORE", uid, "+FLAGS.SILENT", flags))

    def _said(self, answer: tuple[str, list[Any]]) -> list[Any]:
        kind, found = answer
        if kind != "OK":
            raise Unreachable(f"The mail server answered {kind}.")
        return found


@contextlib.contextmanager
def _as_os_error() -> Iterator[None]:
    try:
        yield
    except imaplib.IMAP4.error as problem:
        raise Unreachable("The mail server refused.") from problem


def _quoted(folder: str) -> str:
    return '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'
