"""Who sets when people are reminded of deadlines, and what is set."""

from __future__ import annotations

from agencies.models import Agency
from agencies.states.roles import is_management
from orders.models import ReminderHours
from project.base.viewer import Viewer


def can_edit_reminders(viewer: Viewer) -> bool:
    """Managers and owners."""
    return is_management(viewer)


def reminder_hours_of(agency: Agency) -> ReminderHours:
    """What the agency has set, or what holds until then. One query."""
    return ReminderHours.objects.filter(agency=agency).first() or ReminderHours(agency=agency)
