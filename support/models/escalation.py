"""The ladder of a policy: its steps, and those that were taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from agencies.states.roles import is_staff
from agencies.states.sla import Priority, Target
from support.states.sla_policies import LEAST_PERCENT, MOST_PERCENT, StepAct, StepResult, Whom

from .sla_policies import SlaPolicy
from .ticket_events import TicketEvent
from .tickets import Ticket

if TYPE_CHECKING:
    from project.base.viewer import Viewer

PERCENTS = (LEAST_PERCENT, MOST_PERCENT)
#: What each act says beside its percent, and nothing else.
OF_ACTS = (
    Q(act=StepAct.NOTIFY, priority="", whom=Whom.PERSON, person__isnull=False)
    | Q(act=StepAct.NOTIFY, priority="", whom__in=[Whom.ASSIGNEE, Whom.SUPPORT, Whom.MANAGERS], person=None)
    | Q(act__in=[StepAct.REASSIGN, StepAct.WATCH], priority="", whom=Whom.PERSON, person__isnull=False)
    | Q(
        act=StepAct.RAISE,
        priority__in=[Priority.NORMAL, Priority.HIGH, Priority.CRITICAL],
        whom="",
        person=None,
    )
)


class StepFacts(OfAgency):
    """What a step does when `percent` of a target's time is used up."""

    percent = models.PositiveSmallIntegerField(_("percent"))
    act = models.CharField(_("act"), max_length=8, choices=StepAct)
    whom = models.CharField(_("whom"), max_length=8, choices=Whom, blank=True)
    person = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    priority = models.CharField(_("priority"), max_length=8, choices=Priority, blank=True)

    class Meta:
        abstract = True


class EscalationStep(StepFacts):
    """One step of a policy's ladder, for one target, or for each without `target`. Append-only by trigger."""

    policy = models.ForeignKey(SlaPolicy, models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField()
    target = models.CharField(max_length=12, choices=Target, blank=True)

    class Meta:
        verbose_name = _("step of an SLA policy")
        verbose_name_plural = _("steps of SLA policies")
        ordering = ["position", "id"]
        constraints = [
            agency_id_unique("escalationstep"),
            models.UniqueConstraint(fields=["policy", "position"], name="escalationstep_position"),
            models.UniqueConstraint(
                fields=["policy", "target", "percent", "act", "whom", "person"],
                name="escalationstep_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(percent__range=PERCENTS), name="escalationstep_percent"),
            models.CheckConstraint(
                condition=Q(target__in=["", *Target.values]), name="escalationstep_target"
            ),
            models.CheckConstraint(condition=OF_ACTS, name="escalationstep_act"),
        ]

    def __str__(self) -> str:
        return f"{self.policy_id}: {self.percent} {self.act}"


class EscalationQuerySet(models.QuerySet["Escalation"]):
    def visible_to(self, viewer: Viewer) -> EscalationQuerySet:
        """The desk's, but nobody's on a ticket of their own."""
        rows = self.filter(agency_id=viewer.agency_id).exclude(ticket__requester_id=viewer.member_id)
        return rows if is_staff(viewer) else rows.none()

    def unseen(self) -> EscalationQuerySet:
        """Those that nobody has acknowledged."""
        return self.filter(acknowledged_at=None)


class Escalation(StepFacts):
    """A step that was taken: once for each run of a target, however often the policy is published anew.
    `ladder` is the key of the policy. `event` says so on the ticket."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="escalations")
    event = models.OneToOneField(TicketEvent, models.PROTECT, related_name="escalation")
    target = models.CharField(max_length=12, choices=Target)
    run = models.PositiveIntegerField()
    ladder = models.CharField(max_length=10)
    result = models.CharField(max_length=10, choices=StepResult)
    at = models.DateTimeField()
    acknowledged_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+", db_index=False
    )
    acknowledged_at = models.DateTimeField(null=True)

    objects = EscalationQuerySet.as_manager()

    class Meta:
        verbose_name = _("escalation")
        verbose_name_plural = _("escalations")
        ordering = ["id"]
        constraints = [
            agency_id_unique("escalation"),
            models.UniqueConstraint(
                fields=["ticket", "target", "run", "ladder", "percent", "act", "whom", "person"],
                name="escalation_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(percent__range=PERCENTS), name="escalation_percent"),
            models.CheckConstraint(condition=Q(target__in=Target.values), name="escalation_target"),
            models.CheckConstraint(condition=OF_ACTS, name="escalation_act"),
            models.CheckConstraint(condition=Q(result__in=StepResult.values), name="escalation_result"),
            models.CheckConstraint(
                condition=Q(acknowledged_by=None, acknowledged_at=None)
                | Q(acknowledged_by__isnull=False, acknowledged_at__isnull=False),
                name="escalation_acknowledged",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "ticket"], name="escalation_unseen", condition=Q(acknowledged_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.percent} {self.act}"
