import django.db.models.deletion
from django.db import migrations, models

import project.base.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClientAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=project.base.ids.public_id, editable=False, max_length=10, unique=True),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[("personal", "Personal"), ("company", "Company")], default="personal", max_length=8
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
            options={
                "verbose_name": "client account",
                "verbose_name_plural": "client accounts",
            },
        ),
        migrations.CreateModel(
            name="AccountPerson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[("payer", "Payer"), ("orderer", "Orderer"), ("reader", "Reader")],
                        default="payer",
                        max_length=8,
                    ),
                ),
                ("joined_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
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
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="people", to="clients.clientaccount"
                    ),
                ),
            ],
            options={
                "verbose_name": "person of a client account",
                "verbose_name_plural": "people of client accounts",
            },
        ),
        migrations.CreateModel(
            name="AccountInvitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[("payer", "Payer"), ("orderer", "Orderer"), ("reader", "Reader")], max_length=8
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
            ],
            options={
                "verbose_name": "invitation into a client account",
                "verbose_name_plural": "invitations into client accounts",
            },
        ),
        migrations.CreateModel(
            name="FavouriteWriter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="agencies.membership"
                    ),
                ),
            ],
            options={
                "verbose_name": "favourite writer",
                "verbose_name_plural": "favourite writers",
            },
        ),
        migrations.AddIndex(
            model_name="clientaccount",
            index=models.Index(fields=["agency", "name", "id"], name="clientaccount_name"),
        ),
        migrations.AddConstraint(
            model_name="clientaccount",
            constraint=models.UniqueConstraint(fields=("agency", "id"), name="clientaccount_agency_id"),
        ),
        migrations.AddIndex(
            model_name="accountperson",
            index=models.Index(fields=["agency", "membership", "account"], name="accountperson_member"),
        ),
        migrations.AddConstraint(
            model_name="accountperson",
            constraint=models.UniqueConstraint(fields=("account", "membership"), name="accountperson_once"),
        ),
        migrations.AddConstraint(
            model_name="accountperson",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["payer", "orderer", "reader"])), name="accountperson_known_role"
            ),
        ),
        migrations.AddConstraint(
            model_name="accountinvitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["payer", "orderer", "reader"])), name="accountinvitation_known_role"
            ),
        ),
        migrations.AddConstraint(
            model_name="favouritewriter",
            constraint=models.UniqueConstraint(fields=("member", "writer"), name="favouritewriter_once"),
        ),
        migrations.AddConstraint(
            model_name="favouritewriter",
            constraint=models.CheckConstraint(
                condition=models.Q(("member", models.F("writer")), _negated=True), name="favouritewriter_another"
            ),
        ),
    ]
