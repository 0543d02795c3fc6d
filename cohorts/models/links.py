"""How a member of a class, who needs no account, comes in: their link, their placeholder, their brief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from project.base.ids import public_id
from project.base.text import validate_text

from .members import CohortMember

if TYPE_CHECKING:
    from project.base.viewer import Viewer

#: A member's own words, beside the common brief that they are added to.
BRIEF_LIMIT = 12_000


class MemberLinkQuerySet(models.QuerySet["MemberLink"]):
    def visible_to(self, viewer: Viewer) -> MemberLinkQuerySet:
        """Those of the members whom the viewer sees."""
        return self.filter(
            agency_id=viewer.agency_id, member__in=CohortMember.objects.visible_to(viewer).values("pk")
        )


class MemberLink(OfAgency):
    """The link of one member, mailed to `address`, until `expires_at`. Only the hash of its key is stored:
    the key is worked out anew for each mail (cohorts/rules/links.py). A new one ends the one before."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    member = models.ForeignKey(CohortMember, models.PROTECT, related_name="links")
    address = models.EmailField(_("email address"), blank=True)
    hash = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+", db_index=False)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = MemberLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link of a member")
        verbose_name_plural = _("links of members")
        ordering = ["id"]
        constraints = [
            agency_id_unique("memberlink"),
            models.UniqueConstraint(
                fields=["member"], condition=Q(revoked_at=None), name="memberlink_one_live"
            ),
            models.CheckConstraint(condition=Q(hash__regex=r"^[0-9a-f]{64}$"), name="memberlink_hash"),
        ]
        indexes = [
            models.Index(
                fields=["agency", "address"],
                name="memberlink_address",
                condition=Q(revoked_at=None) & ~Q(address=""),
            )
        ]

    def __str__(self) -> str:
        return self.public_id


class MemberPerson(OfAgency):
    """The placeholder that stands for a member in drafts, orders and messages (Order.receiver)."""

    member = models.OneToOneField(CohortMember, models.PROTECT, related_name="person")
    membership = models.OneToOneField(Membership, models.PROTECT, related_name="cohort_member")

    class Meta:
        verbose_name = _("placeholder of a member")
        verbose_name_plural = _("placeholders of members")

    def __str__(self) -> str:
        return f"{self.membership_id} for {self.member_id}"


class MemberBrief(OfAgency):
    """What a member wrote of their own; `version` counts the saves. Sent, it was added to their draft."""

    member = models.OneToOneField(CohortMember, models.PROTECT, related_name="own_brief")
    text = models.TextField(
        _("brief"), blank=True, validators=[MaxLengthValidator(BRIEF_LIMIT), validate_text]
    )
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("brief of a member")
        verbose_name_plural = _("briefs of members")
        constraints = [
            models.CheckConstraint(condition=Q(sent_at=None) | ~Q(text=""), name="memberbrief_sent_has_words")
        ]

    def __str__(self) -> str:
        return f"{self.member_id}"
