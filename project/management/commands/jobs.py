import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from project import health
from project.tasks import LONGEST_WAIT

COUNTS = """
    SELECT task_name, queue_name, status::text, count(*),
        coalesce(round(extract(epoch FROM now() - min(coalesce(scheduled_at, deferred.at)))), 0)::int
    FROM procrastinate_jobs job
    LEFT JOIN LATERAL (
        SELECT min(at) AS at FROM procrastinate_events WHERE job_id = job.id AND type = 'deferred'
    ) deferred ON true
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""
KEYS = ("task", "queue", "state", "count", "oldest_seconds")


class Command(BaseCommand):
    help = (
        "Lists the jobs by task, queue and state (todo, doing, succeeded, failed, cancelled, aborted), with "
        "the age of the oldest. A job whose worker was killed starts again after at most "
        f"{LONGEST_WAIT} seconds."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(COUNTS)
            rows = [dict(zip(KEYS, row, strict=True)) for row in cursor.fetchall()]
        facts = {"worker_age": health.worker_age(), "longest_wait_seconds": LONGEST_WAIT, "jobs": rows}
        self.stdout.write(json.dumps(facts) if options["json"] else self._table(facts))

    def _table(self, facts: dict[str, Any]) -> str:
        age = facts["worker_age"]
        lines = [f"A worker last reported {age} s ago." if age is not None else "No worker has reported yet."]
        lines += [
            f"{row['count']:>7}  {row['state']:<10} {row['task']}  (in {row['queue']}, oldest "
            f"{row['oldest_seconds']} s)"
            for row in facts["jobs"]
        ]
        return "\n".join(lines if facts["jobs"] else [*lines, "The queue is empty."])
