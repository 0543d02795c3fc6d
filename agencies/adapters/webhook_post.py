"""Calling a receiver: one POST to a public address, bounded in time and size, with no way around either.

The name is resolved once, each of its addresses must be public, and one of exactly these is connected to, so
that a name which changes its mind meanwhile leads nowhere else. No redirect is followed, no proxy is asked.
"""

from __future__ import annotations

import contextlib
import http.client
import queue
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from agencies.actions.webhook_sending import Answer, Call
from agencies.models.webhooks import ANSWER_LIMIT
from agencies.rules.webhooks import is_public, schemes
from agencies.states.webhooks import Outcome

#: Seconds for a name, for a connection, for each step of an answer, and for the whole call after the name.
NAME_SECONDS, CONNECT_SECONDS, STEP_SECONDS, WHOLE_SECONDS = 5, 5, 8, 15
#: Bytes of an answer that are read; the rest is not waited for.
MOST_BYTES = 4 * ANSWER_LIMIT
#: So many addresses of a name are tried.
MOST_ADDRESSES = 3

#: (host, port) -> its addresses. Raises OSError for a name that has none.
Resolver = Callable[[str, int], Sequence[str]]
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class _Refused(Exception):
    """An outcome that no connection was made for."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(str(outcome))
        self.outcome = outcome


def post(call: Call, *, resolve: Resolver | None = None, context: ssl.SSLContext | None = None) -> Answer:
    """Send a call and answer what became of it, whatever that is; raises nothing. `resolve` and `context`
    are the system's own unless a test hands in others."""
    begun = time.monotonic()
    try:
        talk = _Talk(call, resolve or system_addresses, context or _context())
        status, text = talk.hold()
        outcome, answer = _outcome(status), text
    except _Refused as refused:
        outcome, status, answer = refused.outcome, None, ""
    except (ssl.SSLError, ssl.CertificateError):
        outcome, status, answer = Outcome.TLS, None, ""
    except TimeoutError:
        outcome, status, answer = Outcome.TIMEOUT, None, ""
    except (OSError, http.client.HTTPException, ValueError):
        outcome, status, answer = Outcome.CONNECTION, None, ""
    return Answer(outcome, status, answer, round((time.monotonic() - begun) * 1000))


def system_addresses(host: str, port: int) -> Sequence[str]:
    """The addresses of a name, as this machine resolves it. Raises TimeoutError after NAME_SECONDS."""
    found: queue.Queue[Any] = queue.Queue()

    def ask() -> None:
        try:
            found.put([str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)])
        except (OSError, UnicodeError) as error:
            found.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = found.get(timeout=NAME_SECONDS)
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(answer, Exception):
        raise OSError from answer
    return list(dict.fromkeys(answer))


def _outcome(status: int) -> Outcome:
    if 200 <= status < 300:
        return Outcome.DELIVERED
    return Outcome.REDIRECT if 300 <= status < 400 else Outcome.STATUS


@lru_cache(maxsize=1)
def _context() -> ssl.SSLContext:
    return ssl.create_default_context()


class _Talk(http.client.HTTPConnection):
    """One call, hung up when it takes too long altogether."""

    def __init__(self, call: Call, resolve: Resolver, context: ssl.SSLContext) -> None:
        parts = urlsplit(call.url)
        if parts.scheme not in schemes() or not parts.hostname:
            raise _Refused(Outcome.ADDRESS)
        self.tls = context if parts.scheme == "https" else None
        self.default_port = 443 if self.tls else 80  # what the Host header leaves out
        super().__init__(parts.hostname, parts.port or self.default_port)
        self.call, self.target = call, _target(parts)
        self.addresses = _addresses(resolve, self.host, self.port)
        self.is_late = False

    def connect(self) -> None:
        """To an address that was checked; the name is asked for by TLS and the Host header alone."""
        self.sock = self._first_that_answers()
        self.sock.settimeout(STEP_SECONDS)
        if self.tls:
            # Hands are shaken afterwards, so that the limit of the whole reaches that, too.
            self.sock = self.tls.wrap_socket(
                self.sock, server_hostname=self.host, do_handshake_on_connect=False
            )
        if self.is_late:
            raise TimeoutError
        if isinstance(self.sock, ssl.SSLSocket):
            self.sock.do_handshake()

    def hold(self) -> tuple[int, str]:
        """Status and beginning of the answer. Raises OSError, HTTPException."""
        limit = threading.Timer(WHOLE_SECONDS, self._hang_up)
        limit.daemon = True
        limit.start()
        try:
            self.request("POST", self.target, self.call.body.encode(), dict(self.call.headers))
            response = self.getresponse()
            return response.status, _text(_beginning(response))
        except (OSError, http.client.HTTPException) as error:
            if self.is_late:
                raise TimeoutError from error
            raise
        finally:
            limit.cancel()
            self.close()

    def _first_that_answers(self) -> socket.socket:
        failure: OSError = OSError()
        for address in self.addresses:
            try:
                return socket.create_connection((address, self.port), timeout=CONNECT_SECONDS)
            except OSError as error:
                failure = error
        raise failure

    def _hang_up(self) -> None:
        self.is_late = True
        if self.sock:
            with contextlib.suppress(OSError):
                # Past the TLS layer, which another thread is using.
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)


def _addresses(resolve: Resolver, host: str, port: int) -> Sequence[str]:
    """All that the name leads to, each of them public. Raises _Refused."""
    try:
        found = resolve(host, port)
    except TimeoutError:
        raise _Refused(Outcome.TIMEOUT) from None
    except OSError:
        raise _Refused(Outcome.NAME) from None
    if not found:
        raise _Refused(Outcome.NAME)
    if not settings.WEBHOOKS_REACH_LOCAL and not all(map(is_public, found)):
        raise _Refused(Outcome.ADDRESS)
    return found[:MOST_ADDRESSES]


def _target(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _beginning(response: http.client.HTTPResponse) -> bytes:
    """What came of the body until it was enough, or until it stopped: the status has come already, and is
    what counts."""
    found = b""
    with contextlib.suppress(OSError, http.client.HTTPException):
        while len(found) < MOST_BYTES and (more := response.read1(MOST_BYTES - len(found))):
            found += more
    return found


def _text(found: bytes) -> str:
    return _CONTROL.sub("", found.decode("utf-8", "replace"))[:ANSWER_LIMIT]
