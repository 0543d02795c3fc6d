"""Rules by which offers are accepted in a writer's name, and what they accepted."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from catalog.models import ServiceType, Subject
from orders.models import Order, OrderEvent
from project.base.ids import public_id
from writers.states.assignment import RuleClients

from .own_rows import OwnRows


class AutoAcceptRule(OfAgency):
    """An offer that meets all of a rule that is switched on is accepted at once. Empty columns ask nothing.

    `min_days`: least days from the offer to the writer's deadline; `max_quantity`: most units of the service.
    """

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    member = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    clients = models.CharField(_("clients"), max_length=9, choices=RuleClients, default=RuleClients.ANY)
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, blank=True, related_name="+")
    service = models.ForeignKey(ServiceType, models.PROTECT, null=True, blank=True, related_name="+")
    min_fee = models.DecimalField(_("lowest fee"), max_digits=10, decimal_places=2, null=True, blank=True)
    min_days = models.PositiveSmallIntegerField(_("minimum days"), null=True, blank=True)
    max_quantity = models.PositiveIntegerField(_("maximum quantity"), null=True, blank=True)
    enabled = models.BooleanField(_("switched on"), default=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    objects = OwnRows.as_manager()

    class Meta:
        verbose_name = _("automatic acceptance rule")
        verbose_name_plural = _("automatic acceptance rules")
        constraints = [
            agency_id_unique("autoacceptrule"),
            models.CheckConstraint(
                condition=Q(clients__in=RuleClients.values), name="autoacceptrule_clients"
            ),
            models.CheckConstraint(
                condition=Q(min_fee=None) | Q(min_fee__gte=0, min_fee__lte=1_000_000),
                name="autoacceptrule_min_fee",
            ),
            models.CheckConstraint(
                condition=Q(min_days=None) | Q(min_days__lte=365), name="autoacceptrule_min_days"
            ),
            models.CheckConstraint(
                condition=Q(max_quantity=None) | Q(max_quantity__gte=1, max_quantity__lte=1_000_000),
                name="autoacceptrule_max_quantity",
            ),
        ]
        indexes = [models.Index(fields=["agency", "member", "id"], name="autoacceptrule_member")]

    def __str__(self) -> str:
        return self.public_id


class AutoAcceptance(OfAgency):
    """An offer that a rule accepted, by the clock in the member's name (`event`). Until `undo_until` its
    writer may undo that, once, while they have not begun. The rule may be gone by then."""

    event = models.OneToOneField(OrderEvent, models.PROTECT, related_name="+")
    order = models.ForeignKey(Order, models.PROTECT, related_name="+")
    member = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    rule = models.ForeignKey(AutoAcceptRule, models.SET_NULL, null=True, related_name="+")
    accepted_at = models.DateTimeField()
    undo_until = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    objects = OwnRows.as_manager()

    class Meta:
        verbose_name = _("automatic acceptance")
        verbose_name_plural = _("automatic acceptances")
        constraints = [
            models.CheckConstraint(
                condition=Q(undo_until__gte=F("accepted_at")), name="autoacceptance_undo_until"
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None) | Q(undone_at__lte=F("undo_until")), name="autoacceptance_undone"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "member", "-id"], name="autoacceptance_member"),
            models.Index(fields=["agency", "order"], name="autoacceptance_order"),
        ]
