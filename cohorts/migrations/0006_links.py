"""How members of a class come in: their links, who they are in orders, their briefs."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import project.base.ids
import project.base.text
from project.base.constraints import SameAgency
from project.base.migrations import ManyTables


class Migration(ManyTables):
    dependencies = [
        ("agencies", "0041_search_letters"),
        ("cohorts", "0005_sessions"),
    ]

    operations = [
        migrations.CreateModel(
            name="MemberPerson",
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
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="person",
                        to="cohorts.cohortmember",
                    ),
                ),
                (
                    "membership",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cohort_member",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "placeholder of a member",
                "verbose_name_plural": "placeholders of members",
            },
        ),
        migrations.CreateModel(
            name="MemberBrief",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        validators=[
                            django.core.validators.MaxLengthValidator(12000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="brief",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("saved_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="own_brief",
                        to="cohorts.cohortmember",
                    ),
                ),
            ],
            options={
                "verbose_name": "brief of a member",
                "verbose_name_plural": "briefs of members",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sent_at", None), models.Q(("text", ""), _negated=True), _connector="OR"
                        ),
                        name="memberbrief_sent_has_words",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MemberLink",
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
                ("address", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                ("hash", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="cohorts.cohortmember",
                    ),
                ),
            ],
            options={
                "verbose_name": "link of a member",
                "verbose_name_plural": "links of members",
                "ordering": ["id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("revoked_at", None), models.Q(("address", ""), _negated=True)),
                        fields=["agency", "address"],
                        name="memberlink_address",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="memberlink_agency_id"),
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at", None)),
                        fields=("member",),
                        name="memberlink_one_live",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hash__regex", "^[0-9a-f]{64}$")), name="memberlink_hash"
                    ),
                ],
            },
        ),
        SameAgency("MemberLink", "member", "created_by"),
        SameAgency("MemberPerson", "member", "membership"),
        SameAgency("MemberBrief", "member"),
    ]
