"""Promises that were missed, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from agencies.states.roles import is_staff
from agencies.states.sla import Target
from project.base.text import validate_text
from support.states.breaches import Cause

from .tickets import Ticket

if TYPE_CHECKING:
    from project.base.viewer import Viewer

NOTE_LIMIT = 1_000


class BreachQuerySet(models.QuerySet["Breach"]):
    def visible_to(self, viewer: Viewer) -> BreachQuerySet:
        """The desk's."""
        rows = self.filter(agency_id=viewer.agency_id)
        return rows if is_staff(viewer) else rows.none()


class Breach(OfAgency):
    """A target of a ticket was missed, in one of its runs (see TicketTimer). The row stays, whatever becomes
    of the ticket, its priority or the policies. `due_at`: by when it was promised; `ended_at`: when it was
    done, or ended without, empty before that. `cause`: the last that was named, empty before the first."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="breaches")
    target = models.CharField(max_length=12, choices=Target)
    run = models.PositiveIntegerField()
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    cause = models.CharField(_("cause"), max_length=12, choices=Cause, blank=True)

    objects = BreachQuerySet.as_manager()

    class Meta:
        verbose_name = _("breach")
        verbose_name_plural = _("breaches")
        ordering = ["id"]
        constraints = [
            agency_id_unique("breach"),
            models.UniqueConstraint(fields=["ticket", "target", "run"], name="breach_once"),
            models.CheckConstraint(condition=Q(target__in=Target.values), name="breach_target"),
            models.CheckConstraint(condition=Q(cause__in=["", *Cause.values]), name="breach_cause"),
        ]
        indexes = [
            models.Index(fields=["agency", "-due_at", "-id"], name="breach_newest"),
            models.Index(fields=["agency", "cause", "-due_at", "-id"], name="breach_by_cause"),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.target} {self.run}"


class BreachCause(OfAgency):
    """Somebody of the desk said why; the last one holds. Append-only by trigger."""

    breach = models.ForeignKey(Breach, models.PROTECT, related_name="causes")
    cause = models.CharField(_("cause"), max_length=12, choices=Cause)
    note = models.TextField(_("note"), blank=True, validators=[MaxLengthValidator(NOTE_LIMIT), validate_text])
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("cause of a breach")
        verbose_name_plural = _("causes of breaches")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(cause__in=Cause.values), name="breachcause_cause"),
            models.CheckConstraint(
                condition=~Q(cause=Cause.OTHER) | ~Q(note=""), name="breachcause_other_says_what"
            ),
        ]
        indexes = [models.Index(fields=["agency", "by", "id"], name="breachcause_by")]

    def __str__(self) -> str:
        return f"{self.breach_id}: {self.cause}"
