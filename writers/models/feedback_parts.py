"""What belongs to one feedback: points, levels of its rubric, edits, acts. Also tags and saved comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from agencies.states.roles import Role, is_staff
from clients.models import AccountPerson
from orders.models import Delivery
from orders.models.passage_comments import PASSAGE_LIMIT
from project.base.ids import public_id
from project.base.text import validate_text
from writers.states.feedback import RATINGS, FeedbackVerb

from .feedback import Feedback
from .rubrics import RubricCriterion, RubricLevel

if TYPE_CHECKING:
    from project.base.viewer import Viewer

SECTION_LIMIT = 120
POINT_LIMIT = 2_000
TAG_LIMIT = 40
MOST_POINTS = 100
MOST_SAVED = 200


class TagQuerySet(models.QuerySet["FeedbackTag"]):
    def visible_to(self, viewer: Viewer) -> TagQuerySet:
        """Editors and staff tag points; writers read tags. Clients see none."""
        rows = self.filter(agency_id=viewer.agency_id)
        reads = is_staff(viewer) or Role.EDITOR in viewer.roles or Role.WRITER in viewer.roles
        return rows if reads else rows.none()


class FeedbackTag(OfAgency):
    """A word of the agency for what points are about, such as "citations". Never deleted."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    name = models.CharField(_("tag"), max_length=TAG_LIMIT, validators=[validate_text])

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name", "id"]
        constraints = [
            agency_id_unique("feedbacktag"),
            models.UniqueConstraint("agency", Lower("name"), name="feedbacktag_name"),
            models.CheckConstraint(condition=~Q(name=""), name="feedbacktag_has_name"),
        ]

    def __str__(self) -> str:
        return self.name


class PointQuerySet(models.QuerySet["FeedbackPoint"]):
    def visible_to(self, viewer: Viewer) -> PointQuerySet:
        """Points of visible feedback, and for its receiver those that came with a verdict, whether ratings
        were given yet or not; an order's editor reads those of the editors before. Staff read none about the
        orders of an account of their own. Unshown ones are their giver's alone."""
        me = viewer.member_id
        rows = self.filter(agency_id=viewer.agency_id, feedback__deleted_at=None)
        others = Q(shown_at__isnull=False)
        seen: Any = Q(feedback__in=Feedback.objects.visible_to(viewer)) | Q(feedback__receiver_id=me)
        seen |= Q(feedback__order__editor_id=me)
        if is_staff(viewer):
            own = AccountPerson.objects.filter(
                agency_id=viewer.agency_id,
                membership_id=me,
                account_id=OuterRef("feedback__order__account_id"),
            )
            seen |= ~Exists(own)
        return rows.filter(others & seen | Q(feedback__giver_id=me))


class FeedbackPoint(OfAgency):
    """One thing to work on: where (`section`, or the words `passage` of `delivery`), what the matter is, what
    to do, and what it is about (`tag`). Its receiver ticks it off (`done_at`)."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    feedback = models.ForeignKey(Feedback, models.PROTECT, related_name="points")
    position = models.PositiveSmallIntegerField()
    delivery = models.ForeignKey(Delivery, models.PROTECT, null=True, related_name="+", db_index=False)
    passage = models.CharField(_("passage"), max_length=PASSAGE_LIMIT, blank=True, validators=[validate_text])
    section = models.CharField(_("section"), max_length=SECTION_LIMIT, blank=True, validators=[validate_text])
    issue = models.TextField(_("issue"), validators=[MaxLengthValidator(POINT_LIMIT), validate_text])
    suggestion = models.TextField(
        _("suggestion"), blank=True, validators=[MaxLengthValidator(POINT_LIMIT), validate_text]
    )
    tag = models.ForeignKey(FeedbackTag, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    objects = PointQuerySet.as_manager()

    class Meta:
        verbose_name = _("point")
        verbose_name_plural = _("points")
        ordering = ["position", "id"]
        constraints = [
            agency_id_unique("feedbackpoint"),
            models.UniqueConstraint(fields=["feedback", "position"], name="feedbackpoint_position"),
            models.CheckConstraint(condition=~Q(issue=""), name="feedbackpoint_has_issue"),
            models.CheckConstraint(
                condition=Q(passage="") | Q(delivery__isnull=False), name="feedbackpoint_passage_of_version"
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(shown_at__isnull=False), name="feedbackpoint_done_was_shown"
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class FeedbackLevel(OfAgency):
    """The level that an editor chose for one criterion of the rubric, with its points as they were then."""

    feedback = models.ForeignKey(Feedback, models.PROTECT, related_name="levels")
    criterion = models.ForeignKey(RubricCriterion, models.PROTECT, related_name="+")
    level = models.ForeignKey(RubricLevel, models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("chosen level")
        verbose_name_plural = _("chosen levels")
        constraints = [
            models.UniqueConstraint(fields=["feedback", "criterion"], name="feedbacklevel_once"),
        ]


class FeedbackChange(OfAgency):
    """One field of a feedback, before and after an edit."""

    #: What changes are kept of.
    FIELDS = (*RATINGS, "strengths", "improvements", "notes", "anonymous", "allow_public", "points", "levels")

    feedback = models.ForeignKey(Feedback, models.PROTECT, related_name="changes")
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    field = models.CharField(max_length=20)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)

    class Meta:
        verbose_name = _("change of feedback")
        verbose_name_plural = _("changes of feedback")
        ordering = ["-id"]


class FeedbackEvent(OfAgency):
    """One act on one feedback. Append-only, and shown to nobody as it is: the acts of an anonymous giver are
    nobody's to read. `actor` is null for the agency's clock."""

    feedback = models.ForeignKey(Feedback, models.PROTECT, related_name="events")
    actor = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=16, choices=FeedbackVerb)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("act on feedback")
        verbose_name_plural = _("acts on feedback")
        constraints = [
            models.CheckConstraint(condition=Q(verb__in=FeedbackVerb.values), name="feedbackevent_verb")
        ]


class SavedCommentQuerySet(models.QuerySet["SavedComment"]):
    def visible_to(self, viewer: Viewer) -> SavedCommentQuerySet:
        """An editor's own, and those that colleagues share."""
        rows = self.filter(agency_id=viewer.agency_id)
        if Role.EDITOR not in viewer.roles:
            return rows.none()
        return rows.filter(Q(member_id=viewer.member_id) | Q(shared=True))


class SavedComment(OfAgency):
    """A remark that an editor makes again and again: the comment bank."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    member = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    issue = models.TextField(_("issue"), validators=[MaxLengthValidator(POINT_LIMIT), validate_text])
    suggestion = models.TextField(
        _("suggestion"), blank=True, validators=[MaxLengthValidator(POINT_LIMIT), validate_text]
    )
    tag = models.ForeignKey(FeedbackTag, models.PROTECT, null=True, blank=True, related_name="+")
    shared = models.BooleanField(_("share with all editors"), default=False)
    saved_at = models.DateTimeField()

    objects = SavedCommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved comment")
        verbose_name_plural = _("saved comments")
        constraints = [models.CheckConstraint(condition=~Q(issue=""), name="savedcomment_has_issue")]
        indexes = [models.Index(fields=["agency", "member", "-saved_at", "-id"], name="savedcomment_list")]

    def __str__(self) -> str:
        return self.public_id
