"""All that quotes has after 0005_house_style, for a database that has none of it.

Written by `python -m project.launcher.squash`. A database that has some of it takes what this replaces.
"""

from decimal import Decimal

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import catalog.models.languages
import project.base.ids
import project.base.text
from project.base import constraints
from project.base.migrations import Squashed


class Migration(Squashed):
    replaces = [
        ("quotes", "0001_initial"),
        ("quotes", "0002_rules"),
        ("quotes", "0003_languages"),
        ("quotes", "0004_languages_proved"),
        ("quotes", "0005_house_style"),
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
            name="QuoteVersion",
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
                    "quote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="quotes.orderquote",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.servicetype",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.subject",
                    ),
                ),
                (
                    "quality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.qualitytier",
                    ),
                ),
                (
                    "urgency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.urgencytier",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.pricebook"
                    ),
                ),
                ("currency", models.CharField(max_length=3)),
                ("deadline", models.DateTimeField(verbose_name="deadline")),
                ("assumptions", models.TextField(blank=True, max_length=4000)),
                (
                    "addressee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("sent_at", models.DateTimeField()),
                ("valid_until", models.DateTimeField()),
                (
                    "addons",
                    models.ManyToManyField(related_name="+", through="quotes.QuoteAddOn", to="catalog.addon"),
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
            ],
            options={
                "verbose_name": "quote version",
                "verbose_name_plural": "quote versions",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="quoteversion_agency_id"),
                    models.UniqueConstraint(fields=("quote", "number"), name="quoteversion_number"),
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gte", 1), ("quantity__lte", 1000000)),
                        name="quoteversion_quantity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("valid_until__gt", models.F("sent_at"))),
                        name="quoteversion_validity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("deadline__gt", models.F("valid_until"))),
                        name="quoteversion_deadline",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source_locale", None),
                            models.Q(("source_locale", models.F("locale")), _negated=True),
                            _connector="OR",
                        ),
                        name="quoteversion_source_differs",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuoteAddOn",
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
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="addon_rows",
                        to="quotes.quoteversion",
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
                "constraints": [models.UniqueConstraint(fields=("version", "addon"), name="quoteaddon_once")],
            },
        ),
        migrations.CreateModel(
            name="QuoteLine",
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
                ("position", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=20)),
                ("key", models.CharField(blank=True, max_length=61)),
                ("label", models.CharField(max_length=160)),
                ("rule", models.CharField(max_length=400)),
                ("base", models.DecimalField(decimal_places=4, max_digits=14)),
                ("multiplier", models.DecimalField(decimal_places=6, max_digits=16)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="quotes.quoteversion",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("version", "position"), name="quoteline_position")
                ],
            },
        ),
        migrations.CreateModel(
            name="QuoteAnswer",
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
                    "quote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="quotes.orderquote",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
                ("verb", models.CharField(max_length=20)),
                ("words", models.TextField(blank=True, max_length=2000)),
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
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="OrderQuote",
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
                ("number", models.CharField(max_length=20, verbose_name="number")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quotes",
                        to="clients.clientaccount",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quotes",
                        to="drafts.orderdraft",
                    ),
                ),
                (
                    "work",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="worked_for",
                        to="drafts.orderdraft",
                    ),
                ),
                (
                    "addressee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
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
                    "prepared_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "wish",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        validators=[
                            django.core.validators.MaxLengthValidator(2000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="notes for the quote",
                    ),
                ),
                (
                    "assumptions",
                    models.TextField(
                        blank=True,
                        max_length=4000,
                        validators=[
                            django.core.validators.MaxLengthValidator(4000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="assumptions",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("preparing", "In preparation"),
                            ("requested", "Requested"),
                            ("sent", "Sent"),
                            ("change_asked", "Change requested"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("expired", "Expired"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=12,
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=0)),
                ("valid_until", models.DateTimeField(null=True, verbose_name="valid until")),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        max_length=500,
                        validators=[project.base.text.validate_text],
                        verbose_name="reason",
                    ),
                ),
                (
                    "order",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quote",
                        to="orders.order",
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "quote",
                "verbose_name_plural": "quotes",
                "indexes": [
                    models.Index(fields=["agency", "-updated_at", "-id"], name="orderquote_list"),
                    models.Index(
                        fields=["agency", "account", "-updated_at", "-id"], name="orderquote_list_account"
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ("preparing", "requested", "sent", "change_asked"))),
                        fields=["agency", "-updated_at", "-id"],
                        name="orderquote_open",
                    ),
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
                        condition=models.Q(("state", "accepted")),
                        fields=("draft",),
                        name="orderquote_one_accepted",
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
                            models.Q(
                                ("state__in", ["sent", "change_asked", "accepted", "expired"]), _negated=True
                            ),
                            ("version__gt", 0),
                            _connector="OR",
                        ),
                        name="orderquote_sent_has_version",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuoteTerm",
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
                    "quote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="terms",
                        to="quotes.orderquote",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("adjustment", "Adjustment"),
                            ("custom", "Custom line"),
                            ("discount", "Discount"),
                        ],
                        max_length=10,
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=61)),
                (
                    "label",
                    models.CharField(
                        blank=True, max_length=120, validators=[project.base.text.validate_text]
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=300, validators=[project.base.text.validate_text]
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("percent", models.DecimalField(decimal_places=2, default=0, max_digits=5)),
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
                        condition=models.Q(("percent__gte", 0), ("percent__lte", 100)),
                        name="quoteterm_percent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuoteEvent",
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
                    "quote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="quotes.orderquote",
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
                ("verb", models.CharField(max_length=20)),
                ("from_state", models.CharField(blank=True, max_length=12)),
                ("to_state", models.CharField(max_length=12)),
                ("at", models.DateTimeField()),
                ("version", models.PositiveSmallIntegerField(default=0)),
                ("by_link", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["id"],
                "indexes": [models.Index(fields=["quote", "id"], name="quoteevent_timeline")],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="quoteevent_agency_id")
                ],
            },
        ),
        migrations.CreateModel(
            name="QuoteCode",
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
                    "quote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="codes",
                        to="quotes.orderquote",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
                ("hash", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
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
            name="QuoteCounter",
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
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("agency", "year"), name="quotecounter_year")],
            },
        ),
        migrations.CreateModel(
            name="QuoteSettings",
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
                    "valid_days",
                    models.PositiveSmallIntegerField(default=14, verbose_name="quote validity (days)"),
                ),
                (
                    "reminder_hours",
                    models.PositiveSmallIntegerField(
                        default=48, verbose_name="reminder (hours before expiry)"
                    ),
                ),
                (
                    "discount_limit",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("15"),
                        max_digits=5,
                        verbose_name="discount limit for managers (%)",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agency",), name="quotesettings_one"),
                    models.CheckConstraint(
                        condition=models.Q(("valid_days__gte", 1), ("valid_days__lte", 180)),
                        name="quotesettings_days",
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
            name="SentQuoteMail",
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
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mails",
                        to="quotes.quoteevent",
                    ),
                ),
                ("mail_id", models.CharField(max_length=320, unique=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "email sent about a quote",
                "verbose_name_plural": "emails sent about quotes",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("event", "membership"), name="sentquotemail_once_per_event"
                    )
                ],
            },
        ),
        constraints.SameAgency(
            "OrderQuote", "account", "draft", "addressee", "asked_by", "prepared_by", "order", "work"
        ),
        constraints.SameAgency("QuoteTerm", "quote"),
        constraints.SameAgency("QuoteEvent", "quote", "actor"),
        constraints.SameAgency("SentQuoteMail", "membership", "event"),
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
        constraints.AppendOnly("QuoteEvent"),
        constraints.AppendOnly("SentQuoteMail"),
        constraints.AppendOnly("QuoteVersion"),
        constraints.AppendOnly("QuoteAddOn"),
        constraints.AppendOnly("QuoteLine"),
        constraints.AppendOnly("QuoteAnswer"),
        constraints.KeyOfAgency("QuoteVersion", "catalog.Language", "locale", "source_locale"),
    ]
