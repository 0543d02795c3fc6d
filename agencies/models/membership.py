"""Who belongs to an agency, and as what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.states.roles import Role, is_management
from project.base.ids import public_id

from .agency import Agency

if TYPE_CHECKING:
    from project.base.viewer import Viewer


#: How long the reason of a suspension may be.
REASON_LIMIT = 300


class MembershipQuerySet(models.QuerySet["Membership"]):
    def live(self) -> MembershipQuerySet:
        """Those who can come in and act: neither ended nor suspended."""
        return self.filter(ended_at=None, suspended_at=None)

    def belonging(self) -> MembershipQuerySet:
        """Those who belong to their agency, suspended ones among them."""
        return self.filter(ended_at=None)

    def with_role(self, *roles: str) -> MembershipQuerySet:
        """Those who hold at least one of `roles`."""
        return self.filter(roles__overlap=list(roles))

    def writers(self) -> MembershipQuerySet:
        """Live members who write."""
        return self.live().with_role(Role.WRITER)

    def editors(self) -> MembershipQuerySet:
        """Live members who review."""
        return self.live().with_role(Role.EDITOR)

    def visible_to(self, viewer: Viewer) -> MembershipQuerySet:
        """Managers and owners see every member of their agency, others themselves only; nobody sees
        placeholders."""
        rows = self.filter(agency_id=viewer.agency_id, placeholder=False)
        return rows if is_management(viewer) else rows.filter(pk=viewer.member_id)


class Membership(models.Model):
    """A person in one agency. Ended, never deleted: the work done as a member keeps its author."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    roles = ArrayField(models.CharField(max_length=8, choices=Role), default=list)
    public_name = models.CharField(_("public name"), max_length=60, help_text=_("The name others see."))
    #: Keys of agencies.states.hints that this member has put away.
    dismissed_hints = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    #: Shut out for a while, by whom and why (the reason is for who manages people).
    suspended_at = models.DateTimeField(null=True, blank=True)
    suspended_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    suspension_reason = models.CharField(_("reason"), max_length=REASON_LIMIT, blank=True)
    #: When its person was erased: `public_name` is a made-up one since then (agencies/actions/erasing.py).
    erased_at = models.DateTimeField(null=True, blank=True)
    #: Nobody: it stands where a row must name a person and there is none yet (clients, placeholders).
    placeholder = models.BooleanField(default=False, db_default=False, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["agency", "user"], name="membership_once_per_agency"),
            models.UniqueConstraint(fields=["agency", "id"], name="membership_agency_id"),
            models.CheckConstraint(
                condition=Q(roles__contained_by=Role.values), name="membership_known_roles"
            ),
            models.CheckConstraint(
                condition=Q(suspended_at=None, suspended_by=None, suspension_reason="")
                | (Q(suspended_at__isnull=False, ended_at=None) & ~Q(suspension_reason="")),
                name="membership_suspended_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(ended_at__isnull=False, roles=[]),
                name="membership_erased_has_ended",
            ),
            models.CheckConstraint(
                condition=Q(placeholder=False) | Q(ended_at__isnull=False, roles=[]),
                name="membership_placeholder_has_ended",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "public_name", "id"], condition=Q(ended_at=None), name="membership_live"
            ),
            GinIndex(fields=["roles"], name="membership_roles"),
        ]

    def __str__(self) -> str:
        return self.public_name

    @property
    def acts(self) -> bool:
        """Whether the person can come in: neither ended nor suspended."""
        return self.ended_at is None and self.suspended_at is None

    @property
    def role_words(self) -> list[str]:
        """The names of the roles, in the order of responsibility."""
        return [str(role.label) for role in Role if role.value in self.roles]


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, viewer: Viewer) -> InvitationQuerySet:
        """Those who manage people see the invitations of their agency."""
        rows = self.filter(agency_id=viewer.agency_id)
        return rows if is_management(viewer) else rows.none()


class Invitation(models.Model):
    """A one-use link into an agency with given roles. Only the hash of its token is stored.

    `user` is the person invited, whatever their address is by now; None while the address is nobody's.
    """

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="invitations")
    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    email = models.EmailField(_("email address"))
    roles = ArrayField(models.CharField(max_length=8, choices=Role))
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    #: The roles that the person held here when they used it; null before that.
    former_roles = ArrayField(models.CharField(max_length=8, choices=Role), null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.CheckConstraint(
                condition=Q(roles__contained_by=Role.values), name="invitation_known_roles"
            ),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(withdrawn_at=None), name="invitation_one_end"
            ),
            models.UniqueConstraint(fields=["agency", "id"], name="invitation_agency_id"),
        ]
        indexes = [models.Index(fields=["agency", "-created_at", "-id"], name="invitation_list")]

    def __str__(self) -> str:
        return self.email
