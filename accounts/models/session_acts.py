"""What was made or changed from a session, so that it can be undone when
its person says that it was not them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .security import OfPerson, PersonSession


class ActKind(models.TextChoices):
    """What a session can do that outlives it."""

    FACTOR_ADDED = "factor_added", _("Sign-in method added")
    FACTOR_REMOVED = "factor_removed", _("Sign-in method removed")
    TOKEN = "token", _("Access token created")
    TRUST = "trust", _("Device trusted")
    EMAIL_ASKED = "email_asked", _("Email address change requested")
    EMAIL_CHANGED = "email_changed", _("Email address changed")
    ALERTS = "alerts", _("Sign-in alerts changed")
    NOTICES = "notices", _("Notification settings changed")
    CLOSING = "closing", _("Account closure requested")
    PROFILE = "profile", _("Profile changed")
    PHOTO = "photo", _("Photo changed")
    BACKUP_ADDED = "backup_added", _("Second email address requested")
    BACKUP_REMOVED = "backup_removed", _("Second email address removed")
    INVITATION = "invitation", _("Person invited")
    ROLES = "roles", _("Other people’s rights changed")
    #: The same in an app to the right, or a webhook: whoever noted it takes it back
    #: (accounts.signals.people_act_undone).
    PEOPLE = "people", _("Other people’s rights changed")
    POLICY = "policy", _("Security policy changed")


class SessionActQuerySet(models.QuerySet["SessionAct"]):
    def standing(self) -> SessionActQuerySet:
        """Those that were not undone."""
        return self.filter(undone_at=None)


class SessionAct(OfPerson):
    """One act of one session. `subject` is the key of the row that it made or changed, "" where the person
    has one such thing at the agency; `before` is what stood there, by the names of the columns
    (accounts.actions.undoing reads it), and null for what the act has made."""

    session = models.ForeignKey(PersonSession, models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=16, choices=ActKind)
    subject = models.CharField(max_length=40, blank=True)
    before = models.JSONField(null=True)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    objects = SessionActQuerySet.as_manager()

    class Meta:
        verbose_name = _("session action")
        verbose_name_plural = _("session actions")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ActKind.values), name="sessionact_known"),
        ]
        indexes = [
            models.Index(fields=["user", "id"], name="sessionact_of_person"),
            models.Index(fields=["at"], name="sessionact_kept"),
        ]

    def __str__(self) -> str:
        return self.kind
