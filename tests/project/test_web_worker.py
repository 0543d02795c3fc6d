"""gunicorn with our worker, as bin/run starts it: health is answered whatever the threads of requests do."""

from __future__ import annotations

import datetime as dt
import os
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.db import connection
from gunicorn.workers.gthread import ThreadWorker

from project import headers, web_worker
from project.embedded_postgres.base import configured_server
from project.launcher.services import Services
from project.web_worker import MOST_BYTES, is_health
from tests.helpers.cast import Cast
from tests.project.helpers.relay import relay_to

THREADS = 2


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float


@dataclass
class Web:
    port: int
    secure: ssl.SSLContext | None = None

    def connect(self) -> HTTPConnection:
        if self.secure:
            return HTTPSConnection("127.0.0.1", self.port, timeout=20, context=self.secure)
        return HTTPConnection("127.0.0.1", self.port, timeout=20)

    def ask(self, path: str, method: str = "GET", host: str = "strange.example") -> Answer:
        begun, client = time.monotonic(), self.connect()
        client.request(method, path, headers={"Host": host})
        got = client.getresponse()
        answer = Answer(got.status, dict(got.headers), got.read(), time.monotonic() - begun)
        client.close()
        return answer

    def say(self, *words: bytes) -> socket.socket:
        """A connection on which these bytes were sent, one after the other."""
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        client = self.secure.wrap_socket(plain, server_hostname="localhost") if self.secure else plain
        for word in words:
            client.sendall(word)
            time.sleep(0.05)
        return client


@contextmanager
def serving(application: str, tls: tuple[Path, Path] | None = None, **more: str) -> Iterator[Web]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    chosen: Any = SimpleNamespace(PRODUCTION=True, WEB_PROCESSES=1, WEB_THREADS=THREADS)
    if tls:
        chosen.TLS_CERT, chosen.TLS_KEY = map(str, tls)
    command = [sys.executable, "-m", *Services(chosen, [f"127.0.0.1:{port}"]).gunicorn()]
    command[command.index("project.wsgi")] = application
    process = subprocess.Popen(command, env={**os.environ, "QUILLHOUSE_ENV": "test", **more})
    secure = ssl._create_unverified_context() if tls else None
    try:
        wait_for(lambda: listens(port))
        yield Web(port, secure)
    finally:
        process.terminate()
        assert process.wait(20) == 0


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_for(holds: Callable[[], Any], seconds: float = 30) -> float:
    """Until it holds; returns how long that took."""
    begun = time.monotonic()
    while not holds():
        assert time.monotonic() - begun < seconds, "it never held"
        time.sleep(0.05)
    return time.monotonic() - begun


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")]), dt.datetime.now(dt.UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(now).not_valid_after(now + dt.timedelta(days=1))
    made = builder.sign(key, hashes.SHA256())
    folder, pem = tmp_path_factory.mktemp("tls"), serialization.Encoding.PEM
    (folder / "cert").write_bytes(made.public_bytes(pem))
    shape, secret = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "key").write_bytes(key.private_bytes(pem, shape, secret))
    return folder / "cert", folder / "key"


@pytest.mark.parametrize("secure", [False, True], ids=["http", "https"])
def test_the_door(secure: bool, certificate: tuple[Path, Path]) -> None:
    """Of a program that has nothing but sleep, so that each answer tells which threads gave it."""
    tls = certificate if secure else None
    silent = socket.create_server(("127.0.0.1", 0))
    url = f"postgres://x@127.0.0.1:{silent.getsockname()[1]}/x"
    with (
        serving("tests.project.helpers.sleepy", tls, DATABASE_URL=url) as web,
        ThreadPoolExecutor(THREADS) as pool,
    ):
        wait_for(lambda: web.ask("/").status == 200)
        idle = [web.say() for _ in range(THREADS * 3)]
        assert web.ask("/ordinary").seconds < 1, "connections that say nothing keep a thread each"

        busy = [pool.submit(web.ask, "/?3") for _ in range(THREADS)]
        time.sleep(0.3)
        for method, body in (("GET", b"/healthz/live"), ("HEAD", b"")):
            live = web.ask("/healthz/live", method)
            assert (live.status, live.body) == (200, body)
            assert live.seconds < 1
        assert asked_in_pieces(web).seconds < 1
        assert kept_for_another(web).seconds < 1
        assert not any(each.done() for each in busy)
        assert web.ask("/ordinary").seconds > 1, "the sleepers had to be waited for"
        assert posted(web) == b"some words"
        assert all(each.result().status == 200 for each in busy)
        idle.append(web.say())
        stopping = time.monotonic()
    assert time.monotonic() - stopping < 8, "connections that say nothing hold up no stop"
    for each in (*idle, silent):
        each.close()


