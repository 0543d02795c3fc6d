"""Revision requests: a checklist of points that the client wants changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from project.base.ids import public_id
from project.base.text import validate_text

from .base import OfAgency, agency_id_unique
from .orders import Order

if TYPE_CHECKING:
    from project.base.viewer import Viewer

POINT_LIMIT = 2_000


class RevisionState(models.TextChoices):
    OPEN = "open", _("Asked for")
    IN_PROGRESS = "in_progress", _("In work")
    ANSWERED = "answered", _("Answered")
    ACCEPTED = "accepted", _("Accepted")
    CANCELLED = "cancelled", _("Cancelled")
    OUT_OF_SCOPE = "out_of_scope", _("Out of scope")


#: States in which a revision is still alive; an order has at most one such.
ACTIVE = ("open", "in_progress", "answered")


class Severity(models.TextChoices):
    MINOR = "minor", _("Minor")
    MODERATE = "moderate", _("Moderate")
    MAJOR = "major", _("Major")
    CRITICAL = "critical", _("Critical")


class Need(models.TextChoices):
    MUST = "must", _("Must be fixed")
    NICE = "nice", _("Nice to have")


class Answer(models.TextChoices):
    DONE = "done", _("Done")
    DECLINED = "declined", _("Declined")
    QUESTION = "question", _("Question")


class RevisionRequestQuerySet(models.QuerySet["RevisionRequest"]):
    def live(self) -> RevisionRequestQuerySet:
        """Those that are asked for and not yet accepted; one for each order at most."""
        return self.filter(state__in=ACTIVE)

    def visible_to(self, viewer: Viewer) -> RevisionRequestQuerySet:
        """The revisions of orders that the viewer sees as a party, not merely as somebody it is offered to."""
        return self.filter(agency_id=viewer.agency_id, order__in=Order.objects.visible_to(viewer))


class RevisionRequest(OfAgency):
    """The client's wish for changes to a delivered version; round `number` of its order."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="revisions")
    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    number = models.PositiveSmallIntegerField()
    summary = models.CharField(_("summary"), max_length=160, validators=[validate_text])
    severity = models.CharField(_("severity"), max_length=8, choices=Severity, default=Severity.MODERATE)
    state = models.CharField(max_length=12, choices=RevisionState, default=RevisionState.OPEN)
    asked_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(_("due"))
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = RevisionRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision request")
        verbose_name_plural = _("revision requests")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="revision_number"),
            models.UniqueConstraint(fields=["order"], condition=Q(state__in=ACTIVE), name="revision_one_active"),
            agency_id_unique("revision"),
            models.CheckConstraint(condition=Q(state__in=RevisionState.values), name="revision_state_known"),
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
        help_text=_("A section, or the passage in quotes."),
    )
    issue = models.TextField(_("what is wrong"), validators=[MaxLengthValidator(POINT_LIMIT), validate_text])
    wish = models.TextField(
        _("what you wish instead"), blank=True, validators=[MaxLengthValidator(POINT_LIMIT), validate_text]
    )
    need = models.CharField(_("importance"), max_length=4, choices=Need, default=Need.MUST)
    answer = models.CharField(_("answer"), max_length=8, choices=Answer, null=True, blank=True)
    reply = models.TextField(_("reply"), blank=True, validators=[MaxLengthValidator(POINT_LIMIT), validate_text])
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("revision point")
        verbose_name_plural = _("revision points")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "position"], name="revisionpoint_position"),
            models.CheckConstraint(condition=~Q(issue=""), name="revisionpoint_issue"),
            models.CheckConstraint(condition=Q(need__in=Need.values), name="revisionpoint_need"),
            models.CheckConstraint(
                condition=Q(answer=None, answered_at=None) | Q(answer__in=Answer.values, answered_at__isnull=False),
                name="revisionpoint_answer",
            ),
        ]

    @property
    def settled(self) -> bool:
        """Whether this point no longer stands in the way of a delivery: a must is done or declined with a reason."""
        return self.need == Need.NICE or self.answer in (Answer.DONE, Answer.DECLINED)
