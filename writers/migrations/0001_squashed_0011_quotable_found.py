"""All that writers has after 0011_quotable_found, for a database that has none of it.

Written by `python -m project.launcher.squash`. A database that has some of it takes what this replaces.
"""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.text
from django.db import migrations, models

import catalog.models.languages
import project.base.ids
import project.base.text
import writers.models.capacity
from project.base import constraints
from project.base.migrations import Squashed


class Migration(Squashed):
    replaces = [
        ("writers", "0001_initial"),
        ("writers", "0002_rules"),
        ("writers", "0003_languages"),
        ("writers", "0004_languages_proved"),
        ("writers", "0005_rates"),
        ("writers", "0006_calendar_feeds"),
        ("writers", "0007_feedback_and_portfolios"),
        ("writers", "0008_windows_of_feedback"),
        ("writers", "0009_windows_of_before"),
        ("writers", "0010_released_feedback_found"),
        ("writers", "0011_quotable_found"),
    ]

    initial = True

    dependencies = [
        ("agencies", "0044_names_folded_at_once"),
        ("catalog", "0009_drafted_volumes_proved"),
        ("clients", "0013_named_accounts_found"),
        ("orders", "0036_lately_closed_found"),
    ]

    operations = [
        migrations.CreateModel(
            name="AutoAcceptRule",
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
                    "clients",
                    models.CharField(
                        choices=[("any", "Any client"), ("preferred", "Preferred clients only")],
                        default="any",
                        max_length=9,
                        verbose_name="clients",
                    ),
                ),
                (
                    "min_fee",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=10, null=True, verbose_name="lowest fee"
                    ),
                ),
                (
                    "min_days",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="minimum days"),
                ),
                (
                    "max_quantity",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="maximum quantity"),
                ),
                ("enabled", models.BooleanField(default=False, verbose_name="switched on")),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "member",
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
            ],
            options={
                "verbose_name": "automatic acceptance rule",
                "verbose_name_plural": "automatic acceptance rules",
                "indexes": [models.Index(fields=["agency", "member", "id"], name="autoacceptrule_member")],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="autoacceptrule_agency_id"),
                    models.CheckConstraint(
                        condition=models.Q(("clients__in", ["any", "preferred"])),
                        name="autoacceptrule_clients",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("min_fee", None),
                            models.Q(("min_fee__gte", 0), ("min_fee__lte", 1000000)),
                            _connector="OR",
                        ),
                        name="autoacceptrule_min_fee",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("min_days", None), ("min_days__lte", 365), _connector="OR"),
                        name="autoacceptrule_min_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("max_quantity", None),
                            models.Q(("max_quantity__gte", 1), ("max_quantity__lte", 1000000)),
                            _connector="OR",
                        ),
                        name="autoacceptrule_max_quantity",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AutoAcceptance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("accepted_at", models.DateTimeField()),
                ("undo_until", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.orderevent"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.order"
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="writers.autoacceptrule",
                    ),
                ),
            ],
            options={
                "verbose_name": "automatic acceptance",
                "verbose_name_plural": "automatic acceptances",
                "indexes": [
                    models.Index(fields=["agency", "member", "-id"], name="autoacceptance_member"),
                    models.Index(fields=["agency", "order"], name="autoacceptance_order"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("undo_until__gte", models.F("accepted_at"))),
                        name="autoacceptance_undo_until",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("undone_at", None), ("undone_at__lte", models.F("undo_until")), _connector="OR"
                        ),
                        name="autoacceptance_undone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BlackoutPeriod",
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
                ("from_half", models.IntegerField()),
                ("to_half", models.IntegerField()),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        validators=[project.base.text.validate_text],
                        verbose_name="reason",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[("own", "Entered here"), ("calendar", "From an imported calendar")],
                        default="own",
                        max_length=8,
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
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "time away",
                "verbose_name_plural": "times away",
                "indexes": [
                    models.Index(fields=["agency", "member", "to_half"], name="blackoutperiod_member")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("from_half__gte", 1460240), ("to_half__lte", 1533290)),
                        name="blackoutperiod_years",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_half__gt", models.F("from_half")),
                            (
                                "to_half__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("from_half"), "+", models.Value(732)
                                ),
                            ),
                        ),
                        name="blackoutperiod_halves",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["own", "calendar"])), name="blackoutperiod_source"
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("member_id"),
                                    models.F("member_id"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            (
                                models.Func(models.F("from_half"), models.F("to_half"), function="int4range"),
                                "&&",
                            ),
                        ],
                        name="blackoutperiod_no_overlap",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EditorWorkload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("accepting", models.BooleanField(default=True, verbose_name="accepting new work")),
                (
                    "message",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        validators=[project.base.text.validate_text],
                        verbose_name="message to the agency",
                    ),
                ),
                (
                    "paused_until",
                    models.DateField(blank=True, null=True, verbose_name="accepting again from"),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=project.base.ids.public_id, editable=False, max_length=10, unique=True
                    ),
                ),
                (
                    "max_active",
                    models.PositiveSmallIntegerField(default=5, verbose_name="most reviews at once"),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="workload_rows",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "editor’s workload",
                "verbose_name_plural": "editors’ workload",
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="editorworkload_agency_id"),
                    models.UniqueConstraint(fields=("agency", "member"), name="editorworkload_once"),
                    models.CheckConstraint(
                        condition=models.Q(("max_active__gte", 1), ("max_active__lte", 100)),
                        name="editorworkload_max_active",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("accepting", False), ("paused_until", None), _connector="OR"),
                        name="editorworkload_paused",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EligibilityOverride",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("membership", "Not a member"),
                                ("suspended", "Suspended"),
                                ("role", "Role missing"),
                                ("conflict", "Conflict of interest"),
                                ("deadline", "Deadline passed"),
                                ("not_accepting", "Not accepting work"),
                                ("full", "Full"),
                                ("hours", "Too many hours"),
                                ("day_limit", "Daily limit"),
                                ("away", "Away"),
                                ("buffer", "Too little notice"),
                                ("subject", "Other subject"),
                                ("service", "Other service"),
                                ("language", "Other language"),
                            ],
                            max_length=14,
                        ),
                        size=None,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        max_length=300, validators=[project.base.text.validate_text], verbose_name="reason"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.orderevent"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.order"
                    ),
                ),
            ],
            options={
                "verbose_name": "override",
                "verbose_name_plural": "overrides",
                "indexes": [
                    models.Index(fields=["agency", "order", "member"], name="eligibilityoverride_order")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("event", "member"), name="eligibilityoverride_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True), models.Q(("codes", []), _negated=True)
                        ),
                        name="eligibilityoverride_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "codes__contained_by",
                                [
                                    "membership",
                                    "suspended",
                                    "role",
                                    "conflict",
                                    "deadline",
                                    "not_accepting",
                                    "full",
                                    "hours",
                                    "day_limit",
                                    "away",
                                    "buffer",
                                    "subject",
                                    "service",
                                    "language",
                                ],
                            )
                        ),
                        name="eligibilityoverride_codes",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PoolEntry",
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
                    "mode",
                    models.CharField(
                        choices=[
                            ("take", "First to accept gets it"),
                            ("interest", "Writers show interest, the desk chooses"),
                        ],
                        default="interest",
                        max_length=8,
                        verbose_name="how it is assigned",
                    ),
                ),
                ("fee", models.DecimalField(decimal_places=2, max_digits=10, verbose_name="fee")),
                (
                    "confidential",
                    models.BooleanField(default=False, verbose_name="keep the brief confidential"),
                ),
                ("preferred_until", models.DateTimeField(null=True)),
                ("put_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "end",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("given", "Assigned to a writer"),
                            ("withdrawn", "Withdrawn"),
                            ("ended", "The order was cancelled or put on hold"),
                        ],
                        max_length=9,
                    ),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pool_entries",
                        to="orders.order",
                    ),
                ),
                (
                    "put_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "order in the pool",
                "verbose_name_plural": "orders in the pool",
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at", None)),
                        fields=["agency", "-put_at", "-id"],
                        name="poolentry_open",
                    ),
                    models.Index(
                        condition=models.Q(("ended_at", None), ("preferred_until__isnull", False)),
                        fields=["preferred_until"],
                        name="poolentry_fallback_due",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="poolentry_agency_id"),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("order",), name="poolentry_one_open"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("mode__in", ["take", "interest"])), name="poolentry_mode_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fee__gte", 0), ("fee__lte", 1000000)), name="poolentry_fee"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end", ""), ("ended_at", None)),
                            models.Q(
                                ("end__in", ["given", "withdrawn", "ended"]), ("ended_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="poolentry_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PoolInterest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interests",
                        to="writers.poolentry",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "interest in an order",
                "verbose_name_plural": "interests in orders",
                "indexes": [models.Index(fields=["agency", "member", "-id"], name="poolinterest_member")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("entry", "member"),
                        name="poolinterest_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PreferredClient",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "preferred client",
                "verbose_name_plural": "preferred clients",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency", "member", "account"), name="preferredclient_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PreferredService",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(choices=[("writer", "Writer"), ("editor", "Editor")], max_length=6),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.servicetype",
                    ),
                ),
            ],
            options={
                "verbose_name": "preferred service",
                "verbose_name_plural": "preferred services",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency", "member", "side", "service"), name="preferredservice_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["writer", "editor"])), name="preferredservice_side"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PreferredSubject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(choices=[("writer", "Writer"), ("editor", "Editor")], max_length=6),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.subject"
                    ),
                ),
            ],
            options={
                "verbose_name": "preferred subject",
                "verbose_name_plural": "preferred subjects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency", "member", "side", "subject"), name="preferredsubject_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["writer", "editor"])), name="preferredsubject_side"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceEffort",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "per_hour",
                    models.DecimalField(decimal_places=2, max_digits=8, verbose_name="units an hour"),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.servicetype",
                    ),
                ),
            ],
            options={
                "verbose_name": "effort rate",
                "verbose_name_plural": "effort rates",
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "service"), name="serviceeffort_once"),
                    models.CheckConstraint(
                        condition=models.Q(("per_hour__gt", 0), ("per_hour__lte", 100000)),
                        name="serviceeffort_per_hour",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WaitingPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("fee", models.DecimalField(decimal_places=2, max_digits=10, verbose_name="fee")),
                ("hours", models.PositiveSmallIntegerField(verbose_name="hours to respond")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("asked", "Asked"),
                            ("passed", "Passed over"),
                            ("answered", "Answered"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="waiting",
                        max_length=9,
                    ),
                ),
                (
                    "against",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("membership", "Not a member"),
                                ("suspended", "Suspended"),
                                ("role", "Role missing"),
                                ("conflict", "Conflict of interest"),
                                ("deadline", "Deadline passed"),
                                ("not_accepting", "Not accepting work"),
                                ("full", "Full"),
                                ("hours", "Too many hours"),
                                ("day_limit", "Daily limit"),
                                ("away", "Away"),
                                ("buffer", "Too little notice"),
                                ("subject", "Other subject"),
                                ("service", "Other service"),
                                ("language", "Other language"),
                            ],
                            max_length=14,
                        ),
                        default=list,
                        size=None,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
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
                        related_name="+",
                        to="orders.orderevent",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="waiting_places",
                        to="orders.order",
                    ),
                ),
                (
                    "writer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "place in a waiting list",
                "verbose_name_plural": "places in waiting lists",
                "ordering": ["position", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ("waiting", "asked"))),
                        fields=["agency", "order", "position"],
                        name="waitingplace_live",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("waiting", "asked"))),
                        fields=("order", "position"),
                        name="waitingplace_position",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("waiting", "asked"))),
                        fields=("order", "writer"),
                        name="waitingplace_writer_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "asked")),
                        fields=("order",),
                        name="waitingplace_one_asked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "asked", "passed", "answered", "cancelled"])
                        ),
                        name="waitingplace_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("state__in", ("waiting", "asked"))),
                            models.Q(
                                models.Q(("state__in", ("waiting", "asked")), _negated=True),
                                ("ended_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="waitingplace_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fee__gte", 0), ("fee__lte", 1000000)), name="waitingplace_fee"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hours__gte", 1), ("hours__lte", 336)), name="waitingplace_hours"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WriterCapacity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("accepting", models.BooleanField(default=True, verbose_name="accepting new work")),
                (
                    "message",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        validators=[project.base.text.validate_text],
                        verbose_name="message to the agency",
                    ),
                ),
                (
                    "paused_until",
                    models.DateField(blank=True, null=True, verbose_name="accepting again from"),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=project.base.ids.public_id, editable=False, max_length=10, unique=True
                    ),
                ),
                (
                    "max_active",
                    models.PositiveSmallIntegerField(default=10, verbose_name="most orders at once"),
                ),
                (
                    "max_per_day",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="most new orders a day"
                    ),
                ),
                (
                    "max_hours",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="most hours of work at once"
                    ),
                ),
                (
                    "hours_per_day",
                    models.PositiveSmallIntegerField(default=6, verbose_name="hours in a working day"),
                ),
                (
                    "buffer_days",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="minimum days until the deadline"
                    ),
                ),
                (
                    "working_days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        default=writers.models.capacity.every_day,
                        size=None,
                        verbose_name="working days",
                    ),
                ),
                ("only_subjects", models.BooleanField(default=False, verbose_name="only preferred subjects")),
                ("only_services", models.BooleanField(default=False, verbose_name="only preferred services")),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="capacity_rows",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "writer’s capacity",
                "verbose_name_plural": "writers’ capacity",
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="writercapacity_agency_id"),
                    models.UniqueConstraint(fields=("agency", "member"), name="writercapacity_once"),
                    models.CheckConstraint(
                        condition=models.Q(("max_active__gte", 1), ("max_active__lte", 100)),
                        name="writercapacity_max_active",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("max_per_day", None),
                            models.Q(("max_per_day__gte", 1), ("max_per_day__lte", 50)),
                            _connector="OR",
                        ),
                        name="writercapacity_max_per_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("max_hours", None),
                            models.Q(("max_hours__gte", 1), ("max_hours__lte", 400)),
                            _connector="OR",
                        ),
                        name="writercapacity_max_hours",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hours_per_day__gte", 1), ("hours_per_day__lte", 16)),
                        name="writercapacity_hours_per_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("buffer_days__lte", 60)), name="writercapacity_buffer_days"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("working_days__contained_by", [0, 1, 2, 3, 4, 5, 6]),
                            models.Q(("working_days", []), _negated=True),
                        ),
                        name="writercapacity_working_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("accepting", False), ("paused_until", None), _connector="OR"),
                        name="writercapacity_paused",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WriterLanguage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    catalog.models.languages.LanguageField(
                        blank=True, default="", max_length=10, null=True, verbose_name="from"
                    ),
                ),
                ("target", models.CharField(max_length=10, verbose_name="language")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "writer’s language",
                "verbose_name_plural": "writers’ languages",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency", "member", "target", "source"),
                        name="writerlanguage_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source", None),
                            models.Q(("source", models.F("target")), _negated=True),
                            _connector="OR",
                        ),
                        name="writerlanguage_is_a_pair",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WriterLevel",
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
                    "name",
                    models.CharField(
                        max_length=60, validators=[project.base.text.validate_text], verbose_name="name"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "level",
                "verbose_name_plural": "levels",
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="writerlevel_agency_id"),
                    models.UniqueConstraint(
                        models.F("agency"),
                        django.db.models.functions.text.Lower("name"),
                        condition=models.Q(("archived_at", None)),
                        name="writerlevel_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="writerlevel_has_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("position__lte", 999)), name="writerlevel_position"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FeeRate",
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
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.servicetype",
                    ),
                ),
                (
                    "level",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="writers.writerlevel",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=4, max_digits=10, verbose_name="amount per unit"),
                ),
                ("from_day", models.DateField(verbose_name="from")),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("set_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "rate",
                "verbose_name_plural": "rates",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency", "service", "level", "from_day"),
                        name="feerate_once_a_day",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0), ("amount__lte", 100000)), name="feerate_amount"
                    ),
                ],
                "indexes": [models.Index(fields=["agency", "-from_day", "-id"], name="feerate_list")],
            },
        ),
        migrations.CreateModel(
            name="HeldLevel",
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
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "level",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="writers.writerlevel",
                    ),
                ),
                ("from_day", models.DateField(verbose_name="from")),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("set_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "level of a person",
                "verbose_name_plural": "levels of people",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency", "member", "from_day"), name="heldlevel_once_a_day"
                    )
                ],
                "indexes": [models.Index(fields=["agency", "-from_day", "-id"], name="heldlevel_list")],
            },
        ),
        migrations.CreateModel(
            name="CalendarFeed",
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
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        max_length=60, validators=[project.base.text.validate_text], verbose_name="name"
                    ),
                ),
                ("prefix", models.CharField(max_length=8)),
                ("hash", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "calendar link",
                "verbose_name_plural": "calendar links",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("hash__regex", "^[0-9a-f]{64}$")), name="calendarfeed_hash"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="calendarfeed_has_name"
                    ),
                ],
                "indexes": [
                    models.Index(fields=["agency", "member", "-created_at", "-id"], name="calendarfeed_list"),
                    models.Index(
                        condition=models.Q(("revoked_at", None)), fields=["member"], name="calendarfeed_live"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Feedback",
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
                    "direction",
                    models.CharField(
                        choices=[
                            ("editor_to_writer", "Editor to writer"),
                            ("client_to_writer", "Client to writer"),
                            ("client_to_editor", "Client to editor"),
                            ("writer_to_client", "Writer to client"),
                        ],
                        max_length=16,
                        verbose_name="direction",
                    ),
                ),
                ("overall", models.PositiveSmallIntegerField(null=True, verbose_name="overall")),
                ("quality", models.PositiveSmallIntegerField(null=True, verbose_name="quality")),
                ("communication", models.PositiveSmallIntegerField(null=True, verbose_name="communication")),
                ("timeliness", models.PositiveSmallIntegerField(null=True, verbose_name="timeliness")),
                (
                    "professionalism",
                    models.PositiveSmallIntegerField(null=True, verbose_name="professionalism"),
                ),
                (
                    "strengths",
                    models.TextField(
                        blank=True,
                        validators=[
                            django.core.validators.MaxLengthValidator(4000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="strengths",
                    ),
                ),
                (
                    "improvements",
                    models.TextField(
                        blank=True,
                        validators=[
                            django.core.validators.MaxLengthValidator(4000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="improvements",
                    ),
                ),
                (
                    "notes",
                    models.TextField(
                        blank=True,
                        validators=[
                            django.core.validators.MaxLengthValidator(4000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="notes",
                    ),
                ),
                ("anonymous", models.BooleanField(default=False, verbose_name="anonymous")),
                ("allow_public", models.BooleanField(default=False, verbose_name="may be published")),
                ("begun_at", models.DateTimeField()),
                ("given_at", models.DateTimeField(null=True)),
                ("edited_at", models.DateTimeField(null=True)),
                ("released_at", models.DateTimeField(null=True)),
                ("deleted_at", models.DateTimeField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
                (
                    "reply",
                    models.TextField(
                        blank=True,
                        validators=[
                            django.core.validators.MaxLengthValidator(2000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="reply",
                    ),
                ),
                ("replied_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                    "giver",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feedback",
                        to="orders.order",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "rubric",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="writers.rubric",
                    ),
                ),
                ("releases_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "feedback",
                "verbose_name_plural": "feedback",
                "indexes": [
                    models.Index(
                        condition=models.Q(("deleted_at", None)),
                        fields=["agency", "giver", "-id"],
                        name="feedback_given",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("deleted_at", None), ("given_at__isnull", False), ("released_at", None)
                        ),
                        fields=["agency", "given_at", "id"],
                        name="feedback_unreleased",
                    ),
                    models.Index(
                        condition=models.Q(("deleted_at", None)),
                        fields=["agency", "public_id"],
                        name="feedback_by_lot",
                    ),
                    models.Index(
                        condition=models.Q(("account__isnull", False)),
                        fields=["agency", "account"],
                        name="feedback_account",
                    ),
                    models.Index(
                        models.F("agency"),
                        models.F("receiver"),
                        models.OrderBy(
                            django.db.models.functions.comparison.Coalesce("released_at", "releases_at"),
                            descending=True,
                        ),
                        models.OrderBy(models.F("public_id"), descending=True),
                        condition=models.Q(("deleted_at", None)),
                        name="feedback_opened",
                    ),
                    models.Index(
                        models.F("agency"),
                        models.OrderBy(
                            django.db.models.functions.comparison.Coalesce("released_at", "releases_at"),
                            descending=True,
                        ),
                        models.OrderBy(models.F("public_id"), descending=True),
                        condition=models.Q(("deleted_at", None)),
                        name="feedback_opened_list",
                    ),
                    models.Index(
                        condition=models.Q(("allow_public", True), ("published_at__isnull", False)),
                        fields=["agency", "receiver", "id"],
                        name="feedback_quotable",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="feedback_agency_id"),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("deleted_at", None), ("direction__in", ("client_to_writer", "client_to_editor"))
                        ),
                        fields=("order", "direction", "receiver"),
                        name="feedback_once_by_client",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("deleted_at", None)),
                        fields=("order", "direction", "giver", "receiver"),
                        name="feedback_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "direction__in",
                                [
                                    "editor_to_writer",
                                    "client_to_writer",
                                    "client_to_editor",
                                    "writer_to_client",
                                ],
                            )
                        ),
                        name="feedback_direction",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("account__isnull", False),
                                ("direction", "writer_to_client"),
                                ("receiver", None),
                            ),
                            models.Q(
                                models.Q(("direction", "writer_to_client"), _negated=True),
                                ("account", None),
                                ("receiver__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="feedback_about_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("receiver", None),
                            models.Q(("receiver", models.F("giver")), _negated=True),
                            _connector="OR",
                        ),
                        name="feedback_not_to_oneself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("overall", None),
                            models.Q(("overall__gte", 1), ("overall__lte", 5)),
                            _connector="OR",
                        ),
                        name="feedback_overall",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quality", None),
                            models.Q(("quality__gte", 1), ("quality__lte", 5)),
                            _connector="OR",
                        ),
                        name="feedback_quality",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("communication", None),
                            models.Q(("communication__gte", 1), ("communication__lte", 5)),
                            _connector="OR",
                        ),
                        name="feedback_communication",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("timeliness", None),
                            models.Q(("timeliness__gte", 1), ("timeliness__lte", 5)),
                            _connector="OR",
                        ),
                        name="feedback_timeliness",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("professionalism", None),
                            models.Q(("professionalism__gte", 1), ("professionalism__lte", 5)),
                            _connector="OR",
                        ),
                        name="feedback_professionalism",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("given_at", None),
                            ("overall__isnull", False),
                            ("deleted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="feedback_given_has_overall",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("deleted_at", None),
                            models.Q(
                                ("improvements", ""), ("notes", ""), ("overall", None), ("strengths", "")
                            ),
                            _connector="OR",
                        ),
                        name="feedback_deleted_is_empty",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("released_at", None), ("given_at__isnull", False), _connector="OR"
                        ),
                        name="feedback_released_is_given",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("anonymous", False),
                            ("direction__in", ("client_to_writer", "client_to_editor")),
                            _connector="OR",
                        ),
                        name="feedback_anonymous_client",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_at", None),
                            models.Q(
                                ("allow_public", True),
                                ("direction", "client_to_writer"),
                                ("released_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="feedback_published",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("replied_at", None), ("reply", "")),
                            models.Q(models.Q(("reply", ""), _negated=True), ("replied_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="feedback_reply",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FeedbackChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("field", models.CharField(max_length=20)),
                ("before", models.TextField(blank=True)),
                ("after", models.TextField(blank=True)),
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
                (
                    "feedback",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="writers.feedback",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of feedback",
                "verbose_name_plural": "changes of feedback",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="FeedbackTag",
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
                    "name",
                    models.CharField(
                        max_length=40, validators=[project.base.text.validate_text], verbose_name="tag"
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
                "verbose_name": "tag",
                "verbose_name_plural": "tags",
                "ordering": ["name", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="feedbacktag_agency_id"),
                    models.UniqueConstraint(
                        models.F("agency"),
                        django.db.models.functions.text.Lower("name"),
                        name="feedbacktag_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="feedbacktag_has_name"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FeedbackPoint",
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
                ("position", models.PositiveSmallIntegerField()),
                (
                    "passage",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        validators=[project.base.text.validate_text],
                        verbose_name="passage",
                    ),
                ),
                (
                    "section",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        validators=[project.base.text.validate_text],
                        verbose_name="section",
                    ),
                ),
                (
                    "issue",
                    models.TextField(
                        validators=[
                            django.core.validators.MaxLengthValidator(2000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="issue",
                    ),
                ),
                (
                    "suggestion",
                    models.TextField(
                        blank=True,
                        validators=[
                            django.core.validators.MaxLengthValidator(2000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="suggestion",
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("shown_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orders.delivery",
                    ),
                ),
                (
                    "feedback",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="points",
                        to="writers.feedback",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="writers.feedbacktag",
                    ),
                ),
            ],
            options={
                "verbose_name": "point",
                "verbose_name_plural": "points",
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="feedbackpoint_agency_id"),
                    models.UniqueConstraint(fields=("feedback", "position"), name="feedbackpoint_position"),
                    models.CheckConstraint(
                        condition=models.Q(("issue", ""), _negated=True), name="feedbackpoint_has_issue"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("passage", ""), ("delivery__isnull", False), _connector="OR"),
                        name="feedbackpoint_passage_of_version",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("done_at", None), ("shown_at__isnull", False), _connector="OR"),
                        name="feedbackpoint_done_was_shown",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NonDisclosure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("set_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "lifted_by",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="non_disclosures",
                        to="orders.order",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "non-disclosure agreement",
                "verbose_name_plural": "non-disclosure agreements",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at", None)),
                        fields=("order",),
                        name="nondisclosure_one_in_force",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PortfolioCollection",
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
                    "name",
                    models.CharField(
                        max_length=120, validators=[project.base.text.validate_text], verbose_name="name"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "portfolio",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="collections",
                        to="writers.writerportfolio",
                    ),
                ),
            ],
            options={
                "verbose_name": "collection",
                "verbose_name_plural": "collections",
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="portfoliocollection_agency_id"),
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("portfolio", "position"),
                        name="portfoliocollection_position",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="portfoliocollection_has_name"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PortfolioPolicy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "approves",
                    models.BooleanField(
                        default=False, verbose_name="approve portfolios and samples before they are shown"
                    ),
                ),
                ("changed_at", models.DateTimeField()),
                (
                    "agency",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="portfolio_policy",
                        to="agencies.agency",
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "portfolio policy",
                "verbose_name_plural": "portfolio policies",
            },
        ),
        migrations.CreateModel(
            name="PortfolioSample",
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
                    "source",
                    models.CharField(
                        choices=[
                            ("text", "My own text"),
                            ("file", "My own file"),
                            ("order", "An order I delivered"),
                        ],
                        max_length=5,
                        verbose_name="source",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        max_length=120, validators=[project.base.text.validate_text], verbose_name="title"
                    ),
                ),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        max_length=500,
                        validators=[project.base.text.validate_text],
                        verbose_name="description",
                    ),
                ),
                (
                    "body",
                    models.TextField(
                        blank=True,
                        validators=[
                            django.core.validators.MaxLengthValidator(60000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="text",
                    ),
                ),
                ("language", models.CharField(blank=True, max_length=35, verbose_name="language")),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("public", "Everyone"),
                            ("clients", "Clients of this agency"),
                            ("link", "People with a link"),
                            ("request", "On request"),
                        ],
                        default="link",
                        max_length=7,
                        verbose_name="visible to",
                    ),
                ),
                ("featured", models.BooleanField(default=False, verbose_name="featured")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "approval",
                    models.CharField(
                        choices=[
                            ("none", "Not submitted"),
                            ("waiting", "Waiting for approval"),
                            ("approved", "Approved"),
                            ("declined", "Changes needed"),
                        ],
                        default="none",
                        max_length=8,
                    ),
                ),
                ("submitted_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decision_note",
                    models.TextField(
                        blank=True,
                        validators=[
                            django.core.validators.MaxLengthValidator(1000),
                            project.base.text.validate_text,
                        ],
                    ),
                ),
                ("published_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "collection",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="samples",
                        to="writers.portfoliocollection",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orders.delivery",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orders.order",
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
                    "consent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="samples",
                        to="writers.sampleconsent",
                    ),
                ),
                (
                    "portfolio",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="samples",
                        to="writers.writerportfolio",
                    ),
                ),
            ],
            options={
                "verbose_name": "sample",
                "verbose_name_plural": "samples",
                "ordering": ["position", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("approval", "waiting")),
                        fields=["agency", "submitted_at", "id"],
                        name="portfoliosample_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="portfoliosample_agency_id"),
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("portfolio", "position"),
                        name="portfoliosample_position",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="portfoliosample_has_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source__in", ["text", "file", "order"]),
                            ("audience__in", ["public", "clients", "link", "request"]),
                            ("approval__in", ["none", "waiting", "approved", "declined"]),
                        ),
                        name="portfoliosample_choices",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("order__isnull", False), ("source", "order")),
                            models.Q(
                                models.Q(("source", "order"), _negated=True),
                                ("consent", None),
                                ("delivery", None),
                                ("order", None),
                            ),
                            _connector="OR",
                        ),
                        name="portfoliosample_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_at", None),
                            models.Q(("source", "order"), _negated=True),
                            ("consent__isnull", False),
                            _connector="OR",
                        ),
                        name="portfoliosample_published_with_consent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClearedFinding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("name", "Name"),
                            ("email", "Email address"),
                            ("url", "Web address"),
                            ("phone", "Phone number"),
                            ("address", "Street address"),
                            ("number", "Number"),
                            ("metadata", "File details"),
                        ],
                        max_length=8,
                    ),
                ),
                ("text", models.CharField(max_length=300)),
                ("cleared_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "cleared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "sample",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cleared",
                        to="writers.portfoliosample",
                    ),
                ),
            ],
            options={
                "verbose_name": "cleared finding",
                "verbose_name_plural": "cleared findings",
                "constraints": [
                    models.UniqueConstraint(fields=("sample", "kind", "text"), name="clearedfinding_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Rubric",
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
                ("number", models.PositiveSmallIntegerField()),
                ("made_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "made_by",
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
            ],
            options={
                "verbose_name": "rubric",
                "verbose_name_plural": "rubrics",
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="rubric_agency_id"),
                    models.UniqueConstraint(
                        fields=("agency", "service", "number"), name="rubric_number", nulls_distinct=False
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at", None)),
                        fields=("agency", "service"),
                        name="rubric_one_current",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="rubric_number_from_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RubricCriterion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "name",
                    models.CharField(
                        max_length=80, validators=[project.base.text.validate_text], verbose_name="criterion"
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        validators=[project.base.text.validate_text],
                        verbose_name="what it means",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("quality", "Quality"),
                            ("communication", "Communication"),
                            ("timeliness", "Timeliness"),
                            ("professionalism", "Professionalism"),
                        ],
                        max_length=15,
                        verbose_name="category",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "rubric",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="criteria",
                        to="writers.rubric",
                    ),
                ),
            ],
            options={
                "verbose_name": "criterion",
                "verbose_name_plural": "criteria",
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="rubriccriterion_agency_id"),
                    models.UniqueConstraint(fields=("rubric", "position"), name="rubriccriterion_position"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="rubriccriterion_has_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "category__in",
                                ["", "quality", "communication", "timeliness", "professionalism"],
                            )
                        ),
                        name="rubriccriterion_category",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RubricLevel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("points", models.PositiveSmallIntegerField(verbose_name="points")),
                (
                    "name",
                    models.CharField(
                        max_length=80, validators=[project.base.text.validate_text], verbose_name="level"
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        validators=[project.base.text.validate_text],
                        verbose_name="what it means",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="levels",
                        to="writers.rubriccriterion",
                    ),
                ),
            ],
            options={
                "verbose_name": "level",
                "verbose_name_plural": "levels",
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="rubriclevel_agency_id"),
                    models.UniqueConstraint(fields=("criterion", "position"), name="rubriclevel_position"),
                    models.UniqueConstraint(fields=("criterion", "id"), name="rubriclevel_criterion_id"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="rubriclevel_has_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("points__gte", 1), ("points__lte", 5)), name="rubriclevel_points"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FeedbackLevel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("points", models.PositiveSmallIntegerField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "feedback",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="levels",
                        to="writers.feedback",
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="writers.rubriccriterion",
                    ),
                ),
                (
                    "level",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="writers.rubriclevel",
                    ),
                ),
            ],
            options={
                "verbose_name": "chosen level",
                "verbose_name_plural": "chosen levels",
                "constraints": [
                    models.UniqueConstraint(fields=("feedback", "criterion"), name="feedbacklevel_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SampleConsent",
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
                    "message",
                    models.TextField(
                        blank=True,
                        validators=[
                            django.core.validators.MaxLengthValidator(1000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="message",
                    ),
                ),
                ("asked_at", models.DateTimeField(null=True)),
                ("key_hash", models.CharField(max_length=64, null=True, unique=True)),
                ("key_until", models.DateTimeField(null=True)),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("full", "The full text"),
                            ("excerpt", "An excerpt"),
                            ("anonymised", "Without names"),
                            ("private", "To people I know of, by private link"),
                            ("never", "Not at all"),
                        ],
                        max_length=10,
                        verbose_name="what may be shown",
                    ),
                ),
                ("holds_until", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
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
                    "asked_of",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sample_consents",
                        to="orders.order",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "writer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "consent to a sample",
                "verbose_name_plural": "consents to samples",
                "indexes": [
                    models.Index(fields=["agency", "writer", "-id"], name="sampleconsent_list"),
                    models.Index(
                        condition=models.Q(("holds_until__isnull", False), ("withdrawn_at", None)),
                        fields=["agency", "holds_until"],
                        name="sampleconsent_expiring",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="sampleconsent_agency_id"),
                    models.UniqueConstraint(fields=("order", "writer"), name="sampleconsent_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("level", "")),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("level__in", ["full", "excerpt", "anonymised", "private", "never"]),
                            ),
                            _connector="OR",
                        ),
                        name="sampleconsent_answered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("key_hash", None), ("key_hash__regex", "^[0-9a-f]{64}$"), _connector="OR"
                        ),
                        name="sampleconsent_key",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SampleFile",
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
                ("name", models.CharField(max_length=160, verbose_name="name")),
                ("added_at", models.DateTimeField()),
                (
                    "added_by",
                    models.ForeignKey(
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
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.storedfile",
                    ),
                ),
                (
                    "sample",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="file",
                        to="writers.portfoliosample",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of a sample",
                "verbose_name_plural": "files of samples",
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SampleLink",
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
                    "name",
                    models.CharField(
                        max_length=80, validators=[project.base.text.validate_text], verbose_name="for"
                    ),
                ),
                ("prefix", models.CharField(max_length=8)),
                ("hash", models.CharField(max_length=64, unique=True)),
                (
                    "terms",
                    models.BooleanField(
                        default=False, verbose_name="ask for agreement to keep it confidential"
                    ),
                ),
                ("max_views", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="views")),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
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
                    "sample",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="private_links",
                        to="writers.portfoliosample",
                    ),
                ),
            ],
            options={
                "verbose_name": "private link",
                "verbose_name_plural": "private links",
                "indexes": [models.Index(fields=["agency", "created_by", "-id"], name="samplelink_list")],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="samplelink_agency_id"),
                    models.CheckConstraint(
                        condition=models.Q(("hash__regex", "^[0-9a-f]{64}$")), name="samplelink_hash"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="samplelink_has_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("max_views", None),
                            models.Q(("max_views__gte", 1), ("max_views__lte", 1000)),
                            _connector="OR",
                        ),
                        name="samplelink_views",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SampleRequest",
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
                    "message",
                    models.TextField(
                        blank=True,
                        validators=[
                            django.core.validators.MaxLengthValidator(1000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="message",
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("granted_until", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "sample",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="requests",
                        to="writers.portfoliosample",
                    ),
                ),
            ],
            options={
                "verbose_name": "request to see a sample",
                "verbose_name_plural": "requests to see samples",
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="samplerequest_agency_id"),
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at", None)),
                        fields=("sample", "asked_by"),
                        name="samplerequest_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("granted_until", None), ("answered_at__isnull", False), _connector="OR"
                        ),
                        name="samplerequest_granted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SampleView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("agreed", models.BooleanField(default=False)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="views",
                        to="writers.samplelink",
                    ),
                ),
            ],
            options={
                "verbose_name": "view of a sample",
                "verbose_name_plural": "views of samples",
                "indexes": [models.Index(fields=["link", "-id"], name="sampleview_list")],
            },
        ),
        migrations.CreateModel(
            name="SavedComment",
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
                    "issue",
                    models.TextField(
                        validators=[
                            django.core.validators.MaxLengthValidator(2000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="issue",
                    ),
                ),
                (
                    "suggestion",
                    models.TextField(
                        blank=True,
                        validators=[
                            django.core.validators.MaxLengthValidator(2000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="suggestion",
                    ),
                ),
                ("shared", models.BooleanField(default=False, verbose_name="share with all editors")),
                ("saved_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="writers.feedbacktag",
                    ),
                ),
            ],
            options={
                "verbose_name": "saved comment",
                "verbose_name_plural": "saved comments",
                "indexes": [
                    models.Index(fields=["agency", "member", "-saved_at", "-id"], name="savedcomment_list")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("issue", ""), _negated=True), name="savedcomment_has_issue"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WriterPortfolio",
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
                    "slug",
                    models.CharField(
                        max_length=60,
                        validators=[django.core.validators.RegexValidator("^[a-z0-9]+(-[a-z0-9]+)*$")],
                        verbose_name="address",
                    ),
                ),
                ("enabled", models.BooleanField(default=False, verbose_name="show my portfolio")),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("private", "Only me"),
                            ("clients", "Clients of this agency"),
                            ("public", "Everyone"),
                        ],
                        default="private",
                        max_length=7,
                        verbose_name="visible to",
                    ),
                ),
                (
                    "headline",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        validators=[project.base.text.validate_text],
                        verbose_name="headline",
                    ),
                ),
                (
                    "bio",
                    models.TextField(
                        blank=True,
                        validators=[
                            django.core.validators.MaxLengthValidator(5000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="about you",
                    ),
                ),
                ("shown_headline", models.CharField(blank=True, max_length=120)),
                ("shown_bio", models.TextField(blank=True)),
                (
                    "years",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="years of experience"
                    ),
                ),
                ("indexed", models.BooleanField(default=True, verbose_name="let search engines list it")),
                ("show_orders", models.BooleanField(default=False, verbose_name="completed orders")),
                ("show_on_time", models.BooleanField(default=False, verbose_name="delivered on time")),
                ("show_rating", models.BooleanField(default=False, verbose_name="rating by clients")),
                ("show_since", models.BooleanField(default=False, verbose_name="member since")),
                ("show_languages", models.BooleanField(default=True, verbose_name="languages")),
                (
                    "approval",
                    models.CharField(
                        choices=[
                            ("none", "Not submitted"),
                            ("waiting", "Waiting for approval"),
                            ("approved", "Approved"),
                            ("declined", "Changes needed"),
                        ],
                        default="none",
                        max_length=8,
                    ),
                ),
                ("submitted_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decision_note",
                    models.TextField(
                        blank=True,
                        validators=[
                            django.core.validators.MaxLengthValidator(1000),
                            project.base.text.validate_text,
                        ],
                    ),
                ),
                ("public_since", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "decided_by",
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="portfolio",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "portfolio",
                "verbose_name_plural": "portfolios",
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("approval", "approved"),
                            ("enabled", True),
                            models.Q(("visibility", "private"), _negated=True),
                        ),
                        fields=["agency", "id"],
                        name="writerportfolio_shown",
                    ),
                    models.Index(
                        condition=models.Q(("submitted_at__isnull", False)),
                        fields=["agency", "submitted_at", "id"],
                        name="writerportfolio_waiting",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="writerportfolio_agency_id"),
                    models.UniqueConstraint(fields=("agency", "slug"), name="writerportfolio_slug"),
                    models.CheckConstraint(
                        condition=models.Q(("slug__regex", "^[a-z0-9]+(-[a-z0-9]+)*$")),
                        name="writerportfolio_slug_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("visibility__in", ["private", "clients", "public"])),
                        name="writerportfolio_visibility",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("approval__in", ["none", "waiting", "approved", "declined"])),
                        name="writerportfolio_approval",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("years", None), ("years__lte", 80), _connector="OR"),
                        name="writerportfolio_years",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ShortlistedWriter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("added_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "portfolio",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="writers.writerportfolio",
                    ),
                ),
            ],
            options={
                "verbose_name": "shortlisted writer",
                "verbose_name_plural": "shortlisted writers",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency", "member", "portfolio"), name="shortlistedwriter_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PortfolioSpeciality",
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
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.subject"
                    ),
                ),
                (
                    "portfolio",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="specialities",
                        to="writers.writerportfolio",
                    ),
                ),
            ],
            options={
                "verbose_name": "speciality",
                "verbose_name_plural": "specialities",
                "constraints": [
                    models.UniqueConstraint(fields=("portfolio", "subject"), name="portfoliospeciality_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PortfolioSlug",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.CharField(max_length=60)),
                ("taken_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "portfolio",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slugs",
                        to="writers.writerportfolio",
                    ),
                ),
            ],
            options={
                "verbose_name": "portfolio address",
                "verbose_name_plural": "portfolio addresses",
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "slug"), name="portfolioslug_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PortfolioService",
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
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.servicetype",
                    ),
                ),
                (
                    "portfolio",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="services",
                        to="writers.writerportfolio",
                    ),
                ),
            ],
            options={
                "verbose_name": "service of a portfolio",
                "verbose_name_plural": "services of a portfolio",
                "constraints": [
                    models.UniqueConstraint(fields=("portfolio", "service"), name="portfolioservice_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PortfolioPhoto",
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
                ("name", models.CharField(max_length=160, verbose_name="name")),
                ("added_at", models.DateTimeField()),
                ("width", models.PositiveSmallIntegerField()),
                (
                    "added_by",
                    models.ForeignKey(
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
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.storedfile",
                    ),
                ),
                (
                    "portfolio",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photos",
                        to="writers.writerportfolio",
                    ),
                ),
            ],
            options={
                "verbose_name": "photo",
                "verbose_name_plural": "photos",
                "ordering": ["id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("portfolio", "width"), name="portfoliophoto_width")
                ],
            },
        ),
        migrations.CreateModel(
            name="PortfolioLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "label",
                    models.CharField(
                        max_length=120, validators=[project.base.text.validate_text], verbose_name="label"
                    ),
                ),
                ("url", models.URLField(max_length=300, verbose_name="web address")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "portfolio",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="writers.writerportfolio",
                    ),
                ),
            ],
            options={
                "verbose_name": "link",
                "verbose_name_plural": "links",
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("portfolio", "position"), name="portfoliolink_position"),
                    models.CheckConstraint(
                        condition=models.Q(("url__startswith", "https://")), name="portfoliolink_https"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PortfolioFigures",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("as_of", models.DateTimeField()),
                ("orders", models.PositiveIntegerField(default=0)),
                ("judged", models.PositiveIntegerField(default=0)),
                ("on_time", models.PositiveIntegerField(default=0)),
                ("rated", models.PositiveIntegerField(default=0)),
                ("rating", models.DecimalField(decimal_places=2, max_digits=3, null=True)),
                ("since", models.DateField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "portfolio",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figures",
                        to="writers.writerportfolio",
                    ),
                ),
            ],
            options={
                "verbose_name": "figures of a portfolio",
                "verbose_name_plural": "figures of portfolios",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("on_time__lte", models.F("judged"))),
                        name="portfoliofigures_on_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PortfolioEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sample", models.CharField(blank=True, max_length=10)),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("enable", "Switched on"),
                            ("disable", "Switched off"),
                            ("show", "Visibility changed"),
                            ("edit", "Edited"),
                            ("submit", "Submitted for approval"),
                            ("approve", "Approved"),
                            ("decline", "Changes requested"),
                            ("rename", "Address changed"),
                            ("add_sample", "Sample added"),
                            ("edit_sample", "Sample edited"),
                            ("delete_sample", "Sample deleted"),
                            ("publish_sample", "Sample published"),
                            ("show_sample", "Sample shown to everyone"),
                            ("unpublish_sample", "Sample taken offline"),
                            ("clear_finding", "Finding cleared"),
                            ("make_link", "Private link created"),
                            ("revoke_link", "Private link revoked"),
                            ("ask_to_see", "Access requested"),
                            ("grant", "Access granted"),
                            ("refuse", "Access declined"),
                            ("withdraw", "Taken offline by the agency"),
                        ],
                        max_length=16,
                    ),
                ),
                ("at", models.DateTimeField()),
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
                    "portfolio",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="writers.writerportfolio",
                    ),
                ),
            ],
            options={
                "verbose_name": "act on a portfolio",
                "verbose_name_plural": "acts on portfolios",
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "verb__in",
                                [
                                    "enable",
                                    "disable",
                                    "show",
                                    "edit",
                                    "submit",
                                    "approve",
                                    "decline",
                                    "rename",
                                    "add_sample",
                                    "edit_sample",
                                    "delete_sample",
                                    "publish_sample",
                                    "show_sample",
                                    "unpublish_sample",
                                    "clear_finding",
                                    "make_link",
                                    "revoke_link",
                                    "ask_to_see",
                                    "grant",
                                    "refuse",
                                    "withdraw",
                                ],
                            )
                        ),
                        name="portfolioevent_verb",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PortfolioCredential",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("education", "Education"),
                            ("certification", "Certification"),
                            ("award", "Award"),
                        ],
                        max_length=13,
                        verbose_name="kind",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        max_length=120, validators=[project.base.text.validate_text], verbose_name="title"
                    ),
                ),
                (
                    "issuer",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        validators=[project.base.text.validate_text],
                        verbose_name="from",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="year")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "portfolio",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="credentials",
                        to="writers.writerportfolio",
                    ),
                ),
            ],
            options={
                "verbose_name": "credential",
                "verbose_name_plural": "credentials",
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("portfolio", "position"), name="portfoliocredential_position"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="portfoliocredential_has_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year", None),
                            models.Q(("year__gte", 1900), ("year__lte", 2100)),
                            _connector="OR",
                        ),
                        name="portfoliocredential_year",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FeedbackContest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.TextField(
                        validators=[
                            django.core.validators.MaxLengthValidator(2000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="reason",
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("upheld", "Upheld"),
                            ("dismissed", "Dismissed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=9,
                        verbose_name="outcome",
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "explanation",
                    models.TextField(
                        blank=True,
                        validators=[
                            django.core.validators.MaxLengthValidator(2000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="explanation",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "feedback",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contest",
                        to="writers.feedback",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "contest",
                "verbose_name_plural": "contests",
                "indexes": [
                    models.Index(
                        condition=models.Q(("decided_at", None)),
                        fields=["agency", "opened_at", "id"],
                        name="feedbackcontest_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="feedbackcontest_agency_id"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="feedbackcontest_has_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None), ("outcome", "")),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("outcome__in", ["upheld", "dismissed", "withdrawn"]),
                            ),
                            _connector="OR",
                        ),
                        name="feedbackcontest_outcome",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FeedbackEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("give", "Given"),
                            ("edit", "Edited"),
                            ("delete", "Deleted"),
                            ("release", "Released"),
                            ("reply", "Replied"),
                            ("contest", "Contested"),
                            ("decide", "Contest decided"),
                            ("withdraw_contest", "Contest withdrawn"),
                            ("allow", "Publication allowed"),
                            ("disallow", "Publication no longer allowed"),
                            ("publish", "Published"),
                            ("unpublish", "Taken offline"),
                        ],
                        max_length=16,
                    ),
                ),
                ("at", models.DateTimeField()),
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
                    "feedback",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="writers.feedback",
                    ),
                ),
            ],
            options={
                "verbose_name": "act on feedback",
                "verbose_name_plural": "acts on feedback",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "verb__in",
                                [
                                    "give",
                                    "edit",
                                    "delete",
                                    "release",
                                    "reply",
                                    "contest",
                                    "decide",
                                    "withdraw_contest",
                                    "allow",
                                    "disallow",
                                    "publish",
                                    "unpublish",
                                ],
                            )
                        ),
                        name="feedbackevent_verb",
                    )
                ],
            },
        ),
        constraints.SameAgency("AutoAcceptRule", "member", "subject", "service"),
        constraints.SameAgency("AutoAcceptance", "event", "order", "member", "rule"),
        constraints.SameAgency("BlackoutPeriod", "member"),
        constraints.SameAgency("EditorWorkload", "member"),
        constraints.SameAgency("EligibilityOverride", "event", "order", "member"),
        constraints.SameAgency("PoolEntry", "order", "put_by"),
        constraints.SameAgency("PoolInterest", "entry", "member"),
        constraints.SameAgency("PreferredClient", "member", "account"),
        constraints.SameAgency("PreferredService", "member", "service"),
        constraints.SameAgency("PreferredSubject", "member", "subject"),
        constraints.SameAgency("ServiceEffort", "service"),
        constraints.SameAgency("WaitingPlace", "order", "writer", "event", "made_by"),
        constraints.SameAgency("WriterCapacity", "member"),
        constraints.SameAgency("WriterLanguage", "member"),
        constraints.KeyOfAgency("WriterLanguage", "catalog.Language", "source", "target"),
        constraints.SameAgency("FeeRate", "service", "level", "set_by"),
        constraints.SameAgency("HeldLevel", "member", "level", "set_by"),
        constraints.SameAgency("CalendarFeed", "member"),
        constraints.SameAgency("Feedback", "account", "giver", "order", "published_by", "receiver", "rubric"),
        constraints.SameAgency("FeedbackChange", "by", "feedback"),
        constraints.SameAgency("FeedbackPoint", "delivery", "feedback", "tag"),
        constraints.SameAgency("NonDisclosure", "lifted_by", "order", "set_by"),
        constraints.SameAgency("PortfolioCollection", "portfolio"),
        constraints.SameAgency("PortfolioPolicy", "changed_by"),
        constraints.SameAgency(
            "PortfolioSample",
            "collection",
            "decided_by",
            "delivery",
            "order",
            "service",
            "subject",
            "consent",
            "portfolio",
        ),
        constraints.SameAgency("ClearedFinding", "cleared_by", "sample"),
        constraints.SameAgency("Rubric", "made_by", "service"),
        constraints.SameAgency("RubricCriterion", "rubric"),
        constraints.SameAgency("RubricLevel", "criterion"),
        constraints.SameAgency("FeedbackLevel", "feedback", "criterion", "level"),
        constraints.SameAgency("SampleConsent", "answered_by", "asked_of", "order", "withdrawn_by", "writer"),
        constraints.SameAgency("SampleFile", "added_by", "file", "sample"),
        constraints.SameAgency("SampleLink", "created_by", "sample"),
        constraints.SameAgency("SampleRequest", "asked_by", "sample"),
        constraints.SameAgency("SampleView", "link"),
        constraints.SameAgency("SavedComment", "member", "tag"),
        constraints.SameAgency("WriterPortfolio", "decided_by", "member"),
        constraints.SameAgency("ShortlistedWriter", "member", "portfolio"),
        constraints.SameAgency("PortfolioSpeciality", "subject", "portfolio"),
        constraints.SameAgency("PortfolioSlug", "portfolio"),
        constraints.SameAgency("PortfolioService", "service", "portfolio"),
        constraints.SameAgency("PortfolioPhoto", "added_by", "file", "portfolio"),
        constraints.SameAgency("PortfolioLink", "portfolio"),
        constraints.SameAgency("PortfolioFigures", "portfolio"),
        constraints.SameAgency("PortfolioEvent", "actor", "portfolio"),
        constraints.SameAgency("PortfolioCredential", "portfolio"),
        constraints.SameAgency("FeedbackContest", "decided_by", "feedback", "opened_by"),
        constraints.SameAgency("FeedbackEvent", "actor", "feedback"),
        constraints.SameParent("FeedbackLevel", "criterion", "level"),
        constraints.AppendOnly("FeedbackEvent"),
        constraints.AppendOnly("PortfolioEvent"),
    ]
