import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models

import project.base.ids
import project.base.text


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AccessToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=project.base.ids.public_id, editable=False, max_length=10, unique=True),
                ),
                (
                    "name",
                    models.CharField(max_length=60, validators=[project.base.text.validate_text], verbose_name="name"),
                ),
                ("prefix", models.CharField(max_length=8)),
                ("hash", models.CharField(max_length=64, unique=True)),
                ("read_only", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "access token",
                "verbose_name_plural": "access tokens",
            },
        ),
        migrations.CreateModel(
            name="AccountClosing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "end",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("done", "Closed"),
                            ("kept", "Taken back by its person"),
                            ("stopped", "Stopped: something had to be finished first"),
                        ],
                        max_length=8,
                    ),
                ),
            ],
            options={
                "verbose_name": "closing of an account",
                "verbose_name_plural": "closings of accounts",
            },
        ),
        migrations.CreateModel(
            name="DataExport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=project.base.ids.public_id, editable=False, max_length=10, unique=True),
                ),
                ("asked_at", models.DateTimeField()),
                ("key", models.CharField(blank=True, editable=False, max_length=32)),
                ("size", models.BigIntegerField(null=True, verbose_name="size in bytes")),
                ("ready_at", models.DateTimeField(null=True)),
                ("expires_at", models.DateTimeField(null=True)),
                ("gone_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "copy of one's data",
                "verbose_name_plural": "copies of one's data",
            },
        ),
        migrations.CreateModel(
            name="Device",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=project.base.ids.public_id, editable=False, max_length=10, unique=True),
                ),
                ("mark", models.CharField(max_length=64)),
                (
                    "name",
                    models.CharField(
                        blank=True, max_length=60, validators=[project.base.text.validate_text], verbose_name="name"
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
            },
        ),
        migrations.CreateModel(
            name="EmailChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "change of address",
                "verbose_name_plural": "changes of address",
            },
        ),
        migrations.CreateModel(
            name="LimitCounter",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("window_start", models.DateTimeField()),
                ("count", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="LoginAlert",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=project.base.ids.public_id, editable=False, max_length=10, unique=True),
                ),
                ("new_device", models.BooleanField()),
                ("new_network", models.BooleanField()),
                ("new_country", models.BooleanField()),
                ("at", models.DateTimeField()),
                (
                    "verdict",
                    models.CharField(
                        blank=True, choices=[("me", "It was me"), ("not_me", "It was not me")], max_length=6
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="LoginAlertPreference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("new_login_mail", models.BooleanField(default=False)),
                ("new_login_notice", models.BooleanField(default=False)),
                ("new_device_mail", models.BooleanField(default=True)),
                ("new_device_notice", models.BooleanField(default=True)),
                ("new_location_mail", models.BooleanField(default=True)),
                ("new_location_notice", models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name="Mail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
            ],
            options={
                "verbose_name": "mail",
                "verbose_name_plural": "mails",
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=project.base.ids.public_id, editable=False, max_length=10, unique=True),
                ),
                ("kind", models.CharField(max_length=40)),
                ("detail", models.CharField(blank=True, max_length=200)),
                ("path", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "notice",
                "verbose_name_plural": "notices",
            },
        ),
        migrations.CreateModel(
            name="NoticePreference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("order", "Orders and revisions"), ("message", "Messages"), ("quote", "Quotes")],
                        max_length=10,
                    ),
                ),
                ("mail", models.BooleanField(default=True)),
                ("notice", models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name="PersonSession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=project.base.ids.public_id, editable=False, max_length=10, unique=True),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
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
                            ("ended", "Ended by you"),
                            ("revoked", "Its device was revoked"),
                            ("not_me", "You said that it was not you"),
                            ("password", "The password was changed"),
                            ("email", "The e-mail address was changed"),
                            ("factor", "A second factor was set up"),
                            ("cap", "Too many sessions at a time"),
                            ("idle", "Not used for long"),
                            ("old", "Its time was over"),
                            ("membership", "The membership ended"),
                            ("suspended", "Your access was suspended"),
                        ],
                        max_length=12,
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mail address")),
                ("name", models.CharField(blank=True, max_length=80, verbose_name="name")),
                (
                    "timezone",
                    models.CharField(
                        blank=True, help_text="Empty: the agency's zone.", max_length=64, verbose_name="time zone"
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
                        help_text="Empty: the installation's.",
                        max_length=8,
                        verbose_name="language",
                    ),
                ),
                ("photo", models.CharField(blank=True, editable=False, max_length=32, verbose_name="photo")),
                ("is_active", models.BooleanField(default=True)),
                ("date_joined", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "people",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                        name="user_email_lower",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["", "en", "en-gb", "en-us"])), name="user_language_known"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("photo", ""), _negated=True), fields=("photo",), name="user_photo"
                    ),
                ],
            },
        ),
    ]
