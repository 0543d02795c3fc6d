"""All that cohorts has after 0007_assignment, for a database that has none of it.

Written by `python -m project.launcher.squash`. A database that has some of it takes what this replaces.
"""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
from django.db import migrations, models

import catalog.models.languages
import project.base.ids
import project.base.text
from project.base import constraints
from project.base.migrations import Squashed


class Migration(Squashed):
    replaces = [
        ("cohorts", "0001_initial"),
        ("cohorts", "0002_rules"),
        ("cohorts", "0003_languages"),
        ("cohorts", "0004_languages_proved"),
        ("cohorts", "0005_sessions"),
        ("cohorts", "0006_links"),
        ("cohorts", "0007_assignment"),
    ]

    initial = True

    dependencies = [
        ("agencies", "0043_planned_switches"),
        ("catalog", "0009_drafted_volumes_proved"),
        ("clients", "0013_named_accounts_found"),
        ("drafts", "0012_begun_found"),
        ("orders", "0035_boards_found"),
    ]

    operations = [
        migrations.CreateModel(
            name="Cohort",
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
                    "source_locale",
                    catalog.models.languages.LanguageField(
                        blank=True, default="", max_length=10, null=True, verbose_name="translated from"
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
                    "name",
                    models.CharField(
                        max_length=120, validators=[project.base.text.validate_text], verbose_name="name"
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cohorts",
                        to="clients.clientaccount",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "receiver",
                    models.CharField(
                        choices=[("payer", "The payer"), ("member", "Each member")],
                        max_length=6,
                        verbose_name="who receives the texts",
                    ),
                ),
                (
                    "asks_members",
                    models.BooleanField(default=False, verbose_name="ask each member for a brief"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planning", "Planning"),
                            ("running", "Running"),
                            ("closed", "Closed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="planning",
                        max_length=9,
                        verbose_name="state",
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
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("deadline", models.DateTimeField(blank=True, null=True, verbose_name="deadline")),
                (
                    "budget",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="budget"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "addons",
                    models.ManyToManyField(
                        related_name="+", through="cohorts.CohortAddOn", to="catalog.addon"
                    ),
                ),
            ],
            options={
                "verbose_name": "class",
                "verbose_name_plural": "classes",
                "indexes": [
                    models.Index(fields=["agency", "-created_at", "-id"], name="cohort_list"),
                    models.Index(
                        fields=["agency", "account", "-created_at", "-id"], name="cohort_list_account"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="cohort_agency_id"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="cohort_named"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["planning", "running", "closed", "cancelled"])),
                        name="cohort_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("receiver__in", ["payer", "member"])),
                        name="cohort_receiver_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("state__in", ("planning", "running"))),
                            models.Q(
                                models.Q(("state__in", ("planning", "running")), _negated=True),
                                ("ended_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="cohort_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quantity", None),
                            models.Q(("quantity__gte", 1), ("quantity__lte", 1000000)),
                            _connector="OR",
                        ),
                        name="cohort_quantity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("budget", None), ("budget__gt", 0), _connector="OR"),
                        name="cohort_budget",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source_locale", None),
                            models.Q(("source_locale", models.F("locale")), _negated=True),
                            _connector="OR",
                        ),
                        name="cohort_source_differs",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CohortAddOn",
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
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="addon_rows",
                        to="cohorts.cohort",
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
                "constraints": [models.UniqueConstraint(fields=("cohort", "addon"), name="cohortaddon_once")],
            },
        ),
        migrations.CreateModel(
            name="CohortGroup",
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
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="groups",
                        to="cohorts.cohort",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        max_length=60, validators=[project.base.text.validate_text], verbose_name="name"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "verbose_name": "group of a class",
                "verbose_name_plural": "groups of classes",
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="cohortgroup_agency_id"),
                    models.UniqueConstraint(
                        models.F("cohort"),
                        django.db.models.functions.text.Lower("name"),
                        name="cohortgroup_name",
                    ),
                    models.UniqueConstraint(fields=("cohort", "id"), name="cohortgroup_cohort_id"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="cohortgroup_named"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CohortField",
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
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fields",
                        to="cohorts.cohort",
                    ),
                ),
                ("key", models.CharField(max_length=30, verbose_name="placeholder")),
                (
                    "label",
                    models.CharField(
                        max_length=60, validators=[project.base.text.validate_text], verbose_name="label"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "verbose_name": "field of a class",
                "verbose_name_plural": "fields of classes",
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="cohortfield_agency_id"),
                    models.UniqueConstraint(fields=("cohort", "key"), name="cohortfield_key"),
                    models.UniqueConstraint(fields=("cohort", "id"), name="cohortfield_cohort_id"),
                    models.CheckConstraint(
                        condition=models.Q(("key__regex", "^[a-z][a-z0-9_]{0,29}$")),
                        name="cohortfield_key_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("label", ""), _negated=True), name="cohortfield_labelled"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Placing",
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
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placings",
                        to="cohorts.cohort",
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
                ("asked_at", models.DateTimeField()),
                (
                    "book",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.pricebook",
                    ),
                ),
                ("currency", models.CharField(max_length=3)),
                ("count", models.PositiveSmallIntegerField()),
                ("unit", models.DecimalField(decimal_places=2, max_digits=12)),
                ("total", models.DecimalField(decimal_places=2, max_digits=14)),
                ("deadline", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("running", "Being placed"), ("done", "Placed"), ("stopped", "Stopped")],
                        default="running",
                        max_length=7,
                    ),
                ),
                ("refusal", models.CharField(blank=True, max_length=300)),
                ("moved_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "placing of a class’s orders",
                "verbose_name_plural": "placings of classes’ orders",
                "ordering": ["id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "running")), fields=["moved_at"], name="placing_running"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="placing_agency_id"),
                    models.UniqueConstraint(fields=("cohort", "id"), name="placing_cohort_id"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "running")),
                        fields=("cohort",),
                        name="placing_one_running",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["running", "done", "stopped"])),
                        name="placing_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("count__gte", 1), ("count__lte", 500)), name="placing_count"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "total",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("unit"), "*", models.F("count")
                                ),
                            ),
                            ("unit__gte", 0),
                        ),
                        name="placing_total",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CohortMember",
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
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="cohorts.cohort",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="cohorts.cohortgroup",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        max_length=120, validators=[project.base.text.validate_text], verbose_name="name"
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                (
                    "external_key",
                    models.CharField(
                        max_length=80, validators=[project.base.text.validate_text], verbose_name="key"
                    ),
                ),
                ("added_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "placing",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="cohorts.placing",
                    ),
                ),
                (
                    "draft",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cohort_member",
                        to="drafts.orderdraft",
                    ),
                ),
                (
                    "order",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cohort_member",
                        to="orders.order",
                    ),
                ),
            ],
            options={
                "verbose_name": "member of a class",
                "verbose_name_plural": "members of classes",
                "indexes": [
                    models.Index(fields=["cohort", "name", "id"], name="cohortmember_list"),
                    models.Index(
                        models.F("agency"),
                        django.db.models.functions.text.Lower("email"),
                        condition=models.Q(("email", ""), _negated=True),
                        name="cohortmember_address",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="cohortmember_agency_id"),
                    models.UniqueConstraint(fields=("cohort", "id"), name="cohortmember_cohort_id"),
                    models.UniqueConstraint(fields=("cohort", "external_key"), name="cohortmember_key"),
                    models.UniqueConstraint(
                        models.F("cohort"),
                        django.db.models.functions.text.Lower("email"),
                        condition=models.Q(("removed_at", None), models.Q(("email", ""), _negated=True)),
                        name="cohortmember_email",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="cohortmember_named"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("external_key", ""), _negated=True), name="cohortmember_keyed"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("placing__isnull", False),
                            models.Q(("draft", None), ("order", None)),
                            _connector="OR",
                        ),
                        name="cohortmember_placed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("order", None), ("draft__isnull", False), _connector="OR"),
                        name="cohortmember_order_of_a_draft",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MemberValue",
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
                    "cohort",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cohorts.cohort",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="values_rows",
                        to="cohorts.cohortmember",
                    ),
                ),
                (
                    "field",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="values_rows",
                        to="cohorts.cohortfield",
                    ),
                ),
                (
                    "value",
                    models.TextField(
                        validators=[
                            django.core.validators.MaxLengthValidator(2000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="value",
                    ),
                ),
            ],
            options={
                "verbose_name": "value of a member",
                "verbose_name_plural": "values of members",
                "constraints": [models.UniqueConstraint(fields=("member", "field"), name="membervalue_once")],
            },
        ),
        migrations.CreateModel(
            name="CohortFile",
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
                ("added_at", models.DateTimeField()),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="cohorts.cohort",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="cohorts.cohortmember",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of a class",
                "verbose_name_plural": "files of classes",
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Milestone",
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
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="milestones",
                        to="cohorts.cohort",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("brief", "Brief in"),
                            ("ordered", "Ordered"),
                            ("delivered", "Delivered"),
                            ("accepted", "Accepted"),
                            ("attended", "Session attended"),
                        ],
                        max_length=9,
                        verbose_name="milestone",
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due")),
            ],
            options={
                "verbose_name": "milestone of a class",
                "verbose_name_plural": "milestones of classes",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="milestone_agency_id"),
                    models.UniqueConstraint(fields=("cohort", "kind"), name="milestone_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["brief", "ordered", "delivered", "accepted", "attended"])
                        ),
                        name="milestone_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Installment",
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
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="installments",
                        to="cohorts.cohort",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="due")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="amount")),
            ],
            options={
                "verbose_name": "installment",
                "verbose_name_plural": "installments",
                "ordering": ["due_on", "id"],
                "indexes": [models.Index(fields=["agency", "due_on"], name="installment_due")],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="installment_agency_id"),
                    models.UniqueConstraint(fields=("cohort", "due_on"), name="installment_day"),
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="installment_amount"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CohortEvent",
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
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="cohorts.cohort",
                    ),
                ),
                ("verb", models.CharField(max_length=20)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "to_state",
                    models.CharField(
                        choices=[
                            ("planning", "Planning"),
                            ("running", "Running"),
                            ("closed", "Closed"),
                            ("cancelled", "Cancelled"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cohorts.cohortmember",
                    ),
                ),
                (
                    "placing",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cohorts.placing",
                    ),
                ),
                ("count", models.PositiveIntegerField(null=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
            ],
            options={
                "verbose_name": "event of a class",
                "verbose_name_plural": "events of classes",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="cohortevent_agency_id")
                ],
            },
        ),
        migrations.CreateModel(
            name="Nudge",
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
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="nudges",
                        to="cohorts.cohort",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="nudges",
                        to="cohorts.cohortmember",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("brief", "Brief in"),
                            ("ordered", "Ordered"),
                            ("delivered", "Delivered"),
                            ("accepted", "Accepted"),
                            ("attended", "Session attended"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "to",
                    models.CharField(
                        choices=[("member", "Member"), ("requester", "Whoever runs the class")], max_length=9
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
                ("at", models.DateTimeField()),
                ("on", models.DateField()),
            ],
            options={
                "verbose_name": "nudge",
                "verbose_name_plural": "nudges",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="nudge_agency_id"),
                    models.UniqueConstraint(fields=("member", "on"), name="nudge_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["brief", "ordered", "delivered", "accepted", "attended"])
                        ),
                        name="nudge_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to__in", ["member", "requester"])), name="nudge_to"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportSnapshot",
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
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="snapshots",
                        to="cohorts.cohort",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("as_of", models.DateTimeField()),
                ("cohort_name", models.CharField(max_length=120)),
                (
                    "cohort_state",
                    models.CharField(
                        choices=[
                            ("planning", "Planning"),
                            ("running", "Running"),
                            ("closed", "Closed"),
                            ("cancelled", "Cancelled"),
                        ],
                        max_length=9,
                    ),
                ),
            ],
            options={
                "verbose_name": "report of a class",
                "verbose_name_plural": "reports of classes",
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="reportsnapshot_agency_id")
                ],
            },
        ),
        migrations.CreateModel(
            name="SnapshotMilestone",
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
                    "snapshot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="milestones",
                        to="cohorts.reportsnapshot",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("brief", "Brief in"),
                            ("ordered", "Ordered"),
                            ("delivered", "Delivered"),
                            ("accepted", "Accepted"),
                            ("attended", "Session attended"),
                        ],
                        max_length=9,
                    ),
                ),
                ("due_on", models.DateField(null=True)),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("snapshot", "kind"), name="snapshotmilestone_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SnapshotRow",
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
                    "snapshot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="cohorts.reportsnapshot",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cohorts.cohortmember",
                    ),
                ),
                ("group", models.CharField(blank=True, max_length=60)),
                (
                    "order",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orders.order",
                    ),
                ),
                ("order_state", models.CharField(blank=True, max_length=20)),
                ("brief_at", models.DateTimeField(null=True)),
                ("ordered_at", models.DateTimeField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                ("delivered_at", models.DateTimeField(null=True)),
                ("accepted_at", models.DateTimeField(null=True)),
                ("attended_at", models.DateTimeField(null=True)),
                ("sessions_expected", models.PositiveSmallIntegerField(default=0)),
                ("sessions_attended", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("snapshot", "position"), name="snapshotrow_position")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportLink",
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
                    "snapshot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="cohorts.reportsnapshot",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        max_length=80, validators=[project.base.text.validate_text], verbose_name="for"
                    ),
                ),
                ("prefix", models.CharField(max_length=8)),
                ("hash", models.CharField(max_length=64, unique=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "link to a report",
                "verbose_name_plural": "links to reports",
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="reportlink_agency_id"),
                    models.CheckConstraint(
                        condition=models.Q(("hash__regex", "^[0-9a-f]{64}$")), name="reportlink_hash"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="reportlink_named"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RosterUpload",
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
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uploads",
                        to="cohorts.cohort",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("made_at", models.DateTimeField(db_index=True)),
                ("file_name", models.CharField(blank=True, max_length=160)),
            ],
            options={
                "verbose_name": "roster on its way in",
                "verbose_name_plural": "rosters on their way in",
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="rosterupload_agency_id")
                ],
            },
        ),
        migrations.CreateModel(
            name="RosterColumn",
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
                    "upload",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="columns",
                        to="cohorts.rosterupload",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("head", models.CharField(blank=True, max_length=120)),
                ("field", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("upload", "position"), name="rostercolumn_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="RosterRow",
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
                    "upload",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="cohorts.rosterupload",
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "cells",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [models.UniqueConstraint(fields=("upload", "number"), name="rosterrow_once")],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=project.base.ids.public_id, editable=False, max_length=10, unique=True
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        max_length=120, validators=[project.base.text.validate_text], verbose_name="title"
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        validators=[project.base.text.validate_text],
                        verbose_name="place",
                    ),
                ),
                ("link", models.URLField(blank=True, max_length=500, verbose_name="meeting link")),
                ("starts_at", models.DateTimeField(verbose_name="starts")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                ("closes_at", models.DateTimeField(verbose_name="booking closes")),
                (
                    "seats",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(500),
                        ],
                        verbose_name="seats",
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "cohort",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="cohorts.cohort",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="cohorts.cohortgroup",
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions of classes",
                "ordering": ["starts_at", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="session_agency_id"),
                    models.UniqueConstraint(fields=("cohort", "id"), name="session_cohort_id"),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="session_titled"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="session_ends_later"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes_at__lte", models.F("starts_at"))),
                        name="session_closes_before_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seats__gte", 1), ("seats__lte", 500)), name="session_seats"
                    ),
                ],
                "indexes": [
                    models.Index(fields=["cohort", "starts_at", "id"], name="session_list"),
                    models.Index(
                        condition=models.Q(("cancelled_at", None)),
                        fields=["agency", "starts_at"],
                        name="session_ahead",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Booking",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=project.base.ids.public_id, editable=False, max_length=10, unique=True
                    ),
                ),
                ("seat", models.PositiveSmallIntegerField()),
                ("booked_at", models.DateTimeField()),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "cohort",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cohorts.cohort",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="cohorts.cohortmember",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="cohorts.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "booking",
                "verbose_name_plural": "bookings of sessions",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="booking_agency_id"),
                    models.UniqueConstraint(
                        condition=models.Q(("cancelled_at", None)),
                        fields=("session", "member"),
                        name="booking_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("cancelled_at", None)),
                        fields=("session", "seat"),
                        name="booking_seat",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seat__gte", 1), ("seat__lte", 500)), name="booking_seat_number"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("attended", "Attended"),
                            ("late", "Late"),
                            ("no_show", "No-show"),
                            ("excused", "Excused"),
                        ],
                        max_length=8,
                    ),
                ),
                ("expected", models.BooleanField()),
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
                    "cohort",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cohorts.cohort",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="cohorts.cohortmember",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="cohorts.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "attendance",
                "verbose_name_plural": "attendances of sessions",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="attendance_agency_id"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["attended", "late", "no_show", "excused"])),
                        name="attendance_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "excused"), _negated=True),
                            ("expected", False),
                            _connector="OR",
                        ),
                        name="attendance_excused",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "no_show"), _negated=True),
                            ("expected", True),
                            _connector="OR",
                        ),
                        name="attendance_no_show",
                    ),
                ],
                "indexes": [models.Index(fields=["session", "member", "-id"], name="attendance_last")],
            },
        ),
        migrations.CreateModel(
            name="MemberPerson",
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
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="person",
                        to="cohorts.cohortmember",
                    ),
                ),
                (
                    "membership",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cohort_member",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "placeholder of a member",
                "verbose_name_plural": "placeholders of members",
            },
        ),
        migrations.CreateModel(
            name="MemberBrief",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        validators=[
                            django.core.validators.MaxLengthValidator(12000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="brief",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("saved_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="own_brief",
                        to="cohorts.cohortmember",
                    ),
                ),
            ],
            options={
                "verbose_name": "brief of a member",
                "verbose_name_plural": "briefs of members",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sent_at", None), models.Q(("text", ""), _negated=True), _connector="OR"
                        ),
                        name="memberbrief_sent_has_words",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MemberLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=project.base.ids.public_id, editable=False, max_length=10, unique=True
                    ),
                ),
                ("address", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                ("hash", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="cohorts.cohortmember",
                    ),
                ),
            ],
            options={
                "verbose_name": "link of a member",
                "verbose_name_plural": "links of members",
                "ordering": ["id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("revoked_at", None), models.Q(("address", ""), _negated=True)),
                        fields=["agency", "address"],
                        name="memberlink_address",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="memberlink_agency_id"),
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at", None)),
                        fields=("member",),
                        name="memberlink_one_live",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hash__regex", "^[0-9a-f]{64}$")), name="memberlink_hash"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CohortWriter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "share",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="share at most (%)",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="writers",
                        to="cohorts.cohort",
                    ),
                ),
                (
                    "writer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "writer of a class",
                "verbose_name_plural": "writers of classes",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("cohort", "writer"), name="cohortwriter_once"),
                    models.CheckConstraint(
                        condition=models.Q(("share__gte", 1), ("share__lte", 100)), name="cohortwriter_share"
                    ),
                ],
                "indexes": [models.Index(fields=["agency", "writer"], name="cohortwriter_person")],
            },
        ),
        migrations.CreateModel(
            name="CohortEditor",
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
                    "cohort",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="editor_row",
                        to="cohorts.cohort",
                    ),
                ),
                (
                    "editor",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "editor of a class",
                "verbose_name_plural": "editors of classes",
                "indexes": [models.Index(fields=["agency", "editor"], name="cohorteditor_person")],
            },
        ),
        constraints.SameAgency(
            "Cohort",
            "account",
            "requested_by",
            "created_by",
            "service",
            "subject",
            "quality",
            "preferred_writer",
        ),
        constraints.SameAgency("CohortAddOn", "cohort", "addon"),
        constraints.SameAgency("CohortGroup", "cohort"),
        constraints.SameAgency("CohortField", "cohort"),
        constraints.SameAgency("Placing", "cohort", "by", "book"),
        constraints.SameAgency("CohortMember", "cohort", "group", "placing", "draft", "order"),
        constraints.SameAgency("MemberValue", "cohort", "member", "field"),
        constraints.SameAgency("CohortFile", "cohort", "member", "file", "added_by"),
        constraints.SameAgency("Milestone", "cohort"),
        constraints.SameAgency("Installment", "cohort"),
        constraints.SameAgency("CohortEvent", "cohort", "actor", "member", "placing"),
        constraints.SameAgency("Nudge", "cohort", "member", "by"),
        constraints.SameAgency("ReportSnapshot", "cohort", "made_by"),
        constraints.SameAgency("SnapshotMilestone", "snapshot"),
        constraints.SameAgency("SnapshotRow", "snapshot", "member", "order"),
        constraints.SameAgency("ReportLink", "snapshot", "created_by"),
        constraints.SameAgency("RosterUpload", "cohort", "made_by"),
        constraints.SameAgency("RosterColumn", "upload"),
        constraints.SameAgency("RosterRow", "upload"),
        constraints.SameParent("CohortMember", "cohort", "group"),
        constraints.SameParent("CohortMember", "cohort", "placing"),
        constraints.SameParent("MemberValue", "cohort", "member"),
        constraints.SameParent("MemberValue", "cohort", "field"),
        constraints.SameParent("CohortFile", "cohort", "member"),
        constraints.SameParent("Nudge", "cohort", "member"),
        constraints.AppendOnly("CohortEvent"),
        constraints.AppendOnly("ReportSnapshot"),
        constraints.AppendOnly("SnapshotMilestone"),
        constraints.AppendOnly("SnapshotRow"),
        constraints.KeyOfAgency("Cohort", "catalog.Language", "locale", "source_locale"),
        constraints.SameAgency("Session", "cohort", "group", "created_by"),
        constraints.SameAgency("Booking", "cohort", "session", "member", "by"),
        constraints.SameAgency("Attendance", "cohort", "session", "member", "by"),
        constraints.SameParent("Session", "cohort", "group"),
        constraints.SameParent("Booking", "cohort", "session"),
        constraints.SameParent("Booking", "cohort", "member"),
        constraints.SameParent("Attendance", "cohort", "session"),
        constraints.SameParent("Attendance", "cohort", "member"),
        constraints.AppendOnly("Attendance"),
        constraints.SameAgency("MemberLink", "member", "created_by"),
        constraints.SameAgency("MemberPerson", "member", "membership"),
        constraints.SameAgency("MemberBrief", "member"),
        constraints.SameAgency("CohortWriter", "cohort", "writer"),
        constraints.SameAgency("CohortEditor", "cohort", "editor"),
    ]
