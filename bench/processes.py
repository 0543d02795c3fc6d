"""Web servers of a measurement, and the processor time that they and the database take."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from project import settings
from project.launcher.environment import ROOT
from project.launcher.say import Refusal
from project.launcher.services import Services

START_SECONDS = 60
IDLE_SECONDS = 2.0
#: Postgres' own ticks, in which the kernel counts processes that have ended.
TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Web:
    """A web server that runs: its port, its log, its processes."""

    port: int
    master: int
    idle: float = 0.0

    @property
    def processes(self) -> list[int]:
        """The master and its workers."""
        return [self.master, *children(self.master)]

    def seconds(self) -> float:
        """Of processor time since its processes began."""
        return sum(map(cpu_seconds, self.processes))


@contextmanager
def serving(application: str, environment: Mapping[str, str], log: Path) -> Iterator[Web]:
    """Have gunicorn serve a WSGI application as bin/run does in production; it is ended after the block.

    Raises:
        Refusal: it does not answer.
    """
    port = free_port()
    with log.open("ab") as output:
        process = subprocess.Popen(
            command(application, port),
            cwd=ROOT,
            env={**environment, "PORT": str(port)},
            stdout=output,
            stderr=output,
        )
    try:
        _wait(process, port, log)
        yield Web(port, process.pid)
    finally:
        process.terminate()
        process.wait()


def command(application: str, port: int) -> list[str]:
    """How gunicorn serves an application: as bin/run has it serve the program."""
    line = [sys.executable, "-m", *Services(settings, [f"127.0.0.1:{port}"]).gunicorn()]
    line[line.index("project.wsgi")] = application
    return line


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=START_SECONDS) as probe:
                probe.sendall(b"GET /healthz/live HTTP/1.0\r\nHost: localhost\r\n\r\n")
                if probe.recv(100).startswith(b"HTTP/1."):
                    return
        except OSError:
            pass
        time.sleep(0.1)
    raise Refusal(f"A web server did not start; its log is {log}.")


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    return [int(text) for text in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def cpu_seconds(pid: int) -> float:
    """The processor time of one process, user and system, all threads: to the nanosecond, from the clock that
    the kernel keeps of it (what /proc shows of utime and stime is rounded to hundredths). 0 if it is gone."""
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:
        return 0.0


class Postgres:
    """The database's side: the sessions of the web servers, and the helpers that they had meanwhile."""

    def __init__(self, connection: psycopg.Connection, data: Path) -> None:
        self.connection = connection
        self.postmaster = int((data / "postmaster.pid").read_text().split()[0])
        self.seen: dict[int, float] = {}
        self.gone = self.ended_before = 0.0
        self.alone = False

    def seconds(self) -> float:
        """Of processor time so far: of every session of this database but our own, and of parallel workers.
        These end with their statement, and are found among all processes that have ended; while sessions of
        other databases may be among them, they are left out."""
        sessions, others = self._sessions()
        for pid in sessions:
            self.seen[pid] = cpu_seconds(pid) or self.seen.get(pid, 0.0)
        ended = self._ended()
        if self.alone and not others:
            left = sum(seconds for pid, seconds in self.seen.items() if pid not in sessions)
            self.gone += max(0.0, ended - self.ended_before - left)
        for pid in self.seen.keys() - sessions:
            self.gone += self.seen.pop(pid)
        self.alone, self.ended_before = not others, ended
        return sum(self.seen.values()) + self.gone

    def _sessions(self) -> tuple[set[int], int]:
        """The processes of this database's sessions; how many other sessions there are."""
        rows = self.connection.execute(
            "SELECT pid, datname = current_database() FROM pg_stat_activity "
            "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND datname <> 'postgres'"
        ).fetchall()
        return {pid for pid, ours in rows if ours}, sum(not ours for _pid, ours in rows)

    def _ended(self) -> float:
        fields = Path(f"/proc/{self.postmaster}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[13]) + int(fields[14])) / TICK
