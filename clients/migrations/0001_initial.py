import django.db.models.deletion
from django.db import migrations, models

import project.base.ids
from project.base.migrations import ManyTables


class Migration(ManyTables):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClientAccount",
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
                    "public_id",
                    models.CharField(
                        default=project.base.ids.public_id, editable=False, max_length=10, unique=True
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[("personal", "Personal"), ("company", "Company")],
                        default="personal",
                        max_length=8,
                    ),
                ),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "client account",
                "verbose_name_plural": "client accounts",
                "indexes": [models.Index(fields=["agency", "name", "id"], name="clientaccount_name")],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="clientaccount_agency_id")
                ],
            },
        ),
        migrations.CreateModel(
            name="AccountPerson",
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
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="people",
                        to="clients.clientaccount",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="account_people",
                        to="agencies.membership",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("payer", "Payer"), ("orderer", "Buyer"), ("reader", "Reader")],
                        default="payer",
                        max_length=8,
                    ),
                ),
                ("joined_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "person on a client account",
                "verbose_name_plural": "people on client accounts",
                "indexes": [
                    models.Index(fields=["agency", "membership", "account"], name="accountperson_member")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("account", "membership"), name="accountperson_once"),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["payer", "orderer", "reader"])),
                        name="accountperson_known_role",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccountInvitation",
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
                    "invitation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="account_invitation",
                        to="agencies.invitation",
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="clients.clientaccount",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("payer", "Payer"), ("orderer", "Buyer"), ("reader", "Reader")],
                        max_length=8,
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation to a client account",
                "verbose_name_plural": "invitations to client accounts",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["payer", "orderer", "reader"])),
                        name="accountinvitation_known_role",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FavouriteWriter",
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
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="favourite_writers",
                        to="agencies.membership",
                    ),
                ),
                (
                    "writer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "favourite writer",
                "verbose_name_plural": "favourite writers",
                "constraints": [
                    models.UniqueConstraint(fields=("member", "writer"), name="favouritewriter_once"),
                    models.CheckConstraint(
                        condition=models.Q(("member", models.F("writer")), _negated=True),
                        name="favouritewriter_another",
                    ),
                ],
            },
        ),
    ]
