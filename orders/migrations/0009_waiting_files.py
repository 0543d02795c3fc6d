"""Files are uploaded for an order first, and used afterwards."""

import django.db.models.deletion
from django.db import migrations, models

import project.base.ids
from project.base.constraints import SameAgency
from project.base.migrations import ManyTables


class Migration(ManyTables):
    dependencies = [("agencies", "0004_length_tolerance_proved"), ("orders", "0008_passage_comments")]

    operations = [
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
        SameAgency("WaitingFile", "file", "order", "added_by"),
    ]
