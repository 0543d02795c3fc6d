"""Orders with money that no invoice holds yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from agencies.models.base import OfAgency
from agencies.states.roles import is_staff
from clients.models.accounts import AccountRole, ClientAccount
from clients.querysets import sees_as_client
from orders.models import Order

if TYPE_CHECKING:
    from project.base.viewer import Viewer


class UnbilledOrderQuerySet(models.QuerySet["UnbilledOrder"]):
    def visible_to(self, viewer: Viewer) -> UnbilledOrderQuerySet:
        """Staff see all of their agency's, payers those of their accounts."""
        rows = self.filter(agency_id=viewer.agency_id)
        if is_staff(viewer):
            return rows
        if not sees_as_client(viewer):
            return rows.none()
        return rows.filter(
            account__people__membership_id=viewer.member_id, account__people__role=AccountRole.PAYER
        )


class UnbilledOrder(OfAgency):
    """That `amount` of an order is on no invoice yet; below zero when a credit note is missing. The database
    works it out with OpenInvoice, in the same transaction; nothing else writes it."""

    order = models.OneToOneField(Order, models.CASCADE, related_name="unbilled")
    account = models.ForeignKey(ClientAccount, models.PROTECT, related_name="+", db_index=False)
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(max_digits=12, decimal_places=2)

    objects = UnbilledOrderQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="unbilledorder_amount")]
        indexes = [
            models.Index(fields=["agency", "-order"], name="unbilledorder_list"),
            models.Index(fields=["agency", "account", "-order"], name="unbilledorder_account"),
        ]
