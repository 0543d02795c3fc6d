"""When the first target runs out, of the tickets of before 0019, in portions: people go on working."""

from typing import Any

from django.db import migrations, transaction

PORTION = 500
NEXT = """
    SELECT DISTINCT ticket_id FROM support_tickettimer
    WHERE ticket_id > %s AND ended_at IS NULL AND due_at IS NOT NULL ORDER BY ticket_id LIMIT %s
"""
LOCK = "SELECT id FROM support_ticket WHERE id = ANY (%s) ORDER BY id FOR NO KEY UPDATE"
WRITE = """
    UPDATE support_ticket SET next_due_at = found.next_due_at
    FROM (
        SELECT ticket_id, min(due_at) AS next_due_at FROM support_tickettimer
        WHERE ticket_id = ANY (%s) AND ended_at IS NULL AND due_at IS NOT NULL GROUP BY ticket_id
    ) found
    WHERE id = found.ticket_id AND support_ticket.next_due_at IS DISTINCT FROM found.next_due_at
"""


def write(apps: Any, schema_editor: Any) -> None:
    """All of them anew: run again, it leads to the same."""
    last = 0
    with schema_editor.connection.cursor() as cursor:
        while True:
            cursor.execute(NEXT, [last, PORTION])
            tickets = [key for (key,) in cursor.fetchall()]
            if not tickets:
                return
            with transaction.atomic(using=schema_editor.connection.alias):
                cursor.execute(LOCK, [tickets])
                cursor.execute(WRITE, [tickets])
            last = tickets[-1]


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("support", "0019_next_due")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
