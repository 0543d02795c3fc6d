"""Client accounts: who pays. A person orders on behalf of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from agencies.models import Invitation, Membership
from agencies.models.base import OfAgency, agency_id_unique
from agencies.states.roles import is_staff
from clients.querysets import MAY_ORDER, current_id, sees_as_client
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

    def current(self) -> ClientAccountQuerySet:
        """Those that stand for themselves: not merged into another."""
        return self.filter(merged_into=None)

    def family(self, account: ClientAccount) -> ClientAccountQuerySet:
        """The account that counts now and every account merged into it: the rows of all of them are one
        client's. For an account without merges, itself alone."""
        root = current_id(account)
        return self.filter(Q(pk=root) | Q(merged_into_id=root), agency_id=account.agency_id)

    def to_order_for(self, viewer: Viewer) -> ClientAccountQuerySet:
        """Those for which the viewer may draft and order (rules.can_order)."""
        own = Q(people__membership_id=viewer.member_id, people__role__in=MAY_ORDER)
        rows = self.current().filter(own, agency_id=viewer.agency_id)
        return rows if sees_as_client(viewer) else self.none()


class ClientAccount(OfAgency):
    """The payer. Owns drafts and orders; a personal one is made when a person becomes a client.

    One that was merged into another keeps its rows and its name on what was written; `family` is read where
    both count.
    """

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(max_length=8, choices=AccountKind, default=AccountKind.PERSONAL)
    created_at = models.DateTimeField()
    #: Whether this client accounts for the tax: none is charged. Alike in a family of merged accounts.
    reverse_charge = models.BooleanField(_("reverse charge"), default=False, db_default=False)
    #: Never itself merged into another: no chains (trigger), no circles.
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, db_index=False, related_name="merged"
    )
    merged_at = models.DateTimeField(null=True, blank=True)

    objects = ClientAccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("client account")
        verbose_name_plural = _("client accounts")
        constraints = [
            agency_id_unique("clientaccount"),
            models.CheckConstraint(
                condition=Q(merged_into=None, merged_at=None)
                | (Q(merged_at__isnull=False) & ~Q(merged_into=F("id"))),
                name="clientaccount_merged_into_another",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "name", "id"], name="clientaccount_name"),
            models.Index(fields=["agency", "-created_at", "-id"], name="clientaccount_newest"),
            models.Index(
                fields=["merged_into"],
                name="clientaccount_merged",
                condition=Q(merged_into__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AccountPersonQuerySet(models.QuerySet["AccountPerson"]):
    def own(self) -> AccountPersonQuerySet:
        """Those who belong to their account itself, not because another was merged with it."""
        return self.filter(through=None)

    def present(self) -> AccountPersonQuerySet:
        """Those who are still members of the agency."""
        return self.filter(membership__ended_at=None)


class AccountPerson(OfAgency):
    """One person of a client account, and what they may do there.

    Who belongs to one of several merged accounts belongs to each of them: `through` is the account that such
    a row comes from, None where the person themself belongs (actions/shared_people.py keeps the rows).
    """

    account = models.ForeignKey(ClientAccount, models.CASCADE, related_name="people")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="account_people")
    role = models.CharField(max_length=8, choices=AccountRole, default=AccountRole.PAYER)
    #: Empty for who was there before this was kept: they came with their membership.
    joined_at = models.DateTimeField(null=True)
    through = models.ForeignKey(
        ClientAccount, models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )

    objects = AccountPersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person on a client account")
        verbose_name_plural = _("people on client accounts")
        constraints = [
            models.UniqueConstraint(fields=["account", "membership"], name="accountperson_once"),
            models.CheckConstraint(condition=Q(role__in=AccountRole.values), name="accountperson_known_role"),
            models.CheckConstraint(
                condition=Q(through=None) | ~Q(through=F("account")), name="accountperson_through_another"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "membership", "account"], name="accountperson_member"),
            # Each account that is deleted is looked for in here.
            models.Index(fields=["through"], name="accountperson_named", condition=Q(through__isnull=False)),
        ]

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
