"""Revision requests: a checklist of points that the client wants changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from orders.states.revision_choices import (
    ACTIVE,
    Answer,
    Category,
    Cause,
    Need,
    NoteKind,
    PointVerdict,
    RevisionState,
    Scope,
    ScopeRule,
    Severity,
)
from project.base.ids import public_id
from project.base.text import validate_text

from .change_orders import ChangeOrder

if TYPE_CHECKING:
    from project.base.viewer import Viewer

__all__ = [
    "ACTIVE",
    "POINT_LIMIT",
    "Answer",
    "Category",
    "Cause",
    "Need",
    "NoteKind",
    "PointNote",
    "PointVerdict",
    "RevisionPoint",
    "RevisionRequest",
    "RevisionState",
    "Scope",
    "ScopeRule",
    "Severity",
]

POINT_LIMIT = 2_000
NOTE_LIMIT = 4_000
CLAUSE_LIMIT = 1_000


class RevisionRequestQuerySet(models.QuerySet["RevisionRequest"]):
    def live(self) -> RevisionRequestQuerySet:
        """Revisions that are asked for and not yet accepted; one for each order at most."""
        return self.filter(state__in=ACTIVE)

    def with_change_waiting(self, now: Any) -> RevisionRequestQuerySet:
        """Each with `change_waits`: whether a change order of it waits at `now` (a moment or its slot) for
        the client's answer."""
        changes = ChangeOrder.objects.waiting(models.OuterRef("agency_id"), now)
        offered = changes.filter(revision=models.OuterRef("pk"))
        return self.annotate(change_waits=models.Exists(offered))

    def pending(self) -> RevisionRequestQuerySet:
        """Revisions of which the desk has yet to say whether they are part of the order."""
        return self.live().filter(scope=Scope.PENDING)

    def visible_to(self, viewer: Viewer) -> RevisionRequestQuerySet:
        """The revisions of orders that the viewer sees as a party,
        not merely as somebody it is offered to."""
        # Order itself asks for live revisions, so its module comes after this one.
        order: Any = self.model._meta.get_field("order").related_model
        return self.filter(order.objects.visible_through(viewer, "order"), agency_id=viewer.agency_id)


class RevisionRequest(OfAgency):
    """The client's wish for changes to a delivered version; round `number` of its order."""

    order = models.ForeignKey("orders.Order", models.PROTECT, related_name="revisions")
    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    number = models.PositiveSmallIntegerField()
    summary = models.CharField(_("summary"), max_length=160, validators=[validate_text])
    severity = models.CharField(_("severity"), max_length=8, choices=Severity, default=Severity.MODERATE)
    state = models.CharField(max_length=12, choices=RevisionState, default=RevisionState.OPEN)
    priority = models.PositiveSmallIntegerField(_("priority"), default=5)
    urgent = models.BooleanField(_("urgent"), default=False)
    staff_note = models.TextField(
        _("private note to the agency"),
        blank=True,
        validators=[MaxLengthValidator(NOTE_LIMIT), validate_text],
    )
    about = models.ForeignKey("orders.Delivery", models.PROTECT, null=True, related_name="+")
    #: Where the order stood when it was asked for, and goes back to when nothing comes of it.
    asked_from = models.CharField(max_length=20, default="delivered")
    asked_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(_("due"))
    #: Since when its clock rests because the client is asked something.
    paused_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    #: Who works on it, where that is not the order's writer.
    assignee = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    #: What the assignee earns by it. Neither the client nor the order's writer reads it.
    fee = models.DecimalField(_("fee"), max_digits=10, decimal_places=2, null=True, blank=True)
    client_review = models.BooleanField(_("the client checks each answer"), default=True)

    scope = models.CharField(max_length=7, choices=Scope, default=Scope.WITHIN)
    scope_rule = models.CharField(max_length=8, choices=ScopeRule, default=ScopeRule.INCLUDED)
    uses_round = models.BooleanField(default=True)
    cause = models.CharField(max_length=6, choices=Cause, default=Cause.WORK)
    clause = models.CharField(
        _("passage from the brief"), max_length=CLAUSE_LIMIT, blank=True, validators=[validate_text]
    )
    judgement = models.CharField(_("reason"), max_length=CLAUSE_LIMIT, blank=True, validators=[validate_text])
    judged_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)
    #: The due times for which the reminder and the notice of being late have gone out.
    reminded_for = models.DateTimeField(null=True, blank=True)
    escalated_for = models.DateTimeField(null=True, blank=True)

    objects = RevisionRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision request")
        verbose_name_plural = _("revision requests")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="revision_number"),
            models.UniqueConstraint(
                fields=["order"], condition=Q(state__in=ACTIVE), name="revision_one_active"
            ),
            agency_id_unique("revision"),
            models.CheckConstraint(condition=Q(state__in=RevisionState.values), name="revision_state_known"),
            models.CheckConstraint(condition=Q(priority__gte=1, priority__lte=10), name="revision_priority"),
            models.CheckConstraint(condition=Q(scope__in=Scope.values), name="revision_scope_known"),
            models.CheckConstraint(
                condition=~Q(state=RevisionState.OUT_OF_SCOPE) | Q(scope=Scope.OUT, uses_round=False),
                name="revision_out_of_scope",
            ),
            models.CheckConstraint(
                condition=Q(paused_at=None) | Q(state=RevisionState.IN_PROGRESS),
                name="revision_paused_in_work",
            ),
            models.CheckConstraint(
                condition=Q(asked_from__in=["delivered", "completed"]), name="revision_asked_from"
            ),
            models.CheckConstraint(
                condition=Q(fee=None) | Q(assignee__isnull=False, fee__gte=0, fee__lte=1_000_000),
                name="revision_fee",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "due_at", "id"], name="revision_live", condition=Q(state__in=ACTIVE)
            ),
            models.Index(
                fields=["agency", "due_at", "id"],
                name="revision_work",
                condition=Q(state__in=[RevisionState.OPEN, RevisionState.IN_PROGRESS]),
            ),
            models.Index(
                fields=["agency", "due_at", "id"],
                name="revision_answered",
                condition=Q(state=RevisionState.ANSWERED),
            ),
            models.Index(fields=["agency", "-asked_at", "-id"], name="revision_list"),
            models.Index(
                fields=["agency", "assignee"],
                name="revision_assignee",
                condition=Q(state__in=ACTIVE, assignee__isnull=False),
            ),
        ]

    @property
    def active(self) -> bool:
        return self.state in ACTIVE


