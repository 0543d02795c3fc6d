"""All that drafts has after 0012_begun_found, for a database that has none of it.

Written by `python -m project.launcher.squash`. A database that has some of it takes what this replaces.
"""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import catalog.models.languages
import project.base.ids
import project.base.text
from project.base import constraints
from project.base.migrations import Squashed


class Migration(Squashed):
    replaces = [
        ("drafts", "0001_initial"),
        ("drafts", "0002_rules"),
        ("drafts", "0003_draft_views"),
        ("drafts", "0004_languages"),
        ("drafts", "0005_presets_without_language"),
        ("drafts", "0006_languages_proved"),
        ("drafts", "0007_house_style"),
        ("drafts", "0008_volume"),
        ("drafts", "0009_volume_proved"),
        ("drafts", "0010_receiver"),
        ("drafts", "0011_receiver_proved"),
        ("drafts", "0012_begun_found"),
    ]

    initial = True

    dependencies = [
        ("agencies", "0043_planned_switches"),
        ("catalog", "0009_drafted_volumes_proved"),
        ("clients", "0013_named_accounts_found"),
    ]

    operations = [
        migrations.CreateModel(
            name="OrderDraft",
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
                    "title",
                    models.CharField(
                        blank=True,
                        max_length=160,
                        validators=[project.base.text.validate_text],
                        verbose_name="title",
                    ),
                ),
                (
                    "brief",
                    models.TextField(
                        blank=True,
                        max_length=20000,
                        validators=[
                            django.core.validators.MaxLengthValidator(20000),
                            project.base.text.validate_text,
                        ],
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
                        blank=True,
                        max_length=200,
                        validators=[project.base.text.validate_text],
                        verbose_name="purpose",
                    ),
                ),
                ("quantity", models.PositiveIntegerField(blank=True, null=True, verbose_name="quantity")),
                ("locale", models.CharField(max_length=10, verbose_name="language")),
                (
                    "format",
                    models.CharField(
                        blank=True,
                        max_length=80,
                        validators=[project.base.text.validate_text],
                        verbose_name="format",
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
                        blank=True,
                        max_length=120,
                        validators=[project.base.text.validate_text],
                        verbose_name="tone",
                    ),
                ),
                (
                    "references",
                    models.TextField(
                        blank=True,
                        max_length=4000,
                        validators=[
                            django.core.validators.MaxLengthValidator(4000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="references",
                    ),
                ),
                (
                    "notes",
                    models.TextField(
                        blank=True,
                        max_length=4000,
                        validators=[
                            django.core.validators.MaxLengthValidator(4000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="notes to the agency",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=project.base.ids.public_id, editable=False, max_length=10, unique=True
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to="clients.clientaccount",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.servicetype",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.subject",
                    ),
                ),
                (
                    "quality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.qualitytier",
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
                ("deadline", models.DateTimeField(blank=True, null=True, verbose_name="deadline")),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                ("converted_at", models.DateTimeField(blank=True, null=True)),
                ("discarded_at", models.DateTimeField(blank=True, null=True)),
                ("released", models.BooleanField(default=True)),
                (
                    "addons",
                    models.ManyToManyField(related_name="+", through="drafts.DraftAddOn", to="catalog.addon"),
                ),
                (
                    "source_locale",
                    catalog.models.languages.LanguageField(
                        blank=True, default="", max_length=10, null=True, verbose_name="translated from"
                    ),
                ),
                (
                    "house_style",
                    models.TextField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=4000,
                        validators=[
                            django.core.validators.MaxLengthValidator(4000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="house style",
                    ),
                ),
                (
                    "style_preferences",
                    models.TextField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=8000,
                        validators=[
                            django.core.validators.MaxLengthValidator(8000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="style preferences",
                    ),
                ),
                ("volume", models.PositiveSmallIntegerField(db_default=1, default=1)),
                (
                    "receiver",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
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
                    models.Index(
                        condition=models.Q(("discarded_at", None)),
                        fields=["agency", "created_at"],
                        name="orderdraft_begun",
                    ),
                    models.Index(
                        condition=models.Q(("discarded_at", None)),
                        fields=["agency", "account", "created_at"],
                        name="orderdraft_begun_account",
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source_locale", None),
                            models.Q(("source_locale", models.F("locale")), _negated=True),
                            _connector="OR",
                        ),
                        name="orderdraft_source_differs",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("volume__gte", 1), ("volume__lte", 10000)),
                        name="orderdraft_volume",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DraftAddOn",
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
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="addon_rows",
                        to="drafts.orderdraft",
                    ),
                ),
                (
                    "addon",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.addon"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("draft", "addon"), name="draftaddon_once")],
            },
        ),
        migrations.CreateModel(
            name="DraftFile",
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
                    "public_id",
                    models.CharField(
                        default=project.base.ids.public_id, editable=False, max_length=10, unique=True
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.storedfile",
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("added_at", models.DateTimeField()),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="drafts.orderdraft",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft file",
                "verbose_name_plural": "draft files",
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OrderPreset",
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
                    "public_id",
                    models.CharField(
                        default=project.base.ids.public_id, editable=False, max_length=10, unique=True
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="presets",
                        to="clients.clientaccount",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "shared",
                    models.BooleanField(default=False, verbose_name="shared with everyone in the account"),
                ),
                (
                    "name",
                    models.CharField(
                        max_length=80, validators=[project.base.text.validate_text], verbose_name="name"
                    ),
                ),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        max_length=240,
                        validators=[project.base.text.validate_text],
                        verbose_name="description",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.servicetype",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.subject",
                    ),
                ),
                (
                    "quality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.qualitytier",
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
                ("quantity", models.PositiveIntegerField(blank=True, null=True, verbose_name="quantity")),
                (
                    "locale",
                    catalog.models.languages.LanguageField(
                        blank=True, default="", max_length=10, null=True, verbose_name="language"
                    ),
                ),
                (
                    "format",
                    models.CharField(
                        blank=True,
                        max_length=80,
                        validators=[project.base.text.validate_text],
                        verbose_name="format",
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
                        blank=True,
                        max_length=120,
                        validators=[project.base.text.validate_text],
                        verbose_name="tone",
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
                        validators=[
                            django.core.validators.MaxLengthValidator(4000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="references",
                    ),
                ),
                (
                    "house_notes",
                    models.TextField(
                        blank=True,
                        max_length=4000,
                        validators=[
                            django.core.validators.MaxLengthValidator(4000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="house style",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
                (
                    "addons",
                    models.ManyToManyField(
                        related_name="+", through="drafts.PresetAddOn", to="catalog.addon"
                    ),
                ),
                (
                    "source_locale",
                    catalog.models.languages.LanguageField(
                        blank=True, default="", max_length=10, null=True, verbose_name="translated from"
                    ),
                ),
            ],
            options={
                "verbose_name": "preset",
                "verbose_name_plural": "presets",
                "indexes": [
                    models.Index(fields=["agency", "account", "-updated_at", "-id"], name="orderpreset_list")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="orderpreset_agency_id"),
                    models.UniqueConstraint(
                        models.F("account"),
                        models.F("owner"),
                        django.db.models.functions.text.Lower("name"),
                        condition=models.Q(("archived_at", None)),
                        name="orderpreset_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="orderpreset_named"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quantity", None),
                            models.Q(("quantity__gte", 1), ("quantity__lte", 1000000)),
                            _connector="OR",
                        ),
                        name="orderpreset_quantity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source_locale", None),
                            models.Q(("source_locale", models.F("locale")), _negated=True),
                            _connector="OR",
                        ),
                        name="orderpreset_source_differs",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PresetAddOn",
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
                    "preset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="addon_rows",
                        to="drafts.orderpreset",
                    ),
                ),
                (
                    "addon",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.addon"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("preset", "addon"), name="presetaddon_once")],
            },
        ),
        migrations.CreateModel(
            name="PresetStyle",
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
                    "preset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="styles",
                        to="drafts.orderpreset",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "name",
                    models.CharField(
                        max_length=60, validators=[project.base.text.validate_text], verbose_name="name"
                    ),
                ),
                (
                    "value",
                    models.CharField(
                        max_length=240,
                        validators=[project.base.text.validate_text],
                        verbose_name="preference",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("preset", "position"), name="presetstyle_position"),
                    models.UniqueConstraint(
                        models.F("preset"),
                        django.db.models.functions.text.Lower("name"),
                        name="presetstyle_name",
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
                    "preset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="use_rows",
                        to="drafts.orderpreset",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="drafts.orderdraft",
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
                "indexes": [models.Index(fields=["preset", "-at"], name="presetuse_last")],
            },
        ),
        migrations.CreateModel(
            name="PresetDefault",
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
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="clients.clientaccount",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "preset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="defaults",
                        to="drafts.orderpreset",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("account", "member"), name="presetdefault_one")
                ],
            },
        ),
        migrations.CreateModel(
            name="DraftView",
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
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="views",
                        to="drafts.orderdraft",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("draft", "member"), name="draftview_one")],
            },
        ),
        constraints.SameAgency(
            "OrderDraft",
            "account",
            "created_by",
            "service",
            "subject",
            "quality",
            "preferred_writer",
            "receiver",
        ),
        constraints.SameAgency("DraftAddOn", "draft", "addon"),
        constraints.SameAgency("DraftFile", "file", "draft", "added_by"),
        constraints.SameAgency(
            "OrderPreset", "account", "owner", "service", "subject", "quality", "preferred_writer"
        ),
        constraints.SameAgency("PresetAddOn", "preset", "addon"),
        constraints.SameAgency("PresetStyle", "preset"),
        constraints.SameAgency("PresetUse", "preset", "draft", "by"),
        constraints.SameAgency("PresetDefault", "account", "member", "preset"),
        constraints.SameAgency("DraftView", "draft", "member"),
        constraints.EmptyIsNull("OrderPreset", "locale"),
        constraints.KeyOfAgency("OrderPreset", "catalog.Language", "locale", "source_locale"),
        constraints.KeyOfAgency("OrderDraft", "catalog.Language", "locale", "source_locale"),
    ]
