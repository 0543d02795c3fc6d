"""A database that accepts and says nothing: real sockets, on the loopback and in the file system."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection, connections

from project.embedded_postgres.server import Server
from project.postgres import patience
from project.postgres.base import DatabaseWrapper
from project.wsgi import application


@pytest.fixture(autouse=True)
def nothing_is_known() -> Iterator[None]:
    patience._silent.clear()
    yield
    patience._silent.clear()


@contextmanager
def silent(listener: socket.socket) -> Iterator[list[socket.socket]]:
    """Takes every connection and says nothing."""
    taken: list[socket.socket] = []

    def take() -> None:
        while True:
            try:
                taken.append(listener.accept()[0])
            except OSError:
                return

    threading.Thread(target=take, daemon=True).start()
    try:
        yield taken
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        for each in (*taken, listener):
            each.close()


@pytest.fixture
def silent_port() -> Iterator[int]:
    listener = socket.create_server(("127.0.0.1", 0))
    with silent(listener):
        yield listener.getsockname()[1]


def wrapper_to(port: int, seconds: int = 2) -> DatabaseWrapper:
    facts = {**connections.settings["default"], "HOST": "127.0.0.1", "PORT": port, "USER": "x", "NAME": "x"}
    return DatabaseWrapper({**facts, "OPTIONS": {"connect_timeout": seconds, "tcp_user_timeout": 1000}}, "x")


def seconds_of(act: Callable[[], Any]) -> float:
    """How long it takes until it fails as an outage."""
    begun = time.monotonic()
    with pytest.raises(OperationalError):
        act()
    return time.monotonic() - begun


def in_request(act: Callable[[], Any]) -> Any:
    with patience.in_request():
        return act()


@pytest.mark.django_db
def test_one_request_asks_a_silent_server_and_all_others_are_refused_at_once(silent_port: int) -> None:
    assert seconds_of(lambda: in_request(wrapper_to(silent_port).ensure_connection)) < 4

    with ThreadPoolExecutor(6) as pool:
        spent = sorted(
            pool.map(
                lambda _: seconds_of(lambda: in_request(wrapper_to(silent_port).ensure_connection)), range(6)
            )
        )

    assert spent[4] < 1.5 and 1.5 < spent[5] < 4


@pytest.mark.django_db
def test_it_heals_with_the_first_connection(silent_port: int) -> None:
    seconds_of(lambda: in_request(wrapper_to(silent_port).ensure_connection))
    assert patience._silent.is_set()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(in_request, fresh_connection).result()

    assert not patience._silent.is_set()


def fresh_connection() -> None:
    connection.ensure_connection()
    connection.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "act",
    [
        lambda cursor: cursor.execute("SELECT pg_sleep(20)"),
        lambda cursor: list(cursor.connection.cursor("x", withhold=True).execute("SELECT pg_sleep(20)")),
    ],
    ids=["statement", "server-side cursor"],
)
def test_an_answer_that_does_not_come(act: Callable[[Any], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """On the embedded server's own socket; the thread is free again, and so is the next request."""
    monkeypatch.setattr(patience, "ANSWER", 0.4)

    def ask() -> None:
        with connection.cursor() as cursor:
            act(cursor.cursor)

    def work() -> tuple[float, int]:
        connection.ensure_connection()
        begun = time.monotonic()
        with pytest.raises((OperationalError, psycopg.OperationalError)):
            in_request(ask)
        spent = time.monotonic() - begun
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 42")
            answer = cursor.fetchone()[0]
        connection.close()
        return spent, answer

    with ThreadPoolExecutor(1) as pool:
        spent, answer = pool.submit(work).result(timeout=15)

    assert spent < 2
    assert answer == 42


@pytest.mark.django_db(transaction=True)
def test_jobs_and_commands_take_as_long_as_they_take(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "ANSWER", 0.1)

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.5)")


def test_a_page_says_503_within_ten_seconds_and_live_lives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker: Any
) -> None:
    """Through the application itself, with its time limits as they are."""
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(tmp_path / ".s.PGSQL.5432"))
    listener.listen(50)
    monkeypatch.setattr(Server, "socket_dir", tmp_path)
    with silent(listener), django_db_blocker.unblock(), ThreadPoolExecutor(9) as pool:
        pages = [pool.submit(page, "/") for _ in range(8)]
        live = pool.submit(page, "/healthz/live").result()
        answers = [each.result() for each in pages]
        later = pool.submit(page, "/").result()

    assert live[0] == "200 OK" and live[2] < 1
    for status, headers, spent in (*answers, later):
        assert status.startswith("503") and int(headers["Retry-After"]) > 0
        assert spent < 10


def page(path: str) -> tuple[str, dict[str, str], float]:
    told: list[Any] = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "inkwell.localhost",
        "SERVER_PORT": "80",
        "HTTP_HOST": "inkwell.localhost",
        "wsgi.input": BytesIO(),
        "wsgi.url_scheme": "http",
    }
    begun = time.monotonic()
    answer = application(environ, lambda status, headers, *_more: told.extend([status, dict(headers)]))
    answer.close()
    connection.close()
    return told[0], told[1], time.monotonic() - begun
