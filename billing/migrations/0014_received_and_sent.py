"""What an invoice says was received for it, and to whom it went by mail."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from project.base.constraints import AppendOnly, SameAgency
from project.base.migrations import ManyTables


def key() -> models.BigAutoField:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def to(model: str, name: str = "+", **options: bool) -> models.ForeignKey:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name=name, to=model, **options
    )


class Migration(ManyTables):
    dependencies = [("agencies", "0012_bank_account_proved"), ("billing", "0013_where_to_pay")]

    operations = [
        migrations.CreateModel(
            name="InvoicePayment",
            fields=[
                ("id", key()),
                ("agency", to("agencies.agency")),
                ("invoice", to("billing.invoice", "received")),
                ("position", models.PositiveSmallIntegerField()),
                ("on", models.DateField(null=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=["invoice", "position"], name="invoicepayment_position"),
                    models.CheckConstraint(condition=Q(amount__gt=0), name="invoicepayment_amount"),
                ],
            },
        ),
        migrations.CreateModel(
            name="InvoiceSending",
            fields=[
                ("id", key()),
                ("agency", to("agencies.agency")),
                ("invoice", to("billing.invoice", "sendings")),
                ("asked_by", to("agencies.membership", null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["agency", "id"], name="invoicesending_agency_id"),
                    models.UniqueConstraint(
                        fields=["invoice"], condition=Q(asked_by=None), name="invoicesending_once_by_itself"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SentInvoice",
            fields=[
                ("id", key()),
                ("agency", to("agencies.agency")),
                ("sending", to("billing.invoicesending", "mails")),
                ("membership", to("agencies.membership", null=True)),
                ("mail_id", models.CharField(max_length=320, unique=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "email with an invoice",
                "verbose_name_plural": "emails with invoices",
                "constraints": [
                    models.UniqueConstraint(fields=["sending", "membership"], name="sentinvoice_once"),
                    models.UniqueConstraint(
                        fields=["sending"], condition=Q(membership=None), name="sentinvoice_one_address"
                    ),
                ],
            },
        ),
        SameAgency("InvoicePayment", "invoice"),
        SameAgency("InvoiceSending", "invoice", "asked_by"),
        SameAgency("SentInvoice", "sending", "membership"),
        AppendOnly("InvoicePayment"),
        AppendOnly("InvoiceSending"),
        AppendOnly("SentInvoice"),
    ]
