"""Promises that were missed with their causes, and who is answering a ticket just now."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

import project.base.text
from project.base.constraints import AppendOnly, SameAgency
from project.base.migrations import ManyTables

CAUSES = [
    ("third_party", "Waiting on a third party"),
    ("volume", "Too many tickets"),
    ("staffing", "Too few people"),
    ("unclear", "Unclear request"),
    ("outage", "Outage"),
    ("target", "Wrong target"),
    ("other", "Other"),
]
CODES = [code for code, _words in CAUSES]
TARGETS = [("first_reply", "First reply"), ("next_reply", "Next reply"), ("resolution", "Resolution")]


def key():
    return (
        "id",
        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
    )


def to(model, name="+", on_delete=django.db.models.deletion.PROTECT, **options):
    return models.ForeignKey(on_delete=on_delete, related_name=name, to=model, **options)


def cause(**options):
    return models.CharField(choices=CAUSES, max_length=12, verbose_name="cause", **options)


class Migration(ManyTables):
    dependencies = [("agencies", "0041_search_letters"), ("support", "0021_due_found")]

    operations = [
        migrations.CreateModel(
            name="Breach",
            fields=[
                key(),
                ("target", models.CharField(choices=TARGETS, max_length=12)),
                ("run", models.PositiveIntegerField()),
                ("due_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("cause", cause(blank=True)),
                ("agency", to("agencies.agency")),
                ("ticket", to("support.ticket", "breaches")),
            ],
            options={
                "verbose_name": "breach",
                "verbose_name_plural": "breaches",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="breach_agency_id"),
                    models.UniqueConstraint(fields=("ticket", "target", "run"), name="breach_once"),
                    models.CheckConstraint(
                        condition=Q(target__in=[code for code, _words in TARGETS]), name="breach_target"
                    ),
                    models.CheckConstraint(condition=Q(cause__in=["", *CODES]), name="breach_cause"),
                ],
                "indexes": [
                    models.Index(fields=["agency", "-due_at", "-id"], name="breach_newest"),
                    models.Index(fields=["agency", "cause", "-due_at", "-id"], name="breach_by_cause"),
                ],
            },
        ),
        migrations.CreateModel(
            name="BreachCause",
            fields=[
                key(),
                ("cause", cause()),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        validators=[
                            django.core.validators.MaxLengthValidator(1000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="note",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("agency", to("agencies.agency")),
                ("breach", to("support.breach", "causes")),
                ("by", to("agencies.membership", db_index=False)),
            ],
            options={
                "verbose_name": "cause of a breach",
                "verbose_name_plural": "causes of breaches",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(condition=Q(cause__in=CODES), name="breachcause_cause"),
                    models.CheckConstraint(
                        condition=~Q(cause="other") | ~Q(note=""), name="breachcause_other_says_what"
                    ),
                ],
                "indexes": [models.Index(fields=["agency", "by", "id"], name="breachcause_by")],
            },
        ),
        migrations.CreateModel(
            name="TicketAnswering",
            fields=[
                key(),
                ("seen_at", models.DateTimeField()),
                ("agency", to("agencies.agency")),
                (
                    "person",
                    to(
                        "agencies.membership",
                        on_delete=django.db.models.deletion.CASCADE,
                        db_index=False,
                    ),
                ),
                (
                    "ticket",
                    to("support.ticket", "answering", on_delete=django.db.models.deletion.CASCADE),
                ),
            ],
            options={
                "verbose_name": "someone answering a ticket",
                "verbose_name_plural": "people answering tickets",
                "constraints": [
                    models.UniqueConstraint(fields=("ticket", "person"), name="ticketanswering_once")
                ],
                "indexes": [
                    models.Index(fields=["agency", "seen_at"], name="ticketanswering_seen"),
                    models.Index(fields=["person"], name="ticketanswering_person"),
                ],
            },
        ),
        SameAgency("Breach", "ticket"),
        SameAgency("BreachCause", "breach", "by"),
        SameAgency("TicketAnswering", "ticket", "person"),
        AppendOnly("BreachCause"),
    ]
