"""All that orders has after 0036_lately_closed_found, for a database that has none of it.

Written by `python -m project.launcher.squash`. A database that has some of it takes what this replaces.
"""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import catalog.models.languages
import project.base.ids
import project.base.search
import project.base.text
from project.base import constraints
from project.base.migrations import Squashed

ORDERS_SEARCH_TEXT = r"""
IF TG_TABLE_NAME = 'orders_order' THEN
    INSERT INTO orders_searchtext (agency_id, order_id, words) VALUES (
        NEW.agency_id, NEW.id,
        quillhouse_vector('a' || NEW.agency_id || 'o',
            concat_ws(E'\n', NEW.number, NEW.title, NEW.brief, NEW.audience))
        || array_to_tsvector(ARRAY['#' || ltrim(substring(NEW.number FROM '[0-9]+$'), '0')])
    ) ON CONFLICT DO NOTHING;
ELSIF TG_TABLE_NAME = 'orders_delivery' THEN
    INSERT INTO orders_searchtext (agency_id, order_id, delivery_id, words) VALUES (
        NEW.agency_id, NEW.order_id, NEW.id, quillhouse_vector('a' || NEW.agency_id || 'd', NEW.text)
    ) ON CONFLICT DO NOTHING;
ELSE
    INSERT INTO orders_searchtext (agency_id, order_id, message_id, words)
    SELECT NEW.agency_id, m.order_id, m.id, quillhouse_vector('a' || NEW.agency_id || 'm', NEW.text)
    FROM orders_message m WHERE m.id = NEW.message_id
    ON CONFLICT (message_id) DO UPDATE SET words = EXCLUDED.words;
END IF;
RETURN NULL;
"""


