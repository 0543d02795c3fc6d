import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models

from project.base.migrations import ManyTables


class Migration(ManyTables):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="email address")),
                ("name", models.CharField(blank=True, max_length=80, verbose_name="name")),
                (
                    "timezone",
                    models.CharField(
                        blank=True,
                        help_text="Leave empty to use the agency’s time zone.",
                        max_length=64,
                        verbose_name="time zone",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("en", "English"),
                            ("en-gb", "English (United Kingdom)"),
                            ("en-us", "English (United States)"),
                        ],
                        help_text="Leave empty to use the default language.",
                        max_length=8,
                        verbose_name="language",
                    ),
                ),
                ("photo", models.CharField(blank=True, editable=False, max_length=32, verbose_name="photo")),
                ("is_active", models.BooleanField(default=True)),
                ("date_joined", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "people",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                        name="user_email_lower",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["", "en", "en-gb", "en-us"])),
                        name="user_language_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("photo", ""), _negated=True), fields=("photo",), name="user_photo"
                    ),
                ],
            },
        ),
    ]
