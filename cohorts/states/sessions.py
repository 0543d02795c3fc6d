"""Sessions of a class: whether somebody was there."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

#: Seats of one session, and sessions of one class, at most.
MOST_SEATS, MOST_SESSIONS = 500, 200


class AttendanceStatus(models.TextChoices):
    ATTENDED = "attended", _("Attended")
    LATE = "late", _("Late")
    NO_SHOW = "no_show", _("No-show")
    EXCUSED = "excused", _("Excused")


#: What counts as having been there.
PRESENT = frozenset({AttendanceStatus.ATTENDED.value, AttendanceStatus.LATE.value})
TONES: dict[str, str] = {
    AttendanceStatus.ATTENDED: "good",
    AttendanceStatus.LATE: "warn",
    AttendanceStatus.NO_SHOW: "bad",
    AttendanceStatus.EXCUSED: "neutral",
}
