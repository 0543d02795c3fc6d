"""Who watches a ticket."""

import django.db.models.deletion
from django.db import migrations, models

from project.base.constraints import SameAgency
from project.base.migrations import ManyTables


class Migration(ManyTables):
    dependencies = [
        ("support", "0006_steps_found"),
    ]

    operations = [
        migrations.CreateModel(
            name="TicketWatcher",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="watchers",
                        to="support.ticket",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "watcher of a ticket",
                "verbose_name_plural": "watchers of tickets",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("ticket", "person"), name="ticketwatcher_once")
                ],
                "indexes": [models.Index(fields=["agency", "person", "ticket"], name="ticketwatcher_person")],
            },
        ),
        SameAgency("TicketWatcher", "ticket", "person", "added_by"),
    ]
