"""The windows that run already, in portions, each under the locks of its orders: people go on working."""

from typing import Any

from django.db import migrations, transaction

PORTION = 500
NEXT = """
    SELECT DISTINCT order_id FROM writers_feedback
    WHERE order_id > %s AND given_at IS NOT NULL AND released_at IS NULL AND deleted_at IS NULL
        AND NOT anonymous AND direction IN ('client_to_writer', 'writer_to_client')
    ORDER BY order_id LIMIT %s
"""
LOCK = "SELECT id FROM orders_order WHERE id = ANY (%s) ORDER BY id FOR NO KEY UPDATE"
WRITE = """
    UPDATE writers_feedback feedback SET releases_at = placed.closed_at + interval '14 days'
    FROM orders_order placed
    WHERE placed.id = ANY (%s) AND placed.closed_at IS NOT NULL AND feedback.order_id = placed.id
        AND feedback.given_at IS NOT NULL AND feedback.released_at IS NULL AND feedback.deleted_at IS NULL
        AND NOT feedback.anonymous AND feedback.direction IN ('client_to_writer', 'writer_to_client')
"""


def write(apps: Any, schema_editor: Any) -> None:
    """Run again, it leads to the same."""
    last = 0
    with schema_editor.connection.cursor() as cursor:
        while True:
            cursor.execute(NEXT, [last, PORTION])
            orders = [key for (key,) in cursor.fetchall()]
            if not orders:
                return
            with transaction.atomic(using=schema_editor.connection.alias):
                cursor.execute(LOCK, [orders])
                cursor.execute(WRITE, [orders])
            last = orders[-1]


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("writers", "0008_windows_of_feedback")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
