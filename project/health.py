"""Whether this process lives, and whether the installation is ready for
people. Asked by machines at /healthz/."""

import threading
import time
from typing import Any

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from project import integrity
from project.base.migrations import applied
from project.postgres import patience

# Workers sign on and then beat every 10 s; a dead one is replaced by bin/run within a few seconds.
WORKER_SILENCE = 60
#: How often the probe asks (seconds), what it waits for one answer, and how old an answer may be.
PROBE_EVERY, PROBE_PATIENCE, FRESH = 2.0, 2.0, 5.0
#: Seconds for which the answer to "has the database all its rules?" is kept.
RULES_EVERY = 60.0
_migrated = False
_rules: tuple[float, str] = (0.0, "")


def live() -> tuple[bool, dict[str, Any]]:
    """The process answers: no question is asked of anything else."""
    return True, {"status": "live"}


def ready() -> tuple[bool, dict[str, Any]]:
    """Database reachable, every migration applied, no rule of the database missing (project.integrity), and a
    worker heard of in the last 60 seconds.

    The facts name each: `database`, `migrations` and `rules` as words, `worker_age` in seconds or null.
    Where the probe runs nobody waits: what it found in the last FRESH seconds is the answer.
    """
    return probe.found() if probe.runs else asked()


def asked() -> tuple[bool, dict[str, Any]]:
    """What `ready` says, asked of the database now."""
    facts = unknown()
    try:
        connection.ensure_connection()
        facts["database"] = "ok"
        facts["migrations"] = "applied" if all_migrated() else "pending"
        if facts["migrations"] == "applied":
            facts["rules"] = rules()
            facts["worker_age"] = worker_age()
    except (DatabaseError, InterfaceError):
        return False, facts
    worked = facts["worker_age"] is not None and facts["worker_age"] <= WORKER_SILENCE
    healthy = worked and facts["rules"] != "missing"
    return healthy, facts | ({"status": "ready"} if healthy else {})


def unknown() -> dict[str, Any]:
    """The facts as long as the database has said nothing."""
    facts = {"status": "not ready", "database": "away", "migrations": "unknown", "rules": "unknown"}
    return {**facts, "worker_age": None}


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


def rules() -> str:
    """Whether the rules of the database are "complete" or some "missing", as it was within the last minute;
    "unknown" where a later program has migrated it, while this one goes on until it is exchanged."""
    global _rules  # noqa: PLW0603
    asked_at, word = _rules
    if not word or time.monotonic() - asked_at > RULES_EVERY:
        known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
        if not known.issuperset(applied(connection)):
            word = "unknown"
        else:
            word = "missing" if integrity.missing(connection) else "complete"
        _rules = time.monotonic(), word
    return word


def forget_rules() -> None:
    """Have them asked anew: between tests, and after a restore."""
    global _rules  # noqa: PLW0603
    _rules = (0.0, "")


def all_migrated() -> bool:
    """Whether every migration of this program is applied. Once true it stays true for the life of the
    process: new migrations come with new code."""
    global _migrated  # noqa: PLW0603
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated
