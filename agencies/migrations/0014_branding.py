"""Branding: its draft, the looks that were published, and their pictures."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

import project.base.ids
import project.base.text
from project.base.constraints import AppendOnly, SameAgency
from project.base.migrations import ManyTables

HEX, MAILBOX = r"^#[0-9a-f]{6}$", r"^[^[:space:]@<>]+@[^[:space:]@<>]+$"
AS_HEX = django.core.validators.RegexValidator("^#[0-9a-f]{6}\\Z", "Enter a colour as #rrggbb.")


def key():
    return (
        "id",
        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
    )


def pointer(to, **options):
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to, **options)


def line(label, limit=120):
    return models.CharField(
        blank=True,
        db_default="",
        max_length=limit,
        validators=[project.base.text.validate_text],
        verbose_name=label,
    )


def body(label, limit):
    return models.TextField(
        blank=True,
        db_default="",
        validators=[django.core.validators.MaxLengthValidator(limit), project.base.text.validate_text],
        verbose_name=label,
    )


def colour(label):
    return models.CharField(blank=True, db_default="", max_length=7, validators=[AS_HEX], verbose_name=label)


def look():
    return [
        (
            "primary",
            models.CharField(
                default="#1f5f8b", max_length=7, validators=[AS_HEX], verbose_name="main colour"
            ),
        ),
        ("primary_dark", colour("main colour in dark mode")),
        ("accent", colour("second colour")),
        ("tagline", models.CharField(blank=True, max_length=120, verbose_name="tagline")),
        ("welcome", models.TextField(blank=True, max_length=1200, verbose_name="welcome text")),
        ("footer", body("footer", 400)),
        ("mail_sender", line("sender name", 60)),
        (
            "reply_to",
            models.EmailField(blank=True, db_default="", max_length=254, verbose_name="replies go to"),
        ),
        ("mail_header", line("line at the top of emails")),
        ("mail_signature", body("email signature", 600)),
        ("paper_head", line("line at the top of documents")),
        *((name, picture()) for name in ("logo", "logo_dark", "favicon")),
        ("name", models.CharField(max_length=80, verbose_name="name")),
    ]


def picture():
    return pointer("agencies.brandpicture", null=True, blank=True, db_index=False)


def rules(name):
    return [
        models.CheckConstraint(condition=Q(primary__regex=HEX), name=f"{name}_primary_hex"),
        models.CheckConstraint(
            condition=Q(primary_dark="") | Q(primary_dark__regex=HEX), name=f"{name}_primary_dark_hex"
        ),
        models.CheckConstraint(condition=Q(accent="") | Q(accent__regex=HEX), name=f"{name}_accent_hex"),
        models.CheckConstraint(
            condition=Q(reply_to="") | Q(reply_to__regex=MAILBOX), name=f"{name}_reply_to"
        ),
    ]


class Migration(ManyTables):
    dependencies = [("agencies", "0013_marks")]

    operations = [
        migrations.CreateModel(
            name="BrandPicture",
            fields=[
                key(),
                (
                    "public_id",
                    models.CharField(
                        default=project.base.ids.public_id, editable=False, max_length=10, unique=True
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                ("added_at", models.DateTimeField()),
                ("width", models.PositiveSmallIntegerField()),
                ("height", models.PositiveSmallIntegerField()),
                ("added_by", pointer("agencies.membership")),
                ("agency", pointer("agencies.agency")),
                ("file", pointer("agencies.storedfile")),
            ],
            options={
                "verbose_name": "picture of the branding",
                "verbose_name_plural": "pictures of the branding",
                "ordering": ["id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=["agency", "id"], name="brandpicture_agency_id"),
                    models.CheckConstraint(
                        condition=Q(width__gte=1, width__lte=640, height__gte=1, height__lte=180),
                        name="brandpicture_size",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BrandDraft",
            fields=[
                key(),
                *look(),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                ("agency", pointer("agencies.agency")),
                ("changed_by", pointer("agencies.membership", db_index=False)),
            ],
            options={
                "verbose_name": "draft of the branding",
                "verbose_name_plural": "drafts of the branding",
                "constraints": [
                    models.UniqueConstraint(fields=["agency"], name="branddraft_one"),
                    *rules("branddraft"),
                ],
            },
        ),
        migrations.CreateModel(
            name="BrandVersion",
            fields=[
                key(),
                *look(),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("published_at", models.DateTimeField()),
                ("restores", models.PositiveIntegerField(null=True)),
                ("agency", pointer("agencies.agency")),
                ("published_by", pointer("agencies.membership", null=True, db_index=False)),
            ],
            options={
                "verbose_name": "published look",
                "verbose_name_plural": "published looks",
                "constraints": [
                    models.UniqueConstraint(fields=["agency", "number"], name="brandversion_number"),
                    models.CheckConstraint(
                        condition=Q(restores=None) | Q(restores__lt=F("number")),
                        name="brandversion_restores",
                    ),
                    *rules("brandversion"),
                ],
            },
        ),
        SameAgency("BrandPicture", "added_by", "file"),
        SameAgency("BrandDraft", "changed_by", "logo", "logo_dark", "favicon"),
        SameAgency("BrandVersion", "published_by", "logo", "logo_dark", "favicon"),
        AppendOnly("BrandVersion"),
    ]
