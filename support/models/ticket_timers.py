"""What the SLA clock says of a ticket, for lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from agencies.models.base import OfAgency, agency_id_unique
from agencies.states.sla import ClockState, Target

from .tickets import Ticket

if TYPE_CHECKING:
    from project.base.viewer import Viewer


class TicketTimerQuerySet(models.QuerySet["TicketTimer"]):
    def visible_to(self, viewer: Viewer) -> TicketTimerQuerySet:
        """Those of visible tickets."""
        seen = Ticket.objects.visible_to(viewer).filter(pk=OuterRef("ticket_id"))
        return self.filter(Exists(seen), agency_id=viewer.agency_id)

    def running(self) -> TicketTimerQuerySet:
        """Those whose time can still run out, or has, with nobody having answered yet."""
        return self.filter(ended_at=None)


class TicketTimer(OfAgency):
    """What the SLA clock says of one target of a ticket, as far as lists ask for it: written in the
    transaction of each event (`support/actions/ticket_timers.py`), and equal to the function at every moment.

    `run` counts how often the target was owed; `due_at` is empty while it is paused. `next_step_at` is when
    the next step of its ladder is due, if any. `outcome` says how it ended. `calendar` names the hours by
    which it was reckoned (`calendar_name` of rules/tickets.py).
    """

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="timers")
    target = models.CharField(max_length=12, choices=Target)
    run = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    next_step_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, choices=ClockState, blank=True)
    calendar = models.CharField(max_length=80)

    objects = TicketTimerQuerySet.as_manager()

    class Meta:
        verbose_name = _("timer of a ticket")
        verbose_name_plural = _("timers of tickets")
        constraints = [
            agency_id_unique("tickettimer"),
            models.UniqueConstraint(fields=["ticket", "target"], name="tickettimer_once"),
            models.CheckConstraint(condition=Q(target__in=Target.values), name="tickettimer_target"),
            models.CheckConstraint(
                condition=Q(ended_at=None, outcome="")
                | Q(
                    ended_at__isnull=False, outcome__in=[ClockState.MET, ClockState.MISSED, ClockState.ENDED]
                ),
                name="tickettimer_outcome",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "due_at"], name="tickettimer_due", condition=Q(ended_at=None)),
            models.Index(
                fields=["agency", "next_step_at"],
                name="tickettimer_step",
                condition=Q(next_step_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.target}"
