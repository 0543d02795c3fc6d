"""The database works out what no invoice holds yet, with what is open."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("billing.migrations.0006_open_amounts_kept")
#: Behind what is open, under the same lock.
UNBILLED = """
    INSERT INTO billing_unbilledorder (agency_id, order_id, account_id, currency, amount)
    SELECT placed.agency_id, placed.id, placed.account_id, placed.currency, ledger.charged - documents.billed
    FROM orders_order placed, (
        SELECT coalesce(sum(amount), 0) AS charged FROM orders_ledgerentry
        WHERE order_id = NEW.order_id AND kind NOT IN ('writer_fee', 'payment')
    ) ledger, (
        SELECT coalesce(sum(total), 0) AS billed FROM billing_invoice WHERE order_id = NEW.order_id
    ) documents
    WHERE placed.id = NEW.order_id AND ledger.charged <> documents.billed
    ON CONFLICT (order_id) DO UPDATE SET amount = EXCLUDED.amount
        WHERE billing_unbilledorder.amount <> EXCLUDED.amount;
    DELETE FROM billing_unbilledorder WHERE order_id = NEW.order_id AND (
        SELECT coalesce(sum(amount), 0) FROM orders_ledgerentry
        WHERE order_id = NEW.order_id AND kind NOT IN ('writer_fee', 'payment')
    ) = (SELECT coalesce(sum(total), 0) FROM billing_invoice WHERE order_id = NEW.order_id);
    RETURN NULL;
"""
BODY = BEFORE.BODY.replace("    RETURN NULL;\n", UNBILLED)


class Migration(migrations.Migration):
    dependencies = [("billing", "0010_reminders")]
    operations = [
        migrations.RunSQL(
            [(BEFORE.FUNCTION.format(BODY), None)], [(BEFORE.FUNCTION.format(BEFORE.BODY), None)]
        )
    ]
