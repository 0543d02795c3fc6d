"""The languages of each agency; their changes are told with those of the other parts of the catalog."""

import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

from project.base.migrations import ManyTables


class Migration(ManyTables):
    dependencies = [
        ("agencies", "0005_webhooks"),
        ("catalog", "0002_rules"),
    ]

    operations = [
        migrations.CreateModel(
            name="Language",
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
                ("key", models.SlugField(db_index=False, max_length=10, verbose_name="code")),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("description", models.CharField(blank=True, max_length=240, verbose_name="description")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "language",
                "verbose_name_plural": "languages",
                "ordering": ["position", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "key"), name="language_key"),
                    models.UniqueConstraint(
                        models.F("agency"),
                        django.db.models.functions.text.Lower("name"),
                        condition=models.Q(("archived_at", None)),
                        name="language_name",
                    ),
                    models.UniqueConstraint(fields=("agency", "id"), name="language_agency_id"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("key__regex", "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$")
                        ),
                        name="language_code",
                    ),
                ],
            },
        ),
        migrations.AlterField(
            "PriceBookChange",
            "part",
            models.CharField(
                choices=[
                    ("services", "Services"),
                    ("subjects", "Subjects"),
                    ("qualities", "Quality"),
                    ("urgencies", "Urgency"),
                    ("addons", "Add-ons"),
                    ("languages", "Languages"),
                    ("general", "Minimum, surcharge and tax"),
                ],
                max_length=9,
            ),
        ),
    ]