def asked_in_pieces(web: Web) -> Answer:
    begun = time.monotonic()
    with web.say(
        b"GE", b"T /healthz/li", b"ve HTTP/1.1\r\nHost: x\r\n", b"Connection: close\r\n\r\n"
    ) as client:
        said = client.recv(20)
    return Answer(int(said.split()[1]), {}, said, time.monotonic() - begun)


def kept_for_another(web: Web) -> Answer:
    """The second question on one connection."""
    client = web.connect()
    for _ in range(2):
        begun = time.monotonic()
        client.request("GET", "/healthz/live")
        got = client.getresponse()
        answer = Answer(got.status, dict(got.headers), got.read(), time.monotonic() - begun)
    client.close()
    return answer


def posted(web: Web) -> bytes:
    """A form whose words come later than its head."""
    head = b"POST /healthz/x HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\nConnection: close\r\n\r\n"
    with web.say(head, b"some words") as client:
        return b"".join(iter(lambda: client.recv(999), b"")).rpartition(b"\r\n")[2]


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"", None),
        (b"GET /heal", None),
        (b"HEAD /healthz/ready HTTP/1.1\r\nHost: x\r\n", None),
        (b"GET /healthz/live HTTP/1.1\r\nHost: x\r\n\r\n", True),
        (b"GET /healthz/live HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n", False),
        (b"GET /healthz/live HTTP/1.1\r\ntransfer-ENCODING: chunked\r\n\r\n", False),
        (b"GET /healthz/" + b"x" * MOST_BYTES, False),
        (b"POST /healthz/live HTTP/1.1\r\n", False),
        (b"GET /healthy", False),
        (b"\x16\x03\x01", False),
    ],
)
def test_how_a_question_about_health_begins(head: bytes, kind: bool | None) -> None:
    assert is_health(head) is kind


@pytest.mark.django_db(transaction=True)
def test_while_the_database_says_nothing(cast: Cast) -> None:
    host, name = "inkwell.localhost", connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    with (
        relay_to(configured_server().socket_dir / ".s.PGSQL.5432") as relay,
        serving("project.wsgi", DATABASE_URL=f"postgres://postgres@127.0.0.1:{relay.port}/{name}") as web,
        ThreadPoolExecutor(THREADS * 4) as pool,
    ):
        wait_for(lambda: web.ask("/healthz/ready").status == 200)
        assert web.ask("/accounts/sign-in/", host=host).status == 200

        relay.speaks.clear()
        pages = [pool.submit(web.ask, "/accounts/sign-in/", host=host) for _ in range(THREADS * 4)]
        time.sleep(0.3)
        for method in ("GET", "HEAD", "GET"):
            live = web.ask("/healthz/live", method)
            assert live.status == 200 and live.seconds < 1
            assert live.headers["Permissions-Policy"] == headers.PERMISSIONS
            assert live.headers["Content-Security-Policy"] == headers.NOTHING
        assert not any(page.done() for page in pages[:THREADS])
        wait_for(lambda: not_ready(web), 9)
        for page in pages:
            answer = page.result()
            assert answer.status == 503 and answer.headers["Retry-After"] and answer.seconds < 10

        relay.speaks.set()
        assert wait_for(lambda: web.ask("/healthz/ready").status == 200) < 10
        assert web.ask("/accounts/sign-in/", host=host).status == 200
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")


def not_ready(web: Web) -> bool:
    answer = web.ask("/healthz/ready")
    assert answer.seconds < 2
    return answer.status == 503 and int(answer.headers["Retry-After"]) > 0


def test_a_sign_of_life_is_given_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not with each event, and often enough for whoever waits for it."""
    given: list[float] = []
    passed: list[float] = []
    monkeypatch.setattr(web_worker, "time", SimpleNamespace(monotonic=lambda: passed[-1]))
    monkeypatch.setattr(ThreadWorker, "notify", lambda _self: given.append(passed[-1]))
    worker = object.__new__(web_worker.Worker)

    for moment in (100.0, 100.1, 100.9, 101.0, 101.2, 105.0):
        passed.append(moment)
        worker.notify()

    assert given == [100.0, 101.0, 105.0]
