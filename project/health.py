"""Whether this process lives, and whether the installation is ready for
people. Asked by machines at /healthz/."""

import threading
import time
from typing import Any

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor

from project.postgres import patience

# Workers sign on and then beat every 10 s; a dead one is replaced by bin/run within a few seconds.
WORKER_SILENCE = 60
#: How often the probe asks (seconds), what it waits for one answer, and how old an answer may be.
PROBE_EVERY, PROBE_PATIENCE, FRESH = 2.0, 2.0, 5.0
_migrated = False


def live() -> tuple[bool, dict[str, Any]]:
    """The process answers: no question is asked of anything else."""
    return True, {"status": "live"}


def ready() -> tuple[bool, dict[str, Any]]:
    """Database reachable, every migration applied, and a worker heard of in the last 60 seconds.

    The facts name each of the three: `database` and `migrations` as words, `worker_age` in seconds or null.
    Where the probe runs nobody waits: what it found in the last FRESH seconds is the answer.
    """
    return probe.found() if probe.runs else asked()


def asked() -> tuple[bool, dict[str, Any]]:
    """What `ready` says, asked of the database now."""
    facts = unknown()
    try:
        connection.ensure_connection()
        facts["database"] = "ok"
        facts["migrations"] = "applied" if _all_migrated() else "pending"
        if facts["migrations"] == "applied":
            facts["worker_age"] = worker_age()
    except (DatabaseError, InterfaceError):
        return False, facts
    healthy = facts["worker_age"] is not None and facts["worker_age"] <= WORKER_SILENCE
    return healthy, facts | ({"status": "ready"} if healthy else {})


def unknown() -> dict[str, Any]:
    """The facts as long as the database has said nothing."""
    return {"status": "not ready", "database": "away", "migrations": "unknown", "worker_age": None}


class Probe:
    """Asks again and again, in a thread and on a connection of its own, for those who cannot wait."""

    def __init__(self) -> None:
        self.runs = False
        self._found: tuple[float, bool, dict[str, Any]] = (0.0, False, {})

    def start(self) -> None:
        """From now on `found` has answers. The thread ends with the process."""
        self.runs = True
        threading.Thread(target=self._run, daemon=True, name="probe").start()

    def found(self) -> tuple[bool, dict[str, Any]]:
        """The last answer; not ready when it is too old, because the next one does not come."""
        at, healthy, facts = self._found
        return (healthy, facts) if facts and time.monotonic() - at <= FRESH else (False, unknown())

    def _run(self) -> None:
        with patience.watching(PROBE_PATIENCE):
            while True:
                connection.close_if_unusable_or_obsolete()
                self._found = (time.monotonic(), *asked())
                time.sleep(PROBE_EVERY)


probe = Probe()


def worker_age() -> float | None:
    """Seconds since any worker was last heard of; None when there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXTRACT(EPOCH FROM now() - max(last_heartbeat)) FROM procrastinate_workers")
        age = cursor.fetchone()[0]
    return None if age is None else round(float(age), 1)


def _all_migrated() -> bool:
    """Once true it stays true for the life of the process: new migrations come with new code."""
    global _migrated  # noqa: PLW0603
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated
