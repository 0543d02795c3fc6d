import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import project.base.ids
import project.base.text


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
        ("catalog", "0001_initial"),
        ("clients", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="DraftAddOn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "addon",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.addon"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
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
                ("discarded_at", models.DateTimeField(blank=True, null=True)),
                ("released", models.BooleanField(default=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="drafts", to="clients.clientaccount"
                    ),
                ),
                ("addons", models.ManyToManyField(related_name="+", through="drafts.DraftAddOn", to="catalog.addon")),
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
                        to="catalog.qualitytier",
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
            ],
            options={
                "verbose_name": "draft",
                "verbose_name_plural": "drafts",
            },
        ),
        migrations.CreateModel(
            name="DraftFile",
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
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attachments", to="drafts.orderdraft"
                    ),
                ),
            ],
            options={
                "verbose_name": "file of a draft",
                "verbose_name_plural": "files of drafts",
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="draftaddon",
            name="draft",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="addon_rows", to="drafts.orderdraft"
            ),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="presets", to="clients.clientaccount"
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
                        to="catalog.qualitytier",
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
            ],
            options={
                "verbose_name": "preset",
                "verbose_name_plural": "presets",
            },
        ),
        migrations.CreateModel(
            name="PresetAddOn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "addon",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.addon"
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="addon_rows", to="drafts.orderpreset"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="orderpreset",
            name="addons",
            field=models.ManyToManyField(related_name="+", through="drafts.PresetAddOn", to="catalog.addon"),
        ),
        migrations.CreateModel(
            name="PresetDefault",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="clients.clientaccount"
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="defaults", to="drafts.orderpreset"
                    ),
                ),
            ],
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="styles", to="drafts.orderpreset"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
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
                        to="drafts.orderdraft",
                    ),
                ),
                (
                    "preset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="use_rows", to="drafts.orderpreset"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="orderdraft",
            index=models.Index(
                condition=models.Q(("converted_at", None)),
                fields=["agency", "account", "-updated_at", "-id"],
                name="orderdraft_list",
            ),
        ),
        migrations.AddIndex(
            model_name="orderdraft",
            index=models.Index(
                condition=models.Q(("discarded_at__isnull", False)),
                fields=["discarded_at"],
                name="orderdraft_discarded",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderdraft",
            constraint=models.UniqueConstraint(fields=("agency", "id"), name="orderdraft_agency_id"),
        ),
        migrations.AddConstraint(
            model_name="orderdraft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("quantity", None), models.Q(("quantity__gte", 1), ("quantity__lte", 1000000)), _connector="OR"
                ),
                name="orderdraft_quantity",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderdraft",
            constraint=models.CheckConstraint(
                condition=models.Q(("discarded_at", None), ("converted_at", None), _connector="OR"),
                name="orderdraft_discarded_is_no_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="draftaddon",
            constraint=models.UniqueConstraint(fields=("draft", "addon"), name="draftaddon_once"),
        ),
        migrations.AddConstraint(
            model_name="presetaddon",
            constraint=models.UniqueConstraint(fields=("preset", "addon"), name="presetaddon_once"),
        ),
        migrations.AddIndex(
            model_name="orderpreset",
            index=models.Index(fields=["agency", "account", "-updated_at", "-id"], name="orderpreset_list"),
        ),
        migrations.AddConstraint(
            model_name="orderpreset",
            constraint=models.UniqueConstraint(fields=("agency", "id"), name="orderpreset_agency_id"),
        ),
        migrations.AddConstraint(
            model_name="orderpreset",
            constraint=models.UniqueConstraint(
                models.F("account"),
                models.F("owner"),
                django.db.models.functions.text.Lower("name"),
                condition=models.Q(("archived_at", None)),
                name="orderpreset_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderpreset",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="orderpreset_named"
            ),
        ),
        migrations.AddConstraint(
            model_name="orderpreset",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("quantity", None), models.Q(("quantity__gte", 1), ("quantity__lte", 1000000)), _connector="OR"
                ),
                name="orderpreset_quantity",
            ),
        ),
        migrations.AddConstraint(
            model_name="presetdefault",
            constraint=models.UniqueConstraint(fields=("account", "member"), name="presetdefault_one"),
        ),
        migrations.AddConstraint(
            model_name="presetstyle",
            constraint=models.UniqueConstraint(fields=("preset", "position"), name="presetstyle_position"),
        ),
        migrations.AddConstraint(
            model_name="presetstyle",
            constraint=models.UniqueConstraint(
                models.F("preset"), django.db.models.functions.text.Lower("name"), name="presetstyle_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="presetstyle",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("name", ""), _negated=True), models.Q(("value", ""), _negated=True)),
                name="presetstyle_filled",
            ),
        ),
        migrations.AddIndex(
            model_name="presetuse",
            index=models.Index(fields=["preset", "-at"], name="presetuse_last"),
        ),
    ]
