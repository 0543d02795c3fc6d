import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

from project.base.migrations import ManyTables


class Migration(ManyTables):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
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
    ]
