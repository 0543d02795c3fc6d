"""A server that cannot start holds no request: one try at a time, everybody else is told at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from project.embedded_postgres import repair
from project.embedded_postgres.server import Server, ServerError


class Stuck(Server):
    """Takes until `released` to find out that it cannot start."""

    def __init__(self, data: Path) -> None:
        super().__init__(data)
        self.released = threading.Event()
        self.error = "pg_control is gone"
        self.tries = 0

    def ensure(self, *, wait: bool = True) -> bool:
        assert not wait
        self.tries += 1
        self.released.wait(20)
        if self.error:
            raise ServerError(self.error)
        return True


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Stuck]:
    stuck = Stuck(tmp_path / "pg")
    yield stuck
    stuck.released.set()


def told(server: Server) -> tuple[str, float]:
    begun = time.monotonic()
    try:
        repair.ensure_soon(server)
    except ServerError as error:
        return str(error), time.monotonic() - begun
    return "", time.monotonic() - begun


def test_one_tries_and_nobody_waits_for_long(server: Stuck, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repair, "BRIEF", 0.5)

    with ThreadPoolExecutor(8) as pool:
        first = list(pool.map(lambda _: told(server), range(8)))
        later = list(pool.map(lambda _: told(server), range(8)))

    assert all("being started" in words and seconds < 1 for words, seconds in first)
    assert all("being started" in words and seconds < 0.2 for words, seconds in later)
    assert server.tries == 1


def test_after_a_failed_try_no_other_for_a_while(server: Stuck, monkeypatch: pytest.MonkeyPatch) -> None:
    server.released.set()

    assert [told(server)[0] for _ in range(5)] == ["pg_control is gone"] * 5
    assert server.tries == 1

    monkeypatch.setattr(repair, "COOL", 0)
    server.error = ""
    assert told(server)[0] == ""
    assert server.tries == 2


def test_who_waits_goes_on_as_soon_as_it_is_up(server: Stuck) -> None:
    server.error = ""
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(told, server)
        time.sleep(0.2)
        server.released.set()
        words, seconds = waiting.result()

    assert words == "" and seconds < 1


def test_a_process_that_finds_another_at_it_does_not_wait(tmp_path: Path) -> None:
    plain = Server(tmp_path / "pg")
    with plain._lock():
        begun = time.monotonic()
        with pytest.raises(ServerError, match="Another process"):
            plain.ensure(wait=False)

    assert time.monotonic() - begun < 0.5
