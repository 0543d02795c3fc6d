import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import project.base.text
from project.base.migrations import ManyTables


class Migration(ManyTables):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
        ("clients", "0001_initial"),
        ("orders", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="BillingDetails",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="billing",
                        to="clients.clientaccount",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        validators=[project.base.text.validate_text],
                        verbose_name="name",
                    ),
                ),
                (
                    "address",
                    models.TextField(
                        blank=True,
                        validators=[
                            django.core.validators.MaxLengthValidator(400),
                            project.base.text.validate_text,
                        ],
                        verbose_name="address",
                    ),
                ),
                (
                    "tax_number",
                    models.CharField(
                        blank=True,
                        max_length=40,
                        validators=[project.base.text.validate_text],
                        verbose_name="tax number",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Invoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invoices",
                        to="orders.order",
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invoices",
                        to="clients.clientaccount",
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("issued_at", models.DateTimeField()),
                ("issued_on", models.DateField()),
                ("due_on", models.DateField()),
                ("currency", models.CharField(max_length=3)),
                ("net", models.DecimalField(decimal_places=2, max_digits=12)),
                ("tax", models.DecimalField(decimal_places=2, max_digits=12)),
                ("total", models.DecimalField(decimal_places=2, max_digits=12)),
                ("tax_label", models.CharField(blank=True, max_length=160)),
                ("seller_name", models.CharField(max_length=120)),
                ("seller_address", models.TextField()),
                ("seller_tax_number", models.CharField(blank=True, max_length=40)),
                ("buyer_name", models.CharField(max_length=120)),
                ("buyer_address", models.TextField(blank=True)),
                ("buyer_tax_number", models.CharField(blank=True, max_length=40)),
                ("payment_text", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "invoice",
                "verbose_name_plural": "invoices",
                "ordering": ["number"],
                "indexes": [
                    models.Index(fields=["agency", "account", "-number"], name="invoice_account"),
                    models.Index(fields=["order", "number"], name="invoice_of_order"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="invoice_agency_id"),
                    models.UniqueConstraint(fields=("agency", "number"), name="invoice_number"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="invoice_number_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "total",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("net"), "+", models.F("tax")
                                ),
                            )
                        ),
                        name="invoice_total",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("issued_on"))), name="invoice_due"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InvoiceLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="billing.invoice",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("label", models.CharField(max_length=240)),
                ("detail", models.CharField(blank=True, max_length=400)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("invoice", "position"), name="invoiceline_position")
                ],
            },
        ),
        migrations.CreateModel(
            name="InvoicedEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="billing.invoice",
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invoiced",
                        to="orders.ledgerentry",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="InvoiceCounter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                ("last", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("agency",), name="invoicecounter_one")],
            },
        ),
    ]
