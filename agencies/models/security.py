"""What happened to a person's sign-in, and to rights in an agency: the security log as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.states.roles import is_management
from project.base.ids import public_id

from .agency import Agency
from .membership import Membership

if TYPE_CHECKING:
    from project.base.viewer import Viewer

#: How long an event is kept; the trigger lets nobody delete it earlier (migration), a job deletes it then.
KEPT_DAYS = 400


class SecurityEventQuerySet(models.QuerySet["SecurityEvent"]):
    def of_person(self, user: object) -> SecurityEventQuerySet:
        """A person's own sign-in records: they see those of all hosts."""
        return self.filter(user=user)

    def visible_to(self, viewer: Viewer) -> SecurityEventQuerySet:
        """Managers and owners see what concerns their agency, on its own hosts; others see none here."""
        return self.filter(agency_id=viewer.agency_id) if is_management(viewer) else self.none()


class SecurityEvent(models.Model):
    """One event: `kind` at `at`, on a host of `agency`. Append-only for KEPT_DAYS days, by trigger.

    `user` is whom it concerns; `actor` who did it, where that is somebody else. `suspicious`: worth a second
    look. The further columns are what was known of the browser; `detail` holds ids and short values, never
    addresses or secrets.
    """

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    actor = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=40)
    suspicious = models.BooleanField(default=False)
    at = models.DateTimeField()
    address = models.GenericIPAddressField(null=True)
    country = models.CharField(max_length=2, blank=True)
    browser = models.CharField(max_length=60, blank=True)
    system = models.CharField(max_length=60, blank=True)
    device = models.CharField(max_length=10, blank=True)
    session = models.CharField(max_length=10, blank=True)
    detail = models.CharField(max_length=200, blank=True)

    objects = SecurityEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("security event")
        verbose_name_plural = _("security events")
        indexes = [
            models.Index(fields=["user", "-at", "-id"], name="securityevent_person"),
            models.Index(fields=["agency", "-at", "-id"], name="securityevent_agency"),
            models.Index(fields=["agency", "kind", "-at"], name="securityevent_kind"),
            models.Index(fields=["at"], name="securityevent_kept"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"
