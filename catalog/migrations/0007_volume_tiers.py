"""Volume tiers: what is off for each of several pieces that are commissioned together, version by version."""

import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

from project.base.constraints import AppendOnly, SameAgency
from project.base.migrations import ManyTables

PARTS = [
    ("services", "Services"),
    ("subjects", "Subjects"),
    ("qualities", "Quality"),
    ("urgencies", "Urgency"),
    ("addons", "Add-ons"),
    ("volumes", "Volume"),
    ("languages", "Languages"),
    ("general", "Minimum, surcharge and tax"),
]


class Migration(ManyTables):
    dependencies = [
        ("agencies", "0013_marks"),
        ("catalog", "0006_drafted_prices"),
    ]

    operations = [
        migrations.AlterField("DraftedThing", "part", models.CharField(choices=PARTS, max_length=9)),
        migrations.AlterField("PriceBookChange", "part", models.CharField(choices=PARTS, max_length=9)),
        migrations.CreateModel(
            name="VolumeTier",
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
                ("key", models.SlugField(max_length=40, verbose_name="key")),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("description", models.CharField(blank=True, max_length=240, verbose_name="description")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "volume tier",
                "verbose_name_plural": "volume tiers",
                "ordering": ["position", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "key"), name="volumetier_key"),
                    models.UniqueConstraint(
                        models.F("agency"),
                        django.db.models.functions.text.Lower("name"),
                        condition=models.Q(("archived_at", None)),
                        name="volumetier_name",
                    ),
                    models.UniqueConstraint(fields=("agency", "id"), name="volumetier_agency_id"),
                ],
            },
        ),
        migrations.CreateModel(
            name="VolumePrice",
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
                    "book",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="volumes",
                        to="catalog.pricebook",
                    ),
                ),
                (
                    "tier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prices",
                        to="catalog.volumetier",
                    ),
                ),
                ("from_pieces", models.PositiveSmallIntegerField()),
                ("percent", models.DecimalField(decimal_places=2, max_digits=5)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("book", "tier"), name="volumeprice_once"),
                    models.UniqueConstraint(fields=("book", "from_pieces"), name="volumeprice_pieces"),
                    models.CheckConstraint(
                        condition=models.Q(("from_pieces__gte", 2)), name="volumeprice_several"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("percent__gt", 0), ("percent__lte", 100)),
                        name="volumeprice_percent",
                    ),
                ],
            },
        ),
        SameAgency("VolumePrice", "book", "tier"),
        AppendOnly("VolumePrice"),
    ]
