"""Mail that comes in, who sends it, and the addresses to which people reply."""

from django.db import migrations, models

import project.base.ids
from project.base.constraints import SameAgency
from project.base.migrations import ManyTables

VERDICTS = [
    ("accepted", "Reply"),
    ("unverified", "Sender not verified"),
    ("automatic", "Automatic answer or mailing list"),
    ("loop", "Our own mail"),
    ("flood", "Too many"),
    ("too_large", "Too large"),
    ("unreadable", "Can’t be read"),
    ("off", "Support is switched off"),
]
TAKEN = ("accepted", "unverified")


def key():
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def public_id():
    return models.CharField(default=project.base.ids.public_id, editable=False, max_length=10, unique=True)


def pointer(to, **options):
    return models.ForeignKey(to, models.PROTECT, related_name=options.pop("related_name", "+"), **options)


class Migration(ManyTables):
    dependencies = [
        ("agencies", "0040_log_goes_too"),
        ("support", "0010_merged_found"),
    ]

    operations = [
        migrations.CreateModel(
            name="MailSender",
            fields=[
                ("id", key()),
                ("agency", pointer("agencies.agency")),
                ("public_id", public_id()),
                ("address", models.EmailField(blank=True, max_length=254, verbose_name="address")),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="name")),
                ("first_at", models.DateTimeField()),
                ("erased_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "sender of mail",
                "verbose_name_plural": "senders of mail",
                "constraints": [
                    models.UniqueConstraint(fields=["agency", "id"], name="mailsender_agency_id"),
                    models.UniqueConstraint(
                        fields=["agency", "address"],
                        condition=models.Q(erased_at=None),
                        name="mailsender_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(erased_at=None) & ~models.Q(address="")
                        | models.Q(erased_at__isnull=False, address="", name=""),
                        name="mailsender_erased",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InboundMail",
            fields=[
                ("id", key()),
                ("agency", pointer("agencies.agency")),
                ("public_id", public_id()),
                ("mail_id", models.CharField(max_length=320)),
                ("address", models.EmailField(blank=True, max_length=254, verbose_name="from")),
                ("subject", models.CharField(blank=True, max_length=160, verbose_name="subject")),
                ("received_at", models.DateTimeField()),
                ("verdict", models.CharField(choices=VERDICTS, max_length=12, verbose_name="outcome")),
                ("member", pointer("agencies.membership", null=True)),
                (
                    "message",
                    models.OneToOneField(
                        "support.ticketmessage", models.PROTECT, null=True, related_name="inbound"
                    ),
                ),
                ("answers", pointer("support.ticket", null=True, db_index=False)),
                ("quoted", models.TextField(blank=True)),
                ("left_out", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "mail that came in",
                "verbose_name_plural": "mails that came in",
                "constraints": [
                    models.UniqueConstraint(fields=["agency", "id"], name="inboundmail_agency_id"),
                    models.UniqueConstraint(fields=["agency", "mail_id"], name="inboundmail_once"),
                    models.CheckConstraint(
                        condition=models.Q(verdict__in=[value for value, _label in VERDICTS]),
                        name="inboundmail_verdict",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(verdict__in=TAKEN, message__isnull=False)
                        | ~models.Q(verdict__in=TAKEN)
                        & models.Q(message=None, member=None, answers=None, quoted="", left_out=""),
                        name="inboundmail_taken",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["agency", "-received_at", "-id"], name="inboundmail_newest"),
                    models.Index(fields=["agency", "address", "-received_at"], name="inboundmail_sender"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReplyAddress",
            fields=[
                ("id", key()),
                ("agency", pointer("agencies.agency")),
                ("public_id", public_id()),
                ("ticket", pointer("support.ticket", related_name="reply_addresses")),
                ("member", pointer("agencies.membership", null=True)),
                ("sender", pointer("support.mailsender", null=True)),
                ("created_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "reply address",
                "verbose_name_plural": "reply addresses",
                "constraints": [
                    models.UniqueConstraint(fields=["agency", "id"], name="replyaddress_agency_id"),
                    models.UniqueConstraint(
                        fields=["ticket", "member"],
                        condition=models.Q(revoked_at=None),
                        name="replyaddress_of_member",
                    ),
                    models.UniqueConstraint(
                        fields=["ticket", "sender"],
                        condition=models.Q(revoked_at=None),
                        name="replyaddress_of_sender",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(member=None, sender__isnull=False)
                        | models.Q(member__isnull=False, sender=None),
                        name="replyaddress_whose",
                    ),
                ],
            },
        ),
        SameAgency("InboundMail", "member", "message", "answers"),
        SameAgency("ReplyAddress", "ticket", "member", "sender"),
    ]
