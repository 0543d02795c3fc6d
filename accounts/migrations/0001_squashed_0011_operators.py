"""All that accounts has after 0011_operators, for a database that has none of it.

Written by `python -m project.launcher.squash`. A database that has some of it takes what this replaces.
"""

import datetime

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import project.base.ids
import project.base.text
from project.base import constraints
from project.base.migrations import Squashed


class Migration(Squashed):
    replaces = [
        ("accounts", "0002_initial"),
        ("accounts", "0003_rules"),
        ("accounts", "0004_token_areas"),
        ("accounts", "0005_token_areas_proved"),
        ("accounts", "0006_stored_answers"),
        ("accounts", "0007_token_area_of_writers"),
        ("accounts", "0008_token_area_of_writers_proved"),
        ("accounts", "0009_mail_addresses"),
        ("accounts", "0010_mail_reply_to"),
        ("accounts", "0011_operators"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("agencies", "0043_planned_switches"),
    ]

    operations = [
        migrations.CreateModel(
            name="Device",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=project.base.ids.public_id, editable=False, max_length=10, unique=True
                    ),
                ),
                ("mark", models.CharField(max_length=64)),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        max_length=60,
                        validators=[project.base.text.validate_text],
                        verbose_name="name",
                    ),
                ),
                ("browser", models.CharField(blank=True, max_length=60)),
                ("system", models.CharField(blank=True, max_length=60)),
                ("first_seen_at", models.DateTimeField()),
                ("last_seen_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("trusted_until", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "device",
                "verbose_name_plural": "devices",
                "indexes": [models.Index(fields=["user", "-last_seen_at", "-id"], name="device_of_person")],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "user", "mark"), name="device_once"),
                    models.UniqueConstraint(fields=("agency", "id"), name="device_agency_id"),
                    models.CheckConstraint(
                        condition=models.Q(("revoked_at", None), ("trusted_until", None), _connector="OR"),
                        name="device_revoked_is_not_trusted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonSession",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=project.base.ids.public_id, editable=False, max_length=10, unique=True
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
                (
                    "device",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="accounts.device",
                    ),
                ),
                ("host", models.CharField(max_length=253)),
                ("address", models.GenericIPAddressField(null=True)),
                ("network", models.CharField(blank=True, max_length=50)),
                ("country", models.CharField(blank=True, max_length=2)),
                ("browser", models.CharField(blank=True, max_length=60)),
                ("system", models.CharField(blank=True, max_length=60)),
                ("started_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "ended_why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("signed_out", "Signed out"),
                            ("ended", "Revoked by you"),
                            ("revoked", "Device revoked"),
                            ("not_me", "Reported as not yours"),
                            ("password", "Password changed"),
                            ("email", "Email address changed"),
                            ("factor", "Two-step verification set up"),
                            ("cap", "Too many sessions at once"),
                            ("idle", "Inactive for too long"),
                            ("old", "Time limit reached"),
                            ("membership", "Membership ended"),
                            ("suspended", "Access suspended"),
                            ("agency", "Revoked by the agency"),
                            ("reset", "Two-step verification reset"),
                        ],
                        max_length=12,
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "indexes": [
                    models.Index(fields=["user", "-seen_at", "-id"], name="personsession_of_person"),
                    models.Index(fields=["user", "network"], name="personsession_network"),
                    models.Index(
                        condition=models.Q(("ended_at", None)),
                        fields=["agency", "user", "seen_at"],
                        name="personsession_live",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_why", "")),
                            models.Q(("ended_at__isnull", False), models.Q(("ended_why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="personsession_ended_has_reason",
                    ),
                    models.UniqueConstraint(fields=("agency", "id"), name="personsession_agency_id"),
                    models.CheckConstraint(
                        condition=models.Q(("seen_at__gte", models.F("started_at"))),
                        name="personsession_seen_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LoginAlertPreference",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "new_login_mail",
                    models.BooleanField(default=False, verbose_name="every sign-in, by email"),
                ),
                (
                    "new_login_notice",
                    models.BooleanField(default=False, verbose_name="every sign-in, by notification"),
                ),
                ("new_device_mail", models.BooleanField(default=True, verbose_name="a new device, by email")),
                (
                    "new_device_notice",
                    models.BooleanField(default=True, verbose_name="a new device, by notification"),
                ),
                (
                    "new_location_mail",
                    models.BooleanField(default=True, verbose_name="a new place, by email"),
                ),
                (
                    "new_location_notice",
                    models.BooleanField(default=True, verbose_name="a new place, by notification"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "user"), name="loginalertpreference_one")
                ],
            },
        ),
        migrations.CreateModel(
            name="LoginAlert",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alert",
                        to="accounts.personsession",
                    ),
                ),
                ("new_device", models.BooleanField()),
                ("new_network", models.BooleanField()),
                ("new_country", models.BooleanField()),
                ("by_mail", models.BooleanField()),
                ("by_notice", models.BooleanField()),
                ("at", models.DateTimeField()),
                (
                    "verdict",
                    models.CharField(
                        blank=True, choices=[("me", "It was me"), ("not_me", "It was not me")], max_length=6
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["user", "-at"], name="loginalert_of_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("verdict", "")),
                            models.Q(
                                models.Q(("verdict", ""), _negated=True), ("answered_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="loginalert_answered",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EmailChange",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="email address")),
                ("former", models.EmailField(blank=True, max_length=254)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "email address change",
                "verbose_name_plural": "email address changes",
                "indexes": [
                    models.Index(fields=["created_at"], name="emailchange_kept"),
                    models.Index(
                        condition=models.Q(("former", ""), _negated=True),
                        fields=["former"],
                        name="emailchange_former",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("used_at", None), ("withdrawn_at", None)),
                        fields=("user",),
                        name="emailchange_one_waiting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("used_at", None), ("withdrawn_at", None), _connector="OR"),
                        name="emailchange_one_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("former", ""), ("used_at", None)),
                            models.Q(("used_at__isnull", False), models.Q(("former", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="emailchange_former_when_used",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LimitCounter",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("window_start", models.DateTimeField()),
                ("count", models.PositiveIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["window_start"], name="limitcounter_window")],
            },
        ),
        migrations.CreateModel(
            name="Mail",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="agencies.agency"
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
                ("message_id", models.CharField(editable=False, max_length=320, unique=True)),
                ("thread", models.CharField(blank=True, editable=False, max_length=320)),
                ("kind", models.CharField(max_length=60, verbose_name="kind")),
                ("sender", models.CharField(max_length=320, verbose_name="sender")),
                ("recipient", models.EmailField(max_length=254, verbose_name="recipient")),
                ("subject", models.CharField(max_length=200, verbose_name="subject")),
                ("text", models.TextField(blank=True)),
                ("html", models.TextField(blank=True)),
                ("created_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("claimed_until", models.DateTimeField(blank=True, editable=False, null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "reply_to",
                    models.EmailField(
                        blank=True, db_default="", max_length=254, verbose_name="replies go to"
                    ),
                ),
            ],
            options={
                "verbose_name": "email",
                "verbose_name_plural": "emails",
                "indexes": [models.Index(fields=["created_at"], name="mail_created")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sent_at", None), models.Q(("html", ""), ("text", "")), _connector="OR"
                        ),
                        name="mail_wiped_when_sent",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                    "named",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("detail", models.CharField(blank=True, max_length=200)),
                ("about", models.CharField(blank=True, max_length=20)),
                ("path", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "notification",
                "verbose_name_plural": "notifications",
                "indexes": [
                    models.Index(fields=["agency", "user", "-at", "-id"], name="notice_list"),
                    models.Index(
                        condition=models.Q(("read_at", None)), fields=["agency", "user"], name="notice_unread"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NoticePreference",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("order", "Orders and revisions"),
                            ("message", "Messages"),
                            ("quote", "Quotes"),
                            ("token", "Expiring access tokens"),
                        ],
                        max_length=10,
                    ),
                ),
                ("mail", models.BooleanField(default=True)),
                ("notice", models.BooleanField(default=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "user", "kind"), name="noticepreference_one"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["order", "message", "quote", "token"])),
                        name="noticepreference_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DataExport",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=project.base.ids.public_id, editable=False, max_length=10, unique=True
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("key", models.CharField(blank=True, editable=False, max_length=32)),
                ("size", models.BigIntegerField(null=True, verbose_name="size in bytes")),
                ("ready_at", models.DateTimeField(null=True)),
                ("expires_at", models.DateTimeField(null=True)),
                ("gone_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "copy of personal data",
                "verbose_name_plural": "copies of personal data",
                "indexes": [
                    models.Index(fields=["agency", "user", "-asked_at", "-id"], name="dataexport_list"),
                    models.Index(
                        condition=models.Q(("gone_at", None)), fields=["expires_at"], name="dataexport_due"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("gone_at", None), ("ready_at", None)),
                        fields=("agency", "user"),
                        name="dataexport_one_waiting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("expires_at", None), ("key", ""), ("ready_at", None), ("size", None)),
                            models.Q(
                                ("expires_at__gt", models.F("ready_at")),
                                ("ready_at__isnull", False),
                                ("size__gt", 0),
                                models.Q(("key", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="dataexport_ready",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccountClosing",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "end",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("done", "Closed"),
                            ("kept", "Withdrawn by the person"),
                            ("stopped", "Stopped: the account could not be closed yet"),
                        ],
                        max_length=8,
                    ),
                ),
            ],
            options={
                "verbose_name": "account closure",
                "verbose_name_plural": "account closures",
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at", None)), fields=["due_at"], name="accountclosing_due"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("agency", "user"),
                        name="accountclosing_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end", ""), ("ended_at", None)),
                            models.Q(("end__in", ["done", "kept", "stopped"]), ("ended_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="accountclosing_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_at__gt", models.F("asked_at"))),
                        name="accountclosing_due_later",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionAct",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        to="accounts.personsession",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("factor_added", "Sign-in method added"),
                            ("factor_removed", "Sign-in method removed"),
                            ("token", "Access token created"),
                            ("trust", "Device trusted"),
                            ("email_asked", "Email address change requested"),
                            ("email_changed", "Email address changed"),
                            ("alerts", "Sign-in alerts changed"),
                            ("notices", "Notification settings changed"),
                            ("closing", "Account closure requested"),
                            ("profile", "Profile changed"),
                            ("photo", "Photo changed"),
                            ("backup_added", "Second email address requested"),
                            ("backup_removed", "Second email address removed"),
                            ("invitation", "Person invited"),
                            ("roles", "Other people’s rights changed"),
                            ("people", "Other people’s rights changed"),
                            ("policy", "Security policy changed"),
                        ],
                        max_length=16,
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=40)),
                ("before", models.JSONField(null=True)),
                ("at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "session action",
                "verbose_name_plural": "session actions",
                "indexes": [
                    models.Index(fields=["user", "id"], name="sessionact_of_person"),
                    models.Index(fields=["at"], name="sessionact_kept"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "factor_added",
                                    "factor_removed",
                                    "token",
                                    "trust",
                                    "email_asked",
                                    "email_changed",
                                    "alerts",
                                    "notices",
                                    "closing",
                                    "profile",
                                    "photo",
                                    "backup_added",
                                    "backup_removed",
                                    "invitation",
                                    "roles",
                                    "people",
                                    "policy",
                                ],
                            )
                        ),
                        name="sessionact_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AccessToken",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                ("prefix", models.CharField(max_length=8)),
                ("hash", models.CharField(max_length=64, unique=True)),
                ("read_only", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("expiry_told_at", models.DateTimeField(null=True)),
                (
                    "areas",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=None,
                    ),
                ),
            ],
            options={
                "verbose_name": "access token",
                "verbose_name_plural": "access tokens",
                "indexes": [
                    models.Index(fields=["membership", "-created_at", "-id"], name="accesstoken_of_member"),
                    models.Index(
                        condition=models.Q(("revoked_at", None)), fields=["user"], name="accesstoken_live"
                    ),
                    models.Index(
                        condition=models.Q(("expiry_told_at", None), ("revoked_at", None)),
                        fields=["expires_at"],
                        name="accesstoken_to_tell",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expires_at__gt", models.F("created_at")),
                            (
                                "expires_at__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("created_at"), "+", models.Value(datetime.timedelta(days=366))
                                ),
                            ),
                        ),
                        name="accesstoken_lives_a_year_at_most",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hash__regex", "^[0-9a-f]{64}$")), name="accesstoken_hash"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "areas__contained_by",
                                ["users", "orders", "billing", "clients", "writer-management", "agencies"],
                            )
                        ),
                        name="accesstoken_known_areas",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FactorReset",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("done", "Done"),
                            ("withdrawn", "Withdrawn"),
                            ("kept", "Stopped: the person can still use two-step verification"),
                            ("denied", "Stopped: the person did not request it"),
                            ("lapsed", "Lapsed: no longer possible"),
                        ],
                        default="waiting",
                        max_length=9,
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "two-step verification reset",
                "verbose_name_plural": "two-step verification resets",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")), fields=["due_at"], name="factorreset_due"
                    ),
                    models.Index(fields=["membership", "-asked_at"], name="factorreset_of_member"),
                    models.Index(fields=["ended_at"], name="factorreset_kept"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("user",),
                        name="factorreset_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "done", "withdrawn", "kept", "denied", "lapsed"])
                        ),
                        name="factorreset_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("state", "waiting")),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True), ("ended_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="factorreset_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_at__gt", models.F("asked_at"))), name="factorreset_due_later"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="factorreset_has_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by", None),
                            models.Q(
                                ("state", "done"),
                                models.Q(("confirmed_by", models.F("asked_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="factorreset_two_managers",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignOut",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                ("sessions", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "sign-out by the agency",
                "verbose_name_plural": "sign-outs by the agency",
                "indexes": [
                    models.Index(fields=["membership", "-at"], name="signout_of_member"),
                    models.Index(fields=["at"], name="signout_kept"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="signout_has_reason"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ConfirmationCode",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="codes",
                        to="accounts.personsession",
                    ),
                ),
                ("hash", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "emailed code",
                "verbose_name_plural": "emailed codes",
                "indexes": [
                    models.Index(fields=["session", "-id"], name="confirmationcode_newest"),
                    models.Index(fields=["user"], name="confirmationcode_of_person"),
                    models.Index(fields=["made_at"], name="confirmationcode_kept"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("made_at"))),
                        name="confirmationcode_lasts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hash__regex", "^[0-9a-f]{64}$")), name="confirmationcode_hash"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BackupAddress",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="second email address")),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("removed_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "second email address",
                "verbose_name_plural": "second email addresses",
                "indexes": [models.Index(fields=["removed_at"], name="backupaddress_kept")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at", None)),
                        fields=("user",),
                        name="backupaddress_one_of_a_person",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("confirmed_at__isnull", False), ("removed_at", None)),
                        fields=("email",),
                        name="backupaddress_of_one_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                        name="backupaddress_lower",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StoredAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=200)),
                ("fingerprint", models.CharField(max_length=64)),
                ("status", models.PositiveSmallIntegerField(default=0)),
                ("body", models.TextField(blank=True)),
                ("location", models.CharField(blank=True, max_length=200)),
                ("etag", models.CharField(blank=True, max_length=20)),
                ("at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "user", "key"), name="storedanswer_once")
                ],
                "indexes": [models.Index(fields=["at"], name="storedanswer_old")],
            },
        ),
        migrations.CreateModel(
            name="Operator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("named_at", models.DateTimeField()),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="operator",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "operator",
                "verbose_name_plural": "operators",
            },
        ),
        migrations.CreateModel(
            name="OperatorEvent",
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
                        choices=[
                            ("named", "Operator named"),
                            ("removed", "Operator removed"),
                            ("signed_in", "Signed in"),
                            ("refused", "Sign-in refused"),
                            ("signed_out", "Signed out"),
                            ("limited", "Limits changed"),
                            ("suspended", "Agency suspended"),
                            ("resumed", "Agency resumed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("detail", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
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
            ],
            options={
                "verbose_name": "act of an operator",
                "verbose_name_plural": "acts of operators",
                "indexes": [models.Index(fields=["-at", "-id"], name="operatorevent_log")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "named",
                                    "removed",
                                    "signed_in",
                                    "refused",
                                    "signed_out",
                                    "limited",
                                    "suspended",
                                    "resumed",
                                ],
                            )
                        ),
                        name="operatorevent_kind",
                    )
                ],
            },
        ),
        constraints.SameAgency("PersonSession", "device"),
        constraints.SameAgency("LoginAlert", "session"),
        constraints.SameAgency("SessionAct", "session"),
        constraints.SameAgency("AccessToken", "membership"),
        constraints.SameAgency("FactorReset", "membership", "asked_by", "confirmed_by"),
        constraints.SameAgency("SignOut", "membership", "by"),
        constraints.SameAgency("ConfirmationCode", "session"),
    ]
