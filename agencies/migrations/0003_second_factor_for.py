"""Of whom an agency requires a second factor: staff, as before, or more people."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0002_rules"),
    ]

    operations = [
        migrations.AddField(
            model_name="agency",
            name="second_factor_for",
            field=models.CharField(
                choices=[
                    ("staff", "Staff: support, managers and owners"),
                    ("team", "Everybody who works here: staff, writers and editors"),
                    ("everybody", "Everybody, clients included"),
                ],
                db_default="staff",
                default="staff",
                max_length=9,
                verbose_name="second factor for",
            ),
        ),
        migrations.AddField(
            model_name="agency",
            name="second_factor_wide_from",
            field=models.DateTimeField(blank=True, null=True, verbose_name="second factor for others from"),
        ),
        # Rows of before are looked at in the migration after this one, without a lock on them.
        AddConstraintNotValid(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("second_factor_for", "staff"), ("second_factor_wide_from", None)),
                    models.Q(
                        ("second_factor_for__in", ["team", "everybody"]),
                        ("second_factor_wide_from__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="agency_second_factor_for",
            ),
        ),
    ]
