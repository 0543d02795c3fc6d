import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
        ("orders", "0001_initial"),
        ("quotes", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="sentmail",
            name="quote_event",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="mails", to="quotes.quoteevent"
            ),
        ),
        migrations.AddField(
            model_name="severityrule",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddConstraint(
            model_name="changeorderline",
            constraint=models.UniqueConstraint(fields=("change", "position"), name="changeorderline_position"),
        ),
        migrations.AddConstraint(
            model_name="messagemention",
            constraint=models.UniqueConstraint(fields=("message", "person"), name="messagemention_once"),
        ),
        migrations.AddIndex(
            model_name="messagetext",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="messagetext_search"),
        ),
        migrations.AddConstraint(
            model_name="messagetext",
            constraint=models.UniqueConstraint(fields=("message", "number"), name="messagetext_number"),
        ),
        migrations.AddIndex(
            model_name="offer",
            index=models.Index(
                condition=models.Q(("state", "open")),
                fields=["agency", "writer", "answer_by"],
                name="offer_open_writer",
            ),
        ),
        migrations.AddIndex(
            model_name="offer",
            index=models.Index(condition=models.Q(("state", "open")), fields=["answer_by"], name="offer_open_due"),
        ),
        migrations.AddIndex(
            model_name="offer",
            index=models.Index(fields=["order", "state"], name="offer_order"),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")), fields=("order", "writer"), name="offer_one_open_per_writer"
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "accepted")), fields=("order",), name="offer_one_accepted"
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(("fee__gte", 0), ("fee__lte", 1000000)), name="offer_fee"
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "accepted", "declined", "expired", "withdrawn"])),
                name="offer_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="messageread",
            constraint=models.UniqueConstraint(fields=("order", "membership", "internal"), name="messageread_once"),
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
            constraint=models.UniqueConstraint(
                fields=("quote_event", "membership"), name="sentmail_once_per_quote_event"
            ),
        ),
        migrations.AddConstraint(
            model_name="sentmail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("event", None), ("message__isnull", False), ("quote_event", None)),
                    models.Q(("event__isnull", False), ("message", None), ("quote_event", None)),
                    models.Q(("event", None), ("message", None), ("quote_event__isnull", False)),
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
