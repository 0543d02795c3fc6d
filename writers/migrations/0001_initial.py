"""Capacity, workload, times away, rules, overrides, waiting lists, the pool."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import catalog.models.languages
import project.base.ids
import project.base.text
import writers.models.capacity
from project.base.migrations import ManyTables


class Migration(ManyTables):
    initial = True

    dependencies = [
        ("agencies", "0005_webhooks"),
        ("catalog", "0002_rules"),
        ("clients", "0002_rules"),
        ("orders", "0010_offers_of_the_clock"),
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
    ]
