"""The roster: who is in a class, what is known of each, and what becomes of their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from agencies.models import FileUse, Membership
from agencies.models.base import OfAgency, agency_id_unique
from drafts.models.drafts import OrderDraft
from orders.models.orders import Order
from project.base.ids import public_id
from project.base.search import holds
from project.base.text import validate_text

from .cohorts import Cohort, CohortField, CohortGroup
from .placings import Placing

if TYPE_CHECKING:
    from project.base.viewer import Viewer

NAME_LIMIT, KEY_LIMIT, VALUE_LIMIT = 120, 80, 2_000


class CohortMemberQuerySet(models.QuerySet["CohortMember"]):
    def visible_to(self, viewer: Viewer) -> CohortMemberQuerySet:
        """Those of the classes that the viewer sees."""
        seen = Cohort.objects.visible_to(viewer).filter(pk=OuterRef("cohort_id"))
        return self.filter(Exists(seen), agency_id=viewer.agency_id)

    def present(self) -> CohortMemberQuerySet:
        """Those who are still in their class."""
        return self.filter(removed_at=None)

    def to_place(self) -> CohortMemberQuerySet:
        """Those for whom nothing is ordered or being placed yet."""
        return self.filter(removed_at=None, placing=None)

    def waited_for(self) -> CohortMemberQuerySet:
        """Those whose brief is asked for: the draft is ready at its price, and becomes an order with it."""
        return self.filter(removed_at=None, draft__isnull=False, order=None)

    def containing(self, word: str | models.Expression) -> CohortMemberQuerySet:
        """Those with `word` in the name or the address."""
        return self.filter(holds(word, "name", "email"))


class CohortMember(OfAgency):
    """One person of a class, who needs no account. `external_key` tells them from every other when the roster
    is uploaded again. `placing`: in which placing their order was, or is being, made; `draft` and `order` are
    what came of it."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="members")
    group = models.ForeignKey(CohortGroup, models.PROTECT, null=True, blank=True, related_name="members")
    name = models.CharField(_("name"), max_length=NAME_LIMIT, validators=[validate_text])
    email = models.EmailField(_("email address"), blank=True)
    external_key = models.CharField(_("key"), max_length=KEY_LIMIT, validators=[validate_text])
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    placing = models.ForeignKey(Placing, models.PROTECT, null=True, related_name="members")
    draft = models.OneToOneField(OrderDraft, models.PROTECT, null=True, related_name="cohort_member")
    order = models.OneToOneField(Order, models.PROTECT, null=True, related_name="cohort_member")

    objects = CohortMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member of a class")
        verbose_name_plural = _("members of classes")
        constraints = [
            agency_id_unique("cohortmember"),
            models.UniqueConstraint(fields=["cohort", "id"], name="cohortmember_cohort_id"),
            models.UniqueConstraint(fields=["cohort", "external_key"], name="cohortmember_key"),
            models.UniqueConstraint(
                "cohort",
                Lower("email"),
                name="cohortmember_email",
                condition=Q(removed_at=None) & ~Q(email=""),
            ),
            models.CheckConstraint(condition=~Q(name=""), name="cohortmember_named"),
            models.CheckConstraint(condition=~Q(external_key=""), name="cohortmember_keyed"),
            models.CheckConstraint(
                condition=Q(placing__isnull=False) | Q(draft=None, order=None), name="cohortmember_placed"
            ),
            models.CheckConstraint(
                condition=Q(order=None) | Q(draft__isnull=False), name="cohortmember_order_of_a_draft"
            ),
        ]
        indexes = [
            models.Index(fields=["cohort", "name", "id"], name="cohortmember_list"),
            # Whoever asks what is known under an address (own data).
            models.Index("agency", Lower("email"), name="cohortmember_address", condition=~Q(email="")),
        ]

    def __str__(self) -> str:
        return self.name


class MemberValue(OfAgency):
    """What one member fills a placeholder with."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="+", db_index=False)
    member = models.ForeignKey(CohortMember, models.CASCADE, related_name="values_rows")
    field = models.ForeignKey(CohortField, models.CASCADE, related_name="values_rows")
    value = models.TextField(_("value"), validators=[MaxLengthValidator(VALUE_LIMIT), validate_text])

    class Meta:
        verbose_name = _("value of a member")
        verbose_name_plural = _("values of members")
        constraints = [models.UniqueConstraint(fields=["member", "field"], name="membervalue_once")]


class CohortFileQuerySet(models.QuerySet["CohortFile"]):
    def visible_to(self, viewer: Viewer) -> CohortFileQuerySet:
        """Those of the classes that the viewer sees."""
        seen = Cohort.objects.visible_to(viewer).filter(pk=OuterRef("cohort_id"))
        return self.filter(Exists(seen), agency_id=viewer.agency_id)


class CohortFile(FileUse):
    """A file for every member's order, or, with a `member`, for theirs alone."""

    #: Nobody, for a file that a member sent by their link.
    added_by = models.ForeignKey(  # type: ignore[assignment]  # which it always is elsewhere
        Membership, models.PROTECT, null=True, related_name="+"
    )
    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="attachments")
    member = models.ForeignKey(CohortMember, models.PROTECT, null=True, related_name="attachments")

    objects = CohortFileQuerySet.as_manager()

    class Meta(FileUse.Meta):
        verbose_name = _("file of a class")
        verbose_name_plural = _("files of classes")
