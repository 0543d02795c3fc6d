"""Whoever has written to a conversation, or opened it, finds it in their inbox."""

from django.db import migrations

#: Can be run again: threads that are there are left alone.
FILL = """
    INSERT INTO orders_inboxthread (agency_id, order_id, internal, membership_id, latest_id, unread)
    SELECT t.agency_id, t.order_id, t.internal, p.membership_id, t.latest,
        t.latest > coalesce(p.upto, 0)
    FROM (
        SELECT agency_id, order_id, internal, max(id) AS latest
        FROM orders_message GROUP BY agency_id, order_id, internal
    ) t JOIN (
        SELECT order_id, internal, membership_id, max(upto) AS upto FROM (
            SELECT order_id, internal, membership_id, upto_id AS upto FROM orders_messageread
            UNION ALL
            SELECT order_id, internal, author_id, max(id) FROM orders_message GROUP BY 1, 2, 3
        ) places GROUP BY 1, 2, 3
    ) p USING (order_id, internal)
    ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("orders", "0003_inbox")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
