"""All that billing has after 0018_parts, for a database that has none of it.

Written by `python -m project.launcher.squash`. A database that has some of it takes what this replaces.
"""

from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import project.base.text
from project.base import constraints
from project.base.migrations import Squashed

BILLING_OPEN_INVOICES = """
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


class Migration(Squashed):
    replaces = [
        ("billing", "0001_initial"),
        ("billing", "0002_rules"),
        ("billing", "0003_open_invoices"),
        ("billing", "0004_open_invoices_of_before"),
        ("billing", "0005_open_amounts"),
        ("billing", "0006_open_amounts_kept"),
        ("billing", "0007_open_amounts_of_before"),
        ("billing", "0008_open_amounts_checked"),
        ("billing", "0009_open_amounts_proved"),
        ("billing", "0010_reminders"),
        ("billing", "0011_unbilled_kept"),
        ("billing", "0012_unbilled_of_before"),
        ("billing", "0013_where_to_pay"),
        ("billing", "0014_received_and_sent"),
        ("billing", "0015_reminders_to_addresses"),
        ("billing", "0016_one_address"),
        ("billing", "0017_how_taxed"),
        ("billing", "0018_parts"),
    ]

    initial = True

    dependencies = [
        ("agencies", "0043_planned_switches"),
        ("clients", "0013_named_accounts_found"),
        ("orders", "0035_boards_found"),
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
                (
                    "email",
                    models.EmailField(
                        blank=True, db_default="", max_length=254, verbose_name="email address for invoices"
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
                ("seller_iban", models.CharField(blank=True, db_default="", max_length=34)),
                ("seller_bic", models.CharField(blank=True, db_default="", max_length=11)),
                ("account_holder", models.CharField(blank=True, db_default="", max_length=120)),
                ("payment_reference", models.CharField(blank=True, db_default="", max_length=40)),
                ("prices_include_tax", models.BooleanField(db_default=False, default=False)),
                ("tax_note", models.CharField(blank=True, db_default="", default="", max_length=300)),
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
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clients.clientaccount",
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="open", to="billing.invoice"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.order"
                    ),
                ),
                ("amount", models.DecimalField(db_default=Decimal("0"), decimal_places=2, max_digits=12)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["agency", "account", "-number"], name="openinvoice_account")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "number"), name="openinvoice_number"),
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="openinvoice_amount"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaymentReminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("step", models.PositiveSmallIntegerField()),
                ("sent_at", models.DateTimeField()),
                ("sent_on", models.DateField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
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
                        related_name="reminders",
                        to="billing.invoice",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "payment reminder",
                "verbose_name_plural": "payment reminders",
                "ordering": ["step"],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="paymentreminder_agency_id"),
                    models.UniqueConstraint(fields=("invoice", "step"), name="paymentreminder_once"),
                    models.CheckConstraint(
                        condition=models.Q(("step__gte", 1), ("step__lte", 3)), name="paymentreminder_step"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="paymentreminder_amount"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReminderExemption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("set_at", models.DateTimeField()),
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminder_exemption",
                        to="clients.clientaccount",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "exemption from reminders",
                "verbose_name_plural": "exemptions from reminders",
            },
        ),
        migrations.CreateModel(
            name="ReminderPolicy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("active", models.BooleanField(default=False, verbose_name="send reminders automatically")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
            options={
                "verbose_name": "reminder settings",
                "verbose_name_plural": "reminder settings",
                "constraints": [models.UniqueConstraint(fields=("agency",), name="reminderpolicy_one")],
            },
        ),
        migrations.CreateModel(
            name="ReminderStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("days", models.PositiveSmallIntegerField(verbose_name="days after the due date")),
                ("subject", models.CharField(max_length=120, verbose_name="subject")),
                ("text", models.TextField(max_length=2000, verbose_name="text")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
            options={
                "verbose_name": "reminder step",
                "verbose_name_plural": "reminder steps",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "number"), name="reminderstep_once"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1), ("number__lte", 3)), name="reminderstep_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days__gte", 1), ("days__lte", 365)), name="reminderstep_days"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SentReminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mail_id", models.CharField(max_length=320, unique=True)),
                ("at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "reminder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mails",
                        to="billing.paymentreminder",
                    ),
                ),
            ],
            options={
                "verbose_name": "sent reminder",
                "verbose_name_plural": "sent reminders",
                "constraints": [
                    models.UniqueConstraint(fields=("reminder", "membership"), name="sentreminder_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("membership", None)),
                        fields=("reminder",),
                        name="sentreminder_one_address",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnbilledOrder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("currency", models.CharField(max_length=3)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clients.clientaccount",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "order",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unbilled",
                        to="orders.order",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["agency", "-order"], name="unbilledorder_list"),
                    models.Index(fields=["agency", "account", "-order"], name="unbilledorder_account"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount", 0), _negated=True), name="unbilledorder_amount"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InvoiceMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("disputed", "Disputed"), ("held", "Reminders on hold")], max_length=8
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                ("set_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="marks",
                        to="billing.invoice",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "mark on an invoice",
                "verbose_name_plural": "marks on invoices",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("invoice", "kind"),
                        name="invoicemark_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["disputed", "held"])), name="invoicemark_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="invoicemark_ended",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InvoicePayment",
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
                        related_name="received",
                        to="billing.invoice",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("on", models.DateField(null=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("invoice", "position"), name="invoicepayment_position"),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="invoicepayment_amount"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InvoiceSending",
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
                        related_name="sendings",
                        to="billing.invoice",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="invoicesending_agency_id"),
                    models.UniqueConstraint(
                        condition=models.Q(("asked_by", None)),
                        fields=("invoice",),
                        name="invoicesending_once_by_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SentInvoice",
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
                    "sending",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mails",
                        to="billing.invoicesending",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("mail_id", models.CharField(max_length=320, unique=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "email with an invoice",
                "verbose_name_plural": "emails with invoices",
                "constraints": [
                    models.UniqueConstraint(fields=("sending", "membership"), name="sentinvoice_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("membership", None)),
                        fields=("sending",),
                        name="sentinvoice_one_address",
                    ),
                ],
            },
        ),
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
        constraints.SameAgency("BillingDetails", "account"),
        constraints.SameAgency("Invoice", "order", "account", "issued_by"),
        constraints.SameAgency("InvoiceLine", "invoice"),
        constraints.SameAgency("InvoicedEntry", "invoice", "entry"),
        constraints.AppendOnly("Invoice"),
        constraints.AppendOnly("InvoiceLine"),
        constraints.AppendOnly("InvoicedEntry"),
        constraints.SameAgency("OpenInvoice", "invoice", "order", "account"),
        constraints.Derived(
            "billing_open_invoices",
            BILLING_OPEN_INVOICES,
            ("orders_ledgerentry", "billing_invoice"),
            "INSERT",
        ),
        constraints.SameAgency("ReminderExemption", "account", "set_by"),
        constraints.SameAgency("InvoiceMark", "invoice", "set_by", "ended_by"),
        constraints.SameAgency("PaymentReminder", "invoice", "sent_by"),
        constraints.SameAgency("SentReminder", "reminder", "membership"),
        constraints.SameAgency("UnbilledOrder", "order", "account"),
        constraints.AppendOnly("PaymentReminder"),
        constraints.AppendOnly("SentReminder"),
        constraints.SameAgency("InvoicePayment", "invoice"),
        constraints.SameAgency("InvoiceSending", "invoice", "asked_by"),
        constraints.SameAgency("SentInvoice", "sending", "membership"),
        constraints.AppendOnly("InvoicePayment"),
        constraints.AppendOnly("InvoiceSending"),
        constraints.AppendOnly("SentInvoice"),
        constraints.SameAgency("InvoicePart", "invoice"),
        constraints.AppendOnly("InvoicePart"),
    ]
