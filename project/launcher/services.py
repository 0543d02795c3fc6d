"""Web and worker as two child processes: started, watched, stopped together."""

import ctypes
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import IO

from .environment import PYTHON, ROOT
from .say import Refusal

START_SECONDS = 60
STOP_SECONDS = 25
LOG_BYTES = 10_000_000
# Seconds until a worker that died is started again; one that lived for a minute begins anew at the first.
PAUSES = (1, 2, 4, 8, 15, 30)
PR_SET_PDEATHSIG = 1


class Services:
    """The web server and the worker of one bin/run."""

    def __init__(self, settings: ModuleType, binds: list[str]) -> None:
        self.settings = settings
        self.binds = binds
        self.log_dir: Path | None = None if settings.PRODUCTION else settings.DATA_DIR / "logs"
        self.web: subprocess.Popen[bytes] | None = None
        self.worker: subprocess.Popen[bytes] | None = None
        self.people: subprocess.Popen[str] | None = None
        self.deaths = 0

    def start(self) -> None:
        """Start both and wait until the web server takes requests.

        Raises:
            Refusal: the web server ended, or took no request for a minute.
        """
        self.web = self._spawn("web", self._gunicorn())
        self._start_worker()
        if self.settings.DEMO:
            self.people = subprocess.Popen(
                [PYTHON, "manage.py", "demo_people"], cwd=ROOT, stdout=subprocess.PIPE, text=True
            )
        patience = time.monotonic() + START_SECONDS
        while not self._answers():
            if self.web.poll() is not None or time.monotonic() > patience:
                raise Refusal(f"The web server did not start{self._see_log('web')}.")
            time.sleep(0.05)

    def demo_people(self) -> str:
        """Who can sign in, as `manage.py demo_people` prints it."""
        return self.people.communicate()[0] if self.people else ""

    def watch(self) -> int:
        """Return 1 when the web server ends; start the worker again
        whenever it does. Ctrl-C and SIGTERM raise."""
        assert self.web and self.worker
        while self.web.poll() is None:
            if self.worker.poll() is not None:
                self._revive_worker()
            time.sleep(0.2)
        print(
            f"Quillhouse: The web server ended by itself{self._see_log('web')}.", file=sys.stderr, flush=True
        )
        return 1

    def stop(self) -> None:
        """Ask both to finish what they do; kill what is left after 25 seconds or at a second Ctrl-C."""
        running = [
            process for process in (self.web, self.worker, self.people) if process and process.poll() is None
        ]
        for process in running:
            process.terminate()
        end = time.monotonic() + STOP_SECONDS
        try:
            for process in running:
                process.wait(max(0.1, end - time.monotonic()))
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            for process in running:
                process.kill()
                process.wait()

    def _revive_worker(self) -> None:
        lived = time.monotonic() - self.worker_since
        self.deaths = 0 if lived > 60 else self.deaths
        pause = PAUSES[min(self.deaths, len(PAUSES) - 1)]
        if lived >= pause:
            self.deaths += 1
            print("Quillhouse: The worker ended; starting it again.", file=sys.stderr, flush=True)
            self._start_worker()

    def _start_worker(self) -> None:
        self.worker_since = time.monotonic()
        self.worker = self._spawn("worker", [str(PYTHON), "manage.py", "worker"])

    def _spawn(self, name: str, command: list[str]) -> "subprocess.Popen[bytes]":
        log = self._log(name)
        try:
            # A session of its own: Ctrl-C reaches this process alone, which then stops the others in order.
            return subprocess.Popen(
                command,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_end_with_parent if LIBC else None,  # noqa: PLW1509  (there are no threads)
            )
        finally:
            if log:
                log.close()

    def _log(self, name: str) -> IO[bytes] | None:
        if self.log_dir is None:
            return None
        self.log_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self.log_dir / f"{name}.log"
        if path.exists() and path.stat().st_size > LOG_BYTES:
            path.replace(path.with_suffix(".old.log"))
        return path.open("ab")

    def _see_log(self, name: str) -> str:
        return f"; see {self.log_dir / f'{name}.log'}" if self.log_dir else ""

    def _gunicorn(self) -> list[str]:
        chosen = self.settings
        command = [str(PYTHON), "-m", "gunicorn", "project.wsgi", "--chdir", str(ROOT), "--no-control-socket"]
        command += ["--config", "python:project.launcher.gunicorn_conf"]
        for bind in self.binds:
            command += ["--bind", bind]
        command += ["--worker-class", "project.web_worker.Worker", "--workers", str(chosen.WEB_PROCESSES)]
        command += ["--threads", str(chosen.WEB_THREADS), "--timeout", "60", "--graceful-timeout", "20"]
        # Django alone judges forwarded headers, by TRUSTED_PROXIES.
        command += ["--forwarded-allow-ips", ""]
        if Path("/dev/shm").is_dir():  # noqa: S108
            command += ["--worker-tmp-dir", "/dev/shm"]  # noqa: S108  (a slow disk must not look like a dead worker)
        if getattr(chosen, "TLS_CERT", ""):
            command += ["--certfile", chosen.TLS_CERT, "--keyfile", chosen.TLS_KEY]
        return command

    def _answers(self) -> bool:
        host = "127.0.0.1" if self.settings.BIND == "0.0.0.0" else self.settings.BIND
        try:
            with (
                socket.create_connection((host, self.settings.PORT), timeout=1) as plain,
                self._secured(plain) as probe,
            ):
                probe.settimeout(START_SECONDS)
                probe.sendall(b"GET /healthz/live HTTP/1.0\r\nHost: localhost\r\n\r\n")
                return probe.recv(16).startswith(b"HTTP/1.")
        except OSError:
            return False

    def _secured(self, probe: socket.socket) -> socket.socket:
        if not getattr(self.settings, "TLS_CERT", ""):
            return probe
        context = ssl.create_default_context()
        # We ask ourselves, by an address the certificate does not name.
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return context.wrap_socket(probe)


def _libc() -> ctypes.CDLL | None:
    try:
        libc = ctypes.CDLL(None)
        libc.prctl  # noqa: B018
    except (OSError, AttributeError):
        return None
    return libc


LIBC = _libc()


def _end_with_parent() -> None:
    """In the child: ask the kernel for SIGTERM should bin/run be killed
    without a chance to stop its children."""
    assert LIBC
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    os.umask(0o077)
