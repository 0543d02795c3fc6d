"""Sessions of a class: seats that members book, and who was there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from cohorts.states.sessions import MOST_SEATS, AttendanceStatus
from project.base.ids import public_id
from project.base.text import validate_text

from .cohorts import Cohort, CohortGroup
from .members import CohortMember

if TYPE_CHECKING:
    from project.base.viewer import Viewer

TITLE_LIMIT, PLACE_LIMIT, LINK_LIMIT = 120, 200, 500


class SessionQuerySet(models.QuerySet["Session"]):
    def visible_to(self, viewer: Viewer) -> SessionQuerySet:
        """Those of the classes that the viewer sees."""
        seen = Cohort.objects.visible_to(viewer).filter(pk=OuterRef("cohort_id"))
        return self.filter(Exists(seen), agency_id=viewer.agency_id)

    def standing(self) -> SessionQuerySet:
        """Those that were not cancelled."""
        return self.filter(cancelled_at=None)


class Session(OfAgency):
    """One meeting of a class or, with a `group`, of that group alone. Members book a seat until `closes_at`;
    `seats` bounds how many do. `version` counts the saves."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="sessions", db_index=False)
    group = models.ForeignKey(CohortGroup, models.PROTECT, null=True, blank=True, related_name="sessions")
    title = models.CharField(_("title"), max_length=TITLE_LIMIT, validators=[validate_text])
    place = models.CharField(_("place"), max_length=PLACE_LIMIT, blank=True, validators=[validate_text])
    link = models.URLField(_("meeting link"), max_length=LINK_LIMIT, blank=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    closes_at = models.DateTimeField(_("booking closes"))
    seats = models.PositiveSmallIntegerField(
        _("seats"), validators=[MinValueValidator(1), MaxValueValidator(MOST_SEATS)]
    )
    created_by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions of classes")
        ordering = ["starts_at", "id"]
        constraints = [
            agency_id_unique("session"),
            models.UniqueConstraint(fields=["cohort", "id"], name="session_cohort_id"),
            models.CheckConstraint(condition=~Q(title=""), name="session_titled"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_later"),
            models.CheckConstraint(
                condition=Q(closes_at__lte=F("starts_at")), name="session_closes_before_it_starts"
            ),
            models.CheckConstraint(condition=Q(seats__gte=1, seats__lte=MOST_SEATS), name="session_seats"),
        ]
        indexes = [
            models.Index(fields=["cohort", "starts_at", "id"], name="session_list"),
            # What the clock looks for: those that begin within a day.
            models.Index(
                fields=["agency", "starts_at"], name="session_ahead", condition=Q(cancelled_at=None)
            ),
        ]

    def __str__(self) -> str:
        return self.title


class BookingQuerySet(models.QuerySet["Booking"]):
    def live(self) -> BookingQuerySet:
        """Those that hold a seat."""
        return self.filter(cancelled_at=None)


class Booking(OfAgency):
    """A member's seat at a session, from 1 on: the database gives each seat away once. One that was cancelled
    stays, and holds none. `by` is empty where the member did it by their link."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="+", db_index=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="bookings")
    member = models.ForeignKey(CohortMember, models.PROTECT, related_name="bookings")
    seat = models.PositiveSmallIntegerField()
    booked_at = models.DateTimeField()
    by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+", db_index=False)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings of sessions")
        ordering = ["id"]
        constraints = [
            agency_id_unique("booking"),
            models.UniqueConstraint(
                fields=["session", "member"], condition=Q(cancelled_at=None), name="booking_once"
            ),
            models.UniqueConstraint(
                fields=["session", "seat"], condition=Q(cancelled_at=None), name="booking_seat"
            ),
            models.CheckConstraint(
                condition=Q(seat__gte=1, seat__lte=MOST_SEATS), name="booking_seat_number"
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class Attendance(OfAgency):
    """Whether a member was at a session, as somebody recorded it; the last row of a member counts, the
    earlier ones are its history. Append-only by trigger. `expected`: whether they had a seat and are not
    excused."""

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="+", db_index=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="attendances", db_index=False)
    member = models.ForeignKey(CohortMember, models.PROTECT, related_name="attendances")
    status = models.CharField(max_length=8, choices=AttendanceStatus)
    expected = models.BooleanField()
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances of sessions")
        ordering = ["id"]
        constraints = [
            agency_id_unique("attendance"),
            models.CheckConstraint(condition=Q(status__in=AttendanceStatus.values), name="attendance_status"),
            models.CheckConstraint(
                condition=~Q(status=AttendanceStatus.EXCUSED) | Q(expected=False), name="attendance_excused"
            ),
            models.CheckConstraint(
                condition=~Q(status=AttendanceStatus.NO_SHOW) | Q(expected=True), name="attendance_no_show"
            ),
        ]
        indexes = [models.Index(fields=["session", "member", "-id"], name="attendance_last")]
