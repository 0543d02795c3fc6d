"""Operators of the installation, and what they did."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0010_mail_reply_to"),
        ("agencies", "0013_marks"),
    ]

    operations = [
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
    ]
