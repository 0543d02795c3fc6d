"""Files that a side puts beside its statement in a dispute."""

import django.db.models.deletion
from django.db import migrations, models

import project.base.ids
from project.base.constraints import SameAgency
from project.base.migrations import ManyTables


class Migration(ManyTables):
    dependencies = [
        ("agencies", "0040_log_goes_too"),
        ("support", "0002_rules"),
    ]

    operations = [
        migrations.CreateModel(
            name="DisputeFile",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("claim", "Claim"),
                            ("answer", "Response"),
                            ("appeal", "Appeal"),
                            ("reply", "Response to the appeal"),
                        ],
                        max_length=6,
                    ),
                ),
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
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="support.dispute",
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
            ],
            options={
                "verbose_name": "file of a dispute",
                "verbose_name_plural": "files of disputes",
                "ordering": ["id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["claim", "answer", "appeal", "reply"])),
                        name="disputefile_kind_known",
                    )
                ],
            },
        ),
        SameAgency("DisputeFile", "file", "added_by", "dispute"),
    ]
