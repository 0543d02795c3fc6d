"""Levels of writers, rates, and who holds which level."""

import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import project.base.ids
import project.base.text
from project.base.constraints import SameAgency
from project.base.migrations import ManyTables


def key():
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def public_id():
    return models.CharField(default=project.base.ids.public_id, editable=False, max_length=10, unique=True)


def pointer(to, **options):
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to, **options)


class Migration(ManyTables):
    dependencies = [("writers", "0004_languages_proved")]

    operations = [
        migrations.CreateModel(
            name="WriterLevel",
            fields=[
                ("id", key()),
                ("agency", pointer("agencies.agency")),
                ("public_id", public_id()),
                (
                    "name",
                    models.CharField(
                        max_length=60, validators=[project.base.text.validate_text], verbose_name="name"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "level",
                "verbose_name_plural": "levels",
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=["agency", "id"], name="writerlevel_agency_id"),
                    models.UniqueConstraint(
                        models.F("agency"),
                        django.db.models.functions.text.Lower("name"),
                        condition=models.Q(archived_at=None),
                        name="writerlevel_name",
                    ),
                    models.CheckConstraint(condition=~models.Q(name=""), name="writerlevel_has_name"),
                    models.CheckConstraint(
                        condition=models.Q(position__lte=999), name="writerlevel_position"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FeeRate",
            fields=[
                ("id", key()),
                ("agency", pointer("agencies.agency")),
                ("public_id", public_id()),
                ("service", pointer("catalog.servicetype")),
                ("level", pointer("writers.writerlevel", blank=True, null=True)),
                (
                    "amount",
                    models.DecimalField(decimal_places=4, max_digits=10, verbose_name="amount per unit"),
                ),
                ("from_day", models.DateField(verbose_name="from")),
                ("set_by", pointer("agencies.membership")),
                ("set_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "rate",
                "verbose_name_plural": "rates",
                "constraints": [
                    models.UniqueConstraint(
                        fields=["agency", "service", "level", "from_day"],
                        name="feerate_once_a_day",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(amount__gte=0, amount__lte=100_000), name="feerate_amount"
                    ),
                ],
                "indexes": [models.Index(fields=["agency", "-from_day", "-id"], name="feerate_list")],
            },
        ),
        migrations.CreateModel(
            name="HeldLevel",
            fields=[
                ("id", key()),
                ("agency", pointer("agencies.agency")),
                ("public_id", public_id()),
                ("member", pointer("agencies.membership", db_index=False)),
                ("level", pointer("writers.writerlevel", blank=True, null=True)),
                ("from_day", models.DateField(verbose_name="from")),
                ("set_by", pointer("agencies.membership")),
                ("set_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "level of a person",
                "verbose_name_plural": "levels of people",
                "constraints": [
                    models.UniqueConstraint(
                        fields=["agency", "member", "from_day"], name="heldlevel_once_a_day"
                    ),
                ],
                "indexes": [models.Index(fields=["agency", "-from_day", "-id"], name="heldlevel_list")],
            },
        ),
        SameAgency("FeeRate", "service", "level", "set_by"),
        SameAgency("HeldLevel", "member", "level", "set_by"),
    ]
