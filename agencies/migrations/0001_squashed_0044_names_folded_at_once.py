"""All that agencies has after 0044_names_folded_at_once, for a database that has none of it.

Written by `python -m project.launcher.squash`. A database that has some of it takes what this replaces.
"""

from decimal import Decimal

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import agencies.models.webhooks
import project.base.ids
import project.base.text
from project.base import constraints
from project.base.migrations import Squashed
from project.base.search_functions import FUNCTIONS, FunctionsOfSearch

AGENCIES_AGENCY_FEATURES = """
DECLARE said varchar[] := NEW.features;
BEGIN
    IF TG_OP = 'INSERT' OR NEW.features IS NOT DISTINCT FROM OLD.features THEN
        IF (TG_OP = 'INSERT' AND NOT NEW.editorial_review)
            OR (TG_OP = 'UPDATE' AND NEW.editorial_review IS DISTINCT FROM OLD.editorial_review) THEN
            said := array_remove(array_remove(said, '+editorial_review'), '-editorial_review')
                || (CASE WHEN NEW.editorial_review THEN '+' ELSE '-' END || 'editorial_review')::varchar;
        END IF;
        IF (TG_OP = 'INSERT' AND NEW.sign_up <> 'open')
            OR (TG_OP = 'UPDATE' AND NEW.sign_up IS DISTINCT FROM OLD.sign_up) THEN
            said := array_remove(array_remove(said, '+sign_up'), '-sign_up')
                || (CASE WHEN NEW.sign_up = 'open' THEN '+' ELSE '-' END || 'sign_up')::varchar;
        END IF;
        NEW.features := said;
    END IF;
    NEW.editorial_review := NOT ('-editorial_review' = ANY (NEW.features));
    NEW.sign_up := CASE WHEN '-sign_up' = ANY (NEW.features) THEN 'invitation' ELSE 'open' END;
    RETURN NEW;
END
"""
STATEMENTS_31 = """
ALTER TABLE "agencies_agency" ALTER COLUMN editorial_review SET DEFAULT true;
ALTER TABLE "agencies_agency" ALTER COLUMN sign_up SET DEFAULT 'open';
"""


