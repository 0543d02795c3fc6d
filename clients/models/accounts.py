"""Client accounts: who pays. A person orders on behalf of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from agencies.models import Invitation, Membership
from agencies.models.base import OfAgency, agency_id_unique
from agencies.states.roles import is_staff
from clients.querysets import MAY_ORDER, sees_as_client
from project.base.ids import public_id

if TYPE_CHECKING:
    from project.base.viewer import Viewer


class AccountKind(models.TextChoices):
    PERSONAL = "personal", _("Personal")
    COMPANY = "company", _("Company")


class AccountRole(models.TextChoices):
    PAYER = "payer", _("Payer")
    ORDERER = "orderer", _("Buyer")
    READER = "reader", _("Reader")


class ClientAccountQuerySet(models.QuerySet["ClientAccount"]):
    def visible_to(self, viewer: Viewer) -> ClientAccountQuerySet:
        """Staff see all accounts of their agency, clients those that they belong to, others none."""
        rows = self.filter(agency_id=viewer.agency_id)
        if is_staff(viewer):
            return rows
        return rows.filter(people__membership_id=viewer.member_id) if sees_as_client(viewer) else rows.none()

    def with_role_of(self, viewer: Viewer) -> ClientAccountQuerySet:
        """Each with `own_role`: the viewer's in it, None for none."""
        own = AccountPerson.objects.filter(
            agency_id=viewer.agency_id, account=OuterRef("pk"), membership_id=viewer.member_id
        )
        return self.annotate(own_role=Subquery(own.values("role")[:1]))

    def to_order_for(self, viewer: Viewer) -> ClientAccountQuerySet:
        """Those for which the viewer may draft and order (rules.can_order)."""
        own = Q(people__membership_id=viewer.member_id, people__role__in=MAY_ORDER)
        return self.filter(own, agency_id=viewer.agency_id) if sees_as_client(viewer) else self.none()


class ClientAccount(OfAgency):
    """The payer. Owns drafts and orders; a personal one is made when a person becomes a client."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(max_length=8, choices=AccountKind, default=AccountKind.PERSONAL)
    created_at = models.DateTimeField()

    objects = ClientAccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("client account")
        verbose_name_plural = _("client accounts")
        constraints = [agency_id_unique("clientaccount")]
        indexes = [models.Index(fields=["agency", "name", "id"], name="clientaccount_name")]

    def __str__(self) -> str:
        return self.name


class AccountPersonQuerySet(models.QuerySet["AccountPerson"]):
    def present(self) -> AccountPersonQuerySet:
        """Those who are still members of the agency."""
        return self.filter(membership__ended_at=None)


class AccountPerson(OfAgency):
    """One person of a client account, and what they may do there."""

    account = models.ForeignKey(ClientAccount, models.CASCADE, related_name="people")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="account_people")
    role = models.CharField(max_length=8, choices=AccountRole, default=AccountRole.PAYER)
    #: Empty for who was there before this was kept: they came with their membership.
    joined_at = models.DateTimeField(null=True)

    objects = AccountPersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person on a client account")
        verbose_name_plural = _("people on client accounts")
        constraints = [
            models.UniqueConstraint(fields=["account", "membership"], name="accountperson_once"),
            models.CheckConstraint(condition=Q(role__in=AccountRole.values), name="accountperson_known_role"),
        ]
        indexes = [models.Index(fields=["agency", "membership", "account"], name="accountperson_member")]

    def __str__(self) -> str:
        return f"{self.membership_id} in {self.account_id}"


class AccountInvitation(OfAgency):
    """What an invitation of the agency opens beside the door: a role in a client account."""

    invitation = models.OneToOneField(Invitation, models.CASCADE, related_name="account_invitation")
    account = models.ForeignKey(ClientAccount, models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=8, choices=AccountRole)

    class Meta:
        verbose_name = _("invitation to a client account")
        verbose_name_plural = _("invitations to client accounts")
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=AccountRole.values), name="accountinvitation_known_role"
            )
        ]

    def __str__(self) -> str:
        return f"{self.invitation_id} into {self.account_id}"
