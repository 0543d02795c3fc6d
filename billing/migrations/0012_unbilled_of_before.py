"""What no invoice holds of the orders of before 0011, in portions, each under the locks of its orders: people
go on working."""

from typing import Any

from django.db import migrations, transaction

PORTION = 500
NEXT = "SELECT id FROM orders_order WHERE id > %s ORDER BY id LIMIT %s"
LOCK = "SELECT id FROM orders_order WHERE id = ANY (%s) ORDER BY id FOR NO KEY UPDATE"
FORGET = "DELETE FROM billing_unbilledorder WHERE order_id = ANY (%s)"
WRITE = """
    INSERT INTO billing_unbilledorder (agency_id, order_id, account_id, currency, amount)
    SELECT placed.agency_id, placed.id, placed.account_id, placed.currency,
        ledger.charged - coalesce(documents.billed, 0)
    FROM orders_order placed
    JOIN (
        SELECT order_id, sum(amount) AS charged FROM orders_ledgerentry
        WHERE order_id = ANY (%s) AND kind NOT IN ('writer_fee', 'payment') GROUP BY order_id
    ) ledger ON ledger.order_id = placed.id
    LEFT JOIN (
        SELECT order_id, sum(total) AS billed FROM billing_invoice WHERE order_id = ANY (%s) GROUP BY order_id
    ) documents ON documents.order_id = placed.id
    WHERE ledger.charged <> coalesce(documents.billed, 0)
"""


def write(apps: Any, schema_editor: Any) -> None:
    """All of them anew: run again, it leads to the same."""
    last = 0
    with schema_editor.connection.cursor() as cursor:
        while True:
            cursor.execute(NEXT, [last, PORTION])
            orders = [key for (key,) in cursor.fetchall()]
            if not orders:
                return
            with transaction.atomic(using=schema_editor.connection.alias):
                cursor.execute(LOCK, [orders])
                cursor.execute(FORGET, [orders])
                cursor.execute(WRITE, [orders, orders])
            last = orders[-1]


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("billing", "0011_unbilled_kept")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
