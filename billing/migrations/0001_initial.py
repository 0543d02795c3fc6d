import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import project.base.text


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
        ("clients", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="InvoiceCounter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("last", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="InvoicedEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="InvoiceLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("label", models.CharField(max_length=240)),
                ("detail", models.CharField(blank=True, max_length=400)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="InvoiceSettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        validators=[project.base.text.validate_text],
                        verbose_name="legal name",
                    ),
                ),
                (
                    "address",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(400), project.base.text.validate_text],
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
                    "payment_days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        validators=[django.core.validators.MaxValueValidator(120)],
                        verbose_name="days to pay",
                    ),
                ),
                (
                    "payment_text",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(600), project.base.text.validate_text],
                        verbose_name="how to pay",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BillingDetails",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(
                        blank=True, max_length=120, validators=[project.base.text.validate_text], verbose_name="name"
                    ),
                ),
                (
                    "address",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(400), project.base.text.validate_text],
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
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="billing", to="clients.clientaccount"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
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
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
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
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="invoices", to="clients.clientaccount"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
            ],
            options={
                "verbose_name": "invoice",
                "verbose_name_plural": "invoices",
                "ordering": ["number"],
            },
        ),
    ]
