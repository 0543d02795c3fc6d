"""What a client asks for: the fields that a draft and an order share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catalog.models.languages import CODE_LENGTH, LanguageField
from project.base.text import validate_text

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

BRIEF_LIMIT = 20_000
NOTES_LIMIT = 4_000
#: Style preferences, one a line: as many as a preset has rows for, each as long as it can be.
STYLE_LIMIT = 8_000


def _long(label: StrPromise, limit: int, **options: Any) -> models.TextField:
    return models.TextField(
        label, blank=True, max_length=limit, validators=[MaxLengthValidator(limit), validate_text], **options
    )


def _line(label: StrPromise, limit: int) -> models.CharField:
    return models.CharField(label, blank=True, max_length=limit, validators=[validate_text])


def source_differs(name: str) -> models.CheckConstraint:
    """Nothing is translated from the language that it is written in."""
    return models.CheckConstraint(
        condition=Q(source_locale=None) | ~Q(source_locale=F("locale")), name=f"{name}_source_differs"
    )


class Commission(models.Model):
    """The written commission. Everything may be empty in a draft; converting
    demands what the price and a writer need. `locale` and `source_locale` are codes of the agency's languages
    (catalog); with a source it is a translation. House style and style preferences (one a line) are for
    whoever writes and edits, `notes` for the desk alone: docs/orders.md, "Who reads what"."""

    title = _line(_("title"), 160)
    brief = _long(_("brief"), BRIEF_LIMIT)
    audience = _line(_("audience"), 200)
    purpose = _line(_("purpose"), 200)
    quantity = models.PositiveIntegerField(_("quantity"), null=True, blank=True)
    locale = models.CharField(_("language"), max_length=CODE_LENGTH)
    source_locale = LanguageField(_("translated from"))
    format = _line(_("format"), 80)
    citation_style = _line(_("citation style"), 40)
    tone = _line(_("tone"), 120)
    references = _long(_("references"), NOTES_LIMIT)
    house_style = _long(_("house style"), NOTES_LIMIT, default="", db_default="")
    style_preferences = _long(_("style preferences"), STYLE_LIMIT, default="", db_default="")
    notes = _long(_("notes to the agency"), NOTES_LIMIT)

    class Meta:
        abstract = True


#: Names of the fields that converting copies from a draft to an order.
COPIED_FIELDS = (
    "title",
    "brief",
    "audience",
    "purpose",
    "quantity",
    "locale",
    "source_locale",
    "format",
    "citation_style",
    "tone",
    "references",
    "house_style",
    "style_preferences",
    "notes",
    "service_id",
    "subject_id",
    "quality_id",
    "preferred_writer_id",
)
