"""Rows for what managers do to let somebody in again, or to keep somebody out."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import project.base.ids
from project.base import constraints


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_rules"),
        ("agencies", "0002_rules"),
    ]

    operations = [
        migrations.AlterField(
            model_name="personsession",
            name="ended_why",
            field=models.CharField(
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
                    ("agency", "Ended by the agency"),
                    ("reset", "Your second factor was reset"),
                ],
                max_length=12,
            ),
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
                    "public_id",
                    models.CharField(
                        default=project.base.ids.public_id, editable=False, max_length=10, unique=True
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("done", "Done"),
                            ("withdrawn", "Withdrawn"),
                            ("kept", "Stopped: the person still has a second factor"),
                            ("denied", "Stopped: the person did not ask for it"),
                            ("lapsed", "Lapsed: it was not possible any more"),
                        ],
                        default="waiting",
                        max_length=9,
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
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
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "reset of a second factor",
                "verbose_name_plural": "resets of second factors",
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
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                ("sessions", models.PositiveIntegerField()),
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
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
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
                "verbose_name": "ending of a member's sessions",
                "verbose_name_plural": "endings of members' sessions",
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
        constraints.SameAgency("FactorReset", "membership", "asked_by", "confirmed_by"),
        constraints.SameAgency("SignOut", "membership", "by"),
    ]
