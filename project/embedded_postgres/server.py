"""Start, stop and look at one embedded PostgreSQL server. Needs the wheel and psycopg, but no Django set-up.

Any number of processes may call `ensure` at once, also right after the server or an earlier first start was
killed: a file lock beside the data lets one of them work while the others wait.
"""

import fcntl
import os
import shlex
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import psycopg
from psycopg import sql

from project.folders import made

from . import memory, placement

PORT = 5432  # only the name of the socket: the server listens on no network address
START_SECONDS = 60
# After kill -9 the old server's children hold its memory for about a second: a start then fails, a later one
# works.
PAUSES = (0.1, 0.2, 0.5, 1, 2, 4)


class ServerError(Exception):
    """The server could not be started or stopped; says why in one sentence for the person at the keyboard."""


class Server:
    """One cluster: its wanted folder, the database it must hold, and settings passed at each start, beside
    those that the machine's memory calls for (see `memory`)."""

    def __init__(
        self, data: Path, *, database: str = "quillhouse", options: Mapping[str, str] | None = None
    ) -> None:
        self.wanted = Path(data)
        self.database = database
        self.options = dict(options or {})

    @cached_property
    def data(self) -> Path:
        """Where the cluster really is: see `placement`."""
        try:
            return placement.data_dir(self.wanted)
        except (LookupError, OSError) as error:
            raise ServerError(f"No place for the database was found: {error}") from error

    @cached_property
    def socket_dir(self) -> Path:
        return placement.socket_dir(self.data)

    @property
    def log(self) -> Path:
        return self.data / "server.log"

    def is_up(self) -> bool:
        """True if something accepts connections on the socket. Costs
        one connect, well under a millisecond."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
            probe.settimeout(2)
            try:
                probe.connect(str(self.socket_dir / f".s.PGSQL.{PORT}"))
            except OSError:
                return False
            return True

    def ensure(self, *, wait: bool = True) -> bool:
        """Make sure that the server runs and holds the database. True if this call started it.

        Raises:
            ServerError: it cannot be started; without `wait` also when another process is at it.
        """
        with self._lock(wait):
            started = not self.is_up()
            if started:
                self._initialise()
                self._start()
            self._create_database()
            return started

    def stop(self) -> bool:
        """End the server, breaking off what its clients do. False if it was not running."""
        if not self.data.exists():
            return False
        with self._lock():
            if not self.is_up():
                return False
            self._pg_ctl("-m", "fast", "-t", str(START_SECONDS), "stop")
            return True

    def program(self, name: str) -> Path:
        """The path of one of PostgreSQL's own programs, such as psql or pg_dump."""
        return placement.programs_dir(self._owner) / name

    @property
    def _owner(self) -> placement.Owner:
        try:
            return placement.owner_of(self.data)
        except LookupError as error:
            raise ServerError(str(error)) from error

    @contextmanager
    def _lock(self, wait: bool = True) -> Iterator[None]:
        try:
            made(self.data.parent)
            handle = os.open(self.data.with_name(f".{self.data.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise ServerError(f"The database folder {self.data} cannot be used: {error.strerror}.") from error
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                raise ServerError("Another process is starting the embedded database.") from None
            yield
        finally:
            os.close(handle)

    def _initialise(self) -> None:
        """Make the cluster in a draft folder and rename it: killed half-way, it leaves no half cluster."""
        if (self.data / "PG_VERSION").exists():
            return self._check_owner()
        for draft in self.data.parent.glob(f".{self.data.name}-draft-*"):
            shutil.rmtree(draft, ignore_errors=True)
        if self.data.exists() and any(self.data.iterdir()):
            raise ServerError(f"The folder {self.data} is not empty and holds no database: move it away.")
        draft = Path(tempfile.mkdtemp(prefix=f".{self.data.name}-draft-", dir=self.data.parent))
        self._give(draft)
        self._run(
            "initdb",
            "--auth=trust",
            "--encoding=utf8",
            "--locale-provider=builtin",
            "--locale=C.UTF-8",
            "--username=postgres",
            "--pgdata",
            str(draft),
            *self._no_sync(),
        )
        draft.rename(self.data)

    def _no_sync(self) -> list[str]:
        return ["--no-sync"] if self.options.get("fsync") == "off" else []

    def _check_owner(self) -> None:
        uid = self.data.stat().st_uid
        if os.geteuid() not in (0, uid):
            raise ServerError(
                f"The database in {self.data} belongs to user {uid}: run Quillhouse as that user, or name "
                "another "
                "folder in DATA_DIR."
            )

    def _give(self, folder: Path) -> None:
        if self._owner.uid != os.geteuid():
            os.chown(folder, self._owner.uid, self._owner.gid)

    def _start(self) -> None:
        if self.socket_dir != self.data:
            self.socket_dir.mkdir(mode=0o700, exist_ok=True)
            self._check_private(self.socket_dir)
            self._give(self.socket_dir)
        # pg_ctl hands these to a shell.
        wanted = ["-h", "", "-p", str(PORT), "-k", str(self.socket_dir)]
        chosen = {**memory.settings_for(memory.of_machine()), **self.options}
        wanted += [f"--{name}={value}" for name, value in chosen.items()]
        arguments = shlex.join(wanted)
        for pause in (*PAUSES, None):
            try:
                self._pg_ctl("-w", "-t", str(START_SECONDS), "-l", str(self.log), "-o", arguments, "start")
                return
            except ServerError:
                if pause is None:
                    raise
                time.sleep(pause)

    def _check_private(self, folder: Path) -> None:
        # In a folder that others may write to, anybody could stand in for the server.
        info = folder.lstat()
        if info.st_uid not in (os.geteuid(), self._owner.uid) or info.st_mode & 0o077:
            raise ServerError(f"The folder {folder} must belong to the server's user alone: remove it.")

    def _create_database(self) -> None:
        for pause in (*PAUSES, 8, 16, None):
            try:
                with self._connect() as connection:
                    known = connection.execute(
                        "SELECT 1 FROM pg_database WHERE datname = %s", [self.database]
                    )
                    if not known.fetchone():
                        connection.execute(
                            sql.SQL("CREATE DATABASE {}").format(sql.Identifier(self.database))
                        )
                return
            except psycopg.OperationalError as error:  # it may still be recovering from a crash
                if pause is None:
                    raise ServerError(f"The embedded database does not answer: {error}") from error
                time.sleep(pause)

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.socket_dir),
            port=PORT,
            user="postgres",
            dbname="postgres",
            autocommit=True,
            connect_timeout=5,
        )

    def _pg_ctl(self, *arguments: str) -> None:
        self._run("pg_ctl", "-D", str(self.data), *arguments)

    def _run(self, name: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs. Its output goes to a file: the server would hold a pipe."""
        with tempfile.TemporaryFile() as output:
            command = [str(self.program(name)), *arguments]
            environment = {**os.environ, "LC_ALL": "C", "TZ": "UTC"}
            code = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd="/",
                env=environment,
                check=False,
                **self._owner.as_process(),
            ).returncode
            if code:
                output.seek(0)
                raise ServerError(self._reason(name, output.read().decode(errors="replace")))

    def _reason(self, name: str, output: str) -> str:
        said = output
        if name == "pg_ctl" and self.log.exists():
            said += self.log.read_text(errors="replace")[-4000:]
        if "No space left on device" in said:
            return f"The disk that holds {self.data} is full: the database needs about 100 MB to begin with."
        lines = [line for line in said.splitlines() if "FATAL" in line or "error" in line.lower()]
        detail = (lines or output.splitlines() or ["no reason given"])[-1].strip()
        return (
            f"The embedded database could not be set up or started ({name}: {detail}); its log is {self.log}."
        )
