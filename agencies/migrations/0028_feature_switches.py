"""What an agency has switched, and what it has planned to switch."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

import project.base.ids
import project.base.text
from project.base.constraints import SameAgency
from project.base.migrations import ManyTables


def _id():
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _public_id():
    return models.CharField(default=project.base.ids.public_id, editable=False, max_length=10, unique=True)


def _feature():
    return models.CharField(max_length=30, verbose_name="feature")


def _reason():
    return models.CharField(
        blank=True, max_length=300, validators=[project.base.text.validate_text], verbose_name="reason"
    )


def _key(to, **options):
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to, **options)


def _only(to, name):
    return models.OneToOneField(
        null=True, on_delete=django.db.models.deletion.PROTECT, related_name=name, to=to
    )


class Migration(ManyTables):
    dependencies = [("agencies", "0027_features")]

    operations = [
        migrations.CreateModel(
            name="FeaturePlan",
            fields=[
                ("id", _id()),
                ("agency", _key("agencies.agency")),
                ("public_id", _public_id()),
                ("feature", _feature()),
                ("on", models.BooleanField(verbose_name="on")),
                ("reason", _reason()),
                ("by", _key("agencies.membership")),
                ("made_at", models.DateTimeField()),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Scheduled"),
                            ("done", "Carried out"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="waiting",
                        max_length=9,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "scheduled switch",
                "verbose_name_plural": "scheduled switches",
                "indexes": [
                    models.Index(
                        condition=Q(state="waiting"), fields=["agency", "at"], name="featureplan_due"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=["agency", "id"], name="featureplan_agency_id"),
                    models.UniqueConstraint(
                        condition=Q(state="waiting"),
                        fields=["agency", "feature"],
                        name="featureplan_one_waits",
                    ),
                    models.CheckConstraint(condition=Q(at__gt=F("made_at")), name="featureplan_later"),
                    models.CheckConstraint(
                        condition=Q(state="waiting", ended_at=None)
                        | Q(state__in=["done", "cancelled"], ended_at__isnull=False),
                        name="featureplan_ended",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FeatureSwitch",
            fields=[
                ("id", _id()),
                ("agency", _key("agencies.agency")),
                ("public_id", _public_id()),
                ("feature", _feature()),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("on", models.BooleanField(verbose_name="on")),
                ("reason", _reason()),
                ("by", _key("agencies.membership", null=True)),
                ("at", models.DateTimeField()),
                ("plan", _only("agencies.featureplan", "switch")),
                ("undoes", _only("agencies.featureswitch", "undone_by")),
            ],
            options={
                "verbose_name": "switch of a feature",
                "verbose_name_plural": "switches of features",
                "indexes": [models.Index(fields=["agency", "-at", "-id"], name="featureswitch_newest")],
                "constraints": [
                    models.UniqueConstraint(fields=["agency", "id"], name="featureswitch_agency_id"),
                    models.UniqueConstraint(
                        fields=["agency", "feature", "number"], name="featureswitch_number"
                    ),
                    models.CheckConstraint(condition=Q(number__gte=1), name="featureswitch_counted"),
                ],
            },
        ),
        SameAgency("FeaturePlan", "by"),
        SameAgency("FeatureSwitch", "by", "plan", "undoes"),
    ]
