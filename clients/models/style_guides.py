"""A client account's style guide: what holds for every text that is written for it, version by version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency
from project.base.text import validate_text

from .accounts import ClientAccount

if TYPE_CHECKING:
    from project.base.viewer import Viewer

TEXT_LIMIT = 40_000
LINK_LIMIT = 500


class StyleGuideQuerySet(models.QuerySet["StyleGuide"]):
    def visible_to(self, viewer: Viewer) -> StyleGuideQuerySet:
        """Those of the accounts that the viewer sees. Whoever writes or edits reads a guide on the page of an
        order."""
        return self.filter(
            agency_id=viewer.agency_id, account__in=ClientAccount.objects.visible_to(viewer).values("pk")
        )


class StyleGuide(OfAgency):
    """One version of the guide, never changed; the newest counts, and an empty one says that there is none
    (any more)."""

    account = models.ForeignKey(ClientAccount, models.CASCADE, related_name="style_guides")
    number = models.PositiveIntegerField()
    text = models.TextField(
        _("style guide"),
        blank=True,
        max_length=TEXT_LIMIT,
        validators=[MaxLengthValidator(TEXT_LIMIT), validate_text],
    )
    link = models.URLField(_("link"), blank=True, max_length=LINK_LIMIT)
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = StyleGuideQuerySet.as_manager()

    class Meta:
        verbose_name = _("style guide")
        verbose_name_plural = _("style guides")
        constraints = [
            models.UniqueConstraint(fields=["account", "number"], name="styleguide_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="styleguide_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}/{self.number}"

    @property
    def says_something(self) -> bool:
        """Whether there is a guide since this version."""
        return bool(self.text or self.link)
