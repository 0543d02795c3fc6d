"""Personal access tokens: a program acts in a member's name, at one agency, without a session."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Expression, F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from project.base.ids import public_id
from project.base.text import validate_text

from .security import NAME_LIMIT, OfPerson

if TYPE_CHECKING:
    from project.base.viewer import Viewer

#: A token that nobody has used for so long is marked: what nobody needs should be revoked.
STALE_AFTER = dt.timedelta(days=90)
LONGEST_LIFE = dt.timedelta(days=366)
#: Parts of the API that a token may be bound to: the first part of an address below /api/v1/.
AREAS = {
    "users": _("Your account"),
    "orders": _("Orders, drafts, quotes, prices"),
    "billing": _("Invoices"),
    "clients": _("Client accounts"),
    "writer-management": _("Writers: rates, levels, earnings"),
    "agencies": _("The agency: people, invitations, webhooks"),
}


class AccessTokenQuerySet(models.QuerySet["AccessToken"]):
    def visible_to(self, viewer: Viewer) -> AccessTokenQuerySet:
        """One's own at this agency, nobody else's."""
        return self.filter(agency_id=viewer.agency_id, membership_id=viewer.member_id)

    def live(self, now: dt.datetime | Expression) -> AccessTokenQuerySet:
        """Those that open the door: neither revoked nor expired."""
        return self.filter(revoked_at=None, expires_at__gt=now)

    def ended(self, now: dt.datetime) -> AccessTokenQuerySet:
        return self.filter(Q(revoked_at__isnull=False) | Q(expires_at__lte=now))

    def stale(self, now: dt.datetime) -> AccessTokenQuerySet:
        """Live ones, not used for STALE_AFTER."""
        seen = self.live(now).annotate(seen=Coalesce("last_used_at", "created_at"))
        return seen.filter(seen__lte=now - STALE_AFTER)


class AccessToken(OfPerson):
    """A token of a membership. Only the hash of it is stored; `prefix` (of its
    random part) is for people to recognise it.

    `areas`: the parts of the API that it reaches, empty for all. `last_used_at` is true to the minute. Ended
    ones stay as history.
    """

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    name = models.CharField(_("name"), max_length=NAME_LIMIT, validators=[validate_text])
    prefix = models.CharField(max_length=8)
    hash = models.CharField(max_length=64, unique=True)
    read_only = models.BooleanField(default=True)
    areas = ArrayField(models.CharField(max_length=20), default=list, db_default=[], blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    #: When its person was told that it expires soon; empty until then.
    expiry_told_at = models.DateTimeField(null=True)

    objects = AccessTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("access token")
        verbose_name_plural = _("access tokens")
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at"), expires_at__lte=F("created_at") + LONGEST_LIFE),
                name="accesstoken_lives_a_year_at_most",
            ),
            models.CheckConstraint(condition=Q(hash__regex=r"^[0-9a-f]{64}$"), name="accesstoken_hash"),
            models.CheckConstraint(
                condition=Q(areas__contained_by=list(AREAS)), name="accesstoken_known_areas"
            ),
        ]
        indexes = [
            models.Index(fields=["membership", "-created_at", "-id"], name="accesstoken_of_member"),
            models.Index(fields=["user"], name="accesstoken_live", condition=Q(revoked_at=None)),
            models.Index(
                fields=["expires_at"],
                name="accesstoken_to_tell",
                condition=Q(revoked_at=None, expiry_told_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    def reaches(self, area: str) -> bool:
        """Whether it opens this part of the API."""
        return not self.areas or area in self.areas

    @property
    def area_words(self) -> list[str]:
        """The parts of the API that it is bound to, by name; none for all."""
        return [str(words) for area, words in AREAS.items() if area in self.areas]

    def is_stale(self, now: dt.datetime) -> bool:
        """Whether nobody has used it for STALE_AFTER."""
        return (self.last_used_at or self.created_at) <= now - STALE_AFTER
