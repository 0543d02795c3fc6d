"""Order drafts: what a client is still writing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Expression, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from agencies.states.roles import is_staff
from catalog.models.catalog import AddOn, QualityTier, ServiceType, Subject
from clients.models.accounts import ClientAccount
from clients.querysets import sees_as_client
from project.base.ids import public_id
from project.base.search import holds

from .commission import Commission, source_differs

if TYPE_CHECKING:
    from project.base.viewer import Viewer


class OrderDraftQuerySet(models.QuerySet["OrderDraft"]):
    def visible_to(self, viewer: Viewer) -> OrderDraftQuerySet:
        """Clients of the account see its drafts; nobody else does (staff see orders, not what is being
        written), and nobody one that somebody else fills in (receiver). Discarded ones are gone for all, see
        discarded_by; what the desk prepares for a quote is shown once that is sent."""
        return self._of_client(viewer).filter(discarded_at=None, released=True)

    def discarded_by(self, viewer: Viewer, since: dt.datetime) -> OrderDraftQuerySet:
        """What was discarded in an account of the viewer's, not before `since`, and can be brought back."""
        return self._of_client(viewer).filter(discarded_at__gte=since)

    def counted_by(self, viewer: Viewer) -> OrderDraftQuerySet:
        """For the figures of the desk: that a draft is there, of which account, since when, and what became
        of it. What stands in it remains the client's: nothing else of these rows may be shown. Those of
        people who receive for themselves, and discarded ones, are not among them."""
        if not is_staff(viewer):
            return self.none()
        return self.filter(agency_id=viewer.agency_id, receiver=None, discarded_at=None, released=True)

    def _of_client(self, viewer: Viewer) -> OrderDraftQuerySet:
        if not sees_as_client(viewer):
            return self.none()
        mine = {"account__people__membership_id": viewer.member_id, "receiver": None}
        return self.filter(agency_id=viewer.agency_id, **mine)

    def containing(self, word: str | Expression) -> OrderDraftQuerySet:
        """Those with `word` in the title or the brief. Drafts are few for each
        account, so they need no search index."""
        return self.filter(holds(word, "title", "brief"))


class OrderDraft(OfAgency, Commission):
    """A commission in writing. `version` counts each save; a save that
    names an older one is refused as stale."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    account = models.ForeignKey(ClientAccount, models.PROTECT, related_name="drafts")
    created_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    #: Whose words these are, where that is not the account that pays: a placeholder. Nobody of the account
    #: reads them then, and the order that comes of it is made for them (Order.receiver).
    receiver = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    service = models.ForeignKey(ServiceType, models.PROTECT, null=True, blank=True, related_name="+")
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, blank=True, related_name="+")
    quality = models.ForeignKey(QualityTier, models.PROTECT, null=True, blank=True, related_name="+")
    preferred_writer = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    addons = models.ManyToManyField(AddOn, through="drafts.DraftAddOn", related_name="+")
    deadline = models.DateTimeField(_("deadline"), null=True, blank=True)
    #: How many pieces are commissioned together, this one included; set by class orders alone, by no form.
    volume = models.PositiveSmallIntegerField(default=1, db_default=1)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    converted_at = models.DateTimeField(null=True, blank=True)
    discarded_at = models.DateTimeField(null=True, blank=True)
    #: False while only the desk has seen it, which writes it for a quote.
    released = models.BooleanField(default=True)

    objects = OrderDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [
            agency_id_unique("orderdraft"),
            models.CheckConstraint(
                condition=Q(quantity=None) | Q(quantity__gte=1, quantity__lte=1_000_000),
                name="orderdraft_quantity",
            ),
            models.CheckConstraint(
                condition=Q(discarded_at=None) | Q(converted_at=None), name="orderdraft_discarded_is_no_order"
            ),
            source_differs("orderdraft"),
            models.CheckConstraint(condition=Q(volume__gte=1, volume__lte=10_000), name="orderdraft_volume"),
        ]
        indexes = [
            models.Index(
                fields=["agency", "account", "-updated_at", "-id"],
                name="orderdraft_list",
                condition=Q(converted_at=None),
            ),
            models.Index(
                fields=["discarded_at"], name="orderdraft_discarded", condition=Q(discarded_at__isnull=False)
            ),
            # Figures ask what was begun in a period.
            models.Index(
                fields=["agency", "created_at"], name="orderdraft_begun", condition=Q(discarded_at=None)
            ),
            models.Index(
                fields=["agency", "account", "created_at"],
                name="orderdraft_begun_account",
                condition=Q(discarded_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(_("Untitled draft"))


class DraftAddOn(OfAgency):
    draft = models.ForeignKey(OrderDraft, models.CASCADE, related_name="addon_rows")
    addon = models.ForeignKey(AddOn, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "addon"], name="draftaddon_once")]