class Migration(Squashed):
    replaces = [
        ("orders", "0001_initial"),
        ("orders", "0002_rules"),
        ("orders", "0003_inbox"),
        ("orders", "0004_inbox_of_before"),
        ("orders", "0005_corrections"),
        ("orders", "0006_corrections_proved"),
        ("orders", "0007_corrections_found"),
        ("orders", "0008_passage_comments"),
        ("orders", "0009_waiting_files"),
        ("orders", "0010_offers_of_the_clock"),
        ("orders", "0011_languages"),
        ("orders", "0012_languages_proved"),
        ("orders", "0013_fees"),
        ("orders", "0014_fees_proved"),
        ("orders", "0015_fees_once"),
        ("orders", "0016_decline_codes"),
        ("orders", "0017_decline_codes_proved"),
        ("orders", "0018_house_style"),
        ("orders", "0019_reminder_hours"),
        ("orders", "0020_offers_that_keep_the_price"),
        ("orders", "0021_search_text"),
        ("orders", "0022_search_text_kept"),
        ("orders", "0023_search_text_of_before"),
        ("orders", "0024_marks"),
        ("orders", "0025_keys_of_change_lines"),
        ("orders", "0026_search_letters_of_before"),
        ("orders", "0027_change_orders_expire"),
        ("orders", "0028_change_orders_expire_proved"),
        ("orders", "0029_balances_found"),
        ("orders", "0030_receiver"),
        ("orders", "0031_receiver_proved"),
        ("orders", "0032_receivers_found"),
        ("orders", "0033_search_ukrainian_of_before"),
        ("orders", "0034_figures_found"),
        ("orders", "0035_boards_found"),
        ("orders", "0036_lately_closed_found"),
    ]

    initial = True

    dependencies = [
        ("agencies", "0044_names_folded_at_once"),
        ("catalog", "0009_drafted_volumes_proved"),
        ("clients", "0013_named_accounts_found"),
        ("drafts", "0012_begun_found"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChangeOrder",
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
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="orders.order"
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="orders.revisionrequest",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("offered", "Waiting for the client"),
                            ("accepted", "Accepted"),
                            ("dropped", "Declined by the client"),
                            ("withdrawn", "Withdrawn"),
                            ("expired", "Expired"),
                        ],
                        default="offered",
                        max_length=9,
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        max_length=1000,
                        validators=[project.base.text.validate_text],
                        verbose_name="description",
                    ),
                ),
                ("hours", models.PositiveSmallIntegerField(verbose_name="working hours needed")),
                ("valid_until", models.DateTimeField(verbose_name="valid until")),
                (
                    "offered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("offered_at", models.DateTimeField()),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "writer_fee",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=10, null=True, verbose_name="additional fee"
                    ),
                ),
            ],
            options={
                "verbose_name": "change order",
                "verbose_name_plural": "change orders",
                "ordering": ["number"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "offered")),
                        fields=["agency", "revision"],
                        name="changeorder_offered",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="changeorder_agency_id"),
                    models.UniqueConstraint(fields=("order", "number"), name="changeorder_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "offered")),
                        fields=("order",),
                        name="changeorder_one_offered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("note", ""), _negated=True), name="changeorder_has_note"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hours__gte", 1), ("hours__lte", 1000)), name="changeorder_hours"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("writer_fee", None),
                            models.Q(("writer_fee__gte", 0), ("writer_fee__lte", 1000000)),
                            _connector="OR",
                        ),
                        name="changeorder_writer_fee",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("state", "offered")),
                            models.Q(
                                ("state__in", ["accepted", "dropped", "withdrawn", "expired"]),
                                ("answered_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="changeorder_answered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChangeOrderLine",
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
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="orders.changeorder",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=20)),
                ("label", models.CharField(max_length=160, validators=[project.base.text.validate_text])),
                ("rule", models.CharField(blank=True, max_length=400)),
                ("base", models.DecimalField(decimal_places=4, max_digits=14)),
                ("multiplier", models.DecimalField(decimal_places=6, max_digits=16)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("key", models.CharField(blank=True, db_default="", default="", max_length=61)),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("change", "position"), name="changeorderline_position")
                ],
            },
        ),
        migrations.CreateModel(
            name="RevisionRequest",
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
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="orders.order",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=project.base.ids.public_id, editable=False, max_length=10, unique=True
                    ),
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
                            ("open", "Requested"),
                            ("in_progress", "In progress"),
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
                        validators=[
                            django.core.validators.MaxLengthValidator(4000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="private note to the agency",
                    ),
                ),
                (
                    "about",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orders.delivery",
                    ),
                ),
                ("asked_from", models.CharField(default="delivered", max_length=20)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(verbose_name="due")),
                ("paused_at", models.DateTimeField(blank=True, null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
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
                    "client_review",
                    models.BooleanField(default=True, verbose_name="the client checks each answer"),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("pending", "To be decided"),
                            ("within", "Part of the order"),
                            ("out", "Not part of the order"),
                            ("paid", "Covered by a change order"),
                        ],
                        default="within",
                        max_length=7,
                    ),
                ),
                (
                    "scope_rule",
                    models.CharField(
                        choices=[
                            ("included", "An included round was available"),
                            ("no_round", "This kind of request does not use a round"),
                            ("used_up", "All included rounds had been used"),
                            ("grace", "Requested after the order was completed"),
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
                            ("work", "The delivery fell short of the brief"),
                            ("change", "The client changed the requirements"),
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
                        verbose_name="passage from the brief",
                    ),
                ),
                (
                    "judgement",
                    models.CharField(
                        blank=True,
                        max_length=1000,
                        validators=[project.base.text.validate_text],
                        verbose_name="reason",
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
                ("judged_at", models.DateTimeField(blank=True, null=True)),
                ("reminded_for", models.DateTimeField(blank=True, null=True)),
                ("escalated_for", models.DateTimeField(blank=True, null=True)),
                (
                    "fee",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=10, null=True, verbose_name="fee"
                    ),
                ),
            ],
            options={
                "verbose_name": "revision request",
                "verbose_name_plural": "revision requests",
                "ordering": ["number"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ("open", "in_progress", "answered"))),
                        fields=["agency", "due_at", "id"],
                        name="revision_live",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["open", "in_progress"])),
                        fields=["agency", "due_at", "id"],
                        name="revision_work",
                    ),
                    models.Index(
                        condition=models.Q(("state", "answered")),
                        fields=["agency", "due_at", "id"],
                        name="revision_answered",
                    ),
                    models.Index(fields=["agency", "-asked_at", "-id"], name="revision_list"),
                    models.Index(
                        condition=models.Q(
                            ("assignee__isnull", False), ("state__in", ("open", "in_progress", "answered"))
                        ),
                        fields=["agency", "assignee"],
                        name="revision_assignee",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("order", "number"), name="revision_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("open", "in_progress", "answered"))),
                        fields=("order",),
                        name="revision_one_active",
                    ),
                    models.UniqueConstraint(fields=("agency", "id"), name="revision_agency_id"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["open", "in_progress", "answered", "accepted", "cancelled", "out_of_scope"],
                            )
                        ),
                        name="revision_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("priority__gte", 1), ("priority__lte", 10)),
                        name="revision_priority",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scope__in", ["pending", "within", "out", "paid"])),
                        name="revision_scope_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "out_of_scope"), _negated=True),
                            models.Q(("scope", "out"), ("uses_round", False)),
                            _connector="OR",
                        ),
                        name="revision_out_of_scope",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("paused_at", None), ("state", "in_progress"), _connector="OR"),
                        name="revision_paused_in_work",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("asked_from__in", ["delivered", "completed"])),
                        name="revision_asked_from",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("fee", None),
                            models.Q(("assignee__isnull", False), ("fee__gte", 0), ("fee__lte", 1000000)),
                            _connector="OR",
                        ),
                        name="revision_fee",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RevisionPoint",
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
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="points",
                        to="orders.revisionrequest",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "place",
                    models.CharField(
                        blank=True,
                        help_text="A section, or the passage in quotation marks.",
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
                            ("facts", "Factual errors"),
                            ("structure", "Structure"),
                            ("missing", "Missing content"),
                            ("tone", "Tone and audience"),
                            ("format", "Format and layout"),
                            ("other", "Other"),
                        ],
                        default="other",
                        max_length=9,
                        verbose_name="kind",
                    ),
                ),
                (
                    "issue",
                    models.TextField(
                        validators=[
                            django.core.validators.MaxLengthValidator(2000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="what is wrong",
                    ),
                ),
                (
                    "wish",
                    models.TextField(
                        blank=True,
                        validators=[
                            django.core.validators.MaxLengthValidator(2000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="what you want instead",
                    ),
                ),
                (
                    "need",
                    models.CharField(
                        choices=[("must", "Must fix"), ("nice", "Nice to have")],
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
                        validators=[
                            django.core.validators.MaxLengthValidator(2000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="reply",
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "client_reply",
                    models.TextField(
                        blank=True,
                        validators=[
                            django.core.validators.MaxLengthValidator(2000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="your answer",
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
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[("met", "Accepted"), ("reopened", "Not met")],
                        max_length=8,
                        null=True,
                    ),
                ),
                (
                    "objection",
                    models.TextField(
                        blank=True,
                        validators=[
                            django.core.validators.MaxLengthValidator(2000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="what is still missing or wrong",
                    ),
                ),
            ],
            options={
                "verbose_name": "revision point",
                "verbose_name_plural": "revision points",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("revision", "position"), name="revisionpoint_position"),
                    models.CheckConstraint(
                        condition=models.Q(("issue", ""), _negated=True), name="revisionpoint_issue"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("need__in", ["must", "nice"])), name="revisionpoint_need"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", None), ("answered_at", None)),
                            models.Q(
                                ("answer__in", ["done", "declined", "question"]),
                                ("answered_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="revisionpoint_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "category__in",
                                ["wording", "facts", "structure", "missing", "tone", "format", "other"],
                            )
                        ),
                        name="revisionpoint_category",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verdict", None),
                            ("verdict", "met"),
                            models.Q(("verdict", "reopened"), models.Q(("objection", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="revisionpoint_verdict",
                    ),
                    models.UniqueConstraint(fields=("agency", "id"), name="revisionpoint_agency_id"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PointNote",
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
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="orders.revisionpoint",
                    ),
                ),
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
                        validators=[
                            django.core.validators.MaxLengthValidator(2000),
                            project.base.text.validate_text,
                        ],
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
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["done", "declined", "question", "reply", "met", "reopened"])
                        ),
                        name="pointnote_kind_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SeverityRule",
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
                ("hours", models.PositiveSmallIntegerField(verbose_name="working hours until the deadline")),
                ("uses_round", models.BooleanField(verbose_name="uses an included round")),
                ("wants_place", models.BooleanField(verbose_name="each point must say where it applies")),
                (
                    "wants_wish",
                    models.BooleanField(verbose_name="each point must say what is wanted instead"),
                ),
            ],
            options={
                "verbose_name": "severity rule",
                "verbose_name_plural": "severity rules",
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "severity"), name="severityrule_once"),
                    models.CheckConstraint(
                        condition=models.Q(("severity__in", ["minor", "moderate", "major", "critical"])),
                        name="severityrule_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hours__gte", 1), ("hours__lte", 400)), name="severityrule_hours"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExtensionAsk",
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
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extension_asks",
                        to="orders.order",
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
                            ("open", "Waiting for an answer"),
                            ("granted", "Granted"),
                            ("refused", "Declined"),
                            ("withdrawn", "Withdrawn"),
                            ("closed", "Closed without an answer"),
                        ],
                        default="open",
                        max_length=9,
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
                ("asked_at", models.DateTimeField()),
                ("deadline", models.DateTimeField()),
                ("wanted", models.DateTimeField()),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                ("granted", models.DateTimeField(null=True)),
                ("refusal", models.CharField(blank=True, max_length=500, verbose_name="reason")),
            ],
            options={
                "verbose_name": "extension request",
                "verbose_name_plural": "extension requests",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")), fields=("order",), name="extensionask_one_open"
                    ),
                    models.UniqueConstraint(fields=("agency", "id"), name="extensionask_agency_id"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["open", "granted", "refused", "withdrawn", "closed"])
                        ),
                        name="extensionask_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="extensionask_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("wanted__gt", models.F("deadline"))),
                        name="extensionask_wants_more",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("state", "open")),
                            models.Q(models.Q(("state", "open"), _negated=True), ("ended_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="extensionask_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("granted__gt", models.F("deadline")), ("state", "granted")),
                            models.Q(models.Q(("state", "granted"), _negated=True), ("granted", None)),
                            _connector="OR",
                        ),
                        name="extensionask_granted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), models.Q(("refusal", ""), _negated=True)),
                            models.Q(models.Q(("state", "refused"), _negated=True), ("refusal", "")),
                            _connector="OR",
                        ),
                        name="extensionask_refused",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_by__isnull", False), ("state__in", ["granted", "refused"])),
                            models.Q(
                                models.Q(("state__in", ["granted", "refused"]), _negated=True),
                                ("answered_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="extensionask_answered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_by", None),
                            models.Q(("answered_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="extensionask_not_by_oneself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Offer",
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
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="offers", to="orders.order"
                    ),
                ),
                (
                    "writer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="agencies.membership",
                    ),
                ),
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
                (
                    "offered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("offered_at", models.DateTimeField()),
                ("answer_by", models.DateTimeField(verbose_name="respond by")),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("decline_reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                (
                    "decline_code",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_time", "No time"),
                            ("fee", "Fee too low"),
                            ("subject", "Not my subject"),
                            ("deadline", "Deadline too soon"),
                            ("other", "Another reason"),
                        ],
                        db_default="",
                        default="",
                        max_length=8,
                        verbose_name="reason to decline",
                    ),
                ),
                ("keeps_price", models.BooleanField(db_default=False, default=False)),
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
                    models.Index(
                        condition=models.Q(("state", "open")), fields=["answer_by"], name="offer_open_due"
                    ),
                    models.Index(fields=["order", "state"], name="offer_order"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("order", "writer"),
                        name="offer_one_open_per_writer",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "accepted")),
                        fields=("order",),
                        name="offer_one_accepted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fee__gte", 0), ("fee__lte", 1000000)), name="offer_fee"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["open", "accepted", "declined", "expired", "withdrawn"])
                        ),
                        name="offer_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decline_code", ""),
                            models.Q(
                                ("decline_code__in", ["no_time", "fee", "subject", "deadline", "other"]),
                                ("state", "declined"),
                            ),
                            _connector="OR",
                        ),
                        name="offer_decline_code",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Order",
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
                ("number", models.CharField(max_length=20, verbose_name="number")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
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
                    "draft",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="order",
                        to="drafts.orderdraft",
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
                    "writer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="written_orders",
                        to="agencies.membership",
                    ),
                ),
                (
                    "writer_fee",
                    models.DecimalField(
                        decimal_places=2, max_digits=10, null=True, verbose_name="writer’s fee"
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
                ("placed_at", models.DateTimeField()),
                ("client_deadline", models.DateTimeField(verbose_name="deadline")),
                ("writer_deadline", models.DateTimeField(verbose_name="writer’s deadline")),
                ("delivered_at", models.DateTimeField(blank=True, null=True)),
                ("review_ends_at", models.DateTimeField(blank=True, null=True)),
                (
                    "review_left",
                    models.DurationField(
                        blank=True, help_text="Time left in the review window while it is paused.", null=True
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
                    "addons",
                    models.ManyToManyField(related_name="+", through="orders.OrderAddOn", to="catalog.addon"),
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
                (
                    "receiver",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "order",
                "verbose_name_plural": "orders",
                "indexes": [
                    models.Index(fields=["agency", "-placed_at", "-id"], name="order_list"),
                    models.Index(
                        fields=["agency", "account", "-placed_at", "-id"], name="order_list_account"
                    ),
                    models.Index(fields=["agency", "writer", "-placed_at", "-id"], name="order_list_writer"),
                    models.Index(fields=["agency", "editor", "-placed_at", "-id"], name="order_list_editor"),
                    models.Index(fields=["agency", "state", "-placed_at", "-id"], name="order_list_state"),
                    models.Index(
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
                    models.Index(
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
                        fields=["agency", "-placed_at", "-id"],
                        name="order_open_new",
                    ),
                    models.Index(
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
                        fields=["agency", "account", "client_deadline", "id"],
                        name="order_open_account",
                    ),
                    models.Index(
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
                        fields=["agency", "writer", "writer_deadline", "id"],
                        name="order_open_writer",
                    ),
                    models.Index(
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
                        fields=["agency", "editor", "client_deadline", "id"],
                        name="order_open_editor",
                    ),
                    models.Index(
                        condition=models.Q(("state", "delivered")),
                        fields=["review_ends_at"],
                        name="order_review_ends",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["search"], name="order_search"
                    ),
                    models.Index(
                        condition=models.Q(("receiver__isnull", False)),
                        fields=["agency", "receiver", "-placed_at", "-id"],
                        name="order_list_receiver",
                    ),
                    models.Index(
                        condition=models.Q(("delivered_at__isnull", False)),
                        fields=["agency", "delivered_at"],
                        name="order_first_delivered",
                    ),
                    models.Index(
                        condition=models.Q(("delivered_at__isnull", False)),
                        fields=["agency", "account", "delivered_at"],
                        name="order_delivered_account",
                    ),
                    models.Index(
                        condition=models.Q(("closed_at__isnull", False)),
                        fields=["agency", "writer", "closed_at"],
                        name="order_closed_writer",
                    ),
                    models.Index(
                        condition=models.Q(("state", "completed")),
                        fields=["agency", "account", "closed_at"],
                        name="order_closed_account",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "number"), name="order_number"),
                    models.UniqueConstraint(fields=("agency", "id"), name="order_agency_id"),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("resumes_to__isnull", False), ("state__in", ["on_hold", "disputed"])),
                            models.Q(
                                models.Q(("state__in", ["on_hold", "disputed"]), _negated=True),
                                ("resumes_to", None),
                            ),
                            _connector="OR",
                        ),
                        name="order_resumes_to",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("writer", None),
                            models.Q(("writer", models.F("requested_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="order_writer_not_client",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("editor", None),
                            models.Q(("editor", models.F("requested_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="order_editor_not_client",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("editor", None),
                            ("writer", None),
                            models.Q(("editor", models.F("writer")), _negated=True),
                            _connector="OR",
                        ),
                        name="order_editor_not_writer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["placed", "offered"]), ("writer", None)),
                            models.Q(("state__in", ["placed", "offered"]), _negated=True),
                            _connector="OR",
                        ),
                        name="order_waiting_has_no_writer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("writer", None), ("writer_fee__isnull", False), _connector="OR"),
                        name="order_writer_has_fee",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gte", 1), ("quantity__lte", 1000000)),
                        name="order_quantity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("writer_deadline__lte", models.F("client_deadline"))),
                        name="order_deadlines",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source_locale", None),
                            models.Q(("source_locale", models.F("locale")), _negated=True),
                            _connector="OR",
                        ),
                        name="order_source_differs",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderAddOn",
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
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="addon_rows",
                        to="orders.order",
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
                "constraints": [models.UniqueConstraint(fields=("order", "addon"), name="orderaddon_once")],
            },
        ),
        migrations.CreateModel(
            name="OrderLine",
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
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="orders.order"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("order", "position"), name="orderline_position")
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderCounter",
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
                "constraints": [models.UniqueConstraint(fields=("agency", "year"), name="ordercounter_year")],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
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
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="orders.order",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        validators=[
                            django.core.validators.MaxLengthValidator(400000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="text",
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        validators=[
                            django.core.validators.MaxLengthValidator(4000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="note",
                    ),
                ),
                ("word_count", models.PositiveIntegerField(default=0)),
                (
                    "revision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="orders.revisionrequest",
                    ),
                ),
                (
                    "delivered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
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
                (
                    "reviewed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "review_note",
                    models.TextField(
                        blank=True,
                        validators=[
                            django.core.validators.MaxLengthValidator(4000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="editor’s note",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orders.delivery",
                    ),
                ),
                ("corrected", models.BooleanField(db_default=False, default=False)),
            ],
            options={
                "verbose_name": "delivery",
                "verbose_name_plural": "deliveries",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("order", "number"), name="delivery_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("verdict", "pending")),
                        fields=("order",),
                        name="delivery_one_pending",
                    ),
                    models.UniqueConstraint(fields=("agency", "id"), name="delivery_agency_id"),
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["pending", "approved", "sent_back"])),
                        name="delivery_verdict_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("corrects", None), ("made_by", None)),
                            models.Q(
                                ("corrects__isnull", False),
                                ("made_by__isnull", False),
                                models.Q(("made_by", models.F("delivered_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="delivery_made_by_editor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("corrected", False), ("verdict", "sent_back"), _connector="OR"),
                        name="delivery_corrected",
                    ),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("made_by__isnull", False)),
                        fields=["made_by"],
                        name="delivery_made_by",
                    ),
                    models.Index(
                        condition=models.Q(("number", 1)),
                        fields=["agency", "delivered_by", "delivered_at"],
                        name="delivery_first_of_writer",
                    ),
                    models.Index(
                        condition=models.Q(("reviewed_at__isnull", False)),
                        fields=["agency", "reviewed_by", "reviewed_at"],
                        name="delivery_reviewed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderEvent",
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
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="orders.order"
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
                ("verb", models.CharField(max_length=30)),
                ("from_state", models.CharField(blank=True, max_length=20)),
                ("to_state", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
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
                    "revision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orders.revisionrequest",
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
                ("amount", models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ("until", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "order event",
                "verbose_name_plural": "order events",
                "ordering": ["id"],
                "indexes": [
                    models.Index(fields=["order", "id"], name="orderevent_timeline"),
                    models.Index(fields=["agency", "verb", "at"], name="orderevent_figures"),
                    models.Index(
                        condition=models.Q(("to_state", "delivered"), ("verb__in", ("deliver", "approve"))),
                        fields=["agency", "order", "id"],
                        name="orderevent_reached",
                    ),
                    models.Index(
                        condition=models.Q(("verb", "request_revision")),
                        fields=["agency", "order", "id"],
                        name="orderevent_asked",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("revision__isnull", False),
                            ("verb__in", ("answer_points", "ask_client", "deliver")),
                        ),
                        fields=["agency", "revision", "id"],
                        name="orderevent_answers",
                    ),
                    models.Index(
                        condition=models.Q(("verb__in", ("assign", "accept_offer", "reassign"))),
                        fields=["agency", "person", "-id"],
                        name="orderevent_given",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="orderevent_agency_id")
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
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
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="orders.order",
                    ),
                ),
                ("internal", models.BooleanField(default=False)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("client", "Client"),
                            ("writer", "Writer"),
                            ("editor", "Editor"),
                            ("desk", "Agency"),
                        ],
                        max_length=6,
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
                ("sent_at", models.DateTimeField()),
                ("form_key", models.CharField(max_length=10)),
            ],
            options={
                "verbose_name": "message",
                "verbose_name_plural": "messages",
                "ordering": ["id"],
                "indexes": [models.Index(fields=["order", "internal", "id"], name="message_thread")],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="message_agency_id"),
                    models.UniqueConstraint(fields=("order", "author", "form_key"), name="message_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("internal", True), ("side__in", ["editor", "desk"])),
                            models.Q(("internal", False), ("side__in", ["client", "writer", "desk"])),
                            _connector="OR",
                        ),
                        name="message_side",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MessageText",
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
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="texts", to="orders.message"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        validators=[
                            django.core.validators.MaxLengthValidator(10000),
                            project.base.text.validate_text,
                        ],
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
            ],
            options={
                "ordering": ["number"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["search"], name="messagetext_search"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("message", "number"), name="messagetext_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="MessageMention",
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
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentions",
                        to="orders.message",
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("message", "person"), name="messagemention_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="MessageRead",
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
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.order"
                    ),
                ),
                ("internal", models.BooleanField()),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "upto",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.message"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("order", "membership", "internal"), name="messageread_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
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
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("added_at", models.DateTimeField()),
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
                "verbose_name_plural": "The messages you can read on these orders.",
                "ordering": ["id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
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
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LedgerEntry",
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
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ledger",
                        to="clients.clientaccount",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ledger", to="orders.order"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("charge", "Charge"),
                            ("change", "Price change"),
                            ("refund", "Refund"),
                            ("payment", "Payment"),
                            ("writer_fee", "Writer’s fee"),
                        ],
                        max_length=10,
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("currency", models.CharField(max_length=3)),
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
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ledger",
                        to="orders.orderevent",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("on", models.DateField(null=True)),
                ("note", models.CharField(blank=True, default="", max_length=200)),
                ("form_key", models.CharField(max_length=10, null=True)),
                (
                    "revision",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orders.revisionrequest",
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orders.changeorder",
                    ),
                ),
            ],
            options={
                "verbose_name": "ledger entry",
                "verbose_name_plural": "ledger entries",
                "ordering": ["id"],
                "indexes": [
                    models.Index(fields=["agency", "account", "-id"], name="ledgerentry_account"),
                    models.Index(
                        condition=models.Q(("kind", "writer_fee")),
                        fields=["agency", "writer", "-at", "-id"],
                        name="ledgerentry_fees",
                    ),
                    models.Index(
                        condition=models.Q(("kind", "writer_fee")),
                        fields=["agency", "at"],
                        name="ledgerentry_fee_months",
                    ),
                    models.Index(
                        condition=models.Q(("kind__in", ("charge", "change", "refund", "payment"))),
                        fields=["agency", "account"],
                        include=("amount",),
                        name="ledgerentry_balance",
                    ),
                    models.Index(fields=["agency", "at"], name="ledgerentry_booked"),
                    models.Index(fields=["agency", "account", "at"], name="ledgerentry_booked_account"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="ledgerentry_agency_id"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["charge", "change", "refund", "payment", "writer_fee"])
                        ),
                        name="ledgerentry_kind_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "charge")),
                        fields=("order",),
                        name="ledgerentry_one_charge",
                    ),
                    models.UniqueConstraint(fields=("order", "form_key"), name="ledgerentry_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "writer_fee"), _negated=True),
                            ("writer__isnull", False),
                            _connector="OR",
                        ),
                        name="ledgerentry_fee_has_writer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "payment"),
                                ("on__isnull", False),
                                models.Q(("amount", 0), _negated=True),
                            ),
                            models.Q(models.Q(("kind", "payment"), _negated=True), ("on", None)),
                            _connector="OR",
                        ),
                        name="ledgerentry_payment_has_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("kind", "charge"), _negated=True),
                                ("amount__gte", 0),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("kind", "refund"), _negated=True),
                                ("amount__lte", 0),
                                _connector="OR",
                            ),
                        ),
                        name="ledgerentry_signs",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "change"), _negated=True),
                            models.Q(
                                models.Q(("amount", 0), _negated=True), models.Q(("note", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="ledgerentry_change_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("change", None), ("revision", None)),
                            models.Q(
                                ("kind", "writer_fee"),
                                models.Q(("revision", None), ("change", None), _connector="OR"),
                            ),
                            _connector="OR",
                        ),
                        name="ledgerentry_one_cause",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("change", None), ("kind", "writer_fee"), ("revision", None)),
                        fields=("order", "writer"),
                        name="ledgerentry_work_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("revision__isnull", False)),
                        fields=("revision",),
                        name="ledgerentry_revision_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("change__isnull", False)),
                        fields=("change",),
                        name="ledgerentry_change_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SentMail",
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mails",
                        to="orders.orderevent",
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
                ("mail_id", models.CharField(max_length=320, unique=True)),
                ("farewell", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "sent email",
                "verbose_name_plural": "sent emails",
                "constraints": [
                    models.UniqueConstraint(fields=("event", "membership"), name="sentmail_once_per_event"),
                    models.UniqueConstraint(
                        fields=("message", "membership"), name="sentmail_once_per_message"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("event", None), ("message__isnull", False)),
                            models.Q(("event__isnull", False), ("message", None)),
                            _connector="OR",
                        ),
                        name="sentmail_one_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeadlineProposal",
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
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="orders.revisionrequest",
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("client", "The client"), ("agency", "The agency")], max_length=6
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="due")),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        validators=[project.base.text.validate_text],
                        verbose_name="note",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Waiting for an answer"),
                            ("accepted", "Agreed"),
                            ("countered", "Different deadline proposed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="open",
                        max_length=9,
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
                ("at", models.DateTimeField()),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "deadline proposal",
                "verbose_name_plural": "deadline proposals",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")), fields=("revision",), name="proposal_one_open"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["client", "agency"])), name="proposal_side_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("state", "open")),
                            models.Q(
                                ("state__in", ["accepted", "countered", "withdrawn"]),
                                ("answered_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="proposal_answered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InboxThread",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("internal", models.BooleanField()),
                ("unread", models.BooleanField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "latest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.message"
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
                (
                    "order",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orders.order",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["agency", "membership", "-latest"], name="inboxthread_newest"),
                    models.Index(
                        condition=models.Q(("unread", True)),
                        fields=["agency", "membership", "-latest"],
                        name="inboxthread_unread",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("order", "membership", "internal"), name="inboxthread_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PassageComment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "passage",
                    models.CharField(
                        max_length=300, validators=[project.base.text.validate_text], verbose_name="passage"
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        validators=[
                            django.core.validators.MaxLengthValidator(2000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="comment",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="orders.delivery",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment on a passage",
                "verbose_name_plural": "comments on passages",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("passage", ""), _negated=True), models.Q(("text", ""), _negated=True)
                        ),
                        name="passagecomment_not_empty",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WaitingFile",
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
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="waiting_files",
                        to="orders.order",
                    ),
                ),
            ],
            options={
                "verbose_name": "waiting file",
                "verbose_name_plural": "waiting files",
                "ordering": ["id"],
                "abstract": False,
                "indexes": [models.Index(fields=["agency", "added_at"], name="waitingfile_old")],
            },
        ),
        migrations.CreateModel(
            name="ReminderHours",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "deadline_hours",
                    models.PositiveSmallIntegerField(default=24, verbose_name="hours before a deadline"),
                ),
                (
                    "review_hours",
                    models.PositiveSmallIntegerField(
                        default=24, verbose_name="hours before a review window ends"
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
                "verbose_name": "hours of reminders",
                "verbose_name_plural": "hours of reminders",
                "constraints": [
                    models.UniqueConstraint(fields=("agency",), name="reminderhours_one"),
                    models.CheckConstraint(
                        condition=models.Q(("deadline_hours__lte", 168)), name="reminderhours_deadline"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("review_hours__lte", 168)), name="reminderhours_review"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", django.contrib.postgres.search.SearchVectorField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "delivery",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="orders.delivery",
                    ),
                ),
                (
                    "message",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="orders.message",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="orders.order"
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["words"], name="searchtext_words"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("delivery", None), ("message", None)),
                        fields=("order",),
                        name="searchtext_order_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("message", None), ("delivery", None), _connector="OR"),
                        name="searchtext_of_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MarkedOrder",
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
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.mark",
                    ),
                ),
                ("external_id", models.CharField(blank=True, default="", max_length=80)),
                (
                    "order",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="marked", to="orders.order"
                    ),
                ),
            ],
            options={
                "verbose_name": "marked order",
                "verbose_name_plural": "marked orders",
                "indexes": [models.Index(fields=["mark"], name="markedorder_mark")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("agency", "external_id"),
                        name="markedorder_external_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TrialCounter",
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
                "constraints": [models.UniqueConstraint(fields=("agency", "year"), name="trialcounter_year")],
            },
        ),
        migrations.CreateModel(
            name="ImportCounter",
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
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "year"), name="importcounter_year")
                ],
            },
        ),
        constraints.SameAgency(
            "Order",
            "account",
            "requested_by",
            "draft",
            "service",
            "subject",
            "quality",
            "urgency",
            "preferred_writer",
            "price_book",
            "writer",
            "editor",
            "receiver",
        ),
        constraints.SameAgency("OrderAddOn", "order", "addon"),
        constraints.SameAgency("OrderLine", "order"),
        constraints.SameAgency("RevisionRequest", "order", "asked_by", "about", "assignee", "judged_by"),
        constraints.SameAgency("RevisionPoint", "revision", "delivery"),
        constraints.SameAgency(
            "Delivery", "order", "revision", "delivered_by", "reviewed_by", "made_by", "corrects"
        ),
        constraints.SameAgency("OrderEvent", "order", "actor", "person", "delivery", "revision", "extension"),
        constraints.SameAgency("Attachment", "file", "order", "delivery", "added_by", "message", "revision"),
        constraints.SameAgency("LedgerEntry", "account", "order", "writer", "event", "revision", "change"),
        constraints.SameAgency("Offer", "order", "writer", "offered_by"),
        constraints.SameAgency("Message", "order", "author", "writer"),
        constraints.SameAgency("MessageText", "message"),
        constraints.SameAgency("MessageMention", "message", "person"),
        constraints.SameAgency("MessageRead", "order", "membership", "upto"),
        constraints.SameAgency("SentMail", "membership", "event", "message"),
        constraints.SameAgency("PointNote", "point", "by"),
        constraints.SameAgency("DeadlineProposal", "revision", "by", "answered_by"),
        constraints.SameAgency("ChangeOrder", "order", "revision", "offered_by", "answered_by"),
        constraints.SameAgency("ChangeOrderLine", "change"),
        constraints.SameAgency("ExtensionAsk", "order", "asked_by", "answered_by"),
        constraints.AppendOnly("OrderEvent"),
        constraints.AppendOnly("OrderLine"),
        constraints.AppendOnly("LedgerEntry"),
        constraints.AppendOnly("Message"),
        constraints.AppendOnly("MessageText"),
        constraints.AppendOnly("MessageMention"),
        constraints.AppendOnly("SentMail"),
        constraints.AppendOnly("PointNote"),
        constraints.AppendOnly("ChangeOrderLine"),
        constraints.SameAgency("InboxThread", "order", "membership", "latest"),
        constraints.SameAgency("PassageComment", "delivery", "by"),
        constraints.AppendOnly("PassageComment"),
        constraints.SameAgency("WaitingFile", "file", "order", "added_by"),
        constraints.KeyOfAgency("Order", "catalog.Language", "locale", "source_locale"),
        constraints.SameAgency("SearchText", "order", "message", "delivery"),
        constraints.Derived(
            "orders_search_text",
            ORDERS_SEARCH_TEXT,
            ("orders_messagetext", "orders_delivery", "orders_order"),
            "INSERT",
        ),
        constraints.SameAgency("MarkedOrder", "mark", "order"),
    ]
