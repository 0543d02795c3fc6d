"""The words of texts that were written before the functions of search folded Ukrainian letters, in portions, each
under its locks: people go on working."""

from typing import Any

from django.db import migrations, transaction

PORTION = 500
NEXT = "SELECT id FROM orders_searchtext WHERE id > %s ORDER BY id LIMIT %s"
LOCK = "SELECT id FROM orders_searchtext WHERE id = ANY (%s) ORDER BY id FOR UPDATE"
WRITE = r"""
    UPDATE orders_searchtext kept SET words = anew.words FROM (
        SELECT s.id, quillhouse_vector('a' || s.agency_id || 'o',
            concat_ws(E'\n', o.number, o.title, o.brief, o.audience))
            || array_to_tsvector(ARRAY['#' || ltrim(substring(o.number FROM '[0-9]+$'), '0')]) AS words
        FROM orders_searchtext s JOIN orders_order o ON o.id = s.order_id
        WHERE s.id = ANY (%(keys)s) AND s.delivery_id IS NULL AND s.message_id IS NULL
        UNION ALL SELECT s.id, quillhouse_vector('a' || s.agency_id || 'd', d.text)
        FROM orders_searchtext s JOIN orders_delivery d ON d.id = s.delivery_id WHERE s.id = ANY (%(keys)s)
        UNION ALL SELECT s.id, quillhouse_vector('a' || s.agency_id || 'm', t.text)
        FROM orders_searchtext s JOIN LATERAL (
            SELECT text FROM orders_messagetext WHERE message_id = s.message_id ORDER BY number DESC LIMIT 1
        ) t ON true WHERE s.id = ANY (%(keys)s)
    ) anew WHERE anew.id = kept.id AND kept.words <> anew.words
"""


def write(apps: Any, schema_editor: Any) -> None:
    """All of them anew: run again, it leads to the same."""
    last = 0
    with schema_editor.connection.cursor() as cursor:
        while True:
            cursor.execute(NEXT, [last, PORTION])
            keys = [key for (key,) in cursor.fetchall()]
            if not keys:
                return
            with transaction.atomic(using=schema_editor.connection.alias):
                cursor.execute(LOCK, [keys])
                cursor.execute(WRITE, {"keys": keys})
            last = keys[-1]


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("agencies", "0042_search_ukrainian"), ("orders", "0032_receivers_found")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
