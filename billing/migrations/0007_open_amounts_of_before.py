"""How much is open of the invoices of before 0006, in portions, each under the locks of its orders: people go
on working."""

from typing import Any

from django.db import migrations, transaction

PORTION = 500
NEXT = "SELECT DISTINCT order_id FROM billing_invoice WHERE order_id > %s ORDER BY order_id LIMIT %s"
LOCK = "SELECT id FROM orders_order WHERE id = ANY (%s) ORDER BY id FOR NO KEY UPDATE"
FORGET = "DELETE FROM billing_openinvoice WHERE order_id = ANY (%s)"
WRITE = """
    INSERT INTO billing_openinvoice (agency_id, invoice_id, order_id, account_id, number, amount)
    SELECT billed.agency_id, billed.id, billed.order_id, billed.account_id, billed.number,
        least(billed.total, billed.upto - paid - billed.credited - greatest(billed.billed - charged, 0))
    FROM (
        SELECT *, sum(greatest(total, 0)) OVER (PARTITION BY order_id ORDER BY number) AS upto,
            sum(total) OVER (PARTITION BY order_id) AS billed,
            -sum(least(total, 0)) OVER (PARTITION BY order_id) AS credited
        FROM billing_invoice WHERE order_id = ANY (%s)
    ) billed
    JOIN (
        SELECT order_id, coalesce(sum(amount) FILTER (WHERE kind <> 'payment'), 0) AS charged,
            coalesce(-sum(amount) FILTER (WHERE kind = 'payment'), 0) AS paid
        FROM orders_ledgerentry WHERE order_id = ANY (%s) AND kind <> 'writer_fee' GROUP BY order_id
    ) ledger USING (order_id)
    WHERE billed.total > 0
        AND billed.upto > paid + billed.credited + greatest(billed.billed - charged, 0)
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
    dependencies = [("billing", "0006_open_amounts_kept")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
