"""Web and worker as two child processes: started, watched, stopped together."""

import gc
import socket
import ssl
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from django.core.management import call_command
from gunicorn.app import wsgiapp

from .child import Child
from .environment import ROOT
from .say import Refusal

START_SECONDS = 60
STOP_SECONDS = 25
# Seconds until a worker that died is started again; one that lived for a minute begins anew at the first.
PAUSES = (1, 2, 4, 8, 15, 30)


class Services:
    """The web server and the worker of one bin/run."""

    def __init__(self, settings: ModuleType, binds: list[str]) -> None:
        self.settings = settings
        self.binds = binds
        self.log_dir: Path | None = None if settings.PRODUCTION else settings.DATA_DIR / "logs"
        self.web: Child | None = None
        self.worker: Child | None = None
        self.deaths = 0

    def start(self) -> None:
        """Start both and wait until the web server takes requests. This process has imported the program and
        holds no connection to the database.

        Raises:
            Refusal: the web server ended, or took no request for a minute.
        """
        gc.freeze()  # what is imported is shared with the children as long as nobody writes to it
        self.web = self._child("web", self._serve)
        self._start_worker()
        patience = time.monotonic() + START_SECONDS
        while not self._answers():
            if self.web.poll() is not None or time.monotonic() > patience:
                raise Refusal(f"The web server did not start{self._see_log('web')}.")
            time.sleep(0.05)

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
        running = [child for child in (self.web, self.worker) if child and child.poll() is None]
        for child in running:
            child.terminate()
        end = time.monotonic() + STOP_SECONDS
        try:
            left = [child for child in running if not child.wait(max(0.1, end - time.monotonic()))]
        except KeyboardInterrupt:
            left = running
        for child in left:
            child.kill()
            child.wait()

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
        self.worker = self._child("worker", lambda: call_command("worker"))

    def _child(self, name: str, work: Callable[[], object]) -> Child:
        return Child(f"quillhouse-{name}", work, self.log_dir / f"{name}.log" if self.log_dir else None)

    def _serve(self) -> None:
        sys.argv = self.gunicorn()
        wsgiapp.run()

    def _see_log(self, name: str) -> str:
        return f"; see {self.log_dir / f'{name}.log'}" if self.log_dir else ""

    def gunicorn(self) -> list[str]:
        """The command line by which gunicorn serves the program."""
        chosen = self.settings
        command = ["gunicorn", "project.wsgi", "--chdir", str(ROOT), "--no-control-socket", "--preload"]
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
