"""Talking to a mail server, bounded: each step by EMAIL_TIMEOUT, the whole by TALK_SECONDS."""

from __future__ import annotations

import contextlib
import smtplib
import socket
import threading
from typing import Any

from django.core.mail.backends import smtp

#: What a server may take to say yes to a whole mail. One that is slow here has often taken it: giving up
#: early is how somebody gets the same mail three times.
YES_SECONDS = 120
#: One talk from the first byte to the last, however little at a time a server sends. A claim on a mail
#: (accounts/actions/mail.py) holds longer.
TALK_SECONDS = 180
GOODBYE_SECONDS = 5


class _Bounded(smtplib.SMTP):
    """A talk that is hung up when it takes too long altogether."""

    sock: Any = None

    def __init__(self, *args: Any, **options: Any) -> None:
        self._limit = threading.Timer(TALK_SECONDS, self._hang_up)
        self._limit.daemon = True
        self._limit.start()
        try:
            super().__init__(*args, **options)
        except OSError:
            self._limit.cancel()
            raise

    def data(self, msg: Any) -> tuple[int, bytes]:
        if self.sock:
            self.sock.settimeout(YES_SECONDS)
        return super().data(msg)

    def close(self) -> None:
        self._limit.cancel()
        super().close()

    def _hang_up(self) -> None:
        if self.sock:
            with contextlib.suppress(OSError):
                # Past the TLS layer, which another thread is using.
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)


class _BoundedSSL(_Bounded, smtplib.SMTP_SSL):
    """The same over TLS from the first byte."""


class EmailBackend(smtp.EmailBackend):
    """Django's, with bounded talks; a server that is silent after its yes has said yes."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _BoundedSSL if self.use_ssl else _Bounded

    def _close_connection(self, connection: smtplib.SMTP) -> None:
        """The goodbye matters to nobody: whatever becomes of it, what was taken stays taken."""
        try:
            if connection.sock:
                connection.sock.settimeout(GOODBYE_SECONDS)
            connection.quit()
        except OSError:
            connection.close()
