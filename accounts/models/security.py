"""What can act in a person's name: browsers (devices), sessions, and
what the person wants to be told of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from project.base.ids import public_id
from project.base.text import validate_text

NAME_LIMIT = 60


class OfPerson(models.Model):
    """A row of one person at one agency. Sign-in records are the person's, who sees those of all agencies."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class DeviceQuerySet(models.QuerySet["Device"]):
    def of_person(self, user: object) -> DeviceQuerySet:
        return self.filter(user=user)

    def known(self) -> DeviceQuerySet:
        """Those that were not revoked."""
        return self.filter(revoked_at=None)


class Device(OfPerson):
    """A browser in which a person has signed in, recognised by a random
    cookie of that host and by nothing else.

    `mark` is the hash of the cookie. `trusted_until`: until then it needs no second factor. `confirmed_at`:
    the person has said that it is theirs, so that nothing about it is reported again.
    """

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    mark = models.CharField(max_length=64)
    name = models.CharField(_("name"), max_length=NAME_LIMIT, blank=True, validators=[validate_text])
    browser = models.CharField(max_length=60, blank=True)
    system = models.CharField(max_length=60, blank=True)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    trusted_until = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("device")
        verbose_name_plural = _("devices")
        constraints = [
            models.UniqueConstraint(fields=["agency", "user", "mark"], name="device_once"),
            models.UniqueConstraint(fields=["agency", "id"], name="device_agency_id"),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(trusted_until=None), name="device_revoked_is_not_trusted"
            ),
        ]
        indexes = [models.Index(fields=["user", "-last_seen_at", "-id"], name="device_of_person")]

    def __str__(self) -> str:
        return self.name or self.public_id


class Ending(models.TextChoices):
    """Why a session is over."""

    SIGNED_OUT = "signed_out", _("Signed out")
    ENDED = "ended", _("Revoked by you")
    REVOKED = "revoked", _("Device revoked")
    NOT_ME = "not_me", _("Reported as not yours")
    PASSWORD = "password", _("Password changed")
    EMAIL = "email", _("Email address changed")
    FACTOR = "factor", _("Two-step verification set up")
    CAP = "cap", _("Too many sessions at once")
    IDLE = "idle", _("Inactive for too long")
    OLD = "old", _("Time limit reached")
    MEMBERSHIP = "membership", _("Membership ended")
    SUSPENDED = "suspended", _("Access suspended")
    AGENCY = "agency", _("Revoked by the agency")
    RESET = "reset", _("Two-step verification reset")


class PersonSessionQuerySet(models.QuerySet["PersonSession"]):
    def of_person(self, user: object) -> PersonSessionQuerySet:
        return self.filter(user=user)

    def live(self) -> PersonSessionQuerySet:
        return self.filter(ended_at=None)


class PersonSession(OfPerson):
    """One sign-in and what became of it. `key` is the hash of a token that the session carries: every request
    asks for its row, so ending it takes effect with the very next one. Ended ones stay as history."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    key = models.CharField(max_length=64, unique=True)
    device = models.ForeignKey(Device, models.PROTECT, null=True, related_name="sessions")
    host = models.CharField(max_length=253)
    address = models.GenericIPAddressField(null=True)
    #: The /24 (IPv4) or /48 (IPv6) that the address lies in.
    network = models.CharField(max_length=50, blank=True)
    country = models.CharField(max_length=2, blank=True)
    browser = models.CharField(max_length=60, blank=True)
    system = models.CharField(max_length=60, blank=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=12, choices=Ending, blank=True)

    objects = PersonSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_why="") | (Q(ended_at__isnull=False) & ~Q(ended_why="")),
                name="personsession_ended_has_reason",
            ),
            models.UniqueConstraint(fields=["agency", "id"], name="personsession_agency_id"),
            models.CheckConstraint(
                condition=Q(seen_at__gte=F("started_at")), name="personsession_seen_after_start"
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-seen_at", "-id"], name="personsession_of_person"),
            models.Index(fields=["user", "network"], name="personsession_network"),
            models.Index(
                fields=["agency", "user", "seen_at"], name="personsession_live", condition=Q(ended_at=None)
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class LoginAlertPreference(OfPerson):
    """Of what a person wants to be told at one agency, and how; a person without a row is told of
    everything but of each plain sign-in."""

    new_login_mail = models.BooleanField(_("every sign-in, by email"), default=False)
    new_login_notice = models.BooleanField(_("every sign-in, by notification"), default=False)
    new_device_mail = models.BooleanField(_("a new device, by email"), default=True)
    new_device_notice = models.BooleanField(_("a new device, by notification"), default=True)
    new_location_mail = models.BooleanField(_("a new place, by email"), default=True)
    new_location_notice = models.BooleanField(_("a new place, by notification"), default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "user"], name="loginalertpreference_one")]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.agency_id}"


class AlertVerdict(models.TextChoices):
    ME = "me", _("It was me")
    NOT_ME = "not_me", _("It was not me")


class LoginAlert(OfPerson):
    """A sign-in that its person is asked about: what was new about it, how they wanted to be told when it
    happened (what the session changes later does not count), and the answer."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    session = models.OneToOneField(PersonSession, models.PROTECT, related_name="alert")
    new_device = models.BooleanField()
    new_network = models.BooleanField()
    new_country = models.BooleanField()
    by_mail = models.BooleanField()
    by_notice = models.BooleanField()
    at = models.DateTimeField()
    verdict = models.CharField(max_length=6, choices=AlertVerdict, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict="", answered_at=None) | (~Q(verdict="") & Q(answered_at__isnull=False)),
                name="loginalert_answered",
            )
        ]
        indexes = [models.Index(fields=["user", "-at"], name="loginalert_of_person")]

    def __str__(self) -> str:
        return self.public_id
