from decimal import Decimal

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import project.base.ids
import project.base.text


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
        ("catalog", "0001_initial"),
        ("clients", "0001_initial"),
        ("drafts", "0001_initial"),
        ("orders", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="OrderQuote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=project.base.ids.public_id, editable=False, max_length=10, unique=True),
                ),
                ("number", models.CharField(max_length=20, verbose_name="number")),
                (
                    "wish",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        validators=[django.core.validators.MaxLengthValidator(2000), project.base.text.validate_text],
                        verbose_name="wishes",
                    ),
                ),
                (
                    "assumptions",
                    models.TextField(
                        blank=True,
                        max_length=4000,
                        validators=[django.core.validators.MaxLengthValidator(4000), project.base.text.validate_text],
                        verbose_name="what the price assumes",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("preparing", "In preparation"),
                            ("requested", "Asked for"),
                            ("sent", "Sent"),
                            ("change_asked", "Change asked for"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("expired", "Expired"),
                            ("withdrawn", "Taken back"),
                        ],
                        max_length=12,
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=0)),
                ("valid_until", models.DateTimeField(null=True, verbose_name="valid until")),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=500, validators=[project.base.text.validate_text], verbose_name="reason"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="quotes", to="clients.clientaccount"
                    ),
                ),
                (
                    "addressee",
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
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="quotes", to="drafts.orderdraft"
                    ),
                ),
                (
                    "order",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="quote", to="orders.order"
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
                    "work",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="worked_for",
                        to="drafts.orderdraft",
                    ),
                ),
            ],
            options={
                "verbose_name": "quote",
                "verbose_name_plural": "quotes",
            },
        ),
        migrations.CreateModel(
            name="QuoteAddOn",
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
            name="QuoteAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField()),
                ("verb", models.CharField(max_length=20)),
                ("words", models.TextField(blank=True, max_length=2000)),
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
                    "quote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="quotes.orderquote"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="QuoteCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField()),
                ("hash", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
                (
                    "quote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="codes", to="quotes.orderquote"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="QuoteCounter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="QuoteEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verb", models.CharField(max_length=20)),
                ("from_state", models.CharField(blank=True, max_length=12)),
                ("to_state", models.CharField(max_length=12)),
                ("at", models.DateTimeField()),
                ("version", models.PositiveSmallIntegerField(default=0)),
                ("by_link", models.BooleanField(default=False)),
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
                    "quote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="quotes.orderquote"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="QuoteSettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_days", models.PositiveSmallIntegerField(default=14, verbose_name="days a quote is valid")),
                (
                    "reminder_hours",
                    models.PositiveSmallIntegerField(default=48, verbose_name="hours before its end to remind"),
                ),
                (
                    "discount_limit",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("15"),
                        max_digits=5,
                        verbose_name="most that a manager takes off, in percent",
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
            name="QuoteTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("adjustment", "Change"), ("custom", "Own line"), ("discount", "Discount")],
                        max_length=10,
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=61)),
                ("label", models.CharField(blank=True, max_length=120, validators=[project.base.text.validate_text])),
                ("reason", models.CharField(blank=True, max_length=300, validators=[project.base.text.validate_text])),
                ("amount", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("percent", models.DecimalField(decimal_places=2, default=0, max_digits=5)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "quote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="terms", to="quotes.orderquote"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="QuoteVersion",
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
                ("number", models.PositiveSmallIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("deadline", models.DateTimeField(verbose_name="deadline")),
                ("assumptions", models.TextField(blank=True, max_length=4000)),
                ("sent_at", models.DateTimeField()),
                ("valid_until", models.DateTimeField()),
                ("addons", models.ManyToManyField(related_name="+", through="quotes.QuoteAddOn", to="catalog.addon")),
                (
                    "addressee",
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
                (
                    "quality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.qualitytier"
                    ),
                ),
                (
                    "quote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="quotes.orderquote"
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.servicetype"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.subject"
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
            ],
            options={
                "verbose_name": "version of a quote",
                "verbose_name_plural": "versions of quotes",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="QuoteLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=20)),
                ("key", models.CharField(blank=True, max_length=61)),
                ("label", models.CharField(max_length=160)),
                ("rule", models.CharField(max_length=400)),
                ("base", models.DecimalField(decimal_places=4, max_digits=14)),
                ("multiplier", models.DecimalField(decimal_places=6, max_digits=16)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="quotes.quoteversion"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="quoteaddon",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="addon_rows", to="quotes.quoteversion"
            ),
        ),
        migrations.CreateModel(
            name="SentQuoteMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mail_id", models.CharField(max_length=320, unique=True)),
                ("at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="mails", to="quotes.quoteevent"
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
            ],
            options={
                "verbose_name": "sent mail about a quote",
                "verbose_name_plural": "sent mails about quotes",
            },
        ),
        migrations.AddIndex(
            model_name="orderquote",
            index=models.Index(fields=["agency", "-updated_at", "-id"], name="orderquote_list"),
        ),
        migrations.AddIndex(
            model_name="orderquote",
            index=models.Index(fields=["agency", "account", "-updated_at", "-id"], name="orderquote_list_account"),
        ),
        migrations.AddIndex(
            model_name="orderquote",
            index=models.Index(
                condition=models.Q(("state", "sent")), fields=["agency", "valid_until"], name="orderquote_expiry"
            ),
        ),
        migrations.AddConstraint(
            model_name="orderquote",
            constraint=models.UniqueConstraint(fields=("agency", "id"), name="orderquote_agency_id"),
        ),
        migrations.AddConstraint(
            model_name="orderquote",
            constraint=models.UniqueConstraint(fields=("agency", "number"), name="orderquote_number"),
        ),
        migrations.AddConstraint(
            model_name="orderquote",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("preparing", "requested", "sent", "change_asked"))),
                fields=("draft",),
                name="orderquote_one_live",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderquote",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "accepted")), fields=("draft",), name="orderquote_one_accepted"
            ),
        ),
        migrations.AddConstraint(
            model_name="orderquote",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="orderquote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("order__isnull", False), ("state", "accepted")),
                    models.Q(models.Q(("state", "accepted"), _negated=True), ("order", None)),
                    _connector="OR",
                ),
                name="orderquote_accepted_has_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderquote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("valid_until", None), ("version", 0)),
                    models.Q(("valid_until__isnull", False), ("version__gt", 0)),
                    _connector="OR",
                ),
                name="orderquote_sent_has_validity",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderquote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["sent", "change_asked", "accepted", "expired"]), _negated=True),
                    ("version__gt", 0),
                    _connector="OR",
                ),
                name="orderquote_sent_has_version",
            ),
        ),
        migrations.AddIndex(
            model_name="quotecode",
            index=models.Index(fields=["quote", "-id"], name="quotecode_newest"),
        ),
        migrations.AddConstraint(
            model_name="quotecode",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("made_at"))), name="quotecode_ends"
            ),
        ),
        migrations.AddConstraint(
            model_name="quotecounter",
            constraint=models.UniqueConstraint(fields=("agency", "year"), name="quotecounter_year"),
        ),
        migrations.AddIndex(
            model_name="quoteevent",
            index=models.Index(fields=["quote", "id"], name="quoteevent_timeline"),
        ),
        migrations.AddConstraint(
            model_name="quoteevent",
            constraint=models.UniqueConstraint(fields=("agency", "id"), name="quoteevent_agency_id"),
        ),
        migrations.AddConstraint(
            model_name="quotesettings",
            constraint=models.UniqueConstraint(fields=("agency",), name="quotesettings_one"),
        ),
        migrations.AddConstraint(
            model_name="quotesettings",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_days__gte", 1), ("valid_days__lte", 180)), name="quotesettings_days"
            ),
        ),
        migrations.AddConstraint(
            model_name="quotesettings",
            constraint=models.CheckConstraint(
                condition=models.Q(("reminder_hours__gte", 1), ("reminder_hours__lte", 336)),
                name="quotesettings_reminder",
            ),
        ),
        migrations.AddConstraint(
            model_name="quotesettings",
            constraint=models.CheckConstraint(
                condition=models.Q(("discount_limit__gte", 0), ("discount_limit__lte", 100)), name="quotesettings_limit"
            ),
        ),
        migrations.AddConstraint(
            model_name="quoteterm",
            constraint=models.UniqueConstraint(fields=("quote", "position"), name="quoteterm_position"),
        ),
        migrations.AddConstraint(
            model_name="quoteterm",
            constraint=models.UniqueConstraint(fields=("quote", "kind", "key"), name="quoteterm_once"),
        ),
        migrations.AddConstraint(
            model_name="quoteterm",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "discount"),
                    models.Q(models.Q(("reason", ""), _negated=True), ("percent", 0)),
                    _connector="OR",
                ),
                name="quoteterm_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="quoteterm",
            constraint=models.CheckConstraint(
                condition=models.Q(("percent__gte", 0), ("percent__lte", 100)), name="quoteterm_percent"
            ),
        ),
        migrations.AddConstraint(
            model_name="quoteversion",
            constraint=models.UniqueConstraint(fields=("agency", "id"), name="quoteversion_agency_id"),
        ),
        migrations.AddConstraint(
            model_name="quoteversion",
            constraint=models.UniqueConstraint(fields=("quote", "number"), name="quoteversion_number"),
        ),
        migrations.AddConstraint(
            model_name="quoteversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("quantity__gte", 1), ("quantity__lte", 1000000)), name="quoteversion_quantity"
            ),
        ),
        migrations.AddConstraint(
            model_name="quoteversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_until__gt", models.F("sent_at"))), name="quoteversion_validity"
            ),
        ),
        migrations.AddConstraint(
            model_name="quoteversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("deadline__gt", models.F("valid_until"))), name="quoteversion_deadline"
            ),
        ),
        migrations.AddConstraint(
            model_name="quoteline",
            constraint=models.UniqueConstraint(fields=("version", "position"), name="quoteline_position"),
        ),
        migrations.AddConstraint(
            model_name="quoteaddon",
            constraint=models.UniqueConstraint(fields=("version", "addon"), name="quoteaddon_once"),
        ),
        migrations.AddConstraint(
            model_name="sentquotemail",
            constraint=models.UniqueConstraint(fields=("event", "membership"), name="sentquotemail_once_per_event"),
        ),
    ]
