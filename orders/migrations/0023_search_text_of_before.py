"""The words of what was there before."""

from django.db import migrations

BATCH = 500
ORDERS = """
    INSERT INTO orders_searchtext (agency_id, order_id, words)
    SELECT agency_id, id, quillhouse_vector('a' || agency_id || 'o', concat_ws(E'\n', number, title, brief, audience))
        || array_to_tsvector(ARRAY['#' || ltrim(substring(number FROM '[0-9]+$'), '0')])
    FROM orders_order WHERE id > %s AND id <= %s ON CONFLICT DO NOTHING
"""
DELIVERIES = """
    INSERT INTO orders_searchtext (agency_id, order_id, delivery_id, words)
    SELECT agency_id, order_id, id, quillhouse_vector('a' || agency_id || 'd', text)
    FROM orders_delivery WHERE id > %s AND id <= %s ON CONFLICT DO NOTHING
"""
MESSAGES = """
    INSERT INTO orders_searchtext (agency_id, order_id, message_id, words)
    SELECT m.agency_id, m.order_id, m.id, quillhouse_vector('a' || m.agency_id || 'm', t.text)
    FROM orders_message m
    JOIN LATERAL (SELECT text FROM orders_messagetext WHERE message_id = m.id ORDER BY number DESC LIMIT 1) t ON true
    WHERE m.id > %s AND m.id <= %s ON CONFLICT DO NOTHING
"""
FILLS = (("orders_order", ORDERS), ("orders_delivery", DELIVERIES), ("orders_message", MESSAGES))


def fill(apps, schema_editor):
    """In batches; can be run again."""
    with schema_editor.connection.cursor() as cursor:
        for table, statement in FILLS:
            cursor.execute(f"SELECT coalesce(min(id), 1), coalesce(max(id), 0) FROM {table}")  # noqa: S608
            first, last = cursor.fetchone()
            for before in range(first - 1, last, BATCH):
                cursor.execute(statement, [before, before + BATCH])


class Migration(migrations.Migration):
    dependencies = [("orders", "0022_search_text_kept")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
