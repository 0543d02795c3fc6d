"""Prices that were imported, as drafts, and their publication."""

import django.db.models.deletion
from django.db import migrations, models

from project.base.constraints import SameAgency
from project.base.migrations import ManyTables


class Migration(ManyTables):
    dependencies = [
        ("agencies", "0013_marks"),
        ("catalog", "0005_prices_with_tax"),
    ]

    operations = [
        migrations.CreateModel(
            name="PricePublication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "mark",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="price_publication",
                        to="agencies.mark",
                    ),
                ),
            ],
            options={
                "verbose_name": "publication of imported prices",
                "verbose_name_plural": "publications of imported prices",
            },
        ),
        migrations.CreateModel(
            name="DraftedThing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("external_id", models.CharField(blank=True, default="", max_length=80)),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("services", "Services"),
                            ("subjects", "Subjects"),
                            ("qualities", "Quality"),
                            ("urgencies", "Urgency"),
                            ("addons", "Add-ons"),
                            ("languages", "Languages"),
                            ("general", "Minimum, surcharge and tax"),
                        ],
                        max_length=9,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=60)),
                ("description", models.CharField(blank=True, max_length=240)),
                (
                    "unit",
                    models.CharField(
                        blank=True,
                        choices=[("word", "word"), ("page", "page"), ("hour", "hour"), ("item", "item")],
                        max_length=4,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("fixed", "fixed amount"),
                            ("per_unit", "amount per unit"),
                            ("percent", "percentage of the base price"),
                        ],
                        max_length=8,
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=4, max_digits=10, null=True)),
                ("multiplier", models.DecimalField(decimal_places=3, max_digits=6, null=True)),
                ("within_hours", models.PositiveIntegerField(null=True)),
                ("minimum_quantity", models.PositiveIntegerField(null=True)),
                ("maximum_quantity", models.PositiveIntegerField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "mark",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.mark",
                    ),
                ),
            ],
            options={
                "verbose_name": "drafted price",
                "verbose_name_plural": "drafted prices",
                "ordering": ["position", "id"],
                "indexes": [models.Index(fields=["mark"], name="draftedthing_mark")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("agency", "external_id"),
                        name="draftedthing_external_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("amount__isnull", False),
                                ("minimum_quantity__isnull", False),
                                ("part", "services"),
                            ),
                            models.Q(("amount__isnull", False), ("multiplier", None), ("part", "addons")),
                            models.Q(
                                ("multiplier__isnull", False), ("part", "qualities"), ("within_hours", None)
                            ),
                            models.Q(
                                ("multiplier__isnull", False),
                                ("part", "urgencies"),
                                ("within_hours__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="draftedthing_part_has_price",
                    ),
                ],
            },
        ),
        SameAgency("DraftedThing", "mark"),
        SameAgency("PricePublication", "mark", "by"),
    ]
