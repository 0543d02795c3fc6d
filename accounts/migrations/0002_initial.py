import datetime

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("agencies", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="accesstoken",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="accesstoken",
            name="membership",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.membership"
            ),
        ),
        migrations.AddField(
            model_name="accesstoken",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="accountclosing",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="accountclosing",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="dataexport",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="dataexport",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="device",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="device",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="emailchange",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="emailchange",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddIndex(
            model_name="limitcounter",
            index=models.Index(fields=["window_start"], name="limitcounter_window"),
        ),
        migrations.AddField(
            model_name="loginalert",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="loginalert",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="loginalertpreference",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="loginalertpreference",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="mail",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="noticepreference",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="noticepreference",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="personsession",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="personsession",
            name="device",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="sessions", to="accounts.device"
            ),
        ),
        migrations.AddField(
            model_name="personsession",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="loginalert",
            name="session",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="alert", to="accounts.personsession"
            ),
        ),
        migrations.AddIndex(
            model_name="accesstoken",
            index=models.Index(fields=["membership", "-created_at", "-id"], name="accesstoken_of_member"),
        ),
        migrations.AddIndex(
            model_name="accesstoken",
            index=models.Index(condition=models.Q(("revoked_at", None)), fields=["user"], name="accesstoken_live"),
        ),
        migrations.AddConstraint(
            model_name="accesstoken",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="accesstoken",
            constraint=models.CheckConstraint(
                condition=models.Q(("hash__regex", "^[0-9a-f]{64}$")), name="accesstoken_hash"
            ),
        ),
        migrations.AddIndex(
            model_name="accountclosing",
            index=models.Index(condition=models.Q(("ended_at", None)), fields=["due_at"], name="accountclosing_due"),
        ),
        migrations.AddConstraint(
            model_name="accountclosing",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("agency", "user"), name="accountclosing_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="accountclosing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("end", ""), ("ended_at", None)),
                    models.Q(("end__in", ["done", "kept", "stopped"]), ("ended_at__isnull", False)),
                    _connector="OR",
                ),
                name="accountclosing_ended",
            ),
        ),
        migrations.AddConstraint(
            model_name="accountclosing",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_at__gt", models.F("asked_at"))), name="accountclosing_due_later"
            ),
        ),
        migrations.AddIndex(
            model_name="dataexport",
            index=models.Index(fields=["agency", "user", "-asked_at", "-id"], name="dataexport_list"),
        ),
        migrations.AddIndex(
            model_name="dataexport",
            index=models.Index(condition=models.Q(("gone_at", None)), fields=["expires_at"], name="dataexport_due"),
        ),
        migrations.AddConstraint(
            model_name="dataexport",
            constraint=models.UniqueConstraint(
                condition=models.Q(("gone_at", None), ("ready_at", None)),
                fields=("agency", "user"),
                name="dataexport_one_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="dataexport",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddIndex(
            model_name="device",
            index=models.Index(fields=["user", "-last_seen_at", "-id"], name="device_of_person"),
        ),
        migrations.AddConstraint(
            model_name="device",
            constraint=models.UniqueConstraint(fields=("agency", "user", "mark"), name="device_once"),
        ),
        migrations.AddConstraint(
            model_name="device",
            constraint=models.UniqueConstraint(fields=("agency", "id"), name="device_agency_id"),
        ),
        migrations.AddConstraint(
            model_name="device",
            constraint=models.CheckConstraint(
                condition=models.Q(("revoked_at", None), ("trusted_until", None), _connector="OR"),
                name="device_revoked_is_not_trusted",
            ),
        ),
        migrations.AddIndex(
            model_name="emailchange",
            index=models.Index(fields=["created_at"], name="emailchange_kept"),
        ),
        migrations.AddConstraint(
            model_name="emailchange",
            constraint=models.UniqueConstraint(
                condition=models.Q(("used_at", None), ("withdrawn_at", None)),
                fields=("user",),
                name="emailchange_one_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="emailchange",
            constraint=models.CheckConstraint(
                condition=models.Q(("used_at", None), ("withdrawn_at", None), _connector="OR"),
                name="emailchange_one_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="loginalertpreference",
            constraint=models.UniqueConstraint(fields=("agency", "user"), name="loginalertpreference_one"),
        ),
        migrations.AddIndex(
            model_name="mail",
            index=models.Index(fields=["created_at"], name="mail_created"),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.CheckConstraint(
                condition=models.Q(("sent_at", None), models.Q(("html", ""), ("text", "")), _connector="OR"),
                name="mail_wiped_when_sent",
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["agency", "user", "-at", "-id"], name="notice_list"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(condition=models.Q(("read_at", None)), fields=["agency", "user"], name="notice_unread"),
        ),
        migrations.AddConstraint(
            model_name="noticepreference",
            constraint=models.UniqueConstraint(fields=("agency", "user", "kind"), name="noticepreference_one"),
        ),
        migrations.AddConstraint(
            model_name="noticepreference",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["order", "message", "quote"])), name="noticepreference_known"
            ),
        ),
        migrations.AddIndex(
            model_name="personsession",
            index=models.Index(fields=["user", "-seen_at", "-id"], name="personsession_of_person"),
        ),
        migrations.AddIndex(
            model_name="personsession",
            index=models.Index(fields=["user", "network"], name="personsession_network"),
        ),
        migrations.AddIndex(
            model_name="personsession",
            index=models.Index(
                condition=models.Q(("ended_at", None)), fields=["agency", "user", "seen_at"], name="personsession_live"
            ),
        ),
        migrations.AddConstraint(
            model_name="personsession",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ended_why", "")),
                    models.Q(("ended_at__isnull", False), models.Q(("ended_why", ""), _negated=True)),
                    _connector="OR",
                ),
                name="personsession_ended_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="personsession",
            constraint=models.UniqueConstraint(fields=("agency", "id"), name="personsession_agency_id"),
        ),
        migrations.AddConstraint(
            model_name="personsession",
            constraint=models.CheckConstraint(
                condition=models.Q(("seen_at__gte", models.F("started_at"))), name="personsession_seen_after_start"
            ),
        ),
        migrations.AddIndex(
            model_name="loginalert",
            index=models.Index(fields=["user", "-at"], name="loginalert_of_person"),
        ),
        migrations.AddConstraint(
            model_name="loginalert",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at", None), ("verdict", "")),
                    models.Q(models.Q(("verdict", ""), _negated=True), ("answered_at__isnull", False)),
                    _connector="OR",
                ),
                name="loginalert_answered",
            ),
        ),
    ]
