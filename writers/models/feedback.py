"""Feedback: what those who took part in an order say to each other, once per direction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan, LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from agencies.states.roles import is_staff
from clients.models import AccountPerson, ClientAccount
from orders.models import Order
from project.base import clock
from project.base.ids import public_id
from project.base.text import validate_text
from writers.states.feedback import BY_CLIENT, LEAST, MOST, RATINGS, ContestOutcome, Direction

from .rubrics import Rubric

if TYPE_CHECKING:
    from project.base.viewer import Viewer

TEXT_LIMIT = 4_000
REPLY_LIMIT = 2_000
#: From when its receiver reads it, null while nobody knows: the sweep notes what a window's end has released.
OPENS_AT = Coalesce("released_at", "releases_at")


def is_released(now: Any) -> Q:
    """What its receiver reads at a moment, or at that of a slot, whether the sweep has noted it or not."""
    return Q(LessThanOrEqual(OPENS_AT, now))


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def visible_to(self, viewer: Viewer) -> FeedbackQuerySet:
        """What one gave; what one received, once it is released; what editors said about an order that one
        now reviews; and for staff what was given, except what they are the receiver of, and what is about the
        orders of an account of their own. An anonymous one is the giver's alone until its release: the moment
        at which it appears would tell whose it is."""
        me = viewer.member_id
        rows = self.filter(agency_id=viewer.agency_id, deleted_at=None)
        mine = Q(giver_id=me)
        released = is_released(viewer.now)
        received = Q(receiver_id=me) & released
        reviewed = Q(direction=Direction.EDITOR_TO_WRITER, order__editor_id=me) & released
        seen: Any = mine | received | reviewed
        if is_staff(viewer):
            own = AccountPerson.objects.filter(
                agency_id=viewer.agency_id, membership_id=me, account_id=OuterRef("order__account_id")
            )
            others = Q(receiver_id=None) | ~Q(receiver_id=me)
            told = Q(anonymous=False, given_at__isnull=False) | released
            seen = seen | told & others & ~Exists(own)
        return rows.filter(seen)

    def given(self) -> FeedbackQuerySet:
        """Without drafts and deleted ones."""
        return self.filter(given_at__isnull=False, deleted_at=None)

    def released(self) -> FeedbackQuerySet:
        """What its receiver reads by now."""
        return self.filter(is_released(clock.now()), deleted_at=None)

    def unreleased(self) -> FeedbackQuerySet:
        """What its receiver does not read yet."""
        later = Q(GreaterThan(F("releases_at"), clock.now()))
        return self.filter(Q(releases_at=None) | later, released_at=None, deleted_at=None)

    def uncontested(self) -> FeedbackQuerySet:
        """Without deleted ones, and without what is contested at present or was successfully."""
        against = FeedbackContest.objects.filter(
            agency_id=OuterRef("agency_id"), feedback_id=OuterRef("pk")
        ).filter(Q(decided_at=None) | Q(outcome=ContestOutcome.UPHELD))
        return self.filter(~Exists(against), deleted_at=None)

    def counted(self) -> FeedbackQuerySet:
        """What averages are made of: released, and neither contested at present nor successfully."""
        return self.released().uncontested()

    def published(self) -> FeedbackQuerySet:
        """What everybody may read beside a portfolio."""
        return self.uncontested().filter(
            published_at__isnull=False, allow_public=True, released_at__isnull=False
        )


class Feedback(OfAgency):
    """What `giver` says about one order to `receiver`, or about the client account `account`.

    A draft (`given_at` null) is its giver's alone; its points reach the writer with the editor's verdict
    (FeedbackPoint.shown_at). Ratings are 1 to 5; null where the giver did not rate. `released_at` is when
    its receiver may read it: an anonymous one then shows neither its order, nor a date, nor its giver.
    `releases_at` is when the window of client and writer ends, who wait for each other: from then on it is
    released, and the sweep notes that.
    Deleted rows keep no words and no ratings; their acts stay (FeedbackEvent). `rubric` is the version that
    an editor judged by.
    """

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    order = models.ForeignKey(Order, models.PROTECT, related_name="feedback")
    direction = models.CharField(_("direction"), max_length=16, choices=Direction)
    giver = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    receiver = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+", db_index=False)
    account = models.ForeignKey(ClientAccount, models.PROTECT, null=True, related_name="+")
    rubric = models.ForeignKey(Rubric, models.PROTECT, null=True, related_name="+")
    overall = models.PositiveSmallIntegerField(_("overall"), null=True)
    quality = models.PositiveSmallIntegerField(_("quality"), null=True)
    communication = models.PositiveSmallIntegerField(_("communication"), null=True)
    timeliness = models.PositiveSmallIntegerField(_("timeliness"), null=True)
    professionalism = models.PositiveSmallIntegerField(_("professionalism"), null=True)
    strengths = models.TextField(
        _("strengths"), blank=True, validators=[MaxLengthValidator(TEXT_LIMIT), validate_text]
    )
    improvements = models.TextField(
        _("improvements"), blank=True, validators=[MaxLengthValidator(TEXT_LIMIT), validate_text]
    )
    notes = models.TextField(
        _("notes"), blank=True, validators=[MaxLengthValidator(TEXT_LIMIT), validate_text]
    )
    anonymous = models.BooleanField(_("anonymous"), default=False)
    allow_public = models.BooleanField(_("may be published"), default=False)
    begun_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True)
    edited_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)
    releases_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+", db_index=False)
    reply = models.TextField(
        _("reply"), blank=True, validators=[MaxLengthValidator(REPLY_LIMIT), validate_text]
    )
    replied_at = models.DateTimeField(null=True)
    #: Rises with each edit: a stale one is refused.
    version = models.PositiveIntegerField(default=1)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        constraints = [
            agency_id_unique("feedback"),
            models.UniqueConstraint(
                fields=["order", "direction", "receiver"],
                condition=Q(deleted_at=None, direction__in=BY_CLIENT),
                name="feedback_once_by_client",
            ),
            models.UniqueConstraint(
                fields=["order", "direction", "giver", "receiver"],
                condition=Q(deleted_at=None),
                name="feedback_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(direction__in=Direction.values), name="feedback_direction"),
            models.CheckConstraint(
                condition=Q(direction=Direction.WRITER_TO_CLIENT, receiver=None, account__isnull=False)
                | ~Q(direction=Direction.WRITER_TO_CLIENT) & Q(receiver__isnull=False, account=None),
                name="feedback_about_one",
            ),
            models.CheckConstraint(
                condition=Q(receiver=None) | ~Q(receiver=F("giver")), name="feedback_not_to_oneself"
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{name: None}) | Q(**{f"{name}__gte": LEAST, f"{name}__lte": MOST}),
                    name=f"feedback_{name}",
                )
                for name in RATINGS
            ),
            models.CheckConstraint(
                condition=Q(given_at=None) | Q(overall__isnull=False) | Q(deleted_at__isnull=False),
                name="feedback_given_has_overall",
            ),
            models.CheckConstraint(
                condition=Q(deleted_at=None) | Q(overall=None, strengths="", improvements="", notes=""),
                name="feedback_deleted_is_empty",
            ),
            models.CheckConstraint(
                condition=Q(released_at=None) | Q(given_at__isnull=False), name="feedback_released_is_given"
            ),
            models.CheckConstraint(
                condition=Q(anonymous=False) | Q(direction__in=BY_CLIENT), name="feedback_anonymous_client"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None)
                | Q(direction=Direction.CLIENT_TO_WRITER, allow_public=True, released_at__isnull=False),
                name="feedback_published",
            ),
            models.CheckConstraint(
                condition=Q(reply="", replied_at=None) | ~Q(reply="") & Q(replied_at__isnull=False),
                name="feedback_reply",
            ),
        ]
        indexes = [
            models.Index(
                # By lot within a batch of anonymous ones: ids would tell in which order they were given.
                F("agency"),
                F("receiver"),
                OPENS_AT.desc(),
                F("public_id").desc(),
                name="feedback_opened",
                condition=Q(deleted_at=None),
            ),
            models.Index(
                fields=["agency", "giver", "-id"], name="feedback_given", condition=Q(deleted_at=None)
            ),
            models.Index(
                F("agency"),
                OPENS_AT.desc(),
                F("public_id").desc(),
                name="feedback_opened_list",
                condition=Q(deleted_at=None),
            ),
            models.Index(
                fields=["agency", "given_at", "id"],
                name="feedback_unreleased",
                condition=Q(given_at__isnull=False, released_at=None, deleted_at=None),
            ),
            models.Index(
                fields=["agency", "public_id"], name="feedback_by_lot", condition=Q(deleted_at=None)
            ),
            # What a portfolio quotes: few of the many that a writer has received.
            models.Index(
                fields=["agency", "receiver", "id"],
                name="feedback_quotable",
                condition=Q(allow_public=True, published_at__isnull=False),
            ),
            models.Index(
                fields=["agency", "account"], name="feedback_account", condition=Q(account__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class FeedbackContest(OfAgency):
    """The receiver's objection to feedback, and the agency's decision. One for each feedback; while it is
    open the feedback counts in no average."""

    feedback = models.OneToOneField(Feedback, models.PROTECT, related_name="contest")
    reason = models.TextField(_("reason"), validators=[MaxLengthValidator(REPLY_LIMIT), validate_text])
    opened_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    outcome = models.CharField(_("outcome"), max_length=9, choices=ContestOutcome, blank=True)
    decided_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    explanation = models.TextField(
        _("explanation"), blank=True, validators=[MaxLengthValidator(REPLY_LIMIT), validate_text]
    )

    class Meta:
        verbose_name = _("contest")
        verbose_name_plural = _("contests")
        constraints = [
            agency_id_unique("feedbackcontest"),
            models.CheckConstraint(condition=~Q(reason=""), name="feedbackcontest_has_reason"),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None, decided_by=None)
                | Q(outcome__in=ContestOutcome.values, decided_at__isnull=False, decided_by__isnull=False),
                name="feedbackcontest_outcome",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "opened_at", "id"],
                name="feedbackcontest_open",
                condition=Q(decided_at=None),
            ),
        ]
