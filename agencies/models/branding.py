"""How an agency looks, and how its mails and documents begin: what is published, the draft of what comes
next, and every look that was ever published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from project.base.text import validate_text

from .agency import Agency
from .base import OfAgency, OfOwners, agency_id_unique
from .files import FileUse
from .membership import Membership

if TYPE_CHECKING:
    pass

HEX = r"^#[0-9a-f]{6}$"
hex_colour = RegexValidator(r"^#[0-9a-f]{6}\Z", _("Enter a colour as #rrggbb."))
#: What the database takes for an address to reply to; the form judges it.
MAILBOX = r"^[^[:space:]@<>]+@[^[:space:]@<>]+$"
NAME_LIMIT, LINE_LIMIT = 80, 120
WELCOME_LIMIT, FOOTER_LIMIT, SIGNATURE_LIMIT = 1_200, 400, 600
SENDER_LIMIT, MAILBOX_LIMIT = 60, 254
#: The widest and the highest that a picture is kept, in pixels.
WIDEST, HIGHEST = 640, 180
#: Which pictures a look has.
PICTURES = ("logo", "logo_dark", "favicon")


def _line(label: Any, limit: int = LINE_LIMIT) -> models.CharField[str, str]:
    return models.CharField(label, max_length=limit, blank=True, db_default="", validators=[validate_text])


def _body(label: Any, limit: int) -> models.TextField[str, str]:
    validators: list[Any] = [MaxLengthValidator(limit), validate_text]
    return models.TextField(label, blank=True, db_default="", validators=validators)


def _colour(label: Any) -> models.CharField[str, str]:
    return models.CharField(label, max_length=7, blank=True, db_default="", validators=[hex_colour])


def _picture() -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        "agencies.BrandPicture", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )


def _legal() -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        "agencies.LegalText", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )


class BrandPicture(FileUse):
    """A logo or an icon: a PNG drawn anew by us from what was uploaded. Owners see every one of their agency;
    others see those of the published look at an address of their own (project/views.py)."""

    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()

    objects = OfOwners.as_manager()

    class Meta(FileUse.Meta):
        verbose_name = _("picture of the branding")
        verbose_name_plural = _("pictures of the branding")
        constraints = [
            agency_id_unique("brandpicture"),
            models.CheckConstraint(
                condition=Q(width__gte=1, width__lte=WIDEST, height__gte=1, height__lte=HIGHEST),
                name="brandpicture_size",
            ),
        ]


class Look(models.Model):
    """What a published look, a draft and an earlier look have alike. The dark colour is empty where it is
    made from the main one, the second colour where it is the main one."""

    primary = models.CharField(_("main colour"), max_length=7, default="#1f5f8b", validators=[hex_colour])
    primary_dark = _colour(_("main colour in dark mode"))
    accent = _colour(_("second colour"))
    tagline = models.CharField(_("tagline"), max_length=LINE_LIMIT, blank=True)
    welcome = models.TextField(_("welcome text"), max_length=WELCOME_LIMIT, blank=True)
    footer = _body(_("footer"), FOOTER_LIMIT)
    mail_sender = _line(_("sender name"), SENDER_LIMIT)
    reply_to = models.EmailField(_("replies go to"), max_length=MAILBOX_LIMIT, blank=True, db_default="")
    mail_header = _line(_("line at the top of emails"))
    mail_signature = _body(_("email signature"), SIGNATURE_LIMIT)
    paper_head = _line(_("line at the top of documents"))
    logo = _picture()
    logo_dark = _picture()
    favicon = _picture()

    class Meta:
        abstract = True


#: The names of what a look is made of; `agency.name` is beside them.
LOOK = tuple(field.name for field in Look._meta.local_fields)
WORDS = tuple(name for name in LOOK if name not in PICTURES)


def look_rules(name: str) -> list[models.CheckConstraint]:
    """What the database refuses of a look, in the table whose constraints begin with `name`."""
    return [
        models.CheckConstraint(
            condition=Q(primary_dark="") | Q(primary_dark__regex=HEX), name=f"{name}_primary_dark_hex"
        ),
        models.CheckConstraint(condition=Q(accent="") | Q(accent__regex=HEX), name=f"{name}_accent_hex"),
        models.CheckConstraint(
            condition=Q(reply_to="") | Q(reply_to__regex=MAILBOX), name=f"{name}_reply_to"
        ),
    ]


def primary_rule(name: str) -> models.CheckConstraint:
    """The main colour is one, in every table with a look."""
    return models.CheckConstraint(condition=Q(primary__regex=HEX), name=f"{name}_primary_hex")


class Branding(Look):
    """How an agency looks now. `version` counts up with each publication and is part of the addresses of its
    style sheet and its pictures; the name is the agency's own."""

    agency = models.OneToOneField(Agency, models.CASCADE, related_name="brand")
    version = models.PositiveIntegerField(default=1)
    #: The versions of the legal pages that are in force; none: there is no such page.
    terms = _legal()
    privacy = _legal()
    imprint = _legal()

    class Meta:
        verbose_name = _("branding")
        verbose_name_plural = _("brandings")
        constraints = [primary_rule("branding"), *look_rules("branding")]

    def __str__(self) -> str:
        return f"{self.agency_id}: {self.primary}"


class BrandDraft(OfAgency, Look):
    """The look that an owner prepares, one per agency, and none while nothing is prepared. `version` counts
    its saves."""

    name = models.CharField(_("name"), max_length=NAME_LIMIT)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)

    objects = OfOwners.as_manager()

    class Meta:
        verbose_name = _("draft of the branding")
        verbose_name_plural = _("drafts of the branding")
        constraints = [
            models.UniqueConstraint(fields=["agency"], name="branddraft_one"),
            primary_rule("branddraft"),
            *look_rules("branddraft"),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id}: draft {self.version}"


class BrandVersion(OfAgency, Look):
    """A look that was published, as it was; its number is `Branding.version` then. Never changed. Who is not
    known of the look that was there before the first publication."""

    name = models.CharField(_("name"), max_length=NAME_LIMIT)
    number = models.PositiveIntegerField(_("number"))
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+", db_index=False)
    #: Of one that took an earlier look up again: that one's number.
    restores = models.PositiveIntegerField(null=True)

    objects = OfOwners.as_manager()

    class Meta:
        verbose_name = _("published look")
        verbose_name_plural = _("published looks")
        constraints = [
            models.UniqueConstraint(fields=["agency", "number"], name="brandversion_number"),
            models.CheckConstraint(
                condition=Q(restores=None) | Q(restores__lt=models.F("number")), name="brandversion_restores"
            ),
            primary_rule("brandversion"),
            *look_rules("brandversion"),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id}: {self.number}"
