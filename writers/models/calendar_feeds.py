"""Links by which a calendar program reads a writer's calendar: secret, and revocable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency
from project.base.ids import public_id
from project.base.text import validate_text

if TYPE_CHECKING:
    from project.base.viewer import Viewer

NAME_LIMIT = 60
PREFIX = 8


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def visible_to(self, viewer: Viewer) -> CalendarFeedQuerySet:
        """One's own at this agency, nobody else's."""
        return self.filter(agency_id=viewer.agency_id, member_id=viewer.member_id)

    def live(self) -> CalendarFeedQuerySet:
        """Those that were not revoked."""
        return self.filter(revoked_at=None)


class CalendarFeed(OfAgency):
    """A link to the member's calendar. Only the hash of its key is stored; `prefix`, how the key begins, is
    for people to recognise it. `last_used_at` is true to the minute. Revoked ones stay as history."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    member = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(_("name"), max_length=NAME_LIMIT, validators=[validate_text])
    prefix = models.CharField(max_length=PREFIX)
    hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar link")
        verbose_name_plural = _("calendar links")
        constraints = [
            models.CheckConstraint(condition=Q(hash__regex=r"^[0-9a-f]{64}$"), name="calendarfeed_hash"),
            models.CheckConstraint(condition=~Q(name=""), name="calendarfeed_has_name"),
        ]
        indexes = [
            models.Index(fields=["agency", "member", "-created_at", "-id"], name="calendarfeed_list"),
            models.Index(fields=["member"], name="calendarfeed_live", condition=Q(revoked_at=None)),
        ]

    def __str__(self) -> str:
        return self.public_id
