"""The database works out how much is open, too: what settles goes to the oldest invoice first, credit notes
and what the order has become cheaper by as well as payments."""

from importlib import import_module

from django.db import migrations

#: All of one order, anew. Under the lock of the order, which whoever books holds anyway: of two at once the
#: second sees what the first has written.
BODY = """
    PERFORM FROM orders_order WHERE id = NEW.order_id FOR NO KEY UPDATE;
    DELETE FROM billing_openinvoice WHERE order_id = NEW.order_id;
    INSERT INTO billing_openinvoice (agency_id, invoice_id, order_id, account_id, number, amount)
    SELECT billed.agency_id, billed.id, billed.order_id, billed.account_id, billed.number,
        least(billed.total, billed.upto - pool.settled)
    FROM (
        SELECT *, sum(greatest(total, 0)) OVER (ORDER BY number) AS upto
        FROM billing_invoice WHERE order_id = NEW.order_id
    ) billed, (
        SELECT paid + credited + greatest(billed - charged, 0) AS settled FROM (
            SELECT coalesce(sum(amount) FILTER (WHERE kind <> 'payment'), 0) AS charged,
                coalesce(-sum(amount) FILTER (WHERE kind = 'payment'), 0) AS paid
            FROM orders_ledgerentry WHERE order_id = NEW.order_id AND kind <> 'writer_fee'
        ) ledger, (
            SELECT coalesce(sum(total), 0) AS billed,
                coalesce(-sum(total) FILTER (WHERE total < 0), 0) AS credited
            FROM billing_invoice WHERE order_id = NEW.order_id
        ) documents
    ) pool
    WHERE billed.total > 0 AND billed.upto > pool.settled;
    RETURN NULL;
"""
FUNCTION = "CREATE OR REPLACE FUNCTION billing_open_invoices() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {} END $$"
BEFORE = import_module("billing.migrations.0003_open_invoices").BODY


class Migration(migrations.Migration):
    dependencies = [("billing", "0005_open_amounts")]
    operations = [migrations.RunSQL([(FUNCTION.format(BODY), None)], [(FUNCTION.format(BEFORE), None)])]
