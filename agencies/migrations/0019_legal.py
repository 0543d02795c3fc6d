"""Legal pages: drafts, published versions, and who accepted which."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

import project.base.text
from project.base.constraints import AppendOnly, SameAgency
from project.base.migrations import ManyTables

KINDS = [("terms", "Terms"), ("privacy", "Privacy"), ("imprint", "Imprint")]
NAMES = ["terms", "privacy", "imprint"]


def key():
    return (
        "id",
        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
    )


def pointer(to, **options):
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to, **options)


def text():
    return models.TextField(
        validators=[django.core.validators.MaxLengthValidator(60000), project.base.text.validate_text],
        verbose_name="text",
    )


def kind():
    return models.CharField(choices=KINDS, max_length=7, verbose_name="page")


class Migration(ManyTables):
    dependencies = [("agencies", "0018_contact_and_language_proved")]

    operations = [
        migrations.CreateModel(
            name="LegalDraft",
            fields=[
                key(),
                ("kind", kind()),
                ("text", text()),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                ("agency", pointer("agencies.agency")),
                ("changed_by", pointer("agencies.membership", db_index=False)),
            ],
            options={
                "verbose_name": "draft of a legal page",
                "verbose_name_plural": "drafts of legal pages",
                "constraints": [
                    models.UniqueConstraint(fields=["agency", "kind"], name="legaldraft_one"),
                    models.CheckConstraint(condition=Q(kind__in=NAMES), name="legaldraft_kind"),
                ],
            },
        ),
        migrations.CreateModel(
            name="LegalText",
            fields=[
                key(),
                ("kind", kind()),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("text", text()),
                ("published_at", models.DateTimeField()),
                ("agency", pointer("agencies.agency")),
                ("published_by", pointer("agencies.membership", db_index=False)),
            ],
            options={
                "verbose_name": "version of a legal page",
                "verbose_name_plural": "versions of legal pages",
                "constraints": [
                    models.UniqueConstraint(fields=["agency", "id"], name="legaltext_agency_id"),
                    models.UniqueConstraint(fields=["agency", "kind", "number"], name="legaltext_number"),
                    models.CheckConstraint(condition=Q(kind__in=NAMES), name="legaltext_kind"),
                ],
            },
        ),
        migrations.CreateModel(
            name="LegalAcceptance",
            fields=[
                key(),
                (
                    "occasion",
                    models.CharField(
                        choices=[("sign_up", "Sign-up"), ("order", "First order")],
                        max_length=7,
                        verbose_name="occasion",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("agency", pointer("agencies.agency")),
                ("member", pointer("agencies.membership")),
                ("text", pointer("agencies.legaltext")),
            ],
            options={
                "verbose_name": "acceptance",
                "verbose_name_plural": "acceptances",
                "constraints": [
                    models.UniqueConstraint(fields=["agency", "member", "text"], name="legalacceptance_once"),
                    models.CheckConstraint(
                        condition=Q(occasion__in=["sign_up", "order"]), name="legalacceptance_occasion"
                    ),
                ],
            },
        ),
        SameAgency("LegalDraft", "changed_by"),
        SameAgency("LegalText", "published_by"),
        SameAgency("LegalAcceptance", "member", "text"),
        AppendOnly("LegalText"),
        AppendOnly("LegalAcceptance"),
    ]
