"""In which parts an invoice is paid, where a payment plan says so."""

import django.db.models.deletion
from django.db import migrations, models

from project.base.constraints import AppendOnly, SameAgency
from project.base.migrations import ManyTables


class Migration(ManyTables):
    dependencies = [
        ("agencies", "0041_search_letters"),
        ("billing", "0017_how_taxed"),
    ]

    operations = [
        migrations.CreateModel(
            name="InvoicePart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_on", models.DateField(verbose_name="due")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="amount")),
                ("upto", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "invoice",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="billing.invoice",
                    ),
                ),
            ],
            options={
                "verbose_name": "part of an invoice",
                "verbose_name_plural": "parts of invoices",
                "ordering": ["due_on"],
                "constraints": [
                    models.UniqueConstraint(fields=("invoice", "due_on"), name="invoicepart_day"),
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="invoicepart_amount"),
                    models.CheckConstraint(
                        condition=models.Q(("upto__gte", models.F("amount"))), name="invoicepart_upto"
                    ),
                ],
                "indexes": [models.Index(fields=["agency", "due_on"], name="invoicepart_due")],
            },
        ),
        SameAgency("InvoicePart", "invoice"),
        AppendOnly("InvoicePart"),
    ]