class Migration(Squashed):
    replaces = [
        ("agencies", "0001_initial"),
        ("agencies", "0002_rules"),
        ("agencies", "0003_length_tolerance"),
        ("agencies", "0004_length_tolerance_proved"),
        ("agencies", "0005_webhooks"),
        ("agencies", "0006_opened"),
        ("agencies", "0007_opened_before"),
        ("agencies", "0008_placeholders"),
        ("agencies", "0009_placeholders_proved"),
        ("agencies", "0010_words"),
        ("agencies", "0011_bank_account"),
        ("agencies", "0012_bank_account_proved"),
        ("agencies", "0013_marks"),
        ("agencies", "0014_branding"),
        ("agencies", "0015_branding_published"),
        ("agencies", "0016_branding_proved"),
        ("agencies", "0017_contact_and_language"),
        ("agencies", "0018_contact_and_language_proved"),
        ("agencies", "0019_legal"),
        ("agencies", "0020_legal_in_force"),
        ("agencies", "0021_legal_proved"),
        ("agencies", "0022_imports"),
        ("agencies", "0023_domain_claims"),
        ("agencies", "0024_domains_given"),
        ("agencies", "0025_operating"),
        ("agencies", "0026_operating_proved"),
        ("agencies", "0027_features"),
        ("agencies", "0028_feature_switches"),
        ("agencies", "0029_features_kept_alike"),
        ("agencies", "0030_features_of_before"),
        ("agencies", "0031_features_alone"),
        ("agencies", "0032_reverse_charge_note"),
        ("agencies", "0033_failed_imports"),
        ("agencies", "0034_failed_imports_proved"),
        ("agencies", "0035_marked_invitations"),
        ("agencies", "0036_agency_exports"),
        ("agencies", "0037_closing"),
        ("agencies", "0038_closes_at"),
        ("agencies", "0039_closing_proved"),
        ("agencies", "0040_log_goes_too"),
        ("agencies", "0041_search_letters"),
        ("agencies", "0042_search_ukrainian"),
        ("agencies", "0043_planned_switches"),
        ("agencies", "0044_names_folded_at_once"),
    ]

    initial = True

    dependencies = [
        ("account", "0009_emailaddress_unique_primary_email"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("procrastinate", "0041_post_retry_failed_job"),
        ("sessions", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
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
                (
                    "length_tolerance",
                    models.PositiveSmallIntegerField(
                        db_default=10,
                        default=10,
                        validators=[django.core.validators.MaxValueValidator(50)],
                        verbose_name="percentage by which a text may be shorter or longer than ordered",
                    ),
                ),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="open since")),
                (
                    "contact_email",
                    models.EmailField(
                        blank=True, db_default="", max_length=254, verbose_name="contact email address"
                    ),
                ),
                (
                    "contact_phone",
                    models.CharField(
                        blank=True,
                        db_default="",
                        max_length=40,
                        validators=[project.base.text.validate_text],
                        verbose_name="contact phone number",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("en", "English"),
                            ("en-gb", "English (United Kingdom)"),
                            ("en-us", "English (United States)"),
                        ],
                        db_default="",
                        max_length=8,
                        verbose_name="language",
                    ),
                ),
                ("suspended_at", models.DateTimeField(blank=True, null=True, verbose_name="suspended since")),
                (
                    "most_people",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="people at most"),
                ),
                (
                    "most_storage_mb",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="megabytes of files at most"
                    ),
                ),
                (
                    "most_orders",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="orders a month at most"),
                ),
                (
                    "features",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=31), db_default=[], default=list, size=None
                    ),
                ),
                ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="closes")),
                (
                    "planned",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64), db_default=[], default=list, size=None
                    ),
                ),
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
                    models.CheckConstraint(
                        condition=models.Q(("length_tolerance__lte", 50)), name="agency_length_tolerance"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["", "en", "en-gb", "en-us"])),
                        name="agency_language_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("most_people", None), ("most_people__gte", 1), _connector="OR"),
                            models.Q(
                                ("most_storage_mb", None),
                                ("most_storage_mb__lte", 100000000),
                                _connector="OR",
                            ),
                        ),
                        name="agency_quotas",
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
                (
                    "primary_dark",
                    models.CharField(
                        blank=True,
                        db_default="",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9a-f]{6}\\Z", "Enter a colour as #rrggbb."
                            )
                        ],
                        verbose_name="main colour in dark mode",
                    ),
                ),
                (
                    "accent",
                    models.CharField(
                        blank=True,
                        db_default="",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9a-f]{6}\\Z", "Enter a colour as #rrggbb."
                            )
                        ],
                        verbose_name="second colour",
                    ),
                ),
                (
                    "footer",
                    models.TextField(
                        blank=True,
                        db_default="",
                        validators=[
                            django.core.validators.MaxLengthValidator(400),
                            project.base.text.validate_text,
                        ],
                        verbose_name="footer",
                    ),
                ),
                (
                    "mail_sender",
                    models.CharField(
                        blank=True,
                        db_default="",
                        max_length=60,
                        validators=[project.base.text.validate_text],
                        verbose_name="sender name",
                    ),
                ),
                (
                    "reply_to",
                    models.EmailField(
                        blank=True, db_default="", max_length=254, verbose_name="replies go to"
                    ),
                ),
                (
                    "mail_header",
                    models.CharField(
                        blank=True,
                        db_default="",
                        max_length=120,
                        validators=[project.base.text.validate_text],
                        verbose_name="line at the top of emails",
                    ),
                ),
                (
                    "mail_signature",
                    models.TextField(
                        blank=True,
                        db_default="",
                        validators=[
                            django.core.validators.MaxLengthValidator(600),
                            project.base.text.validate_text,
                        ],
                        verbose_name="email signature",
                    ),
                ),
                (
                    "paper_head",
                    models.CharField(
                        blank=True,
                        db_default="",
                        max_length=120,
                        validators=[project.base.text.validate_text],
                        verbose_name="line at the top of documents",
                    ),
                ),
                (
                    "logo",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.brandpicture",
                    ),
                ),
                (
                    "logo_dark",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.brandpicture",
                    ),
                ),
                (
                    "favicon",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.brandpicture",
                    ),
                ),
                (
                    "terms",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.legaltext",
                    ),
                ),
                (
                    "privacy",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.legaltext",
                    ),
                ),
                (
                    "imprint",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.legaltext",
                    ),
                ),
            ],
            options={
                "verbose_name": "branding",
                "verbose_name_plural": "brandings",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("primary__regex", "^#[0-9a-f]{6}$")), name="branding_primary_hex"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("primary_dark", ""), ("primary_dark__regex", "^#[0-9a-f]{6}$"), _connector="OR"
                        ),
                        name="branding_primary_dark_hex",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accent", ""), ("accent__regex", "^#[0-9a-f]{6}$"), _connector="OR"
                        ),
                        name="branding_accent_hex",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reply_to", ""),
                            ("reply_to__regex", "^[^[:space:]@<>]+@[^[:space:]@<>]+$"),
                            _connector="OR",
                        ),
                        name="branding_reply_to",
                    ),
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
                        help_text="The name others see.", max_length=60, verbose_name="public name"
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
                ("placeholder", models.BooleanField(db_default=False, default=False, editable=False)),
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("placeholder", False),
                            models.Q(("ended_at__isnull", False), ("roles", [])),
                            _connector="OR",
                        ),
                        name="membership_placeholder_has_ended",
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
                ("iban", models.CharField(blank=True, db_default="", max_length=34, verbose_name="IBAN")),
                ("bic", models.CharField(blank=True, db_default="", max_length=11, verbose_name="BIC")),
                (
                    "account_holder",
                    models.CharField(
                        blank=True,
                        db_default="",
                        max_length=120,
                        validators=[project.base.text.validate_text],
                        verbose_name="account holder",
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        choices=[("invoice", "Invoice number"), ("order", "Order number")],
                        db_default="invoice",
                        default="invoice",
                        max_length=7,
                        verbose_name="payment reference",
                    ),
                ),
                (
                    "reverse_charge_note",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=300,
                        validators=[project.base.text.validate_text],
                        verbose_name="reverse charge note",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agency",), name="letterhead_one"),
                    models.CheckConstraint(
                        condition=models.Q(("payment_days__lte", 120)), name="letterhead_days"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("iban", ""),
                            ("iban__regex", "^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$"),
                            _connector="OR",
                        ),
                        name="letterhead_iban",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("bic", ""),
                            ("bic__regex", "^[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$"),
                            _connector="OR",
                        ),
                        name="letterhead_bic",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("bic", ""), models.Q(("iban", ""), _negated=True), _connector="OR"
                        ),
                        name="letterhead_bic_of_iban",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reference__in", ["invoice", "order"])),
                        name="letterhead_reference",
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
        migrations.CreateModel(
            name="Webhook",
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
                ("url", models.CharField(blank=True, max_length=500, verbose_name="URL")),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), size=None
                    ),
                ),
                ("enabled", models.BooleanField(default=True)),
                ("secret", models.CharField(blank=True, max_length=300)),
                ("former_secret", models.CharField(blank=True, max_length=300)),
                ("former_until", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("failing_since", models.DateTimeField(null=True)),
                (
                    "off_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("given_up", "Five deliveries in a row failed."),
                            ("failing", "No attempt succeeded for three days."),
                            (
                                "questioned",
                                "It was created or changed in a session that its person reported as not theirs.",
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                ("off_at", models.DateTimeField(null=True)),
                ("removed_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "webhook",
                "verbose_name_plural": "webhooks",
                "indexes": [
                    models.Index(
                        condition=models.Q(("former_secret", ""), _negated=True),
                        fields=["former_until"],
                        name="webhook_former",
                    ),
                    models.Index(
                        condition=models.Q(("removed_at__isnull", False)),
                        fields=["removed_at"],
                        name="webhook_removed",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="webhook_agency_id"),
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at", None)),
                        fields=("agency", "name"),
                        name="webhook_one_of_a_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("former_secret", ""), ("former_until", None)),
                            models.Q(
                                models.Q(("former_secret", ""), _negated=True),
                                ("former_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="webhook_former_secret_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("removed_at", None),
                            models.Q(("enabled", False), ("former_secret", ""), ("secret", ""), ("url", "")),
                            _connector="OR",
                        ),
                        name="webhook_removed_keeps_no_secret",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("off_reason", ""),
                            models.Q(
                                ("enabled", False), ("off_reason__in", ["given_up", "failing", "questioned"])
                            ),
                            _connector="OR",
                        ),
                        name="webhook_off_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WebhookDelivery",
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
                    "webhook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="agencies.webhook",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=project.base.ids.public_id, editable=False, max_length=10, unique=True
                    ),
                ),
                (
                    "message_id",
                    models.CharField(
                        default=agencies.models.webhooks.message_id,
                        editable=False,
                        max_length=40,
                        unique=True,
                    ),
                ),
                ("kind", models.CharField(max_length=60)),
                ("body", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("delivered", "Delivered"),
                            ("given_up", "Failed"),
                            ("dropped", "Not sent"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("next_at", models.DateTimeField(null=True)),
                ("claimed_until", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("tries_before", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "verbose_name": "webhook delivery",
                "verbose_name_plural": "webhook deliveries",
                "indexes": [
                    models.Index(fields=["webhook", "-made_at", "-id"], name="webhookdelivery_log"),
                    models.Index(
                        condition=models.Q(("state__in", ("waiting", "given_up", "dropped"))),
                        fields=["webhook", "state", "-made_at", "-id"],
                        name="webhookdelivery_troubled",
                    ),
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["next_at"],
                        name="webhookdelivery_due",
                    ),
                    models.Index(fields=["made_at"], name="webhookdelivery_kept"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="webhookdelivery_agency_id"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("next_at__isnull", False), ("state", "waiting")),
                            models.Q(
                                ("claimed_until", None),
                                ("ended_at__isnull", False),
                                ("next_at", None),
                                ("state__in", ("delivered", "given_up", "dropped")),
                            ),
                            _connector="OR",
                        ),
                        name="webhookdelivery_waits_or_has_ended",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WebhookAttempt",
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
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attempts",
                        to="agencies.webhookdelivery",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                ("url", models.CharField(max_length=500)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("delivered", "Delivered"),
                            ("status", "The receiver responded with an error."),
                            ("redirect", "The receiver redirected the request. Redirects aren’t followed."),
                            ("timeout", "The receiver took too long."),
                            ("connection", "The connection failed."),
                            ("tls", "The receiver’s certificate isn’t valid, or TLS failed."),
                            ("name", "The host name has no address."),
                            ("address", "The host name leads to an address that isn’t public."),
                            ("secret", "The secret can’t be read. Rotate it."),
                            ("interrupted", "Interrupted on our side."),
                        ],
                        max_length=12,
                    ),
                ),
                ("status", models.PositiveSmallIntegerField(null=True)),
                ("answer", models.CharField(blank=True, max_length=2000)),
                ("milliseconds", models.PositiveIntegerField(null=True)),
            ],
            options={
                "verbose_name": "webhook attempt",
                "verbose_name_plural": "webhook attempts",
                "constraints": [
                    models.UniqueConstraint(fields=("delivery", "number"), name="webhookattempt_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Mark",
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
                    "kind",
                    models.CharField(
                        choices=[("trial", "Trial"), ("import", "Import"), ("close", "Closing")], max_length=6
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "mark",
                "verbose_name_plural": "marks",
                "indexes": [models.Index(fields=["agency", "kind", "-id"], name="mark_newest")],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="mark_agency_id"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["trial", "import", "close"])), name="mark_kind_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Erasure",
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
                    "mark",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="erasure",
                        to="agencies.mark",
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("rows", models.PositiveIntegerField()),
                ("xact", models.BigIntegerField()),
            ],
            options={
                "verbose_name": "deletion of marked rows",
                "verbose_name_plural": "deletions of marked rows",
                "indexes": [models.Index(fields=["agency", "-id"], name="erasure_newest")],
            },
        ),
        migrations.CreateModel(
            name="BrandPicture",
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
                ("height", models.PositiveSmallIntegerField()),
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
            ],
            options={
                "verbose_name": "picture of the branding",
                "verbose_name_plural": "pictures of the branding",
                "ordering": ["id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="brandpicture_agency_id"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("height__gte", 1), ("height__lte", 180), ("width__gte", 1), ("width__lte", 640)
                        ),
                        name="brandpicture_size",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BrandDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                (
                    "primary_dark",
                    models.CharField(
                        blank=True,
                        db_default="",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9a-f]{6}\\Z", "Enter a colour as #rrggbb."
                            )
                        ],
                        verbose_name="main colour in dark mode",
                    ),
                ),
                (
                    "accent",
                    models.CharField(
                        blank=True,
                        db_default="",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9a-f]{6}\\Z", "Enter a colour as #rrggbb."
                            )
                        ],
                        verbose_name="second colour",
                    ),
                ),
                ("tagline", models.CharField(blank=True, max_length=120, verbose_name="tagline")),
                ("welcome", models.TextField(blank=True, max_length=1200, verbose_name="welcome text")),
                (
                    "footer",
                    models.TextField(
                        blank=True,
                        db_default="",
                        validators=[
                            django.core.validators.MaxLengthValidator(400),
                            project.base.text.validate_text,
                        ],
                        verbose_name="footer",
                    ),
                ),
                (
                    "mail_sender",
                    models.CharField(
                        blank=True,
                        db_default="",
                        max_length=60,
                        validators=[project.base.text.validate_text],
                        verbose_name="sender name",
                    ),
                ),
                (
                    "reply_to",
                    models.EmailField(
                        blank=True, db_default="", max_length=254, verbose_name="replies go to"
                    ),
                ),
                (
                    "mail_header",
                    models.CharField(
                        blank=True,
                        db_default="",
                        max_length=120,
                        validators=[project.base.text.validate_text],
                        verbose_name="line at the top of emails",
                    ),
                ),
                (
                    "mail_signature",
                    models.TextField(
                        blank=True,
                        db_default="",
                        validators=[
                            django.core.validators.MaxLengthValidator(600),
                            project.base.text.validate_text,
                        ],
                        verbose_name="email signature",
                    ),
                ),
                (
                    "paper_head",
                    models.CharField(
                        blank=True,
                        db_default="",
                        max_length=120,
                        validators=[project.base.text.validate_text],
                        verbose_name="line at the top of documents",
                    ),
                ),
                (
                    "logo",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.brandpicture",
                    ),
                ),
                (
                    "logo_dark",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.brandpicture",
                    ),
                ),
                (
                    "favicon",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.brandpicture",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft of the branding",
                "verbose_name_plural": "drafts of the branding",
                "constraints": [
                    models.UniqueConstraint(fields=("agency",), name="branddraft_one"),
                    models.CheckConstraint(
                        condition=models.Q(("primary__regex", "^#[0-9a-f]{6}$")),
                        name="branddraft_primary_hex",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("primary_dark", ""), ("primary_dark__regex", "^#[0-9a-f]{6}$"), _connector="OR"
                        ),
                        name="branddraft_primary_dark_hex",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accent", ""), ("accent__regex", "^#[0-9a-f]{6}$"), _connector="OR"
                        ),
                        name="branddraft_accent_hex",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reply_to", ""),
                            ("reply_to__regex", "^[^[:space:]@<>]+@[^[:space:]@<>]+$"),
                            _connector="OR",
                        ),
                        name="branddraft_reply_to",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BrandVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                (
                    "primary_dark",
                    models.CharField(
                        blank=True,
                        db_default="",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9a-f]{6}\\Z", "Enter a colour as #rrggbb."
                            )
                        ],
                        verbose_name="main colour in dark mode",
                    ),
                ),
                (
                    "accent",
                    models.CharField(
                        blank=True,
                        db_default="",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9a-f]{6}\\Z", "Enter a colour as #rrggbb."
                            )
                        ],
                        verbose_name="second colour",
                    ),
                ),
                ("tagline", models.CharField(blank=True, max_length=120, verbose_name="tagline")),
                ("welcome", models.TextField(blank=True, max_length=1200, verbose_name="welcome text")),
                (
                    "footer",
                    models.TextField(
                        blank=True,
                        db_default="",
                        validators=[
                            django.core.validators.MaxLengthValidator(400),
                            project.base.text.validate_text,
                        ],
                        verbose_name="footer",
                    ),
                ),
                (
                    "mail_sender",
                    models.CharField(
                        blank=True,
                        db_default="",
                        max_length=60,
                        validators=[project.base.text.validate_text],
                        verbose_name="sender name",
                    ),
                ),
                (
                    "reply_to",
                    models.EmailField(
                        blank=True, db_default="", max_length=254, verbose_name="replies go to"
                    ),
                ),
                (
                    "mail_header",
                    models.CharField(
                        blank=True,
                        db_default="",
                        max_length=120,
                        validators=[project.base.text.validate_text],
                        verbose_name="line at the top of emails",
                    ),
                ),
                (
                    "mail_signature",
                    models.TextField(
                        blank=True,
                        db_default="",
                        validators=[
                            django.core.validators.MaxLengthValidator(600),
                            project.base.text.validate_text,
                        ],
                        verbose_name="email signature",
                    ),
                ),
                (
                    "paper_head",
                    models.CharField(
                        blank=True,
                        db_default="",
                        max_length=120,
                        validators=[project.base.text.validate_text],
                        verbose_name="line at the top of documents",
                    ),
                ),
                (
                    "logo",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.brandpicture",
                    ),
                ),
                (
                    "logo_dark",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.brandpicture",
                    ),
                ),
                (
                    "favicon",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.brandpicture",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("published_at", models.DateTimeField()),
                ("restores", models.PositiveIntegerField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
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
            ],
            options={
                "verbose_name": "published look",
                "verbose_name_plural": "published looks",
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "number"), name="brandversion_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("restores", None), ("restores__lt", models.F("number")), _connector="OR"
                        ),
                        name="brandversion_restores",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("primary__regex", "^#[0-9a-f]{6}$")),
                        name="brandversion_primary_hex",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("primary_dark", ""), ("primary_dark__regex", "^#[0-9a-f]{6}$"), _connector="OR"
                        ),
                        name="brandversion_primary_dark_hex",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accent", ""), ("accent__regex", "^#[0-9a-f]{6}$"), _connector="OR"
                        ),
                        name="brandversion_accent_hex",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reply_to", ""),
                            ("reply_to__regex", "^[^[:space:]@<>]+@[^[:space:]@<>]+$"),
                            _connector="OR",
                        ),
                        name="brandversion_reply_to",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LegalDraft",
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
                        choices=[("terms", "Terms"), ("privacy", "Privacy"), ("imprint", "Imprint")],
                        max_length=7,
                        verbose_name="page",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        validators=[
                            django.core.validators.MaxLengthValidator(60000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="text",
                    ),
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
                    "changed_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft of a legal page",
                "verbose_name_plural": "drafts of legal pages",
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "kind"), name="legaldraft_one"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["terms", "privacy", "imprint"])),
                        name="legaldraft_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LegalText",
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
                        choices=[("terms", "Terms"), ("privacy", "Privacy"), ("imprint", "Imprint")],
                        max_length=7,
                        verbose_name="page",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "text",
                    models.TextField(
                        validators=[
                            django.core.validators.MaxLengthValidator(60000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="text",
                    ),
                ),
                ("published_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a legal page",
                "verbose_name_plural": "versions of legal pages",
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="legaltext_agency_id"),
                    models.UniqueConstraint(fields=("agency", "kind", "number"), name="legaltext_number"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["terms", "privacy", "imprint"])),
                        name="legaltext_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LegalAcceptance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "occasion",
                    models.CharField(
                        choices=[("sign_up", "Sign-up"), ("order", "First order")],
                        max_length=7,
                        verbose_name="occasion",
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
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.legaltext"
                    ),
                ),
            ],
            options={
                "verbose_name": "acceptance",
                "verbose_name_plural": "acceptances",
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "member", "text"), name="legalacceptance_once"),
                    models.CheckConstraint(
                        condition=models.Q(("occasion__in", ["sign_up", "order"])),
                        name="legalacceptance_occasion",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DataImport",
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
                ("kind", models.CharField(max_length=20)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("matching", "Choose columns"),
                            ("checking", "Checking"),
                            ("faulty", "Errors found"),
                            ("ready", "Ready to import"),
                            ("running", "Importing"),
                            ("done", "Imported"),
                            ("undoing", "Undoing"),
                            ("undone", "Undone"),
                            ("stopped", "Stopped"),
                            ("failed", "Failed"),
                            ("not_undone", "Undo failed"),
                        ],
                        default="matching",
                        max_length=10,
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
                ("made_at", models.DateTimeField()),
                ("file_name", models.CharField(blank=True, max_length=160)),
                ("rows", models.PositiveSmallIntegerField()),
                ("checked", models.PositiveSmallIntegerField(default=0)),
                ("fresh", models.PositiveSmallIntegerField(default=0)),
                ("known", models.PositiveSmallIntegerField(default=0)),
                (
                    "date_order",
                    models.CharField(
                        choices=[
                            ("dmy", "Day first: 31/12/2026"),
                            ("mdy", "Month first: 12/31/2026"),
                            ("ymd", "Year first: 2026-12-31"),
                        ],
                        default="dmy",
                        max_length=3,
                        verbose_name="dates",
                    ),
                ),
                (
                    "decimal_mark",
                    models.CharField(
                        choices=[("point", "Point: 1,234.50"), ("comma", "Comma: 1.234,50")],
                        default="point",
                        max_length=5,
                        verbose_name="numbers",
                    ),
                ),
                ("refusal", models.CharField(blank=True, max_length=300)),
                (
                    "mark",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="data_import",
                        to="agencies.mark",
                    ),
                ),
                ("moved_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "import",
                "verbose_name_plural": "imports",
                "indexes": [models.Index(fields=["agency", "-made_at", "-id"], name="dataimport_newest")],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="dataimport_agency_id"),
                    models.CheckConstraint(
                        condition=models.Q(("rows__gte", 1), ("rows__lte", 5000)), name="dataimport_rows"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "matching",
                                    "checking",
                                    "faulty",
                                    "ready",
                                    "running",
                                    "done",
                                    "undoing",
                                    "undone",
                                    "stopped",
                                    "failed",
                                    "not_undone",
                                ],
                            )
                        ),
                        name="dataimport_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("mark__isnull", False),
                                ("state__in", ["done", "undoing", "undone", "not_undone"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("state__in", ["done", "undoing", "undone", "not_undone"]), _negated=True
                                ),
                                ("mark", None),
                            ),
                            _connector="OR",
                        ),
                        name="dataimport_done_has_mark",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportColumn",
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
                    "data_import",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="columns",
                        to="agencies.dataimport",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("head", models.CharField(blank=True, max_length=120)),
                ("field", models.CharField(blank=True, max_length=20)),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("data_import", "position"), name="importcolumn_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("field", ""), _negated=True),
                        fields=("data_import", "field"),
                        name="importcolumn_field_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
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
                    "data_import",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="agencies.dataimport",
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
                "constraints": [
                    models.UniqueConstraint(fields=("data_import", "number"), name="importrow_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportFault",
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
                    "data_import",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="faults",
                        to="agencies.dataimport",
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("column", models.CharField(blank=True, max_length=120)),
                ("value", models.CharField(blank=True, max_length=100)),
                ("words", models.CharField(max_length=300)),
            ],
            options={
                "ordering": ["number", "id"],
                "indexes": [models.Index(fields=["data_import", "number", "id"], name="importfault_list")],
            },
        ),
        migrations.CreateModel(
            name="DomainClaim",
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
                ("host", models.CharField(max_length=253, verbose_name="host name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("given", "Set up by the operator"),
                            ("subdomain", "Address of this installation"),
                            ("own", "Own domain"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Waiting for its record"),
                            ("proved", "Connected"),
                            ("lapsed", "Disconnected"),
                        ],
                        max_length=6,
                    ),
                ),
                ("token", models.CharField(blank=True, max_length=32)),
                ("asked_at", models.DateTimeField()),
                ("proved_at", models.DateTimeField(null=True)),
                ("checked_at", models.DateTimeField(null=True)),
                ("next_check_at", models.DateTimeField(null=True)),
                (
                    "fault",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("missing", "There is no TXT record at this name."),
                            ("other", "There is a TXT record at this name, but with a different value."),
                            ("silent", "The name servers of this domain didn’t answer."),
                            ("taken", "Another agency here uses this domain and still has its record."),
                        ],
                        max_length=7,
                    ),
                ),
                ("failing_since", models.DateTimeField(null=True)),
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
            ],
            options={
                "verbose_name": "claim to a domain",
                "verbose_name_plural": "claims to domains",
                "indexes": [
                    models.Index(fields=["host"], name="domainclaim_host"),
                    models.Index(
                        condition=models.Q(("next_check_at__isnull", False)),
                        fields=["next_check_at"],
                        name="domainclaim_due",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="domainclaim_agency_id"),
                    models.UniqueConstraint(fields=("agency", "host"), name="domainclaim_once"),
                    models.CheckConstraint(
                        condition=models.Q(("host", django.db.models.functions.text.Lower("host"))),
                        name="domainclaim_host_lower",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind__in", ("given", "subdomain")), ("state", "proved"), ("token", "")
                            ),
                            models.Q(
                                ("kind", "own"),
                                ("state__in", ["asked", "proved", "lapsed"]),
                                models.Q(("token", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="domainclaim_own_is_proved",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("proved_at__isnull", False),
                            models.Q(("state", "proved"), _negated=True),
                            _connector="OR",
                        ),
                        name="domainclaim_proved_at",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FeaturePlan",
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
                ("feature", models.CharField(max_length=30, verbose_name="feature")),
                ("on", models.BooleanField(verbose_name="on")),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        validators=[project.base.text.validate_text],
                        verbose_name="reason",
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
                ("made_at", models.DateTimeField()),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Scheduled"),
                            ("done", "Carried out"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="waiting",
                        max_length=9,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "scheduled switch",
                "verbose_name_plural": "scheduled switches",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["agency", "at"],
                        name="featureplan_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="featureplan_agency_id"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("agency", "feature"),
                        name="featureplan_one_waits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("at__gt", models.F("made_at"))), name="featureplan_later"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("state", "waiting")),
                            models.Q(("ended_at__isnull", False), ("state__in", ["done", "cancelled"])),
                            _connector="OR",
                        ),
                        name="featureplan_ended",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FeatureSwitch",
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
                ("feature", models.CharField(max_length=30, verbose_name="feature")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("on", models.BooleanField(verbose_name="on")),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        validators=[project.base.text.validate_text],
                        verbose_name="reason",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "plan",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="switch",
                        to="agencies.featureplan",
                    ),
                ),
                (
                    "undoes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undone_by",
                        to="agencies.featureswitch",
                    ),
                ),
            ],
            options={
                "verbose_name": "switch of a feature",
                "verbose_name_plural": "switches of features",
                "indexes": [models.Index(fields=["agency", "-at", "-id"], name="featureswitch_newest")],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="featureswitch_agency_id"),
                    models.UniqueConstraint(
                        fields=("agency", "feature", "number"), name="featureswitch_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="featureswitch_counted"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MarkedInvitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("external_id", models.CharField(blank=True, default="", max_length=80)),
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
                        related_name="marked",
                        to="agencies.invitation",
                    ),
                ),
                (
                    "mark",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.mark",
                    ),
                ),
            ],
            options={
                "verbose_name": "marked invitation",
                "verbose_name_plural": "marked invitations",
                "indexes": [models.Index(fields=["mark"], name="markedinvitation_mark")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("agency", "external_id"),
                        name="markedinvitation_external_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AgencyExport",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Being made"),
                            ("ready", "Ready"),
                            ("failed", "Failed"),
                            ("deleted", "Deleted"),
                        ],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                (
                    "fault",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("disk", "The server has no room for the archive, or cannot write it."),
                            ("database", "The database could not be read to the end."),
                            ("stopped", "Making it was interrupted and did not go on."),
                        ],
                        max_length=8,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("percent", models.PositiveSmallIntegerField(default=0)),
                ("seen_at", models.DateTimeField()),
                ("key", models.CharField(blank=True, editable=False, max_length=32)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("size", models.BigIntegerField(null=True, verbose_name="size in bytes")),
                ("rows", models.PositiveBigIntegerField(null=True)),
                ("files", models.PositiveIntegerField(null=True)),
                ("missing", models.PositiveIntegerField(null=True)),
                ("ready_at", models.DateTimeField(null=True)),
                ("expires_at", models.DateTimeField(null=True)),
                ("gone_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "archive of an agency",
                "verbose_name_plural": "archives of agencies",
                "indexes": [
                    models.Index(fields=["agency", "-asked_at", "-id"], name="agencyexport_newest"),
                    models.Index(
                        condition=models.Q(("state", "ready")), fields=["expires_at"], name="agencyexport_due"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="agencyexport_agency_id"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("agency",),
                        name="agencyexport_one_waiting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("percent__lte", 100)), name="agencyexport_percent"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fault__in", ["disk", "database", "stopped"]), ("state", "failed")),
                            models.Q(models.Q(("state", "failed"), _negated=True), ("fault", "")),
                            _connector="OR",
                        ),
                        name="agencyexport_fault",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("expires_at__gt", models.F("ready_at")),
                                ("gone_at", None),
                                ("sha256__regex", "^[0-9a-f]{64}$"),
                                ("size__gt", 0),
                                ("state", "ready"),
                                models.Q(("key", ""), _negated=True),
                            ),
                            models.Q(
                                ("gone_at", None),
                                ("key", ""),
                                ("ready_at", None),
                                ("state__in", ["waiting", "failed"]),
                            ),
                            models.Q(("gone_at__isnull", False), ("key", ""), ("state", "deleted")),
                            _connector="OR",
                        ),
                        name="agencyexport_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgencyClosing",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Requested"),
                            ("erasing", "Being deleted"),
                            ("withdrawn", "Withdrawn"),
                            ("stopped", "Stopped: something had to be finished first"),
                        ],
                        default="open",
                        max_length=9,
                    ),
                ),
                ("by_operator", models.BooleanField()),
                ("asked_at", models.DateTimeField()),
                ("archived_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("reminded_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("people_after", models.BigIntegerField(default=0)),
                ("rows", models.PositiveBigIntegerField(default=0)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "closing of an agency",
                "verbose_name_plural": "closings of agencies",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ("open", "erasing"))),
                        fields=["due_at"],
                        name="agencyclosing_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="agencyclosing_agency_id"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("open", "erasing"))),
                        fields=("agency",),
                        name="agencyclosing_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_at__gt", models.F("asked_at"))),
                        name="agencyclosing_due_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("state__in", ("open", "erasing"))),
                            models.Q(("ended_at__isnull", False), ("state__in", ["withdrawn", "stopped"])),
                            _connector="OR",
                        ),
                        name="agencyclosing_ended",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClosedAgency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=6)),
                ("name", models.CharField(max_length=80)),
                ("by_operator", models.BooleanField()),
                ("asked_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField()),
                ("rows", models.PositiveBigIntegerField()),
            ],
            options={
                "verbose_name": "closed agency",
                "verbose_name_plural": "closed agencies",
                "indexes": [models.Index(fields=["-closed_at", "-id"], name="closedagency_newest")],
            },
        ),
        constraints.SameAgency("Invitation", "invited_by"),
        constraints.SameAgency("SecurityEvent", "actor"),
        constraints.SameAgency("Membership", "suspended_by"),
        constraints.KeptFor("SecurityEvent", 400),
        constraints.SameAgency("Webhook", "made_by"),
        constraints.SameAgency("WebhookDelivery", "webhook"),
        constraints.SameAgency("WebhookAttempt", "delivery"),
        FunctionsOfSearch(*FUNCTIONS),
        constraints.SameAgency("Mark", "made_by"),
        constraints.SameAgency("Erasure", "mark", "actor"),
        constraints.AppendOnly("Erasure"),
        constraints.SameAgency("BrandPicture", "added_by", "file"),
        constraints.SameAgency("BrandDraft", "changed_by", "logo", "logo_dark", "favicon"),
        constraints.SameAgency("BrandVersion", "published_by", "logo", "logo_dark", "favicon"),
        constraints.AppendOnly("BrandVersion"),
        constraints.SameAgency("Branding", "logo", "logo_dark", "favicon", "terms", "privacy", "imprint"),
        constraints.SameAgency("LegalDraft", "changed_by"),
        constraints.SameAgency("LegalText", "published_by"),
        constraints.SameAgency("LegalAcceptance", "member", "text"),
        constraints.AppendOnly("LegalText"),
        constraints.AppendOnly("LegalAcceptance"),
        constraints.SameAgency("DataImport", "made_by", "mark"),
        constraints.SameAgency("ImportColumn", "data_import"),
        constraints.SameAgency("ImportRow", "data_import"),
        constraints.SameAgency("ImportFault", "data_import"),
        constraints.SameAgency("DomainClaim", "asked_by"),
        constraints.SameAgency("FeaturePlan", "by"),
        constraints.SameAgency("FeatureSwitch", "by", "plan", "undoes"),
        constraints.BeforeWrite("Agency", "agencies_agency_features", AGENCIES_AGENCY_FEATURES),
        migrations.RunSQL(
            'ALTER TABLE "agencies_agency" ADD COLUMN "editorial_review" boolean NOT NULL',
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            'ALTER TABLE "agencies_agency" ADD COLUMN "sign_up" varchar(12) NOT NULL', migrations.RunSQL.noop
        ),
        migrations.RunSQL(STATEMENTS_31, migrations.RunSQL.noop),
        constraints.SameAgency("MarkedInvitation", "mark", "invitation"),
        constraints.SameAgency("AgencyExport", "asked_by"),
        constraints.SameAgency("AgencyClosing", "asked_by"),
    ]
