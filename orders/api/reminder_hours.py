"""`/api/v1/orders/reminder-hours/`: how long before a deadline people are reminded of it."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from orders.actions.deadline_reminders import save_reminder_hours
from orders.models import ReminderHours
from orders.models.reminder_hours import MOST_HOURS
from orders.rules.reminder_hours import can_edit_reminders, reminder_hours_of
from project.base.api import fields
from project.base.api.bodies import Body, Out
from project.base.api.endpoint import endpoint, only
from project.base.api.resource import Resource

MANAGERS = only(can_edit_reminders)
HOURS = {"deadline_hours": 24, "review_hours": 48}


class ReminderHoursBody(Body):
    """Hours before a writer's deadline, and before a review window ends; 0 is never."""

    deadline_hours = fields.Whole(most=MOST_HOURS)
    review_hours = fields.Whole(most=MOST_HOURS)

    example = HOURS


class ReminderHoursOut(Out):
    """Hours before a writer's deadline, and before a review window ends; 0 is never."""

    deadline_hours = fields.Whole(most=MOST_HOURS)
    review_hours = fields.Whole(most=MOST_HOURS)

    example = HOURS


class ReminderHoursViewSet(Resource):
    """When people are reminded of deadlines, which managers set."""

    single = True

    def shown(self, thing: ReminderHours) -> dict[str, Any]:
        return {"deadline_hours": thing.deadline_hours, "review_hours": thing.review_hours}

    @endpoint(MANAGERS, ReminderHoursOut)
    def retrieve(self, request: Any) -> Response:
        """Read how long before a deadline people are reminded of it."""
        return self.ok(reminder_hours_of(self.http.agency))

    @endpoint(MANAGERS, ReminderHoursOut, body=ReminderHoursBody)
    def update(self, request: Any) -> Response:
        """Set how long before a deadline people are reminded of it, from now on."""
        return self.ok(save_reminder_hours(actor=self.viewer, **self.body))
