"""Whether a client lets a writer show what was written for them, and how much."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Expression, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from agencies.states.roles import Role, is_staff
from clients.models import AccountPerson
from orders.models import Order
from project.base.ids import public_id
from project.base.text import validate_text
from writers.states.portfolio import ConsentLevel

if TYPE_CHECKING:
    from project.base.viewer import Viewer

MESSAGE_LIMIT = 1_000


class ConsentQuerySet(models.QuerySet["SampleConsent"]):
    def visible_to(self, viewer: Viewer) -> ConsentQuerySet:
        """The writer's own, those of one's own client accounts while one is a client, and all for staff."""
        rows = self.filter(agency_id=viewer.agency_id)
        if is_staff(viewer):
            return rows
        asked = Q(writer_id=viewer.member_id)
        if Role.CLIENT not in viewer.roles:
            return rows.filter(asked)
        own = AccountPerson.objects.filter(agency_id=viewer.agency_id, membership_id=viewer.member_id)
        return rows.filter(asked | Q(order__account__in=own.values("account_id")))

    def granted(self, now: dt.datetime | Expression) -> ConsentQuerySet:
        """Those by which something may be shown at `now`."""
        rows = self.exclude(level__in=["", ConsentLevel.NEVER]).filter(withdrawn_at=None)
        return rows.filter(Q(holds_until=None) | Q(holds_until__gt=now))


class SampleConsent(OfAgency):
    """What the client of an order lets its writer show: asked by the writer, answered by the client on the
    order's page or by the mailed link, changed by the client whenever they like.

    `level` is "" until it is answered. It holds until `holds_until`, the end of a day of the agency, or until
    it is withdrawn. Only the hash of the link's key is stored.
    """

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    order = models.ForeignKey(Order, models.PROTECT, related_name="sample_consents")
    writer = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    message = models.TextField(
        _("message"), blank=True, validators=[MaxLengthValidator(MESSAGE_LIMIT), validate_text]
    )
    asked_at = models.DateTimeField(null=True)
    asked_of = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    key_hash = models.CharField(max_length=64, unique=True, null=True)
    key_until = models.DateTimeField(null=True)
    level = models.CharField(_("what may be shown"), max_length=10, choices=ConsentLevel, blank=True)
    holds_until = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    #: Null when it was answered by the mailed link: then `asked_of` is whom it was sent to.
    answered_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent to a sample")
        verbose_name_plural = _("consents to samples")
        constraints = [
            agency_id_unique("sampleconsent"),
            models.UniqueConstraint(fields=["order", "writer"], name="sampleconsent_once"),
            models.CheckConstraint(
                condition=Q(level="", answered_at=None)
                | Q(level__in=ConsentLevel.values, answered_at__isnull=False),
                name="sampleconsent_answered",
            ),
            models.CheckConstraint(
                condition=Q(key_hash=None) | Q(key_hash__regex=r"^[0-9a-f]{64}$"), name="sampleconsent_key"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "writer", "-id"], name="sampleconsent_list"),
            models.Index(
                fields=["agency", "holds_until"],
                name="sampleconsent_expiring",
                condition=Q(holds_until__isnull=False, withdrawn_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class NonDisclosureQuerySet(models.QuerySet["NonDisclosure"]):
    def in_force(self) -> NonDisclosureQuerySet:
        """Those that were not lifted."""
        return self.filter(lifted_at=None)


class NonDisclosure(OfAgency):
    """An order under a non-disclosure agreement: nobody is even asked whether it may be shown. Set by the
    client's side or the desk; lifting it ends the row's hold, and leaves the row."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="non_disclosures")
    set_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    lifted_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    objects = NonDisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = _("non-disclosure agreement")
        verbose_name_plural = _("non-disclosure agreements")
        constraints = [
            models.UniqueConstraint(
                fields=["order"], condition=Q(lifted_at=None), name="nondisclosure_one_in_force"
            )
        ]
