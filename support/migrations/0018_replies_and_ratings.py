"""Saved replies, and what requesters say of how they were helped."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models
from django.db.models.functions import Lower

import project.base.ids
import project.base.text
from project.base.constraints import SameAgency
from project.base.migrations import ManyTables


def key():
    return (
        "id",
        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
    )


def agency():
    return (
        "agency",
        models.ForeignKey(
            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
        ),
    )


def body(label, limit, **options):
    return models.TextField(
        validators=[django.core.validators.MaxLengthValidator(limit), project.base.text.validate_text],
        verbose_name=label,
        **options,
    )


class Migration(ManyTables):
    dependencies = [
        ("support", "0017_escalation"),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedReply",
            fields=[
                key(),
                (
                    "public_id",
                    models.CharField(
                        default=project.base.ids.public_id, editable=False, max_length=10, unique=True
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        max_length=80, validators=[project.base.text.validate_text], verbose_name="title"
                    ),
                ),
                ("text", body("text", 10000)),
                ("saved_at", models.DateTimeField()),
                agency(),
            ],
            options={
                "verbose_name": "saved reply",
                "verbose_name_plural": "saved replies",
                "constraints": [models.UniqueConstraint("agency", Lower("title"), name="savedreply_title")],
                "indexes": [models.Index(fields=["agency", "title", "id"], name="savedreply_list")],
            },
        ),
        migrations.CreateModel(
            name="TicketRating",
            fields=[
                key(),
                ("verdict", models.CharField(choices=[("good", "Good"), ("bad", "Bad")], max_length=4)),
                ("words", body("words", 1000, blank=True)),
                ("given_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                agency(),
                (
                    "ticket",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rating",
                        to="support.ticket",
                    ),
                ),
            ],
            options={
                "verbose_name": "rating of a ticket",
                "verbose_name_plural": "ratings of tickets",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["good", "bad"])), name="ticketrating_verdict"
                    )
                ],
                "indexes": [models.Index(fields=["agency", "given_at"], name="ticketrating_given")],
            },
        ),
        SameAgency("TicketRating", "ticket"),
    ]
