"""Whether this process lives, and whether the installation is ready for
people. Asked by machines at /healthz/."""

from typing import Any

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor

# Workers sign on and then beat every 10 s; a dead one is replaced by bin/run within a few seconds.
WORKER_SILENCE = 60
_migrated = False


def live() -> tuple[bool, dict[str, Any]]:
    """The process answers: no question is asked of anything else."""
    return True, {"status": "live"}


def ready() -> tuple[bool, dict[str, Any]]:
    """Database reachable, every migration applied, and a worker heard of in the last 60 seconds.

    The facts name each of the three: `database` and `migrations` as words, `worker_age` in seconds or null.
    """
    facts: dict[str, Any] = {
        "status": "not ready",
        "database": "away",
        "migrations": "unknown",
        "worker_age": None,
    }
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
