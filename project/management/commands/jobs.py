import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from project import health
from project.tasks import LONGEST_WAIT

COUNTS = """
    SELECT task_name, status::text, count(*),
        EXTRACT(EPOCH FROM now() - min(coalesce(scheduled_at, deferred.at)))
    FROM procrastinate_jobs job
    LEFT JOIN LATERAL (
        SELECT min(at) AS at FROM procrastinate_events WHERE job_id = job.id AND type = 'deferred'
    ) deferred ON true
    GROUP BY 1, 2 ORDER BY 1, 2
"""


class Command(BaseCommand):
    help = (
        "List the jobs by task and state (todo, doing, succeeded, failed, cancelled, aborted), with the age "
        "of the "
        f"oldest. A job whose worker was killed is begun anew after at most {LONGEST_WAIT} seconds."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(COUNTS)
            rows = [
                {"task": task, "state": state, "count": count, "oldest_seconds": round(float(age or 0))}
                for task, state, count, age in cursor.fetchall()
            ]
        facts = {"worker_age": health.worker_age(), "longest_wait_seconds": LONGEST_WAIT, "jobs": rows}
        self.stdout.write(json.dumps(facts) if options["json"] else self._table(facts))

    def _table(self, facts: dict[str, Any]) -> str:
        age = facts["worker_age"]
        lines = [
            f"A worker was last heard of {age} s ago." if age is not None else "No worker has signed on."
        ]
        lines += [
            f"{row['count']:>7}  {row['state']:<10} {row['task']}  (oldest {row['oldest_seconds']} s)"
            for row in facts["jobs"]
        ]
        return "\n".join(lines if facts["jobs"] else [*lines, "The queue is empty."])
