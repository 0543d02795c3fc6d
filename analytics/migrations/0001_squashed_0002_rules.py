"""All that analytics has after 0002_rules, for a database that has none of it.

Written by `python -m project.launcher.squash`. A database that has some of it takes what this replaces.
"""

import django.db.models.deletion
from django.db import migrations, models

import project.base.ids
import project.base.text
from project.base import constraints
from project.base.migrations import Squashed


class Migration(Squashed):
    replaces = [("analytics", "0001_initial"), ("analytics", "0002_rules")]

    initial = True

    dependencies = [
        ("agencies", "0043_planned_switches"),
        ("cohorts", "0007_assignment"),
    ]

    operations = [
        migrations.CreateModel(
            name="ScheduledReport",
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
                    "owner",
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
                        max_length=80, validators=[project.base.text.validate_text], verbose_name="name"
                    ),
                ),
                (
                    "board",
                    models.CharField(
                        choices=[
                            ("client", "Client"),
                            ("agency", "Agency"),
                            ("writer", "Writer"),
                            ("writers", "One writer, for the desk"),
                            ("editor", "Editor"),
                            ("class", "Class"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "writer",
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cohorts.cohort",
                    ),
                ),
                (
                    "rhythm",
                    models.CharField(
                        choices=[("weekly", "Every week"), ("monthly", "Every month")], max_length=7
                    ),
                ),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Monday"),
                            (1, "Tuesday"),
                            (2, "Wednesday"),
                            (3, "Thursday"),
                            (4, "Friday"),
                            (5, "Saturday"),
                            (6, "Sunday"),
                        ],
                        null=True,
                    ),
                ),
                ("day", models.PositiveSmallIntegerField(null=True)),
                ("hour", models.PositiveSmallIntegerField()),
                (
                    "span",
                    models.CharField(
                        choices=[
                            ("before", "The week or month before"),
                            ("days30", "The 30 days before"),
                            ("days90", "The 90 days before"),
                        ],
                        max_length=6,
                    ),
                ),
                (
                    "granularity",
                    models.CharField(
                        blank=True,
                        choices=[("day", "By day"), ("week", "By week"), ("month", "By month")],
                        max_length=5,
                    ),
                ),
                ("next_run_at", models.DateTimeField(null=True)),
                ("paused_at", models.DateTimeField(null=True)),
                (
                    "paused_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("person", "Paused"),
                            ("owner", "Paused: the person who set it up can no longer open these figures"),
                        ],
                        max_length=6,
                    ),
                ),
                ("removed_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "scheduled report",
                "verbose_name_plural": "scheduled reports",
                "indexes": [
                    models.Index(
                        condition=models.Q(("next_run_at__isnull", False)),
                        fields=["agency", "next_run_at"],
                        name="scheduledreport_due",
                    ),
                    models.Index(
                        models.F("agency"),
                        models.OrderBy(models.F("created_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="scheduledreport_list",
                    ),
                    models.Index(fields=["agency", "owner"], name="scheduledreport_owner"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="scheduledreport_agency_id"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="scheduledreport_named"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("board__in", ["client", "agency", "writer", "writers", "editor", "class"])
                        ),
                        name="scheduledreport_board",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("board", "writers"), ("cohort", None), ("writer__isnull", False)),
                            models.Q(("board", "class"), ("cohort__isnull", False), ("writer", None)),
                            models.Q(
                                models.Q(("board__in", ["writers", "class"]), _negated=True),
                                ("cohort", None),
                                ("writer", None),
                            ),
                            _connector="OR",
                        ),
                        name="scheduledreport_subject",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("day", None), ("rhythm", "weekly"), ("weekday__range", (0, 6))),
                            models.Q(("day__range", (1, 31)), ("rhythm", "monthly"), ("weekday", None)),
                            _connector="OR",
                        ),
                        name="scheduledreport_rhythm",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hour__range", (0, 23))), name="scheduledreport_hour"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("span__in", ["before", "days30", "days90"])),
                        name="scheduledreport_span",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("granularity__in", ["", "day", "week", "month"])),
                        name="scheduledreport_granularity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("paused_at", None), ("paused_by", "")),
                            models.Q(("paused_at__isnull", False), ("paused_by__in", ["person", "owner"])),
                            _connector="OR",
                        ),
                        name="scheduledreport_paused",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("next_run_at__isnull", False), ("paused_at", None), ("removed_at", None)
                            ),
                            models.Q(
                                ("next_run_at", None),
                                models.Q(
                                    ("paused_at__isnull", False),
                                    ("removed_at__isnull", False),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="scheduledreport_next",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportFilter",
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
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="filters",
                        to="analytics.scheduledreport",
                    ),
                ),
                ("key", models.CharField(max_length=10)),
                ("value", models.CharField(max_length=60)),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("report", "key"), name="reportfilter_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "key__in",
                                (
                                    "service",
                                    "colleague",
                                    "client",
                                    "severity",
                                    "cause",
                                    "scope",
                                    "group",
                                    "months",
                                ),
                            ),
                            models.Q(("value", ""), _negated=True),
                        ),
                        name="reportfilter_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportRecipient",
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
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recipients",
                        to="analytics.scheduledreport",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("added_at", models.DateTimeField()),
                ("left_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["id"],
                "indexes": [models.Index(fields=["agency", "membership"], name="reportrecipient_person")],
                "constraints": [
                    models.UniqueConstraint(fields=("report", "membership"), name="reportrecipient_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportRun",
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
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="runs",
                        to="analytics.scheduledreport",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("first", models.DateField()),
                ("last", models.DateField()),
                ("zone", models.CharField(max_length=64)),
                (
                    "granularity",
                    models.CharField(
                        choices=[("day", "By day"), ("week", "By week"), ("month", "By month")], max_length=5
                    ),
                ),
                ("currency", models.CharField(max_length=3)),
                ("by_hand", models.BooleanField(default=False)),
                ("due_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Being made"), ("made", "Sent"), ("withheld", "Not sent")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                (
                    "withheld",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("left", "stopped receiving it"),
                            ("away", "has left or is suspended"),
                            ("right", "can no longer open these figures"),
                            ("off", "reports were switched off"),
                            ("agency", "the agency was suspended"),
                        ],
                        max_length=6,
                    ),
                ),
                ("as_of", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "report",
                "verbose_name_plural": "reports",
                "indexes": [
                    models.Index(
                        models.F("agency"),
                        models.F("membership"),
                        models.OrderBy(models.F("due_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="reportrun_person",
                    ),
                    models.Index(fields=["agency", "due_at"], name="reportrun_due"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="reportrun_agency_id"),
                    models.UniqueConstraint(
                        condition=models.Q(("by_hand", False)),
                        fields=("report", "membership", "first", "last"),
                        name="reportrun_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))), name="reportrun_days"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("as_of", None), ("state", "waiting"), ("withheld", "")),
                            models.Q(("as_of__isnull", False), ("state", "made"), ("withheld", "")),
                            models.Q(
                                ("as_of", None),
                                ("state", "withheld"),
                                ("withheld__in", ["left", "away", "right", "off", "agency"]),
                            ),
                            _connector="OR",
                        ),
                        name="reportrun_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RunFilter",
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
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="filters",
                        to="analytics.reportrun",
                    ),
                ),
                ("key", models.CharField(max_length=10)),
                ("value", models.CharField(max_length=60)),
                ("label", models.CharField(max_length=200)),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("run", "key"), name="runfilter_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "key__in",
                                (
                                    "service",
                                    "colleague",
                                    "client",
                                    "severity",
                                    "cause",
                                    "scope",
                                    "group",
                                    "months",
                                ),
                            )
                        ),
                        name="runfilter_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RunFigure",
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
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figures",
                        to="analytics.reportrun",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("metric", models.CharField(max_length=60)),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("count", "number"),
                            ("money", "money"),
                            ("share", "share"),
                            ("duration", "duration"),
                            ("words", "words"),
                            ("rating", "rating from 1 to 5"),
                        ],
                        max_length=8,
                    ),
                ),
                ("n", models.PositiveIntegerField()),
                ("value", models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                ("before_n", models.PositiveIntegerField(null=True)),
                ("before_value", models.DecimalField(decimal_places=6, max_digits=24, null=True)),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="runfigure_agency_id"),
                    models.UniqueConstraint(fields=("run", "position"), name="runfigure_position"),
                    models.UniqueConstraint(fields=("run", "metric"), name="runfigure_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("unit__in", ["count", "money", "share", "duration", "words", "rating"])
                        ),
                        name="runfigure_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("before_n__isnull", False), ("before_value", None), _connector="OR"
                        ),
                        name="runfigure_before",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RunPoint",
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
                    "figure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="points",
                        to="analytics.runfigure",
                    ),
                ),
                ("first", models.DateField()),
                ("last", models.DateField()),
                ("n", models.PositiveIntegerField()),
                ("value", models.DecimalField(decimal_places=6, max_digits=24, null=True)),
            ],
            options={
                "ordering": ["first"],
                "constraints": [
                    models.UniqueConstraint(fields=("figure", "first"), name="runpoint_once"),
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))), name="runpoint_days"
                    ),
                ],
            },
        ),
        constraints.SameAgency("ScheduledReport", "owner", "writer", "cohort"),
        constraints.SameAgency("ReportFilter", "report"),
        constraints.SameAgency("ReportRecipient", "report", "membership"),
        constraints.SameAgency("ReportRun", "report", "membership"),
        constraints.SameAgency("RunFilter", "run"),
        constraints.SameAgency("RunFigure", "run"),
        constraints.SameAgency("RunPoint", "figure"),
    ]
