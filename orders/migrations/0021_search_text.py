"""The words by which orders, messages and delivered texts are found."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

from project.base.constraints import SameAgency
from project.base.migrations import ManyTables


class Migration(ManyTables):
    dependencies = [
        ("agencies", "0010_words"),
        ("orders", "0020_offers_that_keep_the_price"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", django.contrib.postgres.search.SearchVectorField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "delivery",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="orders.delivery",
                    ),
                ),
                (
                    "message",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="orders.message",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="orders.order"
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["words"], name="searchtext_words"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("delivery", None), ("message", None)),
                        fields=("order",),
                        name="searchtext_order_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("message", None), ("delivery", None), _connector="OR"),
                        name="searchtext_of_one",
                    ),
                ],
            },
        ),
        SameAgency("SearchText", "order", "message", "delivery"),
    ]
