"""Deliveries: numbered versions of the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from clients.models import AccountPerson
from orders.querysets.orders import sees_unapproved_deliveries
from orders.states.deliveries import ReviewVerdict
from project.base.text import validate_text

from .orders import Order
from .revisions import RevisionRequest

if TYPE_CHECKING:
    from project.base.viewer import Viewer

TEXT_LIMIT = 400_000
NOTE_LIMIT = 4_000


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def visible_to(self, viewer: Viewer) -> DeliveryQuerySet:
        """Deliveries of visible orders; whoever is on the client's side sees only approved ones."""
        rows = self.filter(agency_id=viewer.agency_id, order__in=Order.objects.visible_to(viewer))
        if sees_unapproved_deliveries(viewer):
            own = AccountPerson.objects.filter(agency_id=viewer.agency_id, membership_id=viewer.member_id)
            of_client = Q(order__account_id__in=own.values("account_id"))
            return rows.exclude(of_client & ~Q(verdict=ReviewVerdict.APPROVED))
        return rows.filter(verdict=ReviewVerdict.APPROVED)


class Delivery(OfAgency):
    """Version `number` of an order's text: Markdown, files, or both. The text never
    changes; a new text is a new version.

    An editor's correction is a version of the same hand-in: `delivered_by` is its writer still, `made_by` the
    editor, and `corrects` what the writer handed in. The version whose place it takes is `corrected`, and
    has the verdict of one that did not go on to the client. Whatever judges a writer's work reads versions
    without `made_by`.
    """

    order = models.ForeignKey(Order, models.PROTECT, related_name="deliveries")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("text"), blank=True, validators=[MaxLengthValidator(TEXT_LIMIT), validate_text])
    note = models.TextField(_("note"), blank=True, validators=[MaxLengthValidator(NOTE_LIMIT), validate_text])
    word_count = models.PositiveIntegerField(default=0)
    revision = models.ForeignKey(RevisionRequest, models.PROTECT, null=True, related_name="deliveries")
    delivered_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    delivered_at = models.DateTimeField()
    made_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    corrected = models.BooleanField(default=False, db_default=False)
    verdict = models.CharField(max_length=9, choices=ReviewVerdict, default=ReviewVerdict.PENDING)
    reviewed_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    review_note = models.TextField(
        _("editor’s note"), blank=True, validators=[MaxLengthValidator(NOTE_LIMIT), validate_text]
    )

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="delivery_number"),
            models.UniqueConstraint(
                fields=["order"], condition=Q(verdict="pending"), name="delivery_one_pending"
            ),
            agency_id_unique("delivery"),
            models.CheckConstraint(
                condition=Q(verdict__in=ReviewVerdict.values), name="delivery_verdict_known"
            ),
            models.CheckConstraint(
                condition=Q(made_by=None, corrects=None)
                | Q(made_by__isnull=False, corrects__isnull=False) & ~Q(made_by=F("delivered_by")),
                name="delivery_made_by_editor",
            ),
            models.CheckConstraint(
                condition=Q(corrected=False) | Q(verdict=ReviewVerdict.SENT_BACK), name="delivery_corrected"
            ),
        ]
        indexes = [
            models.Index(fields=["made_by"], name="delivery_made_by", condition=Q(made_by__isnull=False)),
            # Figures of writers and editors ask for those of a period.
            models.Index(
                fields=["agency", "delivered_by", "delivered_at"],
                name="delivery_first_of_writer",
                condition=Q(number=1),
            ),
            models.Index(
                fields=["agency", "reviewed_by", "reviewed_at"],
                name="delivery_reviewed",
                condition=Q(reviewed_at__isnull=False),
            ),
        ]

    @property
    def approved(self) -> bool:
        return self.verdict == ReviewVerdict.APPROVED
