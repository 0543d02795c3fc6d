"""Editors comment on passages."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import project.base.text
from project.base.constraints import AppendOnly, SameAgency
from project.base.migrations import ManyTables


class Migration(ManyTables):
    dependencies = [("orders", "0007_corrections_found")]

    operations = [
        migrations.CreateModel(
            name="PassageComment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "passage",
                    models.CharField(
                        max_length=300, validators=[project.base.text.validate_text], verbose_name="passage"
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        validators=[
                            django.core.validators.MaxLengthValidator(2000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="comment",
                    ),
                ),
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
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="orders.delivery",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment on a passage",
                "verbose_name_plural": "comments on passages",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=~models.Q(passage="") & ~models.Q(text=""), name="passagecomment_not_empty"
                    )
                ],
            },
        ),
        SameAgency("PassageComment", "delivery", "by"),
        AppendOnly("PassageComment"),
    ]
