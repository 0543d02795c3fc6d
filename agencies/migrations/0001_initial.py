from decimal import Decimal

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import project.base.ids
import project.base.text
from project.base.migrations import ManyTables


class Migration(ManyTables):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Agency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "code",
                    models.CharField(
                        help_text="Every order number starts with this code.",
                        max_length=6,
                        unique=True,
                        validators=[django.core.validators.RegexValidator("^[A-Z]{2,6}\\Z")],
                        verbose_name="code",
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        default="EUR",
                        max_length=3,
                        validators=[django.core.validators.RegexValidator("^[A-Z]{3}\\Z")],
                        verbose_name="currency",
                    ),
                ),
                (
                    "timezone",
                    models.CharField(default="Europe/London", max_length=64, verbose_name="time zone"),
                ),
                (
                    "sign_up",
                    models.CharField(
                        choices=[
                            ("open", "Anyone can sign up as a client"),
                            ("invitation", "By invitation only"),
                        ],
                        default="open",
                        max_length=12,
                        verbose_name="sign-up",
                    ),
                ),
                ("editorial_review", models.BooleanField(default=True, verbose_name="editorial review")),
                (
                    "review_days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="review window in days",
                    ),
                ),
                (
                    "offer_hours",
                    models.PositiveSmallIntegerField(
                        default=24,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(336),
                        ],
                        verbose_name="hours to respond to an offer",
                    ),
                ),
                (
                    "writer_span",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0.80"),
                        max_digits=3,
                        verbose_name="writer’s share of the time",
                    ),
                ),
                (
                    "included_rounds",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[django.core.validators.MaxValueValidator(20)],
                        verbose_name="included revision rounds",
                    ),
                ),
                (
                    "grace_days",
                    models.PositiveSmallIntegerField(
                        default=7,
                        validators=[django.core.validators.MaxValueValidator(365)],
                        verbose_name="days after completion in which a revision can still be requested",
                    ),
                ),
                (
                    "session_cap",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(50),
                        ],
                        verbose_name="maximum sessions per person",
                    ),
                ),
                (
                    "idle_hours",
                    models.PositiveSmallIntegerField(
                        default=336,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(2160),
                        ],
                        verbose_name="hours of inactivity before a session ends",
                    ),
                ),
                (
                    "session_days",
                    models.PositiveSmallIntegerField(
                        default=30,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="maximum session length in days",
                    ),
                ),
                (
                    "trust_days",
                    models.PositiveSmallIntegerField(
                        default=30,
                        validators=[django.core.validators.MaxValueValidator(90)],
                        verbose_name="days a trusted browser skips two-step verification",
                    ),
                ),
                (
                    "second_factor_from",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="two-step verification required for staff from"
                    ),
                ),
                (
                    "second_factor_for",
                    models.CharField(
                        choices=[
                            ("staff", "Staff: support, managers and owners"),
                            ("team", "Everyone who works here: staff, writers and editors"),
                            ("everybody", "Everyone, including clients"),
                        ],
                        db_default="staff",
                        default="staff",
                        max_length=9,
                        verbose_name="two-step verification required for",
                    ),
                ),
                (
                    "second_factor_wide_from",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="two-step verification required for others from"
                    ),
                ),
                ("catalog_version", models.PositiveIntegerField(default=1)),
                ("calendar_version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "agency",
                "verbose_name_plural": "agencies",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("writer_span__gt", 0), ("writer_span__lte", 1)),
                        name="agency_writer_span",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("review_days__gte", 1), ("review_days__lte", 90)),
                        name="agency_review_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("offer_hours__gte", 1), ("offer_hours__lte", 336)),
                        name="agency_offer_hours",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("included_rounds__lte", 20)), name="agency_included_rounds"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("grace_days__lte", 365)), name="agency_grace_days"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("session_cap__gte", 1), ("session_cap__lte", 50)),
                        name="agency_session_cap",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("idle_hours__gte", 1), ("idle_hours__lte", 2160)),
                        name="agency_idle_hours",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("session_days__gte", 1), ("session_days__lte", 365)),
                        name="agency_session_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("trust_days__lte", 90)), name="agency_trust_days"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("second_factor_for", "staff"), ("second_factor_wide_from", None)),
                            models.Q(
                                ("second_factor_for__in", ["team", "everybody"]),
                                ("second_factor_wide_from__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="agency_second_factor_for",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Domain",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="domains",
                        to="agencies.agency",
                    ),
                ),
                ("host", models.CharField(max_length=253, unique=True, verbose_name="host name")),
                ("is_primary", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name": "domain",
                "verbose_name_plural": "domains",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("host", django.db.models.functions.text.Lower("host"))),
                        name="domain_host_lower",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_primary", True)),
                        fields=("agency",),
                        name="domain_one_primary",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Branding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="brand",
                        to="agencies.agency",
                    ),
                ),
                (
                    "primary",
                    models.CharField(
                        default="#1f5f8b",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9a-f]{6}\\Z", "Enter a colour as #rrggbb."
                            )
                        ],
                        verbose_name="main colour",
                    ),
                ),
                ("tagline", models.CharField(blank=True, max_length=120, verbose_name="tagline")),
                ("welcome", models.TextField(blank=True, max_length=1200, verbose_name="welcome text")),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "verbose_name": "branding",
                "verbose_name_plural": "brandings",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("primary__regex", "^#[0-9a-f]{6}$")), name="branding_primary_hex"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkingHours",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="working_hours",
                        to="agencies.agency",
                    ),
                ),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(help_text="0 is Monday.", verbose_name="weekday"),
                ),
                ("opens", models.PositiveSmallIntegerField(verbose_name="opens")),
                ("closes", models.PositiveSmallIntegerField(verbose_name="closes")),
            ],
            options={
                "verbose_name": "working hours",
                "verbose_name_plural": "working hours",
                "ordering": ["weekday", "opens"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("weekday__lte", 6)), name="workinghours_weekday"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes__gt", models.F("opens")), ("closes__lte", 1440)),
                        name="workinghours_minutes",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("agency_id"),
                                    models.F("agency_id"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("weekday"),
                                    models.F("weekday"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            (models.Func(models.F("opens"), models.F("closes"), function="int4range"), "&&"),
                        ],
                        name="workinghours_no_overlap",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Holiday",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="holidays",
                        to="agencies.agency",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=project.base.ids.public_id, editable=False, max_length=10, unique=True
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
            ],
            options={
                "verbose_name": "holiday",
                "verbose_name_plural": "holidays",
                "ordering": ["day"],
                "constraints": [models.UniqueConstraint(fields=("agency", "day"), name="holiday_once_a_day")],
            },
        ),
        migrations.CreateModel(
            name="Membership",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="agencies.agency",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=project.base.ids.public_id, editable=False, max_length=10, unique=True
                    ),
                ),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("client", "Client"),
                                ("writer", "Writer"),
                                ("editor", "Editor"),
                                ("support", "Support"),
                                ("manager", "Manager"),
                                ("owner", "Owner"),
                            ],
                            max_length=8,
                        ),
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "public_name",
                    models.CharField(
                        help_text="The name others see.",
                        max_length=60,
                        verbose_name="public name",
                    ),
                ),
                (
                    "dismissed_hints",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), blank=True, default=list, size=None
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("suspended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "suspended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("suspension_reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "membership",
                "verbose_name_plural": "memberships",
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at", None)),
                        fields=["agency", "public_name", "id"],
                        name="membership_live",
                    ),
                    django.contrib.postgres.indexes.GinIndex(fields=["roles"], name="membership_roles"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "user"), name="membership_once_per_agency"),
                    models.UniqueConstraint(fields=("agency", "id"), name="membership_agency_id"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "roles__contained_by",
                                ["client", "writer", "editor", "support", "manager", "owner"],
                            )
                        ),
                        name="membership_known_roles",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("suspended_at", None), ("suspended_by", None), ("suspension_reason", "")
                            ),
                            models.Q(
                                ("ended_at", None),
                                ("suspended_at__isnull", False),
                                models.Q(("suspension_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="membership_suspended_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("erased_at", None),
                            models.Q(("ended_at__isnull", False), ("roles", [])),
                            _connector="OR",
                        ),
                        name="membership_erased_has_ended",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="agencies.agency",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=project.base.ids.public_id, editable=False, max_length=10, unique=True
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="email address")),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("client", "Client"),
                                ("writer", "Writer"),
                                ("editor", "Editor"),
                                ("support", "Support"),
                                ("manager", "Manager"),
                                ("owner", "Owner"),
                            ],
                            max_length=8,
                        ),
                        size=None,
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                (
                    "invited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "former_roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("client", "Client"),
                                ("writer", "Writer"),
                                ("editor", "Editor"),
                                ("support", "Support"),
                                ("manager", "Manager"),
                                ("owner", "Owner"),
                            ],
                            max_length=8,
                        ),
                        editable=False,
                        null=True,
                        size=None,
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "indexes": [models.Index(fields=["agency", "-created_at", "-id"], name="invitation_list")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "roles__contained_by",
                                ["client", "writer", "editor", "support", "manager", "owner"],
                            )
                        ),
                        name="invitation_known_roles",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("used_at", None), ("withdrawn_at", None), _connector="OR"),
                        name="invitation_one_end",
                    ),
                    models.UniqueConstraint(fields=("agency", "id"), name="invitation_agency_id"),
                ],
            },
        ),
        migrations.CreateModel(
            name="StoredFile",
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
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField(verbose_name="size in bytes")),
                ("content_type", models.CharField(max_length=100)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("unused_since", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "stored file",
                "verbose_name_plural": "stored files",
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "sha256"), name="storedfile_once_per_agency"),
                    models.UniqueConstraint(fields=("agency", "id"), name="storedfile_agency_id"),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="storedfile_sha256"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Letterhead",
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
                        validators=[
                            django.core.validators.MaxLengthValidator(400),
                            project.base.text.validate_text,
                        ],
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
                        verbose_name="payment term in days",
                    ),
                ),
                (
                    "payment_text",
                    models.TextField(
                        blank=True,
                        validators=[
                            django.core.validators.MaxLengthValidator(600),
                            project.base.text.validate_text,
                        ],
                        verbose_name="payment instructions",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agency",), name="letterhead_one"),
                    models.CheckConstraint(
                        condition=models.Q(("payment_days__lte", 120)), name="letterhead_days"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SecurityEvent",
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
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("suspicious", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                ("address", models.GenericIPAddressField(null=True)),
                ("country", models.CharField(blank=True, max_length=2)),
                ("browser", models.CharField(blank=True, max_length=60)),
                ("system", models.CharField(blank=True, max_length=60)),
                ("device", models.CharField(blank=True, max_length=10)),
                ("session", models.CharField(blank=True, max_length=10)),
                ("detail", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "verbose_name": "security event",
                "verbose_name_plural": "security events",
                "indexes": [
                    models.Index(fields=["user", "-at", "-id"], name="securityevent_person"),
                    models.Index(fields=["agency", "-at", "-id"], name="securityevent_agency"),
                    models.Index(fields=["agency", "kind", "-at"], name="securityevent_kind"),
                    models.Index(fields=["at"], name="securityevent_kept"),
                ],
            },
        ),
    ]