class RevisionPoint(OfAgency):
    """One thing to change, and the writer's answer to it."""

    revision = models.ForeignKey(RevisionRequest, models.CASCADE, related_name="points")
    position = models.PositiveSmallIntegerField()
    place = models.CharField(
        _("place"),
        max_length=300,
        blank=True,
        validators=[validate_text],
        help_text=_("A section, or the passage in quotation marks."),
    )
    category = models.CharField(_("kind"), max_length=9, choices=Category, default=Category.OTHER)
    issue = models.TextField(_("what is wrong"), validators=[MaxLengthValidator(POINT_LIMIT), validate_text])
    wish = models.TextField(
        _("what you want instead"), blank=True, validators=[MaxLengthValidator(POINT_LIMIT), validate_text]
    )
    need = models.CharField(_("importance"), max_length=4, choices=Need, default=Need.MUST)
    answer = models.CharField(_("answer"), max_length=8, choices=Answer, null=True, blank=True)
    reply = models.TextField(
        _("reply"), blank=True, validators=[MaxLengthValidator(POINT_LIMIT), validate_text]
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    #: What the client said to the writer's question; empty while it is open.
    client_reply = models.TextField(
        _("your answer"), blank=True, validators=[MaxLengthValidator(POINT_LIMIT), validate_text]
    )
    #: The delivery that came with this answer, and what the client thinks of it.
    delivery = models.ForeignKey("orders.Delivery", models.PROTECT, null=True, related_name="points")
    verdict = models.CharField(max_length=8, choices=PointVerdict, null=True, blank=True)
    objection = models.TextField(
        _("what is still missing or wrong"),
        blank=True,
        validators=[MaxLengthValidator(POINT_LIMIT), validate_text],
    )

    class Meta:
        verbose_name = _("revision point")
        verbose_name_plural = _("revision points")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "position"], name="revisionpoint_position"),
            models.CheckConstraint(condition=~Q(issue=""), name="revisionpoint_issue"),
            models.CheckConstraint(condition=Q(need__in=Need.values), name="revisionpoint_need"),
            models.CheckConstraint(
                condition=Q(answer=None, answered_at=None)
                | Q(answer__in=Answer.values, answered_at__isnull=False),
                name="revisionpoint_answer",
            ),
            models.CheckConstraint(condition=Q(category__in=Category.values), name="revisionpoint_category"),
            models.CheckConstraint(
                condition=Q(verdict=None)
                | Q(verdict=PointVerdict.MET)
                | (Q(verdict="reopened") & ~Q(objection="")),
                name="revisionpoint_verdict",
            ),
            agency_id_unique("revisionpoint"),
        ]

    @property
    def settled(self) -> bool:
        """Whether this point no longer stands in the way of a delivery: a
        must is done or declined with a reason."""
        return self.need == Need.NICE or self.answer in (Answer.DONE, Answer.DECLINED)

    @property
    def asks(self) -> bool:
        """Whether the writer waits for the client's answer to a question here."""
        return self.answer == Answer.QUESTION and not self.client_reply


class PointNote(OfAgency):
    """Each thing that was said of a point, in order: the point itself
    holds the last word only. Append-only."""

    point = models.ForeignKey(RevisionPoint, models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=8, choices=NoteKind)
    text = models.TextField(blank=True, validators=[MaxLengthValidator(POINT_LIMIT), validate_text])
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=NoteKind.values), name="pointnote_kind_known"),
        ]
