"""Receivers of webhooks: real servers on the loopback that answer as a test says."""

from __future__ import annotations

import datetime as dt
import ssl
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from agencies.actions.webhooks import create_webhook
from agencies.models import Webhook
from project.base import clock
from project.base.viewer import Member

NAME = "hooks.receiver.example"


@dataclass
class Received:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: str


@dataclass
class Receiver:
    """What a server was sent, and how it answers: `statuses` one after the other, the last one for ever."""

    port: int = 0
    statuses: list[int] = field(default_factory=lambda: [200])
    answer: bytes = b"ok"
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0
    #: Called when a request has come, before it is answered.
    meanwhile: Callable[[], None] = lambda: None
    #: Writes the answer instead.
    writes: Callable[[Any], None] | None = None
    got: list[Received] = field(default_factory=list)
    names: list[str | None] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hooks?agency=1"

    @property
    def last(self) -> Received:
        return self.got[-1]


@contextmanager
def receiver(tls: Callable[[Receiver], ssl.SSLContext] | None = None, **options: Any) -> Iterator[Receiver]:
    """A server on a free port of the loopback, over TLS with the context that `tls` makes."""
    found = Receiver(**options)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            found.got.append(Received(self.path, dict(self.headers), body))
            found.meanwhile()
            time.sleep(found.seconds)
            if found.writes:
                found.writes(self.wfile)
                return
            self.send_response(found.statuses.pop(0) if len(found.statuses) > 1 else found.statuses[0])
            for name, value in {"Content-Length": str(len(found.answer)), **found.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(found.answer)

        def log_message(self, *_args: Any) -> None:
            """Quiet."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, *_args: Any) -> None:
            """A caller that hangs up is what some tests want."""

    server = Server(("127.0.0.1", 0), Handler)
    if tls:
        server.socket = tls(found).wrap_socket(server.socket, server_side=True)
    found.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()


def certificates(name: str = NAME) -> tuple[Callable[[Receiver], ssl.SSLContext], ssl.SSLContext]:
    """A server's context for `name`, which notes the names it is asked for, and a caller's that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(called)
        .issuer_name(called)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = signed.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )

    def server_side(found: Receiver) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "both.pem"
            path.write_bytes(private + pem)
            context.load_cert_chain(path)
        context.sni_callback = lambda _socket, asked, _context: found.names.append(asked)
        return context

    return server_side, ssl.create_default_context(cadata=pem.decode())


def make_webhook(
    member: Member, url: str, *kinds: str, name: str = "CRM", **fields: Any
) -> tuple[Webhook, str]:
    """A webhook of the member's agency, and its secret."""
    return create_webhook(
        actor=member, name=name, url=url, kinds=kinds or ("order.placed",), now=clock.now(), **fields
    )
