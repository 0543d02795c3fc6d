"""Legal pages of an agency: drafts, versions that were published, and who accepted which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from project.base.text import validate_text

from .base import OfAgency, OfOwners, agency_id_unique
from .membership import Membership

if TYPE_CHECKING:
    pass

TEXT_LIMIT = 60_000


class LegalKind(models.TextChoices):
    TERMS = "terms", _("Terms")
    PRIVACY = "privacy", _("Privacy")
    IMPRINT = "imprint", _("Imprint")


#: What people accept when they join and when they order; an imprint only informs.
ACCEPTED = (LegalKind.TERMS, LegalKind.PRIVACY)


class Occasion(models.TextChoices):
    SIGN_UP = "sign_up", _("Sign-up")
    ORDER = "order", _("First order")


def _text() -> models.TextField[str, str]:
    validators: list[Any] = [MaxLengthValidator(TEXT_LIMIT), validate_text]
    return models.TextField(_("text"), validators=validators)


def _kind() -> models.CharField[str, str]:
    return models.CharField(_("page"), max_length=7, choices=LegalKind)


class LegalDraft(OfAgency):
    """What an owner prepares for a legal page, Markdown; one per page at most. `version` counts its
    saves."""

    kind = _kind()
    text = _text()
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)

    objects = OfOwners.as_manager()

    class Meta:
        verbose_name = _("draft of a legal page")
        verbose_name_plural = _("drafts of legal pages")
        constraints = [
            models.UniqueConstraint(fields=["agency", "kind"], name="legaldraft_one"),
            models.CheckConstraint(condition=Q(kind__in=LegalKind.values), name="legaldraft_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: draft {self.version}"


class LegalText(OfAgency):
    """A version of a legal page as it was published (Markdown), numbered page by page. Never changed, and
    always to be read at its address: people have accepted it. `Branding` says which one is in force."""

    kind = _kind()
    number = models.PositiveIntegerField(_("number"))
    text = _text()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)

    objects = OfOwners.as_manager()

    class Meta:
        verbose_name = _("version of a legal page")
        verbose_name_plural = _("versions of legal pages")
        constraints = [
            agency_id_unique("legaltext"),
            models.UniqueConstraint(fields=["agency", "kind", "number"], name="legaltext_number"),
            models.CheckConstraint(condition=Q(kind__in=LegalKind.values), name="legaltext_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class LegalAcceptance(OfAgency):
    """That a member accepted a version, when and on which occasion. Never changed."""

    member = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    text = models.ForeignKey(LegalText, models.PROTECT, related_name="+")
    occasion = models.CharField(_("occasion"), max_length=7, choices=Occasion)
    at = models.DateTimeField()

    objects = OfOwners.as_manager()

    class Meta:
        verbose_name = _("acceptance")
        verbose_name_plural = _("acceptances")
        constraints = [
            models.UniqueConstraint(fields=["agency", "member", "text"], name="legalacceptance_once"),
            models.CheckConstraint(
                condition=Q(occasion__in=Occasion.values), name="legalacceptance_occasion"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.text_id}"
