"""Which invoices are open: rows that the database keeps by itself."""

import django.db.models.deletion
from django.db import migrations, models

from project.base.constraints import Derived, SameAgency
from project.base.migrations import ManyTables

#: All of one order, anew. Under the lock of the order, which whoever books holds anyway: of two at once the
#: second sees what the first has written.
BODY = """
    PERFORM FROM orders_order WHERE id = NEW.order_id FOR NO KEY UPDATE;
    DELETE FROM billing_openinvoice WHERE order_id = NEW.order_id;
    INSERT INTO billing_openinvoice (agency_id, invoice_id, order_id, account_id, number)
    SELECT billed.agency_id, billed.id, billed.order_id, billed.account_id, billed.number
    FROM (
        SELECT *, sum(total) OVER (ORDER BY number) AS upto
        FROM billing_invoice WHERE order_id = NEW.order_id
    ) billed, (
        SELECT sum(amount) AS owed, coalesce(-sum(amount) FILTER (WHERE kind = 'payment'), 0) AS paid
        FROM orders_ledgerentry WHERE order_id = NEW.order_id AND kind <> 'writer_fee'
    ) ledger
    WHERE billed.total > 0 AND ledger.owed > 0 AND billed.upto > ledger.paid;
    RETURN NULL;
"""


def key(to: str, **more: object) -> models.ForeignKey:
    return models.ForeignKey(to, django.db.models.deletion.PROTECT, related_name="+", **more)


class Migration(ManyTables):
    dependencies = [
        ("agencies", "0002_rules"),
        ("clients", "0002_rules"),
        ("orders", "0002_rules"),
        ("billing", "0002_rules"),
    ]

    operations = [
        migrations.CreateModel(
            name="OpenInvoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("account", key("clients.clientaccount", db_index=False)),
                ("agency", key("agencies.agency")),
                (
                    "invoice",
                    models.OneToOneField(
                        "billing.invoice", django.db.models.deletion.CASCADE, related_name="open"
                    ),
                ),
                ("order", key("orders.order")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["agency", "account", "-number"], name="openinvoice_account")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "number"), name="openinvoice_number")
                ],
            },
        ),
        SameAgency("OpenInvoice", "invoice", "order", "account"),
        Derived("billing_open_invoices", BODY, ("orders_ledgerentry", "billing_invoice")),
    ]
