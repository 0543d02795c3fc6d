"""Reminding before a deadline: the writer of theirs, the client's people before a review window ends and the
delivery counts as accepted. Each once for each deadline: the event of the order says that it was done.

The two sweeps may run twice and beside themselves: they skip orders that somebody else holds locked.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import (
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    QuerySet,
    Value,
)
from django.db.models.functions import Coalesce, Least
from django.utils.translation import gettext as _

from agencies.models import Agency
from orders.models import Order, OrderEvent, ReminderHours
from orders.models.reminder_hours import MOST_HOURS
from orders.rules.reminder_hours import can_edit_reminders, reminder_hours_of
from orders.states.orders import IN_WORK, State
from project.base.errors import Invalid, require
from project.base.viewer import Member, System

from .moving import record

#: Orders that one call deals with at most, the most urgent first.
MOST = 100
OF_WRITER, OF_REVIEW = "remind_deadline", "remind_review"


def save_reminder_hours(*, actor: Member, deadline_hours: int, review_hours: int) -> ReminderHours:
    """Set how many hours before a deadline, and before the end of a review window, people are reminded from
    now on; 0 is never. Raises Invalid under the field's name."""
    require(can_edit_reminders(actor))
    given = {"deadline_hours": deadline_hours, "review_hours": review_hours}
    words = _("Enter a number between %(least)s and %(most)s.") % {"least": 0, "most": MOST_HOURS}
    if problems := {name: words for name, hours in given.items() if not 0 <= hours <= MOST_HOURS}:
        raise Invalid(problems)
    stored, _made = ReminderHours.objects.update_or_create(agency_id=actor.agency_id, defaults=given)
    return stored


def remind_of_deadlines(*, agency: Agency, now: dt.datetime, most: int = MOST) -> int:
    """Remind writers of orders that are due soon, while they have work to do; returns how many. On hold or
    disputed no deadline runs. A deadline that moved, and another writer, are reminded of anew."""
    hours = reminder_hours_of(agency).deadline_hours
    orders = Order.objects.filter(agency=agency, state__in=IN_WORK, writer__isnull=False)
    due = _due(orders, "writer_deadline", F("placed_at"), hours, now)
    told = _told(OF_WRITER, until=OuterRef("writer_deadline"), person=OuterRef("writer_id"))
    return _remind(due.exclude(told), "writer_deadline", OF_WRITER, agency, now, most)


def remind_of_reviews(*, agency: Agency, now: dt.datetime, most: int = MOST) -> int:
    """Remind the client's people of deliveries that soon count as accepted; returns how many orders."""
    hours = reminder_hours_of(agency).review_hours
    orders = Order.objects.filter(agency=agency, state=State.DELIVERED)
    due = _due(orders, "review_ends_at", Coalesce("delivered_at", "placed_at"), hours, now)
    told = _told(OF_REVIEW, until=OuterRef("review_ends_at"))
    return _remind(due.exclude(told), "review_ends_at", OF_REVIEW, agency, now, most)


def _due(orders: QuerySet[Order], deadline: str, since: Any, hours: int, now: dt.datetime) -> QuerySet[Order]:
    """Those whose deadline is less than `hours` ahead, or, of a short one, less than half of its time."""
    half = ExpressionWrapper((F(deadline) - since) / 2, output_field=DurationField())
    ahead = Least(Value(dt.timedelta(hours=hours), output_field=DurationField()), half)
    begins = ExpressionWrapper(F(deadline) - ahead, output_field=DateTimeField())
    window = {f"{deadline}__gt": now, f"{deadline}__lte": now + dt.timedelta(hours=hours)}
    return orders.filter(**window).alias(begins=begins).filter(begins__lte=now)


def _told(verb: str, **facts: object) -> Exists:
    return Exists(
        OrderEvent.objects.filter(agency_id=OuterRef("agency_id"), order=OuterRef("pk"), verb=verb, **facts)
    )


def _remind(
    due: QuerySet[Order], deadline: str, verb: str, agency: Agency, now: dt.datetime, most: int
) -> int:
    done = 0
    for pk in list(due.order_by(deadline, "pk").values_list("pk", flat=True)[:most]):
        with transaction.atomic():
            order = due.filter(pk=pk).select_for_update(of=("self",), skip_locked=True).first()
            if order is not None:
                person: dict[str, Any] = {"person_id": order.writer_id} if verb == OF_WRITER else {}
                record(order, verb, actor=System(agency), now=now, until=getattr(order, deadline), **person)
                done += 1
    return done
