"""Tags of tickets, and tickets that are snoozed."""

import django.db.models.deletion
from django.db import migrations, models

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


class Migration(ManyTables):
    dependencies = [
        ("support", "0015_tickets_of_senders"),
    ]

    operations = [
        migrations.CreateModel(
            name="TicketTag",
            fields=[
                key(),
                (
                    "name",
                    models.CharField(
                        max_length=30, validators=[project.base.text.validate_text], verbose_name="tag"
                    ),
                ),
                agency(),
            ],
            options={
                "verbose_name": "tag of tickets",
                "verbose_name_plural": "tags of tickets",
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="tickettag_agency_id"),
                    models.UniqueConstraint(fields=("agency", "name"), name="tickettag_name"),
                ],
            },
        ),
        migrations.CreateModel(
            name="TicketTagging",
            fields=[
                key(),
                agency(),
                (
                    "tag",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="taggings",
                        to="support.tickettag",
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="taggings",
                        to="support.ticket",
                    ),
                ),
            ],
            options={
                "verbose_name": "tag on a ticket",
                "verbose_name_plural": "tags on tickets",
                "constraints": [
                    models.UniqueConstraint(fields=("ticket", "tag"), name="tickettagging_once"),
                ],
                "indexes": [models.Index(fields=["tag", "ticket"], name="tickettagging_tag")],
            },
        ),
        migrations.CreateModel(
            name="TicketSnooze",
            fields=[
                key(),
                ("until", models.DateTimeField()),
                agency(),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "ticket",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="snooze",
                        to="support.ticket",
                    ),
                ),
            ],
            options={
                "verbose_name": "snooze of a ticket",
                "verbose_name_plural": "snoozes of tickets",
                "indexes": [models.Index(fields=["agency", "until"], name="ticketsnooze_until")],
            },
        ),
        SameAgency("TicketTagging", "ticket", "tag"),
        SameAgency("TicketSnooze", "ticket", "by"),
    ]
