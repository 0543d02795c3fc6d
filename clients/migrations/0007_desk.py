"""What the desk keeps about clients: contacts, notes, what was done, and who stands for nobody yet."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import project.base.ids
import project.base.text
from project.base.constraints import AppendOnly, SameAgency
from project.base.migrations import ManyTables

VERBS = [
    ("make", "Account created"),
    ("rename", "Renamed"),
    ("change_kind", "Type changed"),
    ("add_contact", "Contact added"),
    ("edit_contact", "Contact changed"),
    ("remove_contact", "Contact removed"),
    ("write_note", "Note added"),
    ("remove_note", "Note removed"),
    ("merge", "Merged"),
    ("part", "Separated again"),
    ("take_over", "Open orders taken over"),
]


def key():
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def public():
    return models.CharField(default=project.base.ids.public_id, editable=False, max_length=10, unique=True)


def pointer(to, related="+", cascade=False, **options):
    deletion = django.db.models.deletion.CASCADE if cascade else django.db.models.deletion.PROTECT
    return models.ForeignKey(on_delete=deletion, related_name=related, to=to, **options)


def words(name, most):
    return models.CharField(
        blank=True, max_length=most, validators=[project.base.text.validate_text], verbose_name=name
    )


class Migration(ManyTables):
    dependencies = [("clients", "0006_merging_found")]

    operations = [
        migrations.CreateModel(
            name="AccountContact",
            fields=[
                ("id", key()),
                ("agency", pointer("agencies.agency")),
                ("public_id", public()),
                ("account", pointer("clients.clientaccount", "contacts", cascade=True)),
                (
                    "name",
                    models.CharField(
                        max_length=120, validators=[project.base.text.validate_text], verbose_name="name"
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                ("phone", words("phone", 40)),
                ("function", words("function", 80)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "contact",
                "verbose_name_plural": "contacts",
                "constraints": [
                    models.CheckConstraint(condition=~models.Q(name=""), name="accountcontact_has_name")
                ],
                "indexes": [models.Index(fields=["agency", "email"], name="accountcontact_email")],
            },
        ),
        migrations.CreateModel(
            name="AccountNote",
            fields=[
                ("id", key()),
                ("agency", pointer("agencies.agency")),
                ("public_id", public()),
                ("account", pointer("clients.clientaccount", "notes", cascade=True)),
                ("author", pointer("agencies.membership", db_index=False)),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        max_length=4000,
                        validators=[
                            django.core.validators.MaxLengthValidator(4000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="note",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(null=True)),
                ("removed_by", pointer("agencies.membership", db_index=False, null=True)),
            ],
            options={
                "verbose_name": "note",
                "verbose_name_plural": "notes",
                "constraints": [
                    models.CheckConstraint(
                        condition=(models.Q(removed_at=None, removed_by=None) & ~models.Q(text=""))
                        | models.Q(removed_at__isnull=False, removed_by__isnull=False, text=""),
                        name="accountnote_removed_has_no_words",
                    )
                ],
                "indexes": [models.Index(fields=["author"], name="accountnote_author")],
            },
        ),
        migrations.CreateModel(
            name="AccountEvent",
            fields=[
                ("id", key()),
                ("agency", pointer("agencies.agency")),
                ("account", pointer("clients.clientaccount", "events")),
                ("verb", models.CharField(choices=VERBS, max_length=16)),
                ("actor", pointer("agencies.membership", db_index=False, null=True)),
                ("person", pointer("agencies.membership", db_index=False, null=True)),
                ("other", pointer("clients.clientaccount", db_index=False, null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "event of a client account",
                "verbose_name_plural": "events of client accounts",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(verb__in=[verb for verb, _words in VERBS]),
                        name="accountevent_known_verb",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(other=None) | models.Q(verb__in=["merge", "part"]),
                        name="accountevent_other",
                    ),
                ],
                "indexes": [models.Index(fields=["account", "-id"], name="accountevent_history")],
            },
        ),
        migrations.CreateModel(
            name="AccountPlaceholder",
            fields=[
                ("id", key()),
                ("agency", pointer("agencies.agency")),
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="placeholder",
                        to="clients.clientaccount",
                    ),
                ),
                (
                    "membership",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stands_for",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "placeholder of a client account",
                "verbose_name_plural": "placeholders of client accounts",
            },
        ),
        SameAgency("AccountContact", "account"),
        SameAgency("AccountNote", "account", "author", "removed_by"),
        SameAgency("AccountEvent", "account", "actor", "person", "other"),
        SameAgency("AccountPlaceholder", "account", "membership"),
        AppendOnly("AccountEvent"),
    ]
