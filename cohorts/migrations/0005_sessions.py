"""Sessions of classes: seats, bookings and attendance."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import project.base.ids
import project.base.text
from project.base.constraints import AppendOnly, SameAgency, SameParent
from project.base.migrations import ManyTables


class Migration(ManyTables):
    dependencies = [
        ("agencies", "0041_search_letters"),
        ("cohorts", "0004_languages_proved"),
    ]

    operations = [
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
        SameAgency("Session", "cohort", "group", "created_by"),
        SameAgency("Booking", "cohort", "session", "member", "by"),
        SameAgency("Attendance", "cohort", "session", "member", "by"),
        SameParent("Session", "cohort", "group"),
        SameParent("Booking", "cohort", "session"),
        SameParent("Booking", "cohort", "member"),
        SameParent("Attendance", "cohort", "session"),
        SameParent("Attendance", "cohort", "member"),
        AppendOnly("Attendance"),
    ]
