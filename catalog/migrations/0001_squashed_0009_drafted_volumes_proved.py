"""All that catalog has after 0009_drafted_volumes_proved, for a database that has none of it.

Written by `python -m project.launcher.squash`. A database that has some of it takes what this replaces.
"""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

from project.base import constraints
from project.base.migrations import Squashed


class Migration(Squashed):
    replaces = [
        ("catalog", "0001_initial"),
        ("catalog", "0002_rules"),
        ("catalog", "0003_languages"),
        ("catalog", "0004_languages_of_before"),
        ("catalog", "0005_prices_with_tax"),
        ("catalog", "0006_drafted_prices"),
        ("catalog", "0007_volume_tiers"),
        ("catalog", "0008_drafted_volumes"),
        ("catalog", "0009_drafted_volumes_proved"),
    ]

    initial = True

    dependencies = [
        ("agencies", "0043_planned_switches"),
    ]

    operations = [
        migrations.CreateModel(
            name="ServiceType",
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
                (
                    "unit",
                    models.CharField(
                        choices=[("word", "word"), ("page", "page"), ("hour", "hour"), ("item", "item")],
                        max_length=4,
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "service",
                "verbose_name_plural": "services",
                "ordering": ["position", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "key"), name="servicetype_key"),
                    models.UniqueConstraint(
                        models.F("agency"),
                        django.db.models.functions.text.Lower("name"),
                        condition=models.Q(("archived_at", None)),
                        name="servicetype_name",
                    ),
                    models.UniqueConstraint(fields=("agency", "id"), name="servicetype_agency_id"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Subject",
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
                "verbose_name": "subject",
                "verbose_name_plural": "subjects",
                "ordering": ["position", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "key"), name="subject_key"),
                    models.UniqueConstraint(
                        models.F("agency"),
                        django.db.models.functions.text.Lower("name"),
                        condition=models.Q(("archived_at", None)),
                        name="subject_name",
                    ),
                    models.UniqueConstraint(fields=("agency", "id"), name="subject_agency_id"),
                ],
            },
        ),
        migrations.CreateModel(
            name="QualityTier",
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
                "verbose_name": "quality tier",
                "verbose_name_plural": "quality tiers",
                "ordering": ["position", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "key"), name="qualitytier_key"),
                    models.UniqueConstraint(
                        models.F("agency"),
                        django.db.models.functions.text.Lower("name"),
                        condition=models.Q(("archived_at", None)),
                        name="qualitytier_name",
                    ),
                    models.UniqueConstraint(fields=("agency", "id"), name="qualitytier_agency_id"),
                ],
            },
        ),
        migrations.CreateModel(
            name="UrgencyTier",
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
                "verbose_name": "urgency tier",
                "verbose_name_plural": "urgency tiers",
                "ordering": ["position", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "key"), name="urgencytier_key"),
                    models.UniqueConstraint(
                        models.F("agency"),
                        django.db.models.functions.text.Lower("name"),
                        condition=models.Q(("archived_at", None)),
                        name="urgencytier_name",
                    ),
                    models.UniqueConstraint(fields=("agency", "id"), name="urgencytier_agency_id"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AddOn",
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
                "verbose_name": "add-on",
                "verbose_name_plural": "add-ons",
                "ordering": ["position", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "key"), name="addon_key"),
                    models.UniqueConstraint(
                        models.F("agency"),
                        django.db.models.functions.text.Lower("name"),
                        condition=models.Q(("archived_at", None)),
                        name="addon_name",
                    ),
                    models.UniqueConstraint(fields=("agency", "id"), name="addon_agency_id"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PriceBook",
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
                ("version", models.PositiveIntegerField()),
                (
                    "minimum_charge",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=9, verbose_name="minimum charge"
                    ),
                ),
                (
                    "tax_rate",
                    models.DecimalField(decimal_places=2, default=0, max_digits=5, verbose_name="tax (%)"),
                ),
                ("tax_label", models.CharField(default="VAT", max_length=20, verbose_name="tax name")),
                (
                    "preferred_surcharge",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        max_digits=5,
                        verbose_name="surcharge for a preferred writer (%)",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "prices_include_tax",
                    models.BooleanField(db_default=False, default=False, verbose_name="prices include tax"),
                ),
            ],
            options={
                "verbose_name": "price list",
                "verbose_name_plural": "price lists",
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "version"), name="pricebook_version"),
                    models.UniqueConstraint(fields=("agency", "id"), name="pricebook_agency_id"),
                    models.CheckConstraint(
                        condition=models.Q(("minimum_charge__gte", 0), ("minimum_charge__lte", 100000)),
                        name="pricebook_minimum",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tax_rate__gte", 0), ("tax_rate__lte", 100)), name="pricebook_tax"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("preferred_surcharge__gte", 0), ("preferred_surcharge__lte", 500)
                        ),
                        name="pricebook_surcharge",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ServicePrice",
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
                        related_name="services",
                        to="catalog.pricebook",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prices",
                        to="catalog.servicetype",
                    ),
                ),
                (
                    "rate",
                    models.DecimalField(
                        decimal_places=4,
                        max_digits=10,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="rate per unit",
                    ),
                ),
                (
                    "minimum_quantity",
                    models.PositiveIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)]
                    ),
                ),
                (
                    "maximum_quantity",
                    models.PositiveIntegerField(
                        default=100000, validators=[django.core.validators.MaxValueValidator(1000000)]
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("book", "service"), name="serviceprice_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("maximum_quantity__gte", models.F("minimum_quantity")),
                            ("minimum_quantity__gte", 1),
                        ),
                        name="serviceprice_quantities",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rate__gte", 0), ("rate__lte", 100000)), name="serviceprice_rate"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QualityPrice",
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
                        related_name="qualities",
                        to="catalog.pricebook",
                    ),
                ),
                (
                    "tier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prices",
                        to="catalog.qualitytier",
                    ),
                ),
                ("multiplier", models.DecimalField(decimal_places=3, max_digits=6)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("book", "tier"), name="qualityprice_once"),
                    models.CheckConstraint(
                        condition=models.Q(("multiplier__gt", 0), ("multiplier__lte", 100)),
                        name="qualityprice_multiplier",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UrgencyPrice",
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
                        related_name="urgencies",
                        to="catalog.pricebook",
                    ),
                ),
                (
                    "tier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prices",
                        to="catalog.urgencytier",
                    ),
                ),
                ("within_hours", models.PositiveIntegerField()),
                ("multiplier", models.DecimalField(decimal_places=3, max_digits=6)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("book", "tier"), name="urgencyprice_once"),
                    models.UniqueConstraint(fields=("book", "within_hours"), name="urgencyprice_hours"),
                    models.CheckConstraint(
                        condition=models.Q(("multiplier__gt", 0), ("multiplier__lte", 100)),
                        name="urgencyprice_multiplier",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AddOnPrice",
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
                        related_name="addons",
                        to="catalog.pricebook",
                    ),
                ),
                (
                    "addon",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="prices", to="catalog.addon"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("fixed", "fixed amount"),
                            ("per_unit", "amount per unit"),
                            ("percent", "percentage of the base price"),
                        ],
                        max_length=8,
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=4, max_digits=10)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("book", "addon"), name="addonprice_once"),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0), ("amount__lte", 100000)),
                        name="addonprice_amount",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PriceBookChange",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="catalog.pricebook",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("services", "Services"),
                            ("subjects", "Subjects"),
                            ("qualities", "Quality"),
                            ("urgencies", "Urgency"),
                            ("addons", "Add-ons"),
                            ("volumes", "Volume"),
                            ("languages", "Languages"),
                            ("general", "Minimum, surcharge and tax"),
                        ],
                        max_length=9,
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=40)),
                ("name", models.CharField(blank=True, max_length=60)),
                ("field", models.CharField(max_length=20)),
                ("old", models.CharField(blank=True, max_length=240)),
                ("new", models.CharField(blank=True, max_length=240)),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("book", "position"), name="pricebookchange_position"),
                    models.UniqueConstraint(
                        fields=("book", "part", "key", "field"), name="pricebookchange_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("old", models.F("new")), _negated=True),
                        name="pricebookchange_differs",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PriceBookTakeBack",
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="take_back",
                        to="catalog.pricebook",
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
                ("at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Language",
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
                ("key", models.SlugField(db_index=False, max_length=10, verbose_name="code")),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("description", models.CharField(blank=True, max_length=240, verbose_name="description")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "language",
                "verbose_name_plural": "languages",
                "ordering": ["position", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "key"), name="language_key"),
                    models.UniqueConstraint(
                        models.F("agency"),
                        django.db.models.functions.text.Lower("name"),
                        condition=models.Q(("archived_at", None)),
                        name="language_name",
                    ),
                    models.UniqueConstraint(fields=("agency", "id"), name="language_agency_id"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("key__regex", "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$")
                        ),
                        name="language_code",
                    ),
                ],
            },
        ),
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
                            ("volumes", "Volume"),
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
                                ("amount__isnull", False),
                                ("minimum_quantity__isnull", False),
                                ("multiplier", None),
                                ("part", "volumes"),
                            ),
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
                        name="draftedthing_part_priced",
                    ),
                ],
            },
        ),
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
        constraints.SameAgency("PriceBook", "created_by"),
        constraints.SameAgency("ServicePrice", "book", "service"),
        constraints.SameAgency("QualityPrice", "book", "tier"),
        constraints.SameAgency("UrgencyPrice", "book", "tier"),
        constraints.SameAgency("AddOnPrice", "book", "addon"),
        constraints.SameAgency("PriceBookChange", "book"),
        constraints.SameAgency("PriceBookTakeBack", "book", "by"),
        constraints.AppendOnly("PriceBook"),
        constraints.AppendOnly("ServicePrice"),
        constraints.AppendOnly("QualityPrice"),
        constraints.AppendOnly("UrgencyPrice"),
        constraints.AppendOnly("AddOnPrice"),
        constraints.AppendOnly("PriceBookChange"),
        constraints.AppendOnly("PriceBookTakeBack"),
        constraints.SameAgency("DraftedThing", "mark"),
        constraints.SameAgency("PricePublication", "mark", "by"),
        constraints.SameAgency("VolumePrice", "book", "tier"),
        constraints.AppendOnly("VolumePrice"),
    ]
