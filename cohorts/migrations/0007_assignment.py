"""Who writes and who reviews the orders of a class."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from project.base.constraints import SameAgency
from project.base.migrations import ManyTables


class Migration(ManyTables):
    dependencies = [
        ("agencies", "0041_search_letters"),
        ("cohorts", "0006_links"),
    ]

    operations = [
        migrations.CreateModel(
            name="CohortWriter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "share",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="share at most (%)",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="writers",
                        to="cohorts.cohort",
                    ),
                ),
                (
                    "writer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "writer of a class",
                "verbose_name_plural": "writers of classes",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("cohort", "writer"), name="cohortwriter_once"),
                    models.CheckConstraint(
                        condition=models.Q(("share__gte", 1), ("share__lte", 100)), name="cohortwriter_share"
                    ),
                ],
                "indexes": [models.Index(fields=["agency", "writer"], name="cohortwriter_person")],
            },
        ),
        migrations.CreateModel(
            name="CohortEditor",
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
                    "cohort",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="editor_row",
                        to="cohorts.cohort",
                    ),
                ),
                (
                    "editor",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "editor of a class",
                "verbose_name_plural": "editors of classes",
                "indexes": [models.Index(fields=["agency", "editor"], name="cohorteditor_person")],
            },
        ),
        SameAgency("CohortWriter", "cohort", "writer"),
        SameAgency("CohortEditor", "cohort", "editor"),
    ]
