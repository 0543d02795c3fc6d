"""What else a published look is made of."""

import django.core.validators
import django.db.models.deletion
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import Q

import project.base.text
from project.base.constraints import SameAgencyFromNow
from project.base.migrations import MoreColumns

HEX, MAILBOX = r"^#[0-9a-f]{6}$", r"^[^[:space:]@<>]+@[^[:space:]@<>]+$"


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
    as_hex = django.core.validators.RegexValidator("^#[0-9a-f]{6}\\Z", "Enter a colour as #rrggbb.")
    return models.CharField(blank=True, db_default="", max_length=7, validators=[as_hex], verbose_name=label)


def picture():
    return models.ForeignKey(
        blank=True,
        db_index=False,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="agencies.brandpicture",
    )


FIELDS = {
    "primary_dark": colour("main colour in dark mode"),
    "accent": colour("second colour"),
    "footer": body("footer", 400),
    "mail_sender": line("sender name", 60),
    "reply_to": models.EmailField(blank=True, db_default="", max_length=254, verbose_name="replies go to"),
    "mail_header": line("line at the top of emails"),
    "mail_signature": body("email signature", 600),
    "paper_head": line("line at the top of documents"),
    "logo": picture(),
    "logo_dark": picture(),
    "favicon": picture(),
}
RULES = {
    "branding_primary_dark_hex": Q(primary_dark="") | Q(primary_dark__regex=HEX),
    "branding_accent_hex": Q(accent="") | Q(accent__regex=HEX),
    "branding_reply_to": Q(reply_to="") | Q(reply_to__regex=MAILBOX),
}


class Migration(MoreColumns):
    dependencies = [("agencies", "0014_branding")]

    operations = [
        *(migrations.AddField("Branding", name, field) for name, field in FIELDS.items()),
        *(
            AddConstraintNotValid("Branding", models.CheckConstraint(condition=rule, name=name))
            for name, rule in RULES.items()
        ),
        SameAgencyFromNow("Branding", "logo", "logo_dark", "favicon"),
    ]
