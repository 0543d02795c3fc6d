import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import project.base.ids
import project.base.search
import project.base.text


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
        ("catalog", "0001_initial"),
        ("clients", "0001_initial"),
        ("drafts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Order",
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
                ("number", models.CharField(max_length=20, verbose_name="number")),
                ("currency", models.CharField(max_length=3)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("placed", "Placed"),
                            ("offered", "Offered"),
                            ("assigned", "Assigned"),
                            ("in_progress", "In progress"),
                            ("in_review", "In review"),
                            ("delivered", "Delivered"),
                            ("revision_requested", "Revision requested"),
                            ("completed", "Completed"),
                            ("on_hold", "On hold"),
                            ("disputed", "Disputed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="placed",
                        max_length=20,
                    ),
                ),
                (
                    "resumes_to",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("placed", "Placed"),
                            ("offered", "Offered"),
                            ("assigned", "Assigned"),
                            ("in_progress", "In progress"),
                            ("in_review", "In review"),
                            ("delivered", "Delivered"),
                            ("revision_requested", "Revision requested"),
                            ("completed", "Completed"),
                            ("on_hold", "On hold"),
                            ("disputed", "Disputed"),
                            ("cancelled", "Cancelled"),
                        ],
                        max_length=20,
                        null=True,
                    ),
                ),
                ("hold_reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                ("cancel_reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                (
                    "writer_fee",
                    models.DecimalField(decimal_places=2, max_digits=10, null=True, verbose_name="writer's fee"),
                ),
                ("placed_at", models.DateTimeField()),
                ("client_deadline", models.DateTimeField(verbose_name="deadline")),
                ("writer_deadline", models.DateTimeField(verbose_name="writer's deadline")),
                ("delivered_at", models.DateTimeField(blank=True, null=True)),
                ("review_ends_at", models.DateTimeField(blank=True, null=True)),
                (
                    "review_left",
                    models.DurationField(
                        blank=True, help_text="What is left of the review window while it rests.", null=True
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=project.base.search.AgencyVector("number", "title", "brief", "audience"),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="orders", to="clients.clientaccount"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "draft",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="order",
                        to="drafts.orderdraft",
                    ),
                ),
                (
                    "editor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="edited_orders",
                        to="agencies.membership",
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
                    "requested_by",
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
                (
                    "writer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="written_orders",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "order",
                "verbose_name_plural": "orders",
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=project.base.ids.public_id, editable=False, max_length=10, unique=True),
                ),
                ("internal", models.BooleanField(default=False)),
                (
                    "side",
                    models.CharField(
                        choices=[("client", "Client"), ("writer", "Writer"), ("editor", "Editor"), ("desk", "Agency")],
                        max_length=6,
                    ),
                ),
                ("sent_at", models.DateTimeField()),
                ("form_key", models.CharField(max_length=10)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
                (
                    "writer",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="messages", to="orders.order"
                    ),
                ),
            ],
            options={
                "verbose_name": "message",
                "verbose_name_plural": "messages",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ExtensionAsk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=project.base.ids.public_id, editable=False, max_length=10, unique=True),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Waiting for an answer"),
                            ("granted", "Granted"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                            ("closed", "Closed with the work"),
                        ],
                        default="open",
                        max_length=9,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("deadline", models.DateTimeField()),
                ("wanted", models.DateTimeField()),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
                ("ended_at", models.DateTimeField(null=True)),
                ("granted", models.DateTimeField(null=True)),
                ("refusal", models.CharField(blank=True, max_length=500, verbose_name="reason")),
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
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="extension_asks", to="orders.order"
                    ),
                ),
            ],
            options={
                "verbose_name": "ask for more time",
                "verbose_name_plural": "asks for more time",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(400000), project.base.text.validate_text],
                        verbose_name="text",
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(4000), project.base.text.validate_text],
                        verbose_name="note",
                    ),
                ),
                ("word_count", models.PositiveIntegerField(default=0)),
                ("delivered_at", models.DateTimeField()),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("pending", "Waiting for review"),
                            ("approved", "Approved"),
                            ("sent_back", "Sent back"),
                        ],
                        default="pending",
                        max_length=9,
                    ),
                ),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "review_note",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(4000), project.base.text.validate_text],
                        verbose_name="editor's note",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "delivered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
                (
                    "reviewed_by",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="deliveries", to="orders.order"
                    ),
                ),
            ],
            options={
                "verbose_name": "delivery",
                "verbose_name_plural": "deliveries",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="OrderAddOn",
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
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="addon_rows", to="orders.order"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="order",
            name="addons",
            field=models.ManyToManyField(related_name="+", through="orders.OrderAddOn", to="catalog.addon"),
        ),
        migrations.CreateModel(
            name="OrderCounter",
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
            name="OrderEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verb", models.CharField(max_length=30)),
                ("from_state", models.CharField(blank=True, max_length=20)),
                ("to_state", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ("until", models.DateTimeField(null=True)),
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
                    "delivery",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.delivery"
                    ),
                ),
                (
                    "extension",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orders.extensionask",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="orders.order"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "order event",
                "verbose_name_plural": "order events",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="LedgerEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("charge", "Charge"),
                            ("change", "Change"),
                            ("refund", "Refund"),
                            ("payment", "Payment"),
                            ("writer_fee", "Writer's fee"),
                        ],
                        max_length=10,
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("currency", models.CharField(max_length=3)),
                ("at", models.DateTimeField()),
                ("on", models.DateField(null=True)),
                ("note", models.CharField(blank=True, default="", max_length=200)),
                ("form_key", models.CharField(max_length=10, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ledger", to="clients.clientaccount"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "writer",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="ledger", to="orders.order"
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ledger", to="orders.orderevent"
                    ),
                ),
            ],
            options={
                "verbose_name": "ledger entry",
                "verbose_name_plural": "ledger entries",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="OrderLine",
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
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="orders.order"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RevisionPoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "place",
                    models.CharField(
                        blank=True,
                        help_text="A section, or the passage in quotes.",
                        max_length=300,
                        validators=[project.base.text.validate_text],
                        verbose_name="place",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("wording", "Wording and spelling"),
                            ("facts", "Facts"),
                            ("structure", "Structure"),
                            ("missing", "Something is missing"),
                            ("tone", "Tone and audience"),
                            ("format", "Format and layout"),
                            ("other", "Something else"),
                        ],
                        default="other",
                        max_length=9,
                        verbose_name="kind",
                    ),
                ),
                (
                    "issue",
                    models.TextField(
                        validators=[django.core.validators.MaxLengthValidator(2000), project.base.text.validate_text],
                        verbose_name="what is wrong",
                    ),
                ),
                (
                    "wish",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(2000), project.base.text.validate_text],
                        verbose_name="what you wish instead",
                    ),
                ),
                (
                    "need",
                    models.CharField(
                        choices=[("must", "Must be fixed"), ("nice", "Nice to have")],
                        default="must",
                        max_length=4,
                        verbose_name="importance",
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("done", "Done"), ("declined", "Declined"), ("question", "Question")],
                        max_length=8,
                        null=True,
                        verbose_name="answer",
                    ),
                ),
                (
                    "reply",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(2000), project.base.text.validate_text],
                        verbose_name="reply",
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "client_reply",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(2000), project.base.text.validate_text],
                        verbose_name="your answer",
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        blank=True, choices=[("met", "Accepted"), ("reopened", "Not met")], max_length=8, null=True
                    ),
                ),
                (
                    "objection",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(2000), project.base.text.validate_text],
                        verbose_name="what is not met",
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="points",
                        to="orders.delivery",
                    ),
                ),
            ],
            options={
                "verbose_name": "revision point",
                "verbose_name_plural": "revision points",
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="PointNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("done", "Done"),
                            ("declined", "Declined"),
                            ("question", "Question"),
                            ("reply", "Answer to the question"),
                            ("met", "Accepted"),
                            ("reopened", "Not met"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(2000), project.base.text.validate_text],
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
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="orders.revisionpoint"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="RevisionRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=project.base.ids.public_id, editable=False, max_length=10, unique=True),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "summary",
                    models.CharField(
                        max_length=160, validators=[project.base.text.validate_text], verbose_name="summary"
                    ),
                ),
                (
                    "severity",
                    models.CharField(
                        choices=[
                            ("minor", "Minor"),
                            ("moderate", "Moderate"),
                            ("major", "Major"),
                            ("critical", "Critical"),
                        ],
                        default="moderate",
                        max_length=8,
                        verbose_name="severity",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Asked for"),
                            ("in_progress", "In work"),
                            ("answered", "Answered"),
                            ("accepted", "Accepted"),
                            ("cancelled", "Cancelled"),
                            ("out_of_scope", "Out of scope"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                ("priority", models.PositiveSmallIntegerField(default=5, verbose_name="priority")),
                ("urgent", models.BooleanField(default=False, verbose_name="urgent")),
                (
                    "staff_note",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(4000), project.base.text.validate_text],
                        verbose_name="private note to the agency",
                    ),
                ),
                ("asked_from", models.CharField(default="delivered", max_length=20)),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(verbose_name="due")),
                ("paused_at", models.DateTimeField(blank=True, null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("client_review", models.BooleanField(default=True, verbose_name="the client looks at each answer")),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("pending", "To be decided"),
                            ("within", "Part of the order"),
                            ("out", "Beyond the order"),
                            ("paid", "Ordered in addition"),
                        ],
                        default="within",
                        max_length=7,
                    ),
                ),
                (
                    "scope_rule",
                    models.CharField(
                        choices=[
                            ("included", "An included round was left"),
                            ("no_round", "A request of this kind uses up no round"),
                            ("used_up", "All included rounds were used up"),
                            ("grace", "It came after the order was complete"),
                        ],
                        default="included",
                        max_length=8,
                    ),
                ),
                ("uses_round", models.BooleanField(default=True)),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("work", "The work fell short of the brief"),
                            ("change", "The client wants something else than before"),
                        ],
                        default="work",
                        max_length=6,
                    ),
                ),
                (
                    "clause",
                    models.CharField(
                        blank=True,
                        max_length=1000,
                        validators=[project.base.text.validate_text],
                        verbose_name="what the brief says",
                    ),
                ),
                (
                    "judgement",
                    models.CharField(
                        blank=True, max_length=1000, validators=[project.base.text.validate_text], verbose_name="reason"
                    ),
                ),
                ("judged_at", models.DateTimeField(blank=True, null=True)),
                ("reminded_for", models.DateTimeField(blank=True, null=True)),
                ("escalated_for", models.DateTimeField(blank=True, null=True)),
                (
                    "about",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.delivery"
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
                (
                    "assignee",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "judged_by",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="revisions", to="orders.order"
                    ),
                ),
            ],
            options={
                "verbose_name": "revision request",
                "verbose_name_plural": "revision requests",
                "ordering": ["number"],
            },
        ),
        migrations.AddField(
            model_name="revisionpoint",
            name="revision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="points", to="orders.revisionrequest"
            ),
        ),
        migrations.AddField(
            model_name="orderevent",
            name="revision",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.revisionrequest"
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="revision",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deliveries",
                to="orders.revisionrequest",
            ),
        ),
        migrations.CreateModel(
            name="DeadlineProposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("side", models.CharField(choices=[("client", "The client"), ("agency", "The agency")], max_length=6)),
                ("due_at", models.DateTimeField(verbose_name="due")),
                (
                    "note",
                    models.CharField(
                        blank=True, max_length=300, validators=[project.base.text.validate_text], verbose_name="note"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Waits for an answer"),
                            ("accepted", "Agreed"),
                            ("countered", "Answered with another time"),
                            ("withdrawn", "Taken back"),
                        ],
                        default="open",
                        max_length=9,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
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
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="orders.revisionrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "deadline proposal",
                "verbose_name_plural": "deadline proposals",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ChangeOrder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("offered", "Waits for the client"),
                            ("accepted", "Accepted"),
                            ("dropped", "Dropped by the client"),
                            ("withdrawn", "Taken back"),
                        ],
                        default="offered",
                        max_length=9,
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        max_length=1000, validators=[project.base.text.validate_text], verbose_name="what it is for"
                    ),
                ),
                ("hours", models.PositiveSmallIntegerField(verbose_name="working hours for it")),
                ("valid_until", models.DateTimeField(verbose_name="valid until")),
                ("offered_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
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
                    "offered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="orders.order"
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="orders.revisionrequest"
                    ),
                ),
            ],
            options={
                "verbose_name": "change order",
                "verbose_name_plural": "change orders",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
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
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="orders.delivery",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="orders.message",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="orders.order",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="orders.revisionrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "attachment",
                "verbose_name_plural": "attachments",
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SentMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mail_id", models.CharField(max_length=320, unique=True)),
                ("farewell", models.BooleanField(default=False)),
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mails",
                        to="orders.orderevent",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mails",
                        to="orders.message",
                    ),
                ),
            ],
            options={
                "verbose_name": "sent mail",
                "verbose_name_plural": "sent mails",
            },
        ),
        migrations.CreateModel(
            name="SeverityRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "severity",
                    models.CharField(
                        choices=[
                            ("minor", "Minor"),
                            ("moderate", "Moderate"),
                            ("major", "Major"),
                            ("critical", "Critical"),
                        ],
                        max_length=8,
                        verbose_name="severity",
                    ),
                ),
                ("hours", models.PositiveSmallIntegerField(verbose_name="working hours to answer")),
                ("uses_round", models.BooleanField(verbose_name="uses up an included round")),
                ("wants_place", models.BooleanField(verbose_name="each point says where")),
                ("wants_wish", models.BooleanField(verbose_name="each point says what is wished instead")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
            options={
                "verbose_name": "severity rule",
                "verbose_name_plural": "severity rules",
            },
        ),
        migrations.CreateModel(
            name="ChangeOrderLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=20)),
                ("label", models.CharField(max_length=160, validators=[project.base.text.validate_text])),
                ("rule", models.CharField(blank=True, max_length=400)),
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
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="orders.changeorder"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("change", "position"), name="changeorderline_position")
                ],
            },
        ),
        migrations.CreateModel(
            name="MessageMention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="mentions", to="orders.message"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("message", "person"), name="messagemention_once")],
            },
        ),
        migrations.CreateModel(
            name="MessageText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(10000), project.base.text.validate_text],
                        verbose_name="text",
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=project.base.search.AgencyVector("text"),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="texts", to="orders.message"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "indexes": [django.contrib.postgres.indexes.GinIndex(fields=["search"], name="messagetext_search")],
                "constraints": [models.UniqueConstraint(fields=("message", "number"), name="messagetext_number")],
            },
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fee", models.DecimalField(decimal_places=2, max_digits=10, verbose_name="fee")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Waiting for an answer"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("expired", "Expired"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="open",
                        max_length=9,
                    ),
                ),
                ("offered_at", models.DateTimeField()),
                ("answer_by", models.DateTimeField(verbose_name="answer by")),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("decline_reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "offered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
                (
                    "writer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="offers", to="agencies.membership"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="offers", to="orders.order"
                    ),
                ),
            ],
            options={
                "verbose_name": "offer",
                "verbose_name_plural": "offers",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["agency", "writer", "answer_by"],
                        name="offer_open_writer",
                    ),
                    models.Index(condition=models.Q(("state", "open")), fields=["answer_by"], name="offer_open_due"),
                    models.Index(fields=["order", "state"], name="offer_order"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("order", "writer"),
                        name="offer_one_open_per_writer",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "accepted")), fields=("order",), name="offer_one_accepted"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fee__gte", 0), ("fee__lte", 1000000)), name="offer_fee"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "accepted", "declined", "expired", "withdrawn"])),
                        name="offer_state_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MessageRead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("internal", models.BooleanField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
                    ),
                ),
                (
                    "upto",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.message"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.order"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("order", "membership", "internal"), name="messageread_once")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["order", "internal", "id"], name="message_thread"),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(fields=("agency", "id"), name="message_agency_id"),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(fields=("order", "author", "form_key"), name="message_once"),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("internal", True), ("side__in", ["editor", "desk"])),
                    models.Q(("internal", False), ("side__in", ["client", "writer", "desk"])),
                    _connector="OR",
                ),
                name="message_side",
            ),
        ),
        migrations.AddConstraint(
            model_name="extensionask",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")), fields=("order",), name="extensionask_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="extensionask",
            constraint=models.UniqueConstraint(fields=("agency", "id"), name="extensionask_agency_id"),
        ),
        migrations.AddConstraint(
            model_name="extensionask",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "granted", "refused", "withdrawn", "closed"])),
                name="extensionask_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="extensionask",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="extensionask_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="extensionask",
            constraint=models.CheckConstraint(
                condition=models.Q(("wanted__gt", models.F("deadline"))), name="extensionask_wants_more"
            ),
        ),
        migrations.AddConstraint(
            model_name="extensionask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("state", "open")),
                    models.Q(models.Q(("state", "open"), _negated=True), ("ended_at__isnull", False)),
                    _connector="OR",
                ),
                name="extensionask_ended",
            ),
        ),
        migrations.AddConstraint(
            model_name="extensionask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("granted__gt", models.F("deadline")), ("state", "granted")),
                    models.Q(models.Q(("state", "granted"), _negated=True), ("granted", None)),
                    _connector="OR",
                ),
                name="extensionask_granted",
            ),
        ),
        migrations.AddConstraint(
            model_name="extensionask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "refused"), models.Q(("refusal", ""), _negated=True)),
                    models.Q(models.Q(("state", "refused"), _negated=True), ("refusal", "")),
                    _connector="OR",
                ),
                name="extensionask_refused",
            ),
        ),
        migrations.AddConstraint(
            model_name="extensionask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_by__isnull", False), ("state__in", ["granted", "refused"])),
                    models.Q(models.Q(("state__in", ["granted", "refused"]), _negated=True), ("answered_by", None)),
                    _connector="OR",
                ),
                name="extensionask_answered",
            ),
        ),
        migrations.AddConstraint(
            model_name="extensionask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answered_by", None),
                    models.Q(("answered_by", models.F("asked_by")), _negated=True),
                    _connector="OR",
                ),
                name="extensionask_not_by_oneself",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderaddon",
            constraint=models.UniqueConstraint(fields=("order", "addon"), name="orderaddon_once"),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["agency", "-placed_at", "-id"], name="order_list"),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["agency", "account", "-placed_at", "-id"], name="order_list_account"),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["agency", "writer", "-placed_at", "-id"], name="order_list_writer"),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["agency", "editor", "-placed_at", "-id"], name="order_list_editor"),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["agency", "state", "-placed_at", "-id"], name="order_list_state"),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "placed",
                            "offered",
                            "assigned",
                            "in_progress",
                            "in_review",
                            "delivered",
                            "revision_requested",
                            "on_hold",
                            "disputed",
                        ],
                    )
                ),
                fields=["agency", "client_deadline", "id"],
                name="order_open_due",
            ),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                condition=models.Q(("state", "delivered")), fields=["review_ends_at"], name="order_review_ends"
            ),
        ),
        migrations.AddIndex(
            model_name="order",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="order_search"),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.UniqueConstraint(fields=("agency", "number"), name="order_number"),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.UniqueConstraint(fields=("agency", "id"), name="order_agency_id"),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "placed",
                            "offered",
                            "assigned",
                            "in_progress",
                            "in_review",
                            "delivered",
                            "revision_requested",
                            "completed",
                            "on_hold",
                            "disputed",
                            "cancelled",
                        ],
                    )
                ),
                name="order_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("resumes_to__isnull", False), ("state__in", ["on_hold", "disputed"])),
                    models.Q(models.Q(("state__in", ["on_hold", "disputed"]), _negated=True), ("resumes_to", None)),
                    _connector="OR",
                ),
                name="order_resumes_to",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("writer", None), models.Q(("writer", models.F("requested_by")), _negated=True), _connector="OR"
                ),
                name="order_writer_not_client",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("editor", None), models.Q(("editor", models.F("requested_by")), _negated=True), _connector="OR"
                ),
                name="order_editor_not_client",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("editor", None),
                    ("writer", None),
                    models.Q(("editor", models.F("writer")), _negated=True),
                    _connector="OR",
                ),
                name="order_editor_not_writer",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["placed", "offered"]), ("writer", None)),
                    models.Q(("state__in", ["placed", "offered"]), _negated=True),
                    _connector="OR",
                ),
                name="order_waiting_has_no_writer",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(("writer", None), ("writer_fee__isnull", False), _connector="OR"),
                name="order_writer_has_fee",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(("quantity__gte", 1), ("quantity__lte", 1000000)), name="order_quantity"
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(("writer_deadline__lte", models.F("client_deadline"))), name="order_deadlines"
            ),
        ),
        migrations.AddConstraint(
            model_name="ordercounter",
            constraint=models.UniqueConstraint(fields=("agency", "year"), name="ordercounter_year"),
        ),
        migrations.AddIndex(
            model_name="ledgerentry",
            index=models.Index(fields=["agency", "account", "-id"], name="ledgerentry_account"),
        ),
        migrations.AddConstraint(
            model_name="ledgerentry",
            constraint=models.UniqueConstraint(fields=("agency", "id"), name="ledgerentry_agency_id"),
        ),
        migrations.AddConstraint(
            model_name="ledgerentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["charge", "change", "refund", "payment", "writer_fee"])),
                name="ledgerentry_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgerentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "charge")), fields=("order",), name="ledgerentry_one_charge"
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgerentry",
            constraint=models.UniqueConstraint(fields=("order", "form_key"), name="ledgerentry_once"),
        ),
        migrations.AddConstraint(
            model_name="ledgerentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "writer_fee"), _negated=True), ("writer__isnull", False), _connector="OR"
                ),
                name="ledgerentry_fee_has_writer",
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgerentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "payment"), ("on__isnull", False), models.Q(("amount", 0), _negated=True)),
                    models.Q(models.Q(("kind", "payment"), _negated=True), ("on", None)),
                    _connector="OR",
                ),
                name="ledgerentry_payment_has_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgerentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(models.Q(("kind", "charge"), _negated=True), ("amount__gte", 0), _connector="OR"),
                    models.Q(models.Q(("kind", "refund"), _negated=True), ("amount__lte", 0), _connector="OR"),
                ),
                name="ledgerentry_signs",
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgerentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "change"), _negated=True),
                    models.Q(models.Q(("amount", 0), _negated=True), models.Q(("note", ""), _negated=True)),
                    _connector="OR",
                ),
                name="ledgerentry_change_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderline",
            constraint=models.UniqueConstraint(fields=("order", "position"), name="orderline_position"),
        ),
        migrations.AddConstraint(
            model_name="pointnote",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["done", "declined", "question", "reply", "met", "reopened"])),
                name="pointnote_kind_known",
            ),
        ),
        migrations.AddIndex(
            model_name="revisionrequest",
            index=models.Index(
                condition=models.Q(("state__in", ("open", "in_progress", "answered"))),
                fields=["agency", "due_at", "id"],
                name="revision_live",
            ),
        ),
        migrations.AddIndex(
            model_name="revisionrequest",
            index=models.Index(fields=["agency", "-asked_at", "-id"], name="revision_list"),
        ),
        migrations.AddIndex(
            model_name="revisionrequest",
            index=models.Index(
                condition=models.Q(("assignee__isnull", False), ("state__in", ("open", "in_progress", "answered"))),
                fields=["agency", "assignee"],
                name="revision_assignee",
            ),
        ),
        migrations.AddConstraint(
            model_name="revisionrequest",
            constraint=models.UniqueConstraint(fields=("order", "number"), name="revision_number"),
        ),
        migrations.AddConstraint(
            model_name="revisionrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("open", "in_progress", "answered"))),
                fields=("order",),
                name="revision_one_active",
            ),
        ),
        migrations.AddConstraint(
            model_name="revisionrequest",
            constraint=models.UniqueConstraint(fields=("agency", "id"), name="revision_agency_id"),
        ),
        migrations.AddConstraint(
            model_name="revisionrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["open", "in_progress", "answered", "accepted", "cancelled", "out_of_scope"])
                ),
                name="revision_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="revisionrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("priority__gte", 1), ("priority__lte", 10)), name="revision_priority"
            ),
        ),
        migrations.AddConstraint(
            model_name="revisionrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("scope__in", ["pending", "within", "out", "paid"])), name="revision_scope_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="revisionrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "out_of_scope"), _negated=True),
                    models.Q(("scope", "out"), ("uses_round", False)),
                    _connector="OR",
                ),
                name="revision_out_of_scope",
            ),
        ),
        migrations.AddConstraint(
            model_name="revisionrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("paused_at", None), ("state", "in_progress"), _connector="OR"),
                name="revision_paused_in_work",
            ),
        ),
        migrations.AddConstraint(
            model_name="revisionrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("asked_from__in", ["delivered", "completed"])), name="revision_asked_from"
            ),
        ),
        migrations.AddConstraint(
            model_name="revisionpoint",
            constraint=models.UniqueConstraint(fields=("revision", "position"), name="revisionpoint_position"),
        ),
        migrations.AddConstraint(
            model_name="revisionpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(("issue", ""), _negated=True), name="revisionpoint_issue"
            ),
        ),
        migrations.AddConstraint(
            model_name="revisionpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(("need__in", ["must", "nice"])), name="revisionpoint_need"
            ),
        ),
        migrations.AddConstraint(
            model_name="revisionpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", None), ("answered_at", None)),
                    models.Q(("answer__in", ["done", "declined", "question"]), ("answered_at__isnull", False)),
                    _connector="OR",
                ),
                name="revisionpoint_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="revisionpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("category__in", ["wording", "facts", "structure", "missing", "tone", "format", "other"])
                ),
                name="revisionpoint_category",
            ),
        ),
        migrations.AddConstraint(
            model_name="revisionpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("verdict", None),
                    ("verdict", "met"),
                    models.Q(("verdict", "reopened"), models.Q(("objection", ""), _negated=True)),
                    _connector="OR",
                ),
                name="revisionpoint_verdict",
            ),
        ),
        migrations.AddConstraint(
            model_name="revisionpoint",
            constraint=models.UniqueConstraint(fields=("agency", "id"), name="revisionpoint_agency_id"),
        ),
        migrations.AddIndex(
            model_name="orderevent",
            index=models.Index(fields=["order", "id"], name="orderevent_timeline"),
        ),
        migrations.AddIndex(
            model_name="orderevent",
            index=models.Index(fields=["agency", "verb", "at"], name="orderevent_figures"),
        ),
        migrations.AddConstraint(
            model_name="orderevent",
            constraint=models.UniqueConstraint(fields=("agency", "id"), name="orderevent_agency_id"),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(fields=("order", "number"), name="delivery_number"),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(
                condition=models.Q(("verdict", "pending")), fields=("order",), name="delivery_one_pending"
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(fields=("agency", "id"), name="delivery_agency_id"),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ["pending", "approved", "sent_back"])), name="delivery_verdict_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="deadlineproposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")), fields=("revision",), name="proposal_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="deadlineproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("side__in", ["client", "agency"])), name="proposal_side_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="deadlineproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at", None), ("state", "open")),
                    models.Q(("state__in", ["accepted", "countered", "withdrawn"]), ("answered_at__isnull", False)),
                    _connector="OR",
                ),
                name="proposal_answered",
            ),
        ),
        migrations.AddConstraint(
            model_name="changeorder",
            constraint=models.UniqueConstraint(fields=("agency", "id"), name="changeorder_agency_id"),
        ),
        migrations.AddConstraint(
            model_name="changeorder",
            constraint=models.UniqueConstraint(fields=("order", "number"), name="changeorder_number"),
        ),
        migrations.AddConstraint(
            model_name="changeorder",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "offered")), fields=("order",), name="changeorder_one_offered"
            ),
        ),
        migrations.AddConstraint(
            model_name="changeorder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at", None), ("state", "offered")),
                    models.Q(("state__in", ["accepted", "dropped", "withdrawn"]), ("answered_at__isnull", False)),
                    _connector="OR",
                ),
                name="changeorder_answered",
            ),
        ),
        migrations.AddConstraint(
            model_name="changeorder",
            constraint=models.CheckConstraint(
                condition=models.Q(("note", ""), _negated=True), name="changeorder_has_note"
            ),
        ),
        migrations.AddConstraint(
            model_name="changeorder",
            constraint=models.CheckConstraint(
                condition=models.Q(("hours__gte", 1), ("hours__lte", 1000)), name="changeorder_hours"
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("delivery__isnull", True),
                        ("message__isnull", True),
                        ("order__isnull", False),
                        ("revision__isnull", True),
                    ),
                    models.Q(
                        ("delivery__isnull", False),
                        ("message__isnull", True),
                        ("order__isnull", True),
                        ("revision__isnull", True),
                    ),
                    models.Q(
                        ("delivery__isnull", True),
                        ("message__isnull", False),
                        ("order__isnull", True),
                        ("revision__isnull", True),
                    ),
                    models.Q(
                        ("delivery__isnull", True),
                        ("message__isnull", True),
                        ("order__isnull", True),
                        ("revision__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="attachment_one_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="sentmail",
            constraint=models.UniqueConstraint(fields=("event", "membership"), name="sentmail_once_per_event"),
        ),
        migrations.AddConstraint(
            model_name="sentmail",
            constraint=models.UniqueConstraint(fields=("message", "membership"), name="sentmail_once_per_message"),
        ),
        migrations.AddConstraint(
            model_name="sentmail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("event", None), ("message__isnull", False)),
                    models.Q(("event__isnull", False), ("message", None)),
                    _connector="OR",
                ),
                name="sentmail_one_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="severityrule",
            constraint=models.UniqueConstraint(fields=("agency", "severity"), name="severityrule_once"),
        ),
        migrations.AddConstraint(
            model_name="severityrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("severity__in", ["minor", "moderate", "major", "critical"])),
                name="severityrule_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="severityrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("hours__gte", 1), ("hours__lte", 400)), name="severityrule_hours"
            ),
        ),
    ]
