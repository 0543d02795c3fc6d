"""What 0001 to 0015 come to, for a new database, where it takes seconds and not a minute. The ones it replaces stay for databases
that have applied some of them."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
from django.db import migrations, models

import project.base.ids
import project.base.search
import project.base.text
from project.base import constraints


class Migration(migrations.Migration):
    replaces = [
        ("orders", "0001_initial"),
        ("orders", "0002_same_agency"),
        ("orders", "0003_messages"),
        ("orders", "0004_ledger"),
        ("orders", "0005_draft_discarded"),
        ("orders", "0006_mail"),
        ("orders", "0007_catalog"),
        ("orders", "0008_account_people"),
        ("orders", "0009_message_search"),
        ("orders", "0010_revision_work"),
        ("orders", "0011_favourites"),
        ("orders", "0012_extension_ask"),
        ("orders", "0013_presets"),
        ("orders", "0014_quotes"),
        ("orders", "0015_quote_work"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0002_squashed_0009_one_list_of_sessions"),
        ("agencies", "0001_squashed_0007_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="AddOn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=40, verbose_name="key")),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("description", models.CharField(blank=True, max_length=240, verbose_name="description")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
            options={
                "verbose_name": "add-on",
                "verbose_name_plural": "add-ons",
                "ordering": ["position", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "key"), name="addon_key"),
                    models.UniqueConstraint(fields=("agency", "id"), name="addon_agency_id"),
                    models.UniqueConstraint(
                        models.F("agency"),
                        django.db.models.functions.text.Lower("name"),
                        condition=models.Q(("archived_at", None)),
                        name="addon_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClientAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=project.base.ids.public_id, editable=False, max_length=10, unique=True),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[("personal", "Personal"), ("company", "Company")], default="personal", max_length=8
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
            options={
                "verbose_name": "client account",
                "verbose_name_plural": "client accounts",
                "indexes": [models.Index(fields=["agency", "name", "id"], name="clientaccount_name")],
                "constraints": [models.UniqueConstraint(fields=("agency", "id"), name="clientaccount_agency_id")],
            },
        ),
        migrations.CreateModel(
            name="OrderCounter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("agency", "year"), name="ordercounter_year")],
            },
        ),
        migrations.CreateModel(
            name="PriceBook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField()),
                (
                    "minimum_charge",
                    models.DecimalField(decimal_places=2, default=0, max_digits=9, verbose_name="minimum charge"),
                ),
                (
                    "tax_rate",
                    models.DecimalField(decimal_places=2, default=0, max_digits=5, verbose_name="tax in percent"),
                ),
                ("tax_label", models.CharField(default="VAT", max_length=20, verbose_name="name of the tax")),
                (
                    "preferred_surcharge",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        max_digits=5,
                        verbose_name="surcharge for a named writer in percent",
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
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
            ],
            options={
                "verbose_name": "price book",
                "verbose_name_plural": "price books",
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
                        condition=models.Q(("preferred_surcharge__gte", 0), ("preferred_surcharge__lte", 500)),
                        name="pricebook_surcharge",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QualityTier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=40, verbose_name="key")),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("description", models.CharField(blank=True, max_length=240, verbose_name="description")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
            options={
                "verbose_name": "quality tier",
                "verbose_name_plural": "quality tiers",
                "ordering": ["position", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "key"), name="qualitytier_key"),
                    models.UniqueConstraint(fields=("agency", "id"), name="qualitytier_agency_id"),
                    models.UniqueConstraint(
                        models.F("agency"),
                        django.db.models.functions.text.Lower("name"),
                        condition=models.Q(("archived_at", None)),
                        name="qualitytier_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceType",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
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
                    models.UniqueConstraint(fields=("agency", "id"), name="servicetype_agency_id"),
                    models.UniqueConstraint(
                        models.F("agency"),
                        django.db.models.functions.text.Lower("name"),
                        condition=models.Q(("archived_at", None)),
                        name="servicetype_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Subject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=40, verbose_name="key")),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("description", models.CharField(blank=True, max_length=240, verbose_name="description")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
            options={
                "verbose_name": "subject",
                "verbose_name_plural": "subjects",
                "ordering": ["position", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "key"), name="subject_key"),
                    models.UniqueConstraint(fields=("agency", "id"), name="subject_agency_id"),
                    models.UniqueConstraint(
                        models.F("agency"),
                        django.db.models.functions.text.Lower("name"),
                        condition=models.Q(("archived_at", None)),
                        name="subject_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UrgencyTier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=40, verbose_name="key")),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("description", models.CharField(blank=True, max_length=240, verbose_name="description")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
            options={
                "verbose_name": "urgency tier",
                "verbose_name_plural": "urgency tiers",
                "ordering": ["position", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "key"), name="urgencytier_key"),
                    models.UniqueConstraint(fields=("agency", "id"), name="urgencytier_agency_id"),
                    models.UniqueConstraint(
                        models.F("agency"),
                        django.db.models.functions.text.Lower("name"),
                        condition=models.Q(("archived_at", None)),
                        name="urgencytier_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InvoiceCounter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("last", models.PositiveIntegerField(default=0)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("agency",), name="invoicecounter_one")],
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
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agency",), name="invoicesettings_one"),
                    models.CheckConstraint(condition=models.Q(("payment_days__lte", 120)), name="invoicesettings_days"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SeverityRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "severity",
                    models.CharField(
                        choices=[
                            ("minor", "Minor"),
                            ("moderate", "Moderate"),
                            ("major", "Major"),
                            ("critical", "Critical"),
                        ],
                        max_length=8,
                        verbose_name="severity",
                    ),
                ),
                ("hours", models.PositiveSmallIntegerField(verbose_name="working hours to answer")),
                ("uses_round", models.BooleanField(verbose_name="uses up an included round")),
                ("wants_place", models.BooleanField(verbose_name="each point says where")),
                ("wants_wish", models.BooleanField(verbose_name="each point says what is wished instead")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
            options={
                "verbose_name": "severity rule",
                "verbose_name_plural": "severity rules",
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "severity"), name="severityrule_once"),
                    models.CheckConstraint(
                        condition=models.Q(("severity__in", ["minor", "moderate", "major", "critical"])),
                        name="severityrule_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hours__gte", 1), ("hours__lte", 400)), name="severityrule_hours"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FavouriteWriter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="favourite_writers",
                        to="agencies.membership",
                    ),
                ),
                (
                    "writer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="agencies.membership"
                    ),
                ),
            ],
            options={
                "verbose_name": "favourite writer",
                "verbose_name_plural": "favourite writers",
                "constraints": [
                    models.UniqueConstraint(fields=("member", "writer"), name="favouritewriter_once"),
                    models.CheckConstraint(
                        condition=models.Q(("member", models.F("writer")), _negated=True),
                        name="favouritewriter_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuoteCounter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("agency", "year"), name="quotecounter_year")],
            },
        ),
        migrations.CreateModel(
            name="QuoteSettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_days", models.PositiveSmallIntegerField(default=14, verbose_name="days a quote is valid")),
                (
                    "reminder_hours",
                    models.PositiveSmallIntegerField(default=48, verbose_name="hours before its end to remind"),
                ),
                (
                    "discount_limit",
                    models.DecimalField(
                        decimal_places=2,
                        default=15,
                        max_digits=5,
                        verbose_name="most that a manager takes off, in percent",
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
                "constraints": [
                    models.UniqueConstraint(fields=("agency",), name="quotesettings_one"),
                    models.CheckConstraint(
                        condition=models.Q(("valid_days__gte", 1), ("valid_days__lte", 180)), name="quotesettings_days"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reminder_hours__gte", 1), ("reminder_hours__lte", 336)),
                        name="quotesettings_reminder",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("discount_limit__gte", 0), ("discount_limit__lte", 100)),
                        name="quotesettings_limit",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccountPerson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[("payer", "Payer"), ("orderer", "Orderer"), ("reader", "Reader")],
                        default="payer",
                        max_length=8,
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="account_people",
                        to="agencies.membership",
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="people", to="orders.clientaccount"
                    ),
                ),
                ("joined_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "person of a client account",
                "verbose_name_plural": "people of client accounts",
                "indexes": [models.Index(fields=["agency", "membership", "account"], name="accountperson_member")],
                "constraints": [
                    models.UniqueConstraint(fields=("account", "membership"), name="accountperson_once"),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["payer", "orderer", "reader"])),
                        name="accountperson_known_role",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "title",
                    models.CharField(
                        blank=True, max_length=160, validators=[project.base.text.validate_text], verbose_name="title"
                    ),
                ),
                (
                    "brief",
                    models.TextField(
                        blank=True,
                        max_length=20000,
                        validators=[django.core.validators.MaxLengthValidator(20000), project.base.text.validate_text],
                        verbose_name="brief",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        validators=[project.base.text.validate_text],
                        verbose_name="audience",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        blank=True, max_length=200, validators=[project.base.text.validate_text], verbose_name="purpose"
                    ),
                ),
                ("quantity", models.PositiveIntegerField(blank=True, null=True, verbose_name="quantity")),
                (
                    "locale",
                    models.CharField(
                        choices=[
                            ("en-GB", "English (British)"),
                            ("en-US", "English (American)"),
                            ("de", "German"),
                            ("fr", "French"),
                            ("es", "Spanish"),
                            ("it", "Italian"),
                            ("nl", "Dutch"),
                            ("pl", "Polish"),
                            ("pt", "Portuguese"),
                            ("sv", "Swedish"),
                        ],
                        default="en-GB",
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                (
                    "format",
                    models.CharField(
                        blank=True, max_length=80, validators=[project.base.text.validate_text], verbose_name="format"
                    ),
                ),
                (
                    "citation_style",
                    models.CharField(
                        blank=True,
                        max_length=40,
                        validators=[project.base.text.validate_text],
                        verbose_name="citation style",
                    ),
                ),
                (
                    "tone",
                    models.CharField(
                        blank=True, max_length=120, validators=[project.base.text.validate_text], verbose_name="tone"
                    ),
                ),
                (
                    "references",
                    models.TextField(
                        blank=True,
                        max_length=4000,
                        validators=[django.core.validators.MaxLengthValidator(4000), project.base.text.validate_text],
                        verbose_name="references",
                    ),
                ),
                (
                    "notes",
                    models.TextField(
                        blank=True,
                        max_length=4000,
                        validators=[django.core.validators.MaxLengthValidator(4000), project.base.text.validate_text],
                        verbose_name="notes to the agency",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(default=project.base.ids.public_id, editable=False, max_length=10, unique=True),
                ),
                ("deadline", models.DateTimeField(blank=True, null=True, verbose_name="deadline")),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                ("converted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="drafts", to="orders.clientaccount"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
                (
                    "preferred_writer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "quality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orders.qualitytier",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orders.servicetype",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orders.subject",
                    ),
                ),
                ("discarded_at", models.DateTimeField(blank=True, null=True)),
                ("released", models.BooleanField(default=True)),
            ],
            options={
                "verbose_name": "draft",
                "verbose_name_plural": "drafts",
                "indexes": [
                    models.Index(
                        condition=models.Q(("converted_at", None)),
                        fields=["agency", "account", "-updated_at", "-id"],
                        name="orderdraft_list",
                    ),
                    models.Index(
                        condition=models.Q(("discarded_at__isnull", False)),
                        fields=["discarded_at"],
                        name="orderdraft_discarded",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="orderdraft_agency_id"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quantity", None),
                            models.Q(("quantity__gte", 1), ("quantity__lte", 1000000)),
                            _connector="OR",
                        ),
                        name="orderdraft_quantity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("discarded_at", None), ("converted_at", None), _connector="OR"),
                        name="orderdraft_discarded_is_no_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AddOnPrice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("fixed", "fixed amount"),
                            ("per_unit", "amount per unit"),
                            ("percent", "percent of the work"),
                        ],
                        max_length=8,
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=4, max_digits=10)),
                (
                    "addon",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="prices", to="orders.addon"
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="addons", to="orders.pricebook"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("book", "addon"), name="addonprice_once"),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0), ("amount__lte", 100000)), name="addonprice_amount"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QualityPrice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("multiplier", models.DecimalField(decimal_places=3, max_digits=6)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "book",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="qualities", to="orders.pricebook"
                    ),
                ),
                (
                    "tier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="prices", to="orders.qualitytier"
                    ),
                ),
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
            name="ServicePrice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                    models.PositiveIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1)]),
                ),
                (
                    "maximum_quantity",
                    models.PositiveIntegerField(
                        default=100000, validators=[django.core.validators.MaxValueValidator(1000000)]
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="services", to="orders.pricebook"
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="prices", to="orders.servicetype"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("book", "service"), name="serviceprice_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("maximum_quantity__gte", models.F("minimum_quantity")), ("minimum_quantity__gte", 1)
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
            name="UrgencyPrice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("within_hours", models.PositiveIntegerField()),
                ("multiplier", models.DecimalField(decimal_places=3, max_digits=6)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "book",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="urgencies", to="orders.pricebook"
                    ),
                ),
                (
                    "tier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="prices", to="orders.urgencytier"
                    ),
                ),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="billing", to="orders.clientaccount"
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
            name="PriceBookChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "book",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="orders.pricebook"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("book", "position"), name="pricebookchange_position"),
                    models.UniqueConstraint(fields=("book", "part", "key", "field"), name="pricebookchange_once"),
                    models.CheckConstraint(
                        condition=models.Q(("old", models.F("new")), _negated=True), name="pricebookchange_differs"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PriceBookTakeBack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "book",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="take_back", to="orders.pricebook"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AccountInvitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[("payer", "Payer"), ("orderer", "Orderer"), ("reader", "Reader")], max_length=8
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="orders.clientaccount",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "invitation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="account_invitation",
                        to="agencies.invitation",
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation into a client account",
                "verbose_name_plural": "invitations into client accounts",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["payer", "orderer", "reader"])),
                        name="accountinvitation_known_role",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderPreset",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=project.base.ids.public_id, editable=False, max_length=10, unique=True),
                ),
                ("shared", models.BooleanField(default=False, verbose_name="shared with everybody of the account")),
                (
                    "name",
                    models.CharField(max_length=80, validators=[project.base.text.validate_text], verbose_name="name"),
                ),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        max_length=240,
                        validators=[project.base.text.validate_text],
                        verbose_name="what it is for",
                    ),
                ),
                ("quantity", models.PositiveIntegerField(blank=True, null=True, verbose_name="quantity")),
                (
                    "locale",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("en-GB", "English (British)"),
                            ("en-US", "English (American)"),
                            ("de", "German"),
                            ("fr", "French"),
                            ("es", "Spanish"),
                            ("it", "Italian"),
                            ("nl", "Dutch"),
                            ("pl", "Polish"),
                            ("pt", "Portuguese"),
                            ("sv", "Swedish"),
                        ],
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                (
                    "format",
                    models.CharField(
                        blank=True, max_length=80, validators=[project.base.text.validate_text], verbose_name="format"
                    ),
                ),
                (
                    "citation_style",
                    models.CharField(
                        blank=True,
                        max_length=40,
                        validators=[project.base.text.validate_text],
                        verbose_name="citation style",
                    ),
                ),
                (
                    "tone",
                    models.CharField(
                        blank=True, max_length=120, validators=[project.base.text.validate_text], verbose_name="tone"
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        validators=[project.base.text.validate_text],
                        verbose_name="audience",
                    ),
                ),
                (
                    "references",
                    models.TextField(
                        blank=True,
                        max_length=4000,
                        validators=[django.core.validators.MaxLengthValidator(4000), project.base.text.validate_text],
                        verbose_name="references",
                    ),
                ),
                (
                    "house_notes",
                    models.TextField(
                        blank=True,
                        max_length=4000,
                        validators=[django.core.validators.MaxLengthValidator(4000), project.base.text.validate_text],
                        verbose_name="house style",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="presets", to="orders.clientaccount"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
                (
                    "preferred_writer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "quality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orders.qualitytier",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orders.servicetype",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orders.subject",
                    ),
                ),
            ],
            options={
                "verbose_name": "preset",
                "verbose_name_plural": "presets",
                "indexes": [models.Index(fields=["agency", "account", "-updated_at", "-id"], name="orderpreset_list")],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="orderpreset_agency_id"),
                    models.UniqueConstraint(
                        models.F("account"),
                        models.F("owner"),
                        django.db.models.functions.text.Lower("name"),
                        condition=models.Q(("archived_at", None)),
                        name="orderpreset_name",
                    ),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="orderpreset_named"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quantity", None),
                            models.Q(("quantity__gte", 1), ("quantity__lte", 1000000)),
                            _connector="OR",
                        ),
                        name="orderpreset_quantity",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DraftAddOn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "addon",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.addon"),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="addon_rows", to="orders.orderdraft"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("draft", "addon"), name="draftaddon_once")],
            },
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "title",
                    models.CharField(
                        blank=True, max_length=160, validators=[project.base.text.validate_text], verbose_name="title"
                    ),
                ),
                (
                    "brief",
                    models.TextField(
                        blank=True,
                        max_length=20000,
                        validators=[django.core.validators.MaxLengthValidator(20000), project.base.text.validate_text],
                        verbose_name="brief",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        validators=[project.base.text.validate_text],
                        verbose_name="audience",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        blank=True, max_length=200, validators=[project.base.text.validate_text], verbose_name="purpose"
                    ),
                ),
                ("quantity", models.PositiveIntegerField(blank=True, null=True, verbose_name="quantity")),
                (
                    "locale",
                    models.CharField(
                        choices=[
                            ("en-GB", "English (British)"),
                            ("en-US", "English (American)"),
                            ("de", "German"),
                            ("fr", "French"),
                            ("es", "Spanish"),
                            ("it", "Italian"),
                            ("nl", "Dutch"),
                            ("pl", "Polish"),
                            ("pt", "Portuguese"),
                            ("sv", "Swedish"),
                        ],
                        default="en-GB",
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                (
                    "format",
                    models.CharField(
                        blank=True, max_length=80, validators=[project.base.text.validate_text], verbose_name="format"
                    ),
                ),
                (
                    "citation_style",
                    models.CharField(
                        blank=True,
                        max_length=40,
                        validators=[project.base.text.validate_text],
                        verbose_name="citation style",
                    ),
                ),
                (
                    "tone",
                    models.CharField(
                        blank=True, max_length=120, validators=[project.base.text.validate_text], verbose_name="tone"
                    ),
                ),
                (
                    "references",
                    models.TextField(
                        blank=True,
                        max_length=4000,
                        validators=[django.core.validators.MaxLengthValidator(4000), project.base.text.validate_text],
                        verbose_name="references",
                    ),
                ),
                (
                    "notes",
                    models.TextField(
                        blank=True,
                        max_length=4000,
                        validators=[django.core.validators.MaxLengthValidator(4000), project.base.text.validate_text],
                        verbose_name="notes to the agency",
                    ),
                ),
                ("number", models.CharField(max_length=20, verbose_name="number")),
                ("currency", models.CharField(max_length=3)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("placed", "Placed"),
                            ("offered", "Offered"),
                            ("assigned", "Assigned"),
                            ("in_progress", "In progress"),
                            ("in_review", "In review"),
                            ("delivered", "Delivered"),
                            ("revision_requested", "Revision requested"),
                            ("completed", "Completed"),
                            ("on_hold", "On hold"),
                            ("disputed", "Disputed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="placed",
                        max_length=20,
                    ),
                ),
                (
                    "resumes_to",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("placed", "Placed"),
                            ("offered", "Offered"),
                            ("assigned", "Assigned"),
                            ("in_progress", "In progress"),
                            ("in_review", "In review"),
                            ("delivered", "Delivered"),
                            ("revision_requested", "Revision requested"),
                            ("completed", "Completed"),
                            ("on_hold", "On hold"),
                            ("disputed", "Disputed"),
                            ("cancelled", "Cancelled"),
                        ],
                        max_length=20,
                        null=True,
                    ),
                ),
                ("hold_reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                ("cancel_reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                (
                    "writer_fee",
                    models.DecimalField(decimal_places=2, max_digits=10, null=True, verbose_name="writer's fee"),
                ),
                ("placed_at", models.DateTimeField()),
                ("client_deadline", models.DateTimeField(verbose_name="deadline")),
                ("writer_deadline", models.DateTimeField(verbose_name="writer's deadline")),
                ("delivered_at", models.DateTimeField(blank=True, null=True)),
                ("review_ends_at", models.DateTimeField(blank=True, null=True)),
                (
                    "review_left",
                    models.DurationField(
                        blank=True, help_text="What is left of the review window while it rests.", null=True
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=project.base.search.AgencyVector("number", "title", "brief", "audience"),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="orders", to="orders.clientaccount"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "editor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="edited_orders",
                        to="agencies.membership",
                    ),
                ),
                (
                    "preferred_writer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
                (
                    "writer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="written_orders",
                        to="agencies.membership",
                    ),
                ),
                (
                    "draft",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="order",
                        to="orders.orderdraft",
                    ),
                ),
                (
                    "price_book",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.pricebook"
                    ),
                ),
                (
                    "quality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.qualitytier"
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.servicetype"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.subject"
                    ),
                ),
                (
                    "urgency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orders.urgencytier",
                    ),
                ),
            ],
            options={
                "verbose_name": "order",
                "verbose_name_plural": "orders",
                "indexes": [
                    models.Index(fields=["agency", "-placed_at", "-id"], name="order_list"),
                    models.Index(fields=["agency", "account", "-placed_at", "-id"], name="order_list_account"),
                    models.Index(fields=["agency", "writer", "-placed_at", "-id"], name="order_list_writer"),
                    models.Index(fields=["agency", "editor", "-placed_at", "-id"], name="order_list_editor"),
                    models.Index(fields=["agency", "state", "-placed_at", "-id"], name="order_list_state"),
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "placed",
                                    "offered",
                                    "assigned",
                                    "in_progress",
                                    "in_review",
                                    "delivered",
                                    "revision_requested",
                                    "on_hold",
                                    "disputed",
                                ],
                            )
                        ),
                        fields=["agency", "client_deadline", "id"],
                        name="order_open_due",
                    ),
                    models.Index(
                        condition=models.Q(("state", "delivered")), fields=["review_ends_at"], name="order_review_ends"
                    ),
                    django.contrib.postgres.indexes.GinIndex(fields=["search"], name="order_search"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "number"), name="order_number"),
                    models.UniqueConstraint(fields=("agency", "id"), name="order_agency_id"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "placed",
                                    "offered",
                                    "assigned",
                                    "in_progress",
                                    "in_review",
                                    "delivered",
                                    "revision_requested",
                                    "completed",
                                    "on_hold",
                                    "disputed",
                                    "cancelled",
                                ],
                            )
                        ),
                        name="order_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("resumes_to__isnull", False), ("state__in", ["on_hold", "disputed"])),
                            models.Q(
                                models.Q(("state__in", ["on_hold", "disputed"]), _negated=True), ("resumes_to", None)
                            ),
                            _connector="OR",
                        ),
                        name="order_resumes_to",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("writer", None),
                            models.Q(("writer", models.F("requested_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="order_writer_not_client",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("editor", None),
                            models.Q(("editor", models.F("requested_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="order_editor_not_client",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("editor", None),
                            ("writer", None),
                            models.Q(("editor", models.F("writer")), _negated=True),
                            _connector="OR",
                        ),
                        name="order_editor_not_writer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["placed", "offered"]), ("writer", None)),
                            models.Q(("state__in", ["placed", "offered"]), _negated=True),
                            _connector="OR",
                        ),
                        name="order_waiting_has_no_writer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("writer", None), ("writer_fee__isnull", False), _connector="OR"),
                        name="order_writer_has_fee",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gte", 1), ("quantity__lte", 1000000)), name="order_quantity"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("writer_deadline__lte", models.F("client_deadline"))),
                        name="order_deadlines",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PresetAddOn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "addon",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.addon"),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "preset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="addon_rows", to="orders.orderpreset"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("preset", "addon"), name="presetaddon_once")],
            },
        ),
        migrations.CreateModel(
            name="PresetDefault",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="orders.clientaccount"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="agencies.membership"
                    ),
                ),
                (
                    "preset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="defaults", to="orders.orderpreset"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("account", "member"), name="presetdefault_one")],
            },
        ),
        migrations.CreateModel(
            name="PresetStyle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "name",
                    models.CharField(max_length=60, validators=[project.base.text.validate_text], verbose_name="name"),
                ),
                (
                    "value",
                    models.CharField(
                        max_length=240, validators=[project.base.text.validate_text], verbose_name="preference"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "preset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="styles", to="orders.orderpreset"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("preset", "position"), name="presetstyle_position"),
                    models.UniqueConstraint(
                        models.F("preset"), django.db.models.functions.text.Lower("name"), name="presetstyle_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("value", ""), _negated=True)
                        ),
                        name="presetstyle_filled",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PresetUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="orders.orderdraft",
                    ),
                ),
                (
                    "preset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="use_rows", to="orders.orderpreset"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["preset", "-at"], name="presetuse_last")],
            },
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fee", models.DecimalField(decimal_places=2, max_digits=10, verbose_name="fee")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Waiting for an answer"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("expired", "Expired"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="open",
                        max_length=9,
                    ),
                ),
                ("offered_at", models.DateTimeField()),
                ("answer_by", models.DateTimeField(verbose_name="answer by")),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("decline_reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "offered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
                (
                    "writer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="offers", to="agencies.membership"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="offers", to="orders.order"
                    ),
                ),
            ],
            options={
                "verbose_name": "offer",
                "verbose_name_plural": "offers",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["agency", "writer", "answer_by"],
                        name="offer_open_writer",
                    ),
                    models.Index(condition=models.Q(("state", "open")), fields=["answer_by"], name="offer_open_due"),
                    models.Index(fields=["order", "state"], name="offer_order"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("order", "writer"),
                        name="offer_one_open_per_writer",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "accepted")), fields=("order",), name="offer_one_accepted"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fee__gte", 0), ("fee__lte", 1000000)), name="offer_fee"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "accepted", "declined", "expired", "withdrawn"])),
                        name="offer_state_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderAddOn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "addon",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.addon"),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="addon_rows", to="orders.order"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("order", "addon"), name="orderaddon_once")],
            },
        ),
        migrations.CreateModel(
            name="OrderLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=20)),
                ("key", models.CharField(blank=True, max_length=61)),
                ("label", models.CharField(max_length=160)),
                ("rule", models.CharField(max_length=400)),
                ("base", models.DecimalField(decimal_places=4, max_digits=14)),
                ("multiplier", models.DecimalField(decimal_places=6, max_digits=16)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="orders.order"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [models.UniqueConstraint(fields=("order", "position"), name="orderline_position")],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=project.base.ids.public_id, editable=False, max_length=10, unique=True),
                ),
                ("internal", models.BooleanField(default=False)),
                (
                    "side",
                    models.CharField(
                        choices=[("client", "Client"), ("writer", "Writer"), ("editor", "Editor"), ("desk", "Agency")],
                        max_length=6,
                    ),
                ),
                ("sent_at", models.DateTimeField()),
                ("form_key", models.CharField(max_length=10)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="messages", to="orders.order"
                    ),
                ),
                (
                    "writer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "message",
                "verbose_name_plural": "messages",
                "ordering": ["id"],
                "indexes": [models.Index(fields=["order", "internal", "id"], name="message_thread")],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="message_agency_id"),
                    models.UniqueConstraint(fields=("order", "author", "form_key"), name="message_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("internal", True), ("side__in", ["editor", "desk"])),
                            models.Q(("internal", False), ("side__in", ["client", "writer", "desk"])),
                            _connector="OR",
                        ),
                        name="message_side",
                    ),
                ],
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="invoices", to="orders.clientaccount"
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
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="invoices", to="orders.order"
                    ),
                ),
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
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="invoice_number_from_one"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "total",
                                django.db.models.expressions.CombinedExpression(models.F("net"), "+", models.F("tax")),
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
            name="ExtensionAsk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=project.base.ids.public_id, editable=False, max_length=10, unique=True),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Waiting for an answer"),
                            ("granted", "Granted"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                            ("closed", "Closed with the work"),
                        ],
                        default="open",
                        max_length=9,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("deadline", models.DateTimeField()),
                ("wanted", models.DateTimeField()),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
                ("ended_at", models.DateTimeField(null=True)),
                ("granted", models.DateTimeField(null=True)),
                ("refusal", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="extension_asks", to="orders.order"
                    ),
                ),
            ],
            options={
                "verbose_name": "ask for more time",
                "verbose_name_plural": "asks for more time",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")), fields=("order",), name="extensionask_one_open"
                    ),
                    models.UniqueConstraint(fields=("agency", "id"), name="extensionask_agency_id"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "granted", "refused", "withdrawn", "closed"])),
                        name="extensionask_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="extensionask_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("wanted__gt", models.F("deadline"))), name="extensionask_wants_more"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("state", "open")),
                            models.Q(models.Q(("state", "open"), _negated=True), ("ended_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="extensionask_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("granted__gt", models.F("deadline")), ("state", "granted")),
                            models.Q(models.Q(("state", "granted"), _negated=True), ("granted", None)),
                            _connector="OR",
                        ),
                        name="extensionask_granted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), models.Q(("refusal", ""), _negated=True)),
                            models.Q(models.Q(("state", "refused"), _negated=True), ("refusal", "")),
                            _connector="OR",
                        ),
                        name="extensionask_refused",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_by__isnull", False), ("state__in", ["granted", "refused"])),
                            models.Q(
                                models.Q(("state__in", ["granted", "refused"]), _negated=True), ("answered_by", None)
                            ),
                            _connector="OR",
                        ),
                        name="extensionask_answered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_by", None),
                            models.Q(("answered_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="extensionask_not_by_oneself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderQuote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=project.base.ids.public_id, editable=False, max_length=10, unique=True),
                ),
                ("number", models.CharField(max_length=20, verbose_name="number")),
                (
                    "wish",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        validators=[django.core.validators.MaxLengthValidator(2000), project.base.text.validate_text],
                        verbose_name="wishes",
                    ),
                ),
                (
                    "assumptions",
                    models.TextField(
                        blank=True,
                        max_length=4000,
                        validators=[django.core.validators.MaxLengthValidator(4000), project.base.text.validate_text],
                        verbose_name="what the price assumes",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("preparing", "In preparation"),
                            ("requested", "Asked for"),
                            ("sent", "Sent"),
                            ("change_asked", "Change asked for"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("expired", "Expired"),
                            ("withdrawn", "Taken back"),
                        ],
                        max_length=12,
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=0)),
                ("valid_until", models.DateTimeField(null=True, verbose_name="valid until")),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=500, validators=[project.base.text.validate_text], verbose_name="reason"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="quotes", to="orders.clientaccount"
                    ),
                ),
                (
                    "addressee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
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
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="quotes", to="orders.orderdraft"
                    ),
                ),
                (
                    "order",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="quote", to="orders.order"
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "work",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="worked_for",
                        to="orders.orderdraft",
                    ),
                ),
            ],
            options={
                "verbose_name": "quote",
                "verbose_name_plural": "quotes",
                "indexes": [
                    models.Index(fields=["agency", "-updated_at", "-id"], name="orderquote_list"),
                    models.Index(fields=["agency", "account", "-updated_at", "-id"], name="orderquote_list_account"),
                    models.Index(
                        condition=models.Q(("state", "sent")),
                        fields=["agency", "valid_until"],
                        name="orderquote_expiry",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="orderquote_agency_id"),
                    models.UniqueConstraint(fields=("agency", "number"), name="orderquote_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("preparing", "requested", "sent", "change_asked"))),
                        fields=("draft",),
                        name="orderquote_one_live",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "accepted")), fields=("draft",), name="orderquote_one_accepted"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "preparing",
                                    "requested",
                                    "sent",
                                    "change_asked",
                                    "accepted",
                                    "declined",
                                    "expired",
                                    "withdrawn",
                                ],
                            )
                        ),
                        name="orderquote_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("order__isnull", False), ("state", "accepted")),
                            models.Q(models.Q(("state", "accepted"), _negated=True), ("order", None)),
                            _connector="OR",
                        ),
                        name="orderquote_accepted_has_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("valid_until", None), ("version", 0)),
                            models.Q(("valid_until__isnull", False), ("version__gt", 0)),
                            _connector="OR",
                        ),
                        name="orderquote_sent_has_validity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["sent", "change_asked", "accepted", "expired"]), _negated=True),
                            ("version__gt", 0),
                            _connector="OR",
                        ),
                        name="orderquote_sent_has_version",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MessageMention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="mentions", to="orders.message"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("message", "person"), name="messagemention_once")],
            },
        ),
        migrations.CreateModel(
            name="MessageRead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("internal", models.BooleanField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.order"),
                ),
                (
                    "upto",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.message"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("order", "membership", "internal"), name="messageread_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="MessageText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(10000), project.base.text.validate_text],
                        verbose_name="text",
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
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="texts", to="orders.message"
                    ),
                ),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=project.base.search.AgencyVector("text"),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "indexes": [django.contrib.postgres.indexes.GinIndex(fields=["search"], name="messagetext_search")],
                "constraints": [models.UniqueConstraint(fields=("message", "number"), name="messagetext_number")],
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
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="orders.invoice"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [models.UniqueConstraint(fields=("invoice", "position"), name="invoiceline_position")],
            },
        ),
        migrations.CreateModel(
            name="QuoteAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField()),
                ("verb", models.CharField(max_length=20)),
                ("words", models.TextField(blank=True, max_length=2000)),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
                (
                    "quote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="orders.orderquote"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="QuoteCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField()),
                ("hash", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
                (
                    "quote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="codes", to="orders.orderquote"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["quote", "-id"], name="quotecode_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("made_at"))), name="quotecode_ends"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="QuoteEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verb", models.CharField(max_length=20)),
                ("from_state", models.CharField(blank=True, max_length=12)),
                ("to_state", models.CharField(max_length=12)),
                ("at", models.DateTimeField()),
                ("version", models.PositiveSmallIntegerField(default=0)),
                ("by_link", models.BooleanField(default=False)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "quote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="orders.orderquote"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "indexes": [models.Index(fields=["quote", "id"], name="quoteevent_timeline")],
                "constraints": [models.UniqueConstraint(fields=("agency", "id"), name="quoteevent_agency_id")],
            },
        ),
        migrations.CreateModel(
            name="QuoteTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("adjustment", "Change"), ("custom", "Own line"), ("discount", "Discount")],
                        max_length=10,
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=61)),
                ("label", models.CharField(blank=True, max_length=120, validators=[project.base.text.validate_text])),
                ("reason", models.CharField(blank=True, max_length=300, validators=[project.base.text.validate_text])),
                ("amount", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("percent", models.DecimalField(decimal_places=2, default=0, max_digits=5)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "quote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="terms", to="orders.orderquote"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("quote", "position"), name="quoteterm_position"),
                    models.UniqueConstraint(fields=("quote", "kind", "key"), name="quoteterm_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "discount"),
                            models.Q(models.Q(("reason", ""), _negated=True), ("percent", 0)),
                            _connector="OR",
                        ),
                        name="quoteterm_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("percent__gte", 0), ("percent__lte", 100)), name="quoteterm_percent"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuoteVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "title",
                    models.CharField(
                        blank=True, max_length=160, validators=[project.base.text.validate_text], verbose_name="title"
                    ),
                ),
                (
                    "brief",
                    models.TextField(
                        blank=True,
                        max_length=20000,
                        validators=[django.core.validators.MaxLengthValidator(20000), project.base.text.validate_text],
                        verbose_name="brief",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        validators=[project.base.text.validate_text],
                        verbose_name="audience",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        blank=True, max_length=200, validators=[project.base.text.validate_text], verbose_name="purpose"
                    ),
                ),
                ("quantity", models.PositiveIntegerField(blank=True, null=True, verbose_name="quantity")),
                (
                    "locale",
                    models.CharField(
                        choices=[
                            ("en-GB", "English (British)"),
                            ("en-US", "English (American)"),
                            ("de", "German"),
                            ("fr", "French"),
                            ("es", "Spanish"),
                            ("it", "Italian"),
                            ("nl", "Dutch"),
                            ("pl", "Polish"),
                            ("pt", "Portuguese"),
                            ("sv", "Swedish"),
                        ],
                        default="en-GB",
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                (
                    "format",
                    models.CharField(
                        blank=True, max_length=80, validators=[project.base.text.validate_text], verbose_name="format"
                    ),
                ),
                (
                    "citation_style",
                    models.CharField(
                        blank=True,
                        max_length=40,
                        validators=[project.base.text.validate_text],
                        verbose_name="citation style",
                    ),
                ),
                (
                    "tone",
                    models.CharField(
                        blank=True, max_length=120, validators=[project.base.text.validate_text], verbose_name="tone"
                    ),
                ),
                (
                    "references",
                    models.TextField(
                        blank=True,
                        max_length=4000,
                        validators=[django.core.validators.MaxLengthValidator(4000), project.base.text.validate_text],
                        verbose_name="references",
                    ),
                ),
                (
                    "notes",
                    models.TextField(
                        blank=True,
                        max_length=4000,
                        validators=[django.core.validators.MaxLengthValidator(4000), project.base.text.validate_text],
                        verbose_name="notes to the agency",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("deadline", models.DateTimeField(verbose_name="deadline")),
                ("assumptions", models.TextField(blank=True, max_length=4000)),
                ("sent_at", models.DateTimeField()),
                ("valid_until", models.DateTimeField()),
                (
                    "addressee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "preferred_writer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "price_book",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.pricebook"
                    ),
                ),
                (
                    "quality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.qualitytier"
                    ),
                ),
                (
                    "quote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="orders.orderquote"
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.servicetype"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.subject"
                    ),
                ),
                (
                    "urgency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orders.urgencytier",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a quote",
                "verbose_name_plural": "versions of quotes",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="quoteversion_agency_id"),
                    models.UniqueConstraint(fields=("quote", "number"), name="quoteversion_number"),
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gte", 1), ("quantity__lte", 1000000)),
                        name="quoteversion_quantity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("valid_until__gt", models.F("sent_at"))), name="quoteversion_validity"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("deadline__gt", models.F("valid_until"))), name="quoteversion_deadline"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuoteAddOn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "addon",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.addon"),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="addon_rows", to="orders.quoteversion"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("version", "addon"), name="quoteaddon_once")],
            },
        ),
        migrations.CreateModel(
            name="QuoteLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=20)),
                ("key", models.CharField(blank=True, max_length=61)),
                ("label", models.CharField(max_length=160)),
                ("rule", models.CharField(max_length=400)),
                ("base", models.DecimalField(decimal_places=4, max_digits=14)),
                ("multiplier", models.DecimalField(decimal_places=6, max_digits=16)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="orders.quoteversion"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [models.UniqueConstraint(fields=("version", "position"), name="quoteline_position")],
            },
        ),
        migrations.CreateModel(
            name="RevisionRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=project.base.ids.public_id, editable=False, max_length=10, unique=True),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "summary",
                    models.CharField(
                        max_length=160, validators=[project.base.text.validate_text], verbose_name="summary"
                    ),
                ),
                (
                    "severity",
                    models.CharField(
                        choices=[
                            ("minor", "Minor"),
                            ("moderate", "Moderate"),
                            ("major", "Major"),
                            ("critical", "Critical"),
                        ],
                        default="moderate",
                        max_length=8,
                        verbose_name="severity",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Asked for"),
                            ("in_progress", "In work"),
                            ("answered", "Answered"),
                            ("accepted", "Accepted"),
                            ("cancelled", "Cancelled"),
                            ("out_of_scope", "Out of scope"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(verbose_name="due")),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="revisions", to="orders.order"
                    ),
                ),
                ("asked_from", models.CharField(default="delivered", max_length=20)),
                (
                    "assignee",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("work", "The work fell short of the brief"),
                            ("change", "The client wants something else than before"),
                        ],
                        default="work",
                        max_length=6,
                    ),
                ),
                (
                    "clause",
                    models.CharField(
                        blank=True,
                        max_length=1000,
                        validators=[project.base.text.validate_text],
                        verbose_name="what the brief says",
                    ),
                ),
                ("client_review", models.BooleanField(default=True, verbose_name="the client looks at each answer")),
                ("escalated_for", models.DateTimeField(blank=True, null=True)),
                ("judged_at", models.DateTimeField(blank=True, null=True)),
                (
                    "judged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "judgement",
                    models.CharField(
                        blank=True, max_length=1000, validators=[project.base.text.validate_text], verbose_name="reason"
                    ),
                ),
                ("paused_at", models.DateTimeField(blank=True, null=True)),
                ("priority", models.PositiveSmallIntegerField(default=5, verbose_name="priority")),
                ("reminded_for", models.DateTimeField(blank=True, null=True)),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("pending", "To be decided"),
                            ("within", "Part of the order"),
                            ("out", "Beyond the order"),
                            ("paid", "Ordered in addition"),
                        ],
                        default="within",
                        max_length=7,
                    ),
                ),
                (
                    "scope_rule",
                    models.CharField(
                        choices=[
                            ("included", "An included round was left"),
                            ("no_round", "A request of this kind uses up no round"),
                            ("used_up", "All included rounds were used up"),
                            ("grace", "It came after the order was complete"),
                        ],
                        default="included",
                        max_length=8,
                    ),
                ),
                (
                    "staff_note",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(4000), project.base.text.validate_text],
                        verbose_name="private note to the agency",
                    ),
                ),
                ("urgent", models.BooleanField(default=False, verbose_name="urgent")),
                ("uses_round", models.BooleanField(default=True)),
            ],
            options={
                "verbose_name": "revision request",
                "verbose_name_plural": "revision requests",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(400000), project.base.text.validate_text],
                        verbose_name="text",
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(4000), project.base.text.validate_text],
                        verbose_name="note",
                    ),
                ),
                ("word_count", models.PositiveIntegerField(default=0)),
                ("delivered_at", models.DateTimeField()),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("pending", "Waiting for review"),
                            ("approved", "Approved"),
                            ("sent_back", "Sent back"),
                        ],
                        default="pending",
                        max_length=9,
                    ),
                ),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "review_note",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(4000), project.base.text.validate_text],
                        verbose_name="editor's note",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "delivered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="deliveries", to="orders.order"
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="orders.revisionrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "delivery",
                "verbose_name_plural": "deliveries",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("order", "number"), name="delivery_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("verdict", "pending")), fields=("order",), name="delivery_one_pending"
                    ),
                    models.UniqueConstraint(fields=("agency", "id"), name="delivery_agency_id"),
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["pending", "approved", "sent_back"])),
                        name="delivery_verdict_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChangeOrder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("offered", "Waits for the client"),
                            ("accepted", "Accepted"),
                            ("dropped", "Dropped by the client"),
                            ("withdrawn", "Taken back"),
                        ],
                        default="offered",
                        max_length=9,
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        max_length=1000, validators=[project.base.text.validate_text], verbose_name="what it is for"
                    ),
                ),
                ("hours", models.PositiveSmallIntegerField(verbose_name="working hours for it")),
                ("valid_until", models.DateTimeField(verbose_name="valid until")),
                ("offered_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "offered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="orders.order"
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="orders.revisionrequest"
                    ),
                ),
            ],
            options={
                "verbose_name": "change order",
                "verbose_name_plural": "change orders",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="changeorder_agency_id"),
                    models.UniqueConstraint(fields=("order", "number"), name="changeorder_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "offered")), fields=("order",), name="changeorder_one_offered"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("state", "offered")),
                            models.Q(
                                ("state__in", ["accepted", "dropped", "withdrawn"]), ("answered_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="changeorder_answered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("note", ""), _negated=True), name="changeorder_has_note"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hours__gte", 1), ("hours__lte", 1000)), name="changeorder_hours"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeadlineProposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("side", models.CharField(choices=[("client", "The client"), ("agency", "The agency")], max_length=6)),
                ("due_at", models.DateTimeField(verbose_name="due")),
                (
                    "note",
                    models.CharField(
                        blank=True, max_length=300, validators=[project.base.text.validate_text], verbose_name="note"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Waits for an answer"),
                            ("accepted", "Agreed"),
                            ("countered", "Answered with another time"),
                            ("withdrawn", "Taken back"),
                        ],
                        default="open",
                        max_length=9,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="orders.revisionrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "deadline proposal",
                "verbose_name_plural": "deadline proposals",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")), fields=("revision",), name="proposal_one_open"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["client", "agency"])), name="proposal_side_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("state", "open")),
                            models.Q(
                                ("state__in", ["accepted", "countered", "withdrawn"]), ("answered_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="proposal_answered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=project.base.ids.public_id, editable=False, max_length=10, unique=True),
                ),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                ("added_at", models.DateTimeField()),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.storedfile"
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="orders.delivery",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="orders.order",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="orders.orderdraft",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="orders.message",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="orders.revisionrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "attachment",
                "verbose_name_plural": "attachments",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("delivery__isnull", True),
                                ("draft__isnull", False),
                                ("message__isnull", True),
                                ("order__isnull", True),
                                ("revision__isnull", True),
                            ),
                            models.Q(
                                ("delivery__isnull", True),
                                ("draft__isnull", True),
                                ("message__isnull", True),
                                ("order__isnull", False),
                                ("revision__isnull", True),
                            ),
                            models.Q(
                                ("delivery__isnull", False),
                                ("draft__isnull", True),
                                ("message__isnull", True),
                                ("order__isnull", True),
                                ("revision__isnull", True),
                            ),
                            models.Q(
                                ("delivery__isnull", True),
                                ("draft__isnull", True),
                                ("message__isnull", False),
                                ("order__isnull", True),
                                ("revision__isnull", True),
                            ),
                            models.Q(
                                ("delivery__isnull", True),
                                ("draft__isnull", True),
                                ("message__isnull", True),
                                ("order__isnull", True),
                                ("revision__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="attachment_one_place",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verb", models.CharField(max_length=30)),
                ("from_state", models.CharField(blank=True, max_length=20)),
                ("to_state", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ("until", models.DateTimeField(null=True)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.delivery"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="orders.order"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orders.revisionrequest",
                    ),
                ),
                (
                    "extension",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orders.extensionask",
                    ),
                ),
            ],
            options={
                "verbose_name": "order event",
                "verbose_name_plural": "order events",
                "ordering": ["id"],
                "indexes": [
                    models.Index(fields=["order", "id"], name="orderevent_timeline"),
                    models.Index(fields=["agency", "verb", "at"], name="orderevent_figures"),
                ],
                "constraints": [models.UniqueConstraint(fields=("agency", "id"), name="orderevent_agency_id")],
            },
        ),
        migrations.CreateModel(
            name="RevisionPoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "place",
                    models.CharField(
                        blank=True,
                        help_text="A section, or the passage in quotes.",
                        max_length=300,
                        validators=[project.base.text.validate_text],
                        verbose_name="place",
                    ),
                ),
                (
                    "issue",
                    models.TextField(
                        validators=[django.core.validators.MaxLengthValidator(2000), project.base.text.validate_text],
                        verbose_name="what is wrong",
                    ),
                ),
                (
                    "wish",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(2000), project.base.text.validate_text],
                        verbose_name="what you wish instead",
                    ),
                ),
                (
                    "need",
                    models.CharField(
                        choices=[("must", "Must be fixed"), ("nice", "Nice to have")],
                        default="must",
                        max_length=4,
                        verbose_name="importance",
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("done", "Done"), ("declined", "Declined"), ("question", "Question")],
                        max_length=8,
                        null=True,
                        verbose_name="answer",
                    ),
                ),
                (
                    "reply",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(2000), project.base.text.validate_text],
                        verbose_name="reply",
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="points", to="orders.revisionrequest"
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("wording", "Wording and spelling"),
                            ("facts", "Facts"),
                            ("structure", "Structure"),
                            ("missing", "Something is missing"),
                            ("tone", "Tone and audience"),
                            ("format", "Format and layout"),
                            ("other", "Something else"),
                        ],
                        default="other",
                        max_length=9,
                        verbose_name="kind",
                    ),
                ),
                (
                    "client_reply",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(2000), project.base.text.validate_text],
                        verbose_name="your answer",
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="points",
                        to="orders.delivery",
                    ),
                ),
                (
                    "objection",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(2000), project.base.text.validate_text],
                        verbose_name="what is not met",
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        blank=True, choices=[("met", "Accepted"), ("reopened", "Not met")], max_length=8, null=True
                    ),
                ),
            ],
            options={
                "verbose_name": "revision point",
                "verbose_name_plural": "revision points",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("revision", "position"), name="revisionpoint_position"),
                    models.CheckConstraint(
                        condition=models.Q(("issue", ""), _negated=True), name="revisionpoint_issue"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("need__in", ["must", "nice"])), name="revisionpoint_need"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", None), ("answered_at", None)),
                            models.Q(("answer__in", ["done", "declined", "question"]), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="revisionpoint_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("category__in", ["wording", "facts", "structure", "missing", "tone", "format", "other"])
                        ),
                        name="revisionpoint_category",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verdict", None),
                            ("verdict", "met"),
                            models.Q(("verdict", "reopened"), models.Q(("objection", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="revisionpoint_verdict",
                    ),
                    models.UniqueConstraint(fields=("agency", "id"), name="revisionpoint_agency_id"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChangeOrderLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=20)),
                ("label", models.CharField(max_length=160, validators=[project.base.text.validate_text])),
                ("rule", models.CharField(blank=True, max_length=400)),
                ("base", models.DecimalField(decimal_places=4, max_digits=14)),
                ("multiplier", models.DecimalField(decimal_places=6, max_digits=16)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="orders.changeorder"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("change", "position"), name="changeorderline_position")
                ],
            },
        ),
        migrations.CreateModel(
            name="LedgerEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("charge", "Charge"),
                            ("change", "Change"),
                            ("refund", "Refund"),
                            ("payment", "Payment"),
                            ("writer_fee", "Writer's fee"),
                        ],
                        max_length=10,
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("currency", models.CharField(max_length=3)),
                ("at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ledger", to="orders.clientaccount"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "writer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ledger", to="orders.order"
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ledger", to="orders.orderevent"
                    ),
                ),
                ("form_key", models.CharField(max_length=10, null=True)),
                ("note", models.CharField(blank=True, default="", max_length=200)),
                ("on", models.DateField(null=True)),
            ],
            options={
                "verbose_name": "ledger entry",
                "verbose_name_plural": "ledger entries",
                "ordering": ["id"],
                "indexes": [models.Index(fields=["agency", "account", "-id"], name="ledgerentry_account")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["charge", "change", "refund", "payment", "writer_fee"])),
                        name="ledgerentry_kind_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "charge")), fields=("order",), name="ledgerentry_one_charge"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "writer_fee"), _negated=True), ("writer__isnull", False), _connector="OR"
                        ),
                        name="ledgerentry_fee_has_writer",
                    ),
                    models.UniqueConstraint(fields=("agency", "id"), name="ledgerentry_agency_id"),
                    models.UniqueConstraint(fields=("order", "form_key"), name="ledgerentry_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "payment"), ("on__isnull", False), models.Q(("amount", 0), _negated=True)
                            ),
                            models.Q(models.Q(("kind", "payment"), _negated=True), ("on", None)),
                            _connector="OR",
                        ),
                        name="ledgerentry_payment_has_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(models.Q(("kind", "charge"), _negated=True), ("amount__gte", 0), _connector="OR"),
                            models.Q(models.Q(("kind", "refund"), _negated=True), ("amount__lte", 0), _connector="OR"),
                        ),
                        name="ledgerentry_signs",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "change"), _negated=True),
                            models.Q(models.Q(("amount", 0), _negated=True), models.Q(("note", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="ledgerentry_change_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SentMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mail_id", models.CharField(max_length=320, unique=True)),
                ("farewell", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mails",
                        to="orders.orderevent",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mails",
                        to="orders.message",
                    ),
                ),
                (
                    "quote_event",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mails",
                        to="orders.quoteevent",
                    ),
                ),
            ],
            options={
                "verbose_name": "sent mail",
                "verbose_name_plural": "sent mails",
                "constraints": [
                    models.UniqueConstraint(fields=("event", "membership"), name="sentmail_once_per_event"),
                    models.UniqueConstraint(fields=("message", "membership"), name="sentmail_once_per_message"),
                    models.UniqueConstraint(fields=("quote_event", "membership"), name="sentmail_once_per_quote_event"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("event", None), ("message__isnull", False), ("quote_event", None)),
                            models.Q(("event__isnull", False), ("message", None), ("quote_event", None)),
                            models.Q(("event", None), ("message", None), ("quote_event__isnull", False)),
                            _connector="OR",
                        ),
                        name="sentmail_one_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PointNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("done", "Done"),
                            ("declined", "Declined"),
                            ("question", "Question"),
                            ("reply", "Answer to the question"),
                            ("met", "Accepted"),
                            ("reopened", "Not met"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(2000), project.base.text.validate_text],
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="orders.revisionpoint"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["done", "declined", "question", "reply", "met", "reopened"])),
                        name="pointnote_kind_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InvoicedEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="invoiced", to="orders.ledgerentry"
                    ),
                ),
                (
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="orders.invoice"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="RevisionRequest",
            name="about",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.delivery"
            ),
        ),
        migrations.AddConstraint(
            model_name="RevisionRequest",
            constraint=models.UniqueConstraint(fields=("order", "number"), name="revision_number"),
        ),
        migrations.AddConstraint(
            model_name="RevisionRequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("open", "in_progress", "answered"))),
                fields=("order",),
                name="revision_one_active",
            ),
        ),
        migrations.AddConstraint(
            model_name="RevisionRequest",
            constraint=models.UniqueConstraint(fields=("agency", "id"), name="revision_agency_id"),
        ),
        migrations.AddConstraint(
            model_name="RevisionRequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["open", "in_progress", "answered", "accepted", "cancelled", "out_of_scope"])
                ),
                name="revision_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="RevisionRequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("priority__gte", 1), ("priority__lte", 10)), name="revision_priority"
            ),
        ),
        migrations.AddConstraint(
            model_name="RevisionRequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("scope__in", ["pending", "within", "out", "paid"])), name="revision_scope_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="RevisionRequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "out_of_scope"), _negated=True),
                    models.Q(("scope", "out"), ("uses_round", False)),
                    _connector="OR",
                ),
                name="revision_out_of_scope",
            ),
        ),
        migrations.AddConstraint(
            model_name="RevisionRequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("paused_at", None), ("state", "in_progress"), _connector="OR"),
                name="revision_paused_in_work",
            ),
        ),
        migrations.AddConstraint(
            model_name="RevisionRequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("asked_from__in", ["delivered", "completed"])), name="revision_asked_from"
            ),
        ),
        migrations.AddIndex(
            model_name="RevisionRequest",
            index=models.Index(
                condition=models.Q(("state__in", ("open", "in_progress", "answered"))),
                fields=["agency", "due_at", "id"],
                name="revision_live",
            ),
        ),
        migrations.AddIndex(
            model_name="RevisionRequest",
            index=models.Index(fields=["agency", "-asked_at", "-id"], name="revision_list"),
        ),
        migrations.AddIndex(
            model_name="RevisionRequest",
            index=models.Index(
                condition=models.Q(("assignee__isnull", False), ("state__in", ("open", "in_progress", "answered"))),
                fields=["agency", "assignee"],
                name="revision_assignee",
            ),
        ),
        migrations.AddField(
            model_name="OrderDraft",
            name="addons",
            field=models.ManyToManyField(related_name="+", through="orders.DraftAddOn", to="orders.addon"),
        ),
        migrations.AddField(
            model_name="OrderPreset",
            name="addons",
            field=models.ManyToManyField(related_name="+", through="orders.PresetAddOn", to="orders.addon"),
        ),
        migrations.AddField(
            model_name="Order",
            name="addons",
            field=models.ManyToManyField(related_name="+", through="orders.OrderAddOn", to="orders.addon"),
        ),
        migrations.AddField(
            model_name="QuoteVersion",
            name="addons",
            field=models.ManyToManyField(related_name="+", through="orders.QuoteAddOn", to="orders.addon"),
        ),
        constraints.SameAgency("AccountPerson", "account", "membership"),
        constraints.SameAgency("PriceBook", "created_by"),
        constraints.SameAgency("ServicePrice", "book", "service"),
        constraints.SameAgency("QualityPrice", "book", "tier"),
        constraints.SameAgency("UrgencyPrice", "book", "tier"),
        constraints.SameAgency("AddOnPrice", "book", "addon"),
        constraints.SameAgency(
            "OrderDraft", "account", "created_by", "service", "subject", "quality", "preferred_writer"
        ),
        constraints.SameAgency("DraftAddOn", "draft", "addon"),
        constraints.SameAgency(
            "Order",
            "account",
            "requested_by",
            "draft",
            "service",
            "subject",
            "quality",
            "urgency",
            "preferred_writer",
            "price_book",
            "writer",
            "editor",
        ),
        constraints.SameAgency("OrderAddOn", "order", "addon"),
        constraints.SameAgency("OrderLine", "order"),
        constraints.SameAgency("RevisionRequest", "order", "asked_by"),
        constraints.SameAgency("RevisionPoint", "revision"),
        constraints.SameAgency("Delivery", "order", "revision", "delivered_by", "reviewed_by"),
        constraints.SameAgency("OrderEvent", "order", "actor", "person", "delivery", "revision"),
        constraints.SameAgency("Attachment", "file", "draft", "order", "delivery", "added_by"),
        constraints.SameAgency("LedgerEntry", "account", "order", "writer", "event"),
        constraints.SameAgency("Offer", "order", "writer", "offered_by"),
        constraints.AppendOnly("OrderEvent"),
        constraints.AppendOnly("OrderLine"),
        constraints.AppendOnly("LedgerEntry"),
        constraints.SameAgency("Message", "order", "author", "writer"),
        constraints.SameAgency("MessageText", "message"),
        constraints.SameAgency("MessageMention", "message", "person"),
        constraints.SameAgency("MessageRead", "order", "membership", "upto"),
        constraints.SameAgency("Attachment", "message"),
        constraints.AppendOnly("Message"),
        constraints.AppendOnly("MessageText"),
        constraints.AppendOnly("MessageMention"),
        constraints.SameAgency("BillingDetails", "account"),
        constraints.SameAgency("Invoice", "order", "account", "issued_by"),
        constraints.SameAgency("InvoiceLine", "invoice"),
        constraints.SameAgency("InvoicedEntry", "invoice", "entry"),
        constraints.AppendOnly("Invoice"),
        constraints.AppendOnly("InvoiceLine"),
        constraints.AppendOnly("InvoicedEntry"),
        constraints.SameAgency("SentMail", "membership", "event", "message"),
        constraints.AppendOnly("SentMail"),
        constraints.SameAgency("PriceBookChange", "book"),
        constraints.SameAgency("PriceBookTakeBack", "book", "by"),
        constraints.AppendOnly("PriceBook"),
        constraints.AppendOnly("ServicePrice"),
        constraints.AppendOnly("QualityPrice"),
        constraints.AppendOnly("UrgencyPrice"),
        constraints.AppendOnly("AddOnPrice"),
        constraints.AppendOnly("PriceBookChange"),
        constraints.AppendOnly("PriceBookTakeBack"),
        constraints.SameAgency("AccountInvitation", "invitation", "account"),
        constraints.SameAgency("Attachment", "revision"),
        constraints.SameAgency("RevisionRequest", "about", "assignee", "judged_by"),
        constraints.SameAgency("RevisionPoint", "delivery"),
        constraints.SameAgency("PointNote", "point", "by"),
        constraints.SameAgency("DeadlineProposal", "revision", "by", "answered_by"),
        constraints.SameAgency("ChangeOrder", "order", "revision", "offered_by", "answered_by"),
        constraints.SameAgency("ChangeOrderLine", "change"),
        constraints.AppendOnly("PointNote"),
        constraints.AppendOnly("ChangeOrderLine"),
        constraints.SameAgency("FavouriteWriter", "member", "writer"),
        constraints.SameAgency("ExtensionAsk", "order", "asked_by", "answered_by"),
        constraints.SameAgency("OrderEvent", "extension"),
        constraints.SameAgency("OrderPreset", "account", "owner", "service", "subject", "quality", "preferred_writer"),
        constraints.SameAgency("PresetAddOn", "preset", "addon"),
        constraints.SameAgency("PresetStyle", "preset"),
        constraints.SameAgency("PresetUse", "preset", "draft", "by"),
        constraints.SameAgency("PresetDefault", "account", "member", "preset"),
        constraints.SameAgency("OrderQuote", "account", "draft", "addressee", "asked_by", "prepared_by", "order"),
        constraints.SameAgency("QuoteTerm", "quote"),
        constraints.SameAgency("QuoteEvent", "quote", "actor"),
        constraints.SameAgency("QuoteCode", "quote", "person"),
        constraints.SameAgency(
            "QuoteVersion",
            "quote",
            "service",
            "subject",
            "quality",
            "urgency",
            "preferred_writer",
            "price_book",
            "addressee",
            "sent_by",
        ),
        constraints.SameAgency("QuoteAddOn", "version", "addon"),
        constraints.SameAgency("QuoteLine", "version"),
        constraints.SameAgency("QuoteAnswer", "quote", "by"),
        constraints.SameAgency("SentMail", "quote_event"),
        constraints.AppendOnly("QuoteEvent"),
        constraints.AppendOnly("QuoteVersion"),
        constraints.AppendOnly("QuoteAddOn"),
        constraints.AppendOnly("QuoteLine"),
        constraints.AppendOnly("QuoteAnswer"),
        constraints.SameAgency("OrderQuote", "work"),
    ]
