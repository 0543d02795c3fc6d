"""The conversations of each person across all orders."""

import django.db.models.deletion
from django.db import migrations, models

from project.base.constraints import SameAgency
from project.base.migrations import ManyTables


class Migration(ManyTables):
    dependencies = [
        ("agencies", "0002_rules"),
        ("orders", "0002_rules"),
    ]

    operations = [
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
        SameAgency("InboxThread", "order", "membership", "latest"),
    ]
