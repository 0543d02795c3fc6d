"""The languages that an agency writes in and translates from, and the column that holds the code of one."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .catalog import CatalogThing, catalog_constraints

#: The longest code: a language, a script and a region, such as zh-Hant-TW.
CODE_LENGTH = 10
#: What a code is made of, as the database checks it.
CODE = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"


class Language(CatalogThing):
    """A language of the agency. Its key is the code that the world knows it by (BCP 47), such as en-GB."""

    key = models.SlugField(_("code"), max_length=CODE_LENGTH, db_index=False)

    class Meta(CatalogThing.Meta):
        verbose_name = _("language")
        verbose_name_plural = _("languages")
        constraints = [
            *catalog_constraints("language"),
            models.CheckConstraint(condition=Q(key__regex=CODE), name="language_code"),
        ]


class LanguageField(models.CharField):
    """The code of a language of the row's agency, or "" for none, which the database keeps as NULL: a foreign
    key (agency, code) holds each of them to the agency's languages (migrations)."""

    def __init__(self, *args: Any, **options: Any) -> None:
        kept = {"max_length": CODE_LENGTH, "null": True, "blank": True, "default": ""}
        super().__init__(*args, **{**kept, **options})

    def from_db_value(self, value: str | None, *_rest: Any) -> str:
        return value or ""

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(value) or None
