"""The style guide of a client account, version by version."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import project.base.text
from project.base.constraints import SameAgency
from project.base.migrations import ManyTables


class Migration(ManyTables):
    dependencies = [("clients", "0002_rules"), ("agencies", "0005_webhooks")]

    operations = [
        migrations.CreateModel(
            name="StyleGuide",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        max_length=40000,
                        validators=[
                            django.core.validators.MaxLengthValidator(40000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="style guide",
                    ),
                ),
                ("link", models.URLField(blank=True, max_length=500, verbose_name="link")),
                ("at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="style_guides",
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
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "style guide",
                "verbose_name_plural": "style guides",
                "constraints": [
                    models.UniqueConstraint(fields=("account", "number"), name="styleguide_number"),
                    models.CheckConstraint(
                        condition=models.Q(number__gte=1), name="styleguide_counts_from_one"
                    ),
                ],
            },
        ),
        SameAgency("StyleGuide", "account", "by"),
    ]
